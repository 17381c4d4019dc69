"""Finds concepts and notations by a name or a part of one, a Japanese reading, an id, or a symbol."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from glossary.glossary import Glossary
from glossary.model import Concept
from glossary.naming import fold_name

EXACT, BEGINS, HOLDS, TELLS = 4, 3, 2, 1  # how well a concept fits


def search(glossary: Glossary, query: str) -> tuple[Concept, ...]:
    """The matching concepts, best first, then in the glossary's order. A query in LaTeX finds notations."""
    spelling = re.sub(r"\s+", "", query.strip("$ "))
    by_notation = {row.concept: EXACT for row in (*glossary.by_symbol(spelling), *glossary.by_base(spelling))}
    ranked = [
        (max(_rank(concept, query), by_notation.get(concept.id, 0)), concept) for concept in glossary.concepts.values()
    ]
    return tuple(concept for rank, concept in sorted(ranked, key=lambda entry: -entry[0]) if rank)


def _rank(concept: Concept, query: str) -> int:
    plain = _plain(query)
    if not plain:
        return 0
    names = {_plain(name) for name in _names(concept)}
    folded = " ".join(fold_name(query))
    same = {" ".join(fold_name(name)) for name in concept.english_names}
    if plain in names or (folded and folded in same):
        return EXACT
    if any(name.startswith(plain) for name in names):
        return BEGINS
    if any(plain in name for name in names) or (folded and any(f" {folded} " in f" {name} " for name in same)):
        return HOLDS
    return TELLS if any(plain in _plain(text) for text in concept.definition.values()) else 0


def _names(concept: Concept) -> Iterator[str]:
    yield from (concept.id, concept.id.replace("-", " "), concept.reading)
    for names in (concept.name, concept.phrase):
        yield from names.values()
    for aliases in concept.aliases.values():
        yield from aliases


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
