"""Checks of blocks: that a concept explains them, and that everything they name exists."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.block import NEEDS, SLOT_KINDS, Block
from glossary.checking.problem import GlossaryProblem
from glossary.errors import GlossaryFault
from glossary.glossary import Glossary, GlossaryRow

FORMULAS = ("patterns", "matches", "lookalikes")  # of which a block needs at least one
COMPARED = ("distinct", "alike", "unlike")  # each names slots


def check_blocks(glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Blocks that no concept explains, that cannot match, or that name unknown slots and blocks."""
    for row in glossary.rows:
        if row.kind == "block":
            yield from check_kinds(row)
            try:
                block = glossary.blocks[row.key]
            except GlossaryFault:
                continue  # its keys and kinds are reported one by one
            if block.file == row.file:
                yield from check_concepts(block, row, glossary)
                yield from _check_block(block, row, glossary)
                yield from check_spellings(block, row)


def check_kinds(row: GlossaryRow) -> Iterator[GlossaryProblem]:
    """Slots of an unknown kind, and needs that there are not."""
    for need in set(row.values.get("needs", ())) - NEEDS:
        arguments = (("value", need), ("allowed", ", ".join(sorted(NEEDS))))
        yield GlossaryProblem(row.file, row.key, "needs", "unknown-value", arguments)
    slots = row.values.get("slots", {})
    for name, slot in slots.items() if isinstance(slots, dict) else ():
        kind = slot.get("kind", "any") if isinstance(slot, dict) else "any"
        if kind not in SLOT_KINDS:
            arguments = (("value", str(kind)), ("allowed", ", ".join(sorted(SLOT_KINDS))))
            yield GlossaryProblem(row.file, row.key, f"slots.{name}.kind", "unknown-value", arguments)


def check_concepts(block: Block, row: GlossaryRow, glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Concepts that no row explains, and an ``under`` that the glossary has outgrown."""
    if block.under not in glossary:
        key = "under" if "under" in row.values else "concept"
        yield GlossaryProblem(row.file, row.key, key, "unexplained-block", (("concept", block.under),))
    if "under" in row.values and "concept" not in row.values and block.id in glossary:
        yield GlossaryProblem(row.file, row.key, "under", "outgrown-under", (("concept", block.id),))
    for slot in block.slots.values():
        if slot.concept and slot.concept not in glossary:
            key = f"slots.{slot.id}.concept"
            yield GlossaryProblem(row.file, row.key, key, "unlinked-notation", (("concept", slot.concept),))


def _check_block(block: Block, row: GlossaryRow, glossary: Glossary) -> Iterator[GlossaryProblem]:
    def fault(key: str, kind: str, **arguments: str) -> GlossaryProblem:
        return GlossaryProblem(row.file, row.key, key, kind, tuple(arguments.items()))

    yield from (fault(key, "no-formula") for key in FORMULAS if key in row.values and not row.values[key])
    for other in block.covers:
        if other not in glossary.blocks or other == block.id:
            yield fault("covers", "unknown-block", block=other)
    for key in COMPARED:
        for name in set(getattr(block, key)) - set(block.slots):
            yield fault(key, "unknown-value", value=name, allowed=", ".join(block.slots))
    for pattern in block.patterns:
        for language, text in (pattern.differs or {}).items():
            if not text:
                yield fault("patterns", "missing-language", language=language)


def check_spellings(block: Block, row: GlossaryRow) -> Iterator[GlossaryProblem]:
    """Spellings of which something is said, and that are no patterns of the block."""
    patterns = [pattern.latex for pattern in block.patterns]
    named = {"when_removed.spellings": block.when_removed.spellings if block.when_removed else ()}
    named["purposes.spellings"] = tuple(spelling for each in block.purposes for spelling in each.spellings)
    for key, spellings in named.items():
        for spelling in spellings:
            if spelling not in patterns:
                arguments = (("value", spelling), ("allowed", " ; ".join(patterns)))
                yield GlossaryProblem(row.file, row.key, key, "unknown-value", arguments)
