"""The table without a goal: pieces to put together as one likes, and the blocks that are known when they come to be."""

from __future__ import annotations

import pkgutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from glossary.block import Block
from reader.formula.semantics.nodes import Meaning, Statements
from reader.formula.semantics.parser import read_meaning
from reader.formula.shapes.declared import Declarations, declared_in
from reader.formula.syntax.parsing import parse_formula
from reader.study.construction.ladder import Recipes
from reader.study.construction.pieces import Made, taken_apart
from reader.study.construction.recipes import CUSTOM, Craft, is_block, latex_of
from reader.study.evaluation.knowledge import Knowledge

ANYTHING = frozenset({"any", "factor", "term"})


@dataclass(frozen=True)
class FreeTable:
    """``formulas`` bring the pieces; ``display`` is all of them, for running them."""

    formulas: tuple[Made, ...]
    display: Meaning
    knowledge: Knowledge


@cache
def free_table() -> FreeTable:
    rows = tomllib.loads((pkgutil.get_data(__name__, "free.toml") or b"").decode("utf-8"))
    declared = tuple(each for row in rows["given"] for each in declared_in(read_meaning(parse_formula(row))))
    knowledge = Knowledge(Declarations(declared), fields=CUSTOM.fields, functions=CUSTOM.functions)
    formulas = tuple(read_meaning(parse_formula(latex)) for latex in rows["formulas"])
    display = Statements(0, 0, formulas, tuple(() for _ in formulas))
    return FreeTable(tuple(taken_apart(each, knowledge) for each in formulas), display, knowledge)


def recognisable(recipes: Recipes, pieces: frozenset[str]) -> Iterator[tuple[Block, Craft]]:
    """The blocks whose recipe needs no other operations than these, by the LaTeX of pieces, and no words of a paper."""
    for block in recipes.glossary.blocks.values():
        for craft in dict.fromkeys((recipes.of(block.id), recipes.largest(block.id))):
            if craft is not None and not block.words and all(step.piece.latex in pieces for step in craft.steps):
                yield block, craft


@dataclass(frozen=True)
class Open:
    """What may stand in the place of a recipe's name: anything, or the ``names`` among those on the table; of anything
    no sum where ``factor``.
    """

    names: tuple[str, ...] | None
    factor: bool = False


def open_places(craft: Craft, block: Block, names: Mapping[str, Made]) -> dict[str, Open]:
    """By LaTeX, the names of a recipe in whose place others may stand; the rest mean themselves.

    Which names may, the matcher says: the recipe is built with each of them, and must be the block.
    """
    found = {}
    for made in craft.goal.walk():
        slot = block.slots.get(craft.slots.get(made.latex, ""))
        if made.piece.holes or slot is None:
            continue
        built = {name: renamed(craft.goal, {made.latex: leaf}) for name, leaf in names.items()}
        fitting = tuple(name for name, goal in built.items() if is_block(latex_of(craft.name, goal), block))
        whatever = slot.kind in ANYTHING and not (slot.stems or slot.barred or slot.holds) and len(fitting) > 1
        found[made.latex] = Open(None if whatever else fitting, slot.kind == "factor")
    return found


def renamed(made: Made, names: Mapping[str, Made]) -> Made:
    """With other names in the place of its own."""
    if not made.piece.holes:
        return names.get(made.latex, made)
    return Made(made.piece, tuple(part and renamed(part, names) for part in made.parts))
