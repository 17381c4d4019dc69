"""The blocks of every formula of a paper, made on demand."""

from __future__ import annotations

from collections.abc import Mapping

from reader.meaning.blocks.finding import find_blocks
from reader.meaning.blocks.found import FoundBlock
from reader.meaning.blocks.prose import Prose
from reader.model import Document


def blocks_by_equation(document: Document) -> Mapping[str, tuple[FoundBlock, ...]]:
    """By equation id, the blocks of the displayed formulas; equal formulas are read once."""
    prose = Prose(document)
    known: dict[str, tuple[FoundBlock, ...]] = {}
    for equation in document.equations:
        latex = equation.formula.expanded
        if latex not in known:
            known[latex] = find_blocks(latex, prose.speaks)
    return {equation.id: known[equation.formula.expanded] for equation in document.equations}
