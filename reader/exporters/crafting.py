"""A formula to build, as the page builds it without Python: pieces, the goal, and what each piece computes.

::

    {"name": "<math>" | null, "whole": "<math>",              # what stands before the equals sign; all of the goal
     "pieces": [{"math", "holes": [{"brackets": [form], "slot": null | {"en", "ja"}, "takes": [sort], "alone"}],
                 "form", "commutes", "sorts": [sort], "alone",
                 "name": {"en", "ja"} | null, "role": {"en", "ja"} | null, "layer": layer id | null}],
     "goal": [piece, [parts ...]],
     "built": [[number of the piece in the order of building, block id]], "blocks": {block id: {"en", "ja"}},
     "layers": {layer id: {"en", "ja"}}, "heap": [piece],
     "run": {"refused": {"en", "ja", "part": "<math>"}}          # the sentences have "{part}" where the part stands
          | {"refused": null, "inputs": [{"math", "domain", "sizes", "fixed", "values": [by seed]}],
             "kinds": [{"axes", "shape", "sizes", "sort"}], "tried": number of kinds, "whole": [piece],
             "names": {piece: [kind, instructions]},
             "ways": {piece: [[[kinds in its holes], kind, instructions]]}}}

An instruction is ``[operation, arguments, options, sizes]``; the last one gives the value. Inputs of the number
``FIRST_HOLE`` and up are what stands in the holes. Holes carry their number in ``math`` as ``data-te``.

A part goes into a hole that takes one of its sorts (meaning/crafting/sorts.py); into one that is ``alone``, only one
that is so, too. A hole without ``takes`` takes anything; ``sorts`` of a piece begin with what it is called. What is a
"quantity" and has a value is of the sort of its kind of value.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import glossary
from glossary.blocks_loader import load_blocks
from glossary.model import Texts
from reader.exporters.running import refusal_text
from reader.formula import parse_formula
from reader.formula.mathml import to_mathml
from reader.formula.meaning_printer import meaning_latex
from reader.formula.running.fragments import MOST_KINDS, Fragment, Holed, Kind, Trial, explore
from reader.formula.running.inputs import inputs_of
from reader.formula.running.kinds import Knowledge
from reader.formula.running.refusal import Refusal
from reader.formula.running.run import Run, run_plan
from reader.meaning.crafting.naming import COMMUTING, CONCEPTS, FOUNDATION, name_of
from reader.meaning.crafting.pieces import EMPTY, Made, Piece, exchanged_all
from reader.meaning.crafting.recipes import Craft, latex_of
from reader.meaning.crafting.sorts import Need, Sorts, closed_slot, in_order, sort_of_rank
from reader.messages import LANGUAGES, table

Row = dict[str, Any]
SEEDS = range(4)


def craft_row(craft: Craft) -> Row | None:
    """All that the page needs to build one formula; None where a hole cannot be told from the author's own signs."""
    planned = planned_or_not(craft)
    pieces = Pieces((craft.goal,), craft.knowledge, craft.roles, sorts_of(craft, planned))
    goal = pieces.tree(craft.goal)
    if not pieces.are_sound:
        return None
    heap = [pieces.number[made.piece.latex] for made in craft.goal.walk()]
    return {
        "name": drawn(meaning_latex(craft.name)) if craft.name is not None else None,
        "whole": drawn(latex_of(craft.name, craft.goal)),
        "pieces": pieces.rows,
        "goal": goal,
        "built": [[k, block.id] for k, block in craft.built.items()],
        "blocks": {block.id: dict(block.name) for block in craft.built.values()},
        "layers": layers_of(pieces.rows),
        "heap": sorted(heap),
        "run": run_row(craft, pieces, planned),
    }


def drawn(latex: str) -> str:
    return to_mathml(parse_formula(latex))


