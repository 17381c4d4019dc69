"""The blocks of every formula of a paper, made on demand."""

from __future__ import annotations

from collections.abc import Mapping

from reader.meaning.blocks.finding import find_blocks
from reader.meaning.blocks.found import FoundBlock
from reader.meaning.blocks.patterns import builtin_shelf
from reader.meaning.blocks.prose import Prose
from reader.model import Document


def blocks_by_equation(document: Document) -> Mapping[str, tuple[FoundBlock, ...]]:
    """By equation id, the blocks of the displayed formulas; equal formulas are read once."""
    shelf = builtin_shelf().spoken(Prose(document).speaks)
    known: dict[str, tuple[FoundBlock, ...]] = {}
    for equation in document.equations:
        latex = equation.formula.expanded
        if latex not in known:
            known[latex] = find_blocks(latex, shelf=shelf)
    return {equation.id: known[equation.formula.expanded] for equation in document.equations}
