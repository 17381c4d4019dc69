"""What parts of arrays and of machines are, whatever the array or machine is called: "diagonal entry of the Gram
matrix", "the encoder's weights"."""

from __future__ import annotations

from collections.abc import Mapping

from glossary.model import ConceptId
from reader.meaning.evidence.phrase_words import MODIFIERS, Word, phrase_in
from reader.meaning.prose.words import classes

ENTRIES = frozenset(("entry", "element", "component", "coordinate"))
OF_ARRAYS: Mapping[str, ConceptId] = {"matrix": "matrix-entry", "vector": "vector-component"}
OF_MACHINES: Mapping[str, ConceptId] = {"parameter": "parameter", "weight": "weight"}


def part_of_array(words: tuple[Word, ...], start: int, end: int) -> tuple[ConceptId, str] | None:
    """The concept of an entry of a matrix or vector, and the words that say so. ``start`` and ``end`` are of the phrase
    before "of"."""
    is_entry = words[end - 1].folded in ENTRIES and all(
        word.tag in MODIFIERS or word.folded == "diagonal" for word in words[start : end - 1]
    )
    if not is_entry or end == len(words) or words[end].tag != "o":
        return None
    held = words[end + 1 :]
    first, last = phrase_in(held)
    concept = OF_ARRAYS.get(held[last - 1].folded) if first < last else None
    return (concept, f"{words[end - 1].text} of {held[last - 1].text}") if concept else None


def part_of_machine(words: tuple[Word, ...], end: int) -> tuple[ConceptId, str] | None:
    """The concept of the parameters or weights of a machine, and the words that say so."""
    head = words[end - 1]
    concept = OF_MACHINES.get(head.folded) if head.text.endswith("s") else None
    if concept is None or end < 2 or words[end - 2].folded not in classes()["acting"]:
        return None
    return concept, head.text