class Pieces:
    """The different pieces of some formulas, numbered in the order in which they are built."""

    def __init__(
        self, goals: Sequence[Made], knowledge: Knowledge, roles: Mapping[str, Texts], sorts: Sorts | None = None
    ) -> None:
        self.goals, self.knowledge, self.roles = goals, knowledge, roles
        self.sorts = sorts or Sorts(goals, knowledge, narrow=False)
        self.number: dict[str, int] = {}
        self.pieces: list[Piece] = []
        self.rows: list[Row] = []
        for made in self.walk():
            if made.piece.latex not in self.number:
                self.number[made.piece.latex] = len(self.pieces)
                self.pieces.append(made.piece)
                self.rows.append(self._row(made))

    def walk(self) -> Iterator[Made]:
        """Everything in the formulas."""
        for goal in self.goals:
            yield from goal.walk()

    @property
    def are_sound(self) -> bool:
        """Whether every hole is found again in what is drawn."""
        return all(
            all(f'data-te="{k}"' in row["math"] for k in range(len(piece.holes)))
            and piece.latex.count(EMPTY.latex) == len(piece.holes)
            for piece, row in zip(self.pieces, self.rows, strict=True)
        )

    def tree(self, made: Made) -> list[Any]:
        parts = [self.tree(part) for part in made.parts if part is not None]
        return [self.number[made.piece.latex], parts] if parts else [self.number[made.piece.latex]]

    def _row(self, made: Made) -> Row:
        piece = made.piece
        name = name_of(piece.node, self.knowledge) if piece.holes and not piece.block else ""
        return {
            "math": to_mathml(parse_formula(piece.latex), places=holes_in(piece.latex)),
            "holes": [{"brackets": sorted(hole.brackets), "slot": self._slot(piece, k), **need_row(need)}
                      for k, (hole, need) in enumerate(zip(piece.holes, self.sorts.needs(piece), strict=True))],
            "form": piece.form,
            "sorts": list(self.sorts.of_piece(piece)),
            "alone": self.sorts.is_alone(piece),
            "commutes": name in COMMUTING,
            "scales": name == "product",
            "name": piece_name(piece, self.knowledge) if piece.holes else None,
            "role": dict(self.roles[made.latex]) if not piece.holes and made.latex in self.roles else None,
            "layer": layer_of(piece.block or CONCEPTS.get(name, FOUNDATION)) if piece.holes else None,
        }  # fmt: skip

    def _slot(self, piece: Piece, k: int) -> Row | None:
        slot = closed_slot(piece, k)
        return dict(slot.text) if slot is not None else None


def need_row(need: Need) -> Row:
    """What a hole takes, in the order of the sorts."""
    return {"takes": list(in_order(need.takes)), "alone": need.alone}


def piece_name(piece: Piece, knowledge: Knowledge) -> Row:
    """What an operation is called, or the block that it is."""
    if piece.block:
        return dict(load_blocks()[piece.block].name)
    return dict(table("crafting")[f"piece-{name_of(piece.node, knowledge)}"])


def holes_in(latex: str) -> list[tuple[int, int]]:
    """Where the empty squares stand."""
    found = []
    at = latex.find(EMPTY.latex)
    while at >= 0:
        found.append((at, at + len(EMPTY.latex)))
        at = latex.find(EMPTY.latex, at + 1)
    return found


def layer_of(concept: str) -> str | None:
    knowledge = glossary.load()
    return knowledge[concept].layer if concept in knowledge else None


def layers_of(rows: Iterable[Row]) -> Row:
    """Their names, from the bottom up."""
    used = {row["layer"] for row in rows}
    return {layer.id: dict(layer.name) for layer in glossary.load().layers if layer.id in used}


# --- numbers --------------------------------------------------------------------------------------------------------


def planned_or_not(craft: Craft) -> Trial | Refusal:
    try:
        return tried(craft)
    except Refusal as refusal:
        return refusal.kept()


def sorts_of(craft: Craft, planned: Trial | Refusal | None = None) -> Sorts:
    """What the pieces are and take."""
    found = planned or planned_or_not(craft)
    return Sorts.of_craft(craft, None if isinstance(found, Refusal) else found)


def run_row(craft: Craft, pieces: Pieces, planned: Trial | Refusal) -> Row:
    """What is computed, or why nothing is."""
    if isinstance(planned, Refusal):
        return _refused(planned)
    try:
        refuse_unknown(craft, planned)
        return computed(pieces, planned)
    except Refusal as refusal:
        return _refused(refusal)


def _refused(refusal: Refusal) -> Row:
    said = Refusal(refusal.reason, "{part}")
    part = drawn(refusal.part) if refusal.part else None
    return {"refused": {**{each: refusal_text(said, each) for each in LANGUAGES}, "part": part}}


