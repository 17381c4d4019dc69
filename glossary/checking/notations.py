"""Checks of notations: that their concepts exist, that their conditions can hold, and that none is superfluous."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from glossary.checking.problem import GlossaryProblem
from glossary.glossary import Glossary, GlossaryRow
from glossary.model import KINDS, TRAITS, Notation


def check_notations(glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Notations of unknown concepts, or with conditions that nothing can meet."""
    for row in glossary.rows:
        if row.kind == "notation":
            yield from check_notation(row, glossary)


def check_notation(row: GlossaryRow, glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Like :func:`check_notations`, for one row."""
    values = row.values
    concept, confidence = values.get("concept"), values.get("confidence", 1)
    if isinstance(concept, str) and concept not in glossary:
        yield GlossaryProblem(row.file, row.key, "concept", "unlinked-notation", (("concept", concept),))
    if ("symbol" in values) == ("base" in values):
        yield GlossaryProblem(row.file, row.key, "symbol", "symbol-or-base")
    if isinstance(confidence, int | float) and not 0 < confidence <= 1:
        yield GlossaryProblem(row.file, row.key, "confidence", "confidence-range")
    near = values.get("near")
    if isinstance(near, list) and values.get("symbol", values.get("base")) in near:
        yield GlossaryProblem(row.file, row.key, "near", "near-itself")
    for key, allowed in (("kind", KINDS), ("traits", TRAITS), ("without", TRAITS)):
        value = values.get(key, [])
        for entry in value if isinstance(value, list) else [value]:
            if entry not in allowed:
                arguments = (("value", str(entry)), ("allowed", ", ".join(sorted(allowed))))
                yield GlossaryProblem(row.file, row.key, key, "unknown-value", arguments)


def check_shadowed(glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Notations that are superfluous: another one of the same sign and concept holds wherever they do, as surely."""
    groups: dict[tuple[str, str], list[Notation]] = defaultdict(list)
    for notation in glossary.notations:
        groups[notation.symbol or f"{notation.base}…", notation.concept].append(notation)
    for (spelling, concept), group in groups.items():
        for number, narrow in enumerate(group):
            if any(_covers(wide, narrow, earlier=at < number) for at, wide in enumerate(group) if at != number):
                yield GlossaryProblem(narrow.file, f"{spelling} → {concept}", "", "shadowed-notation")


def _covers(wide: Notation, narrow: Notation, earlier: bool) -> bool:
    """Whether one row holds wherever the other does. Of two equal ones the later is superfluous."""
    same = replace(wide, why={}, example="", file="") == replace(narrow, why={}, example="", file="")
    return (
        (earlier or not same)
        and wide.confidence >= narrow.confidence
        and wide.kind in (None, narrow.kind)
        and set(wide.traits) <= set(narrow.traits)
        and set(wide.without) <= set(narrow.without)
        and all(
            not broad or (exact and set(exact) <= set(broad))
            for broad, exact in zip(
                (wide.words, wide.near, wide.categories), (narrow.words, narrow.near, narrow.categories), strict=True
            )
        )
    )
