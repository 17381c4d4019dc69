"""The table without a goal, as the page plays it: pieces without number, and the blocks that it knows.

Like the row of a formula (crafting.py), with ``free`` true and no goal, and

::

    "known": [[block id, tree]]      # a tree is [piece, [parts ...]], or for an open place {"place": number,
                                     # "axes": [letter], "rank": dimensions, "names": null | [piece], "factor": no sums}
"""

from __future__ import annotations

from typing import Any

from reader.output.page.crafting import Pieces, computed, layers_of
from reader.output.rows.row import Row
from reader.study.construction.free import Open, free_table, open_places, recognisable
from reader.study.construction.ladder import Recipes
from reader.study.construction.pieces import Made
from reader.study.construction.planning import tried
from reader.study.construction.recipes import Craft
from reader.study.construction.sorts import Sorts
from reader.study.evaluation.planning.fragments import Trial
from reader.study.evaluation.refusal import Refusal

MOST_KINDS = 12


def free_row(recipes: Recipes) -> Row:
    """All that the page needs."""
    table, glossary = free_table(), recipes.glossary
    trial = Trial.of(table.display, table.knowledge)
    sorts = Sorts(table.formulas, table.knowledge, trial=trial, narrow=False)
    pieces = Pieces(table.formulas, table.knowledge, glossary, {}, sorts)
    known = [
        [block, tree] for block, craft in recognised(recipes, pieces) if (tree := recogniser(craft, pieces)) is not None
    ]
    return {
        "free": True,
        "name": None,
        "pieces": pieces.rows,
        "goal": None,
        "built": [],
        "known": known,
        "blocks": {block: dict(glossary.blocks[block].name) for block, _ in known},
        "layers": layers_of(pieces.rows, glossary),
        "heap": [],
        "run": computed(pieces, trial, MOST_KINDS),
    }


def recognised(recipes: Recipes, pieces: Pieces) -> list[tuple[str, Craft]]:
    """The blocks that can be built from these pieces."""
    operations = frozenset(piece.latex for piece in pieces.pieces if piece.holes)
    return [(block.id, craft) for block, craft in recognisable(recipes, operations)]


def recogniser(craft: Craft, pieces: Pieces) -> Any:
    """A recipe with its names open; None where it does not run, or needs a name that is not on the table."""
    assert craft.block is not None
    names = {made.latex: made for made in pieces.walk() if not made.piece.holes}
    opened = open_places(craft, craft.block, names)
    try:
        trial = tried(craft)
        return RecipeTree(pieces, opened, trial).of(craft.goal)
    except (Refusal, LookupError):
        return None


class RecipeTree:
    """Writes a recipe down with numbers for its open places."""

    def __init__(self, pieces: Pieces, opened: dict[str, Open], trial: Trial) -> None:
        self.pieces, self.opened, self.trial = pieces, opened, trial
        self.places: dict[str, int] = {}

    def of(self, made: Made) -> Any:
        """:class:`LookupError` for a name that is not on the table."""
        if made.piece.holes:
            return [self.pieces.number[made.piece.latex], [self.of(part) for part in made.parts if part is not None]]
        place = self.opened.get(made.latex)
        if place is None:
            return [self.pieces.number[made.piece.latex]]
        if place.names == ():
            raise LookupError(made.latex)
        kind = self.trial.fragment_of(made.piece.node).kind
        return {
            "place": self.places.setdefault(made.latex, len(self.places)),
            "axes": sorted(kind.axes),
            "rank": len(kind.shape),
            "names": None if place.names is None else [self.pieces.number[name] for name in place.names],
            "factor": place.factor,
        }