def computed(pieces: Pieces, trial: Trial, most: int = MOST_KINDS) -> Row:
    """What each piece computes, and the inputs. ``most`` kinds of values are put into the holes."""
    names: dict[int, Fragment] = {}
    kinds: dict[int, Kind] = {}  # by identity of what is built
    wanted: list[tuple[str, tuple[Kind, ...]]] = []
    for made in pieces.walk():
        found = trial.fragment_of(made.piece.node)
        kinds[id(made)] = found.kind
        at = pieces.number[made.piece.latex]
        if not made.piece.holes:
            names[at] = found
            wanted.append(("", (found.kind,)))
        wanted.append((str(at), tuple(kinds[id(part)] for part in made.parts)))
    open_pieces: dict[str, Holed] = {
        str(k): (piece.node, len(piece.holes), _filler(piece)) for k, piece in enumerate(pieces.pieces) if piece.holes
    }
    explored = explore(trial, open_pieces, wanted, most)
    number = {kind: k for k, kind in enumerate(explored.kinds)}
    runs = seeded(trial)
    return {
        "refused": None,
        "inputs": [{"math": drawn(each.latex), "domain": each.domain, "sizes": list(each.sizes),
                    "fixed": each.fixed is not None, "values": [done.inputs[k] for done in runs]}
                   for k, each in enumerate(trial.plan.inputs)],
        "kinds": [{"axes": [_letter(axis) for axis in kind.axes], "shape": list(kind.shape), "sizes": list(kind.sizes),
                   "sort": sort_of_rank(len(kind.shape))}
                  for kind in explored.kinds],
        "tried": explored.tried,
        "whole": sorted(map(int, explored.whole)),
        "names": {str(k): [number[found.kind], instructions(found)] for k, found in names.items()},
        "ways": {name: [[[number[kind] for kind in chosen], number[made.kind], instructions(made)]
                        for chosen, made in found.items()]
                 for name, found in explored.ways.items()},
    }  # fmt: skip


def tried(craft: Craft) -> Trial:
    """The display planned; sizes that nobody tells are different ones, so that what does not fit shows."""
    if isinstance(craft.planned, Refusal):
        raise craft.planned
    first = craft.planned or Trial.of(craft.display, craft.knowledge)
    unknown = sorted(name for name in first.workshop.atoms.sizes if name.startswith("?") and "." in name)
    if not unknown:
        return first
    try:
        return Trial.of(craft.display, craft.knowledge, {name: (3, 2, 4)[k % 3] for k, name in enumerate(unknown)})
    except Refusal:
        return first


def refuse_unknown(craft: Craft, trial: Trial) -> None:
    """Raises where a function that nobody knows is open to other arguments than its own."""
    computed = {id(node) for node in trial.nodes}
    for made in craft.goal.walk():
        if id(made.piece.node) not in computed:
            around = next(each for each in craft.goal.walk() if made in each.parts)
            raise Refusal("function-unknown", meaning_latex(getattr(around.piece.node, "function", around.piece.node)))


def seeded(trial: Trial) -> list[Run]:
    """Runs on inputs on which the formula has a value, one or more."""
    found = []
    for seed in SEEDS:
        try:
            found.append(run_plan(trial.plan, inputs_of(trial.plan, seed)))
        except Refusal:
            continue
    if not found:
        raise Refusal("no-value", trial.plan.results[-1].latex)
    return found


def _filler(piece: Piece) -> Any:
    return lambda names: exchanged_all(piece.node, piece.holes, names)


def _letter(axis: str) -> str:
    return axis if axis.isalpha() or axis.startswith("\\") else ""


def instructions(fragment: Fragment) -> list[list[Any]]:
    """As plain data, the value last."""
    return [[each.operation, list(each.arguments), [_option(option) for option in each.options], list(each.sizes)]
            for each in fragment.instructions[: fragment.at + 1]]  # fmt: skip


def _option(option: Any) -> Any:
    if isinstance(option, tuple):
        return list(option)
    if isinstance(option, float) and not math.isfinite(option):
        return "NaN" if math.isnan(option) else "Infinity" if option > 0 else "-Infinity"
    return option
