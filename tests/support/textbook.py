"""Blocks and recipes of our own glossary, for formulas without a paper."""

import glossary
from reader.meaning.blocks.finding import find_blocks
from reader.meaning.blocks.found import FoundBlock
from reader.meaning.blocks.patterns import shelf_under, spoken_shelf
from reader.study.construction.ladder import Recipes, recipes_of


def blocks_in(latex: str, *, spoken: bool = False) -> tuple[FoundBlock, ...]:
    """The blocks of a formula, beside prose that uses no word at all, or (``spoken``) every word."""
    return find_blocks(latex, spoken_shelf(shelf_under(glossary.load()), lambda word: spoken))


def textbook_recipes() -> Recipes:
    return recipes_of(glossary.load())
