"""What a formula that is a block is for: each row's sentences are told of a formula of the row, in its own symbols."""

from __future__ import annotations

import pytest
from textbook import blocks_in

from glossary.block import Block, BlockPurpose
from glossary.blocks_loader import load_blocks
from reader.study.purpose.forms.named import in_symbols

ROWS = [(block, each) for block in load_blocks().values() for each in block.purposes]


@pytest.mark.parametrize(("block", "purpose"), ROWS, ids=lambda part: getattr(part, "id", ""))
def test_each_purpose_is_told_of_a_spelling_of_its_row(block: Block, purpose: BlockPurpose) -> None:
    formulas = (*block.matches, *(purpose.spellings or (each.latex for each in block.patterns)))
    found = [each for latex in formulas for each in blocks_in(latex, spoken=True) if each.block.id == block.id]
    assert any(in_symbols(purpose.en, each) and in_symbols(purpose.ja, each) for each in found)
