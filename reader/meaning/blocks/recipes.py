"""How a large block is put together from smaller ones, read off its example."""

from __future__ import annotations

from functools import lru_cache

import glossary
from glossary import Glossary
from glossary.block import Block
from reader.meaning.blocks.finding import fitting_blocks
from reader.meaning.blocks.found import FoundBlock


def recipe(block: str) -> tuple[str, ...]:
    """The ids of the smaller blocks in a block, from the innermost outwards; () where it holds none.

    They are found in the first formula that the block's row gives as an example.
    """
    return _recipe(glossary.load(), block)


@lru_cache(maxsize=2048)
def _recipe(knowledge: Glossary, block: str) -> tuple[str, ...]:
    ordered = sorted(ingredients(knowledge.blocks[block]), key=lambda one: (one.end - one.start, one.start))
    return tuple(dict.fromkeys(one.block.id for one in ordered))


def ingredients(block: Block) -> tuple[FoundBlock, ...]:
    """The smaller blocks inside a block, with their places in its first example."""
    found = fitting_blocks(block.matches[0])
    own = next((one for one in found if one.block.id == block.id), None)
    if own is None:
        return ()
    return tuple(one for one in found if one.size < own.size and _inside(one, own))


def _inside(one: FoundBlock, own: FoundBlock) -> bool:
    return own.start <= one.start and one.end <= own.end and one.end - one.start < own.end - own.start
