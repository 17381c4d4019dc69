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

A part goes into a hole that takes one of its sorts (study/construction/sorts.py); into one that is ``alone``, only one
that is so, too. A hole without ``takes`` takes anything; ``sorts`` of a piece begin with what it is called. What is a
"quantity" and has a value is of the sort of its kind of value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from glossary import Glossary
from glossary.model import Texts
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.plain import plain_formula
from reader.output.drawing.mathml import to_mathml
from reader.output.rows.row import Row
from reader.output.rows.runs import instruction_row
from reader.output.typesetting.piece_names import piece_name
from reader.output.typesetting.quotation import plain_title
from reader.output.typesetting.run_sentences import open_refusal
from reader.study.construction.exploring import explore_pieces
from reader.study.construction.naming import COMMUTING, CONCEPTS, FOUNDATION, name_of
from reader.study.construction.pieces import EMPTY, Made, Piece
from reader.study.construction.planning import planned_or_not, refuse_unknown, seeded, sorts_of
from reader.study.construction.recipes import Craft, latex_of
from reader.study.construction.sorts import Need, Sorts, closed_slot, in_order, sort_of_rank
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.fragments import MOST_KINDS, Fragment, Trial
from reader.study.evaluation.refusal import Refusal


def craft_row(craft: Craft, glossary: Glossary) -> Row | None:
    """All that the page needs to build one formula; None where a hole cannot be told from the author's own signs."""
    planned = planned_or_not(craft)
    pieces = Pieces((craft.goal,), craft.knowledge, glossary, craft.roles, sorts_of(craft, planned))
    goal = pieces.tree(craft.goal)
    if not pieces.are_sound:
        return None
    heap = [pieces.number[made.piece.latex] for made in craft.goal.walk()]
    return {
        "name": displayed(meaning_latex(craft.name)) if craft.name is not None else None,
        "whole": displayed(latex_of(craft.name, craft.goal)),
        "pieces": pieces.rows,
        "goal": goal,
        "built": [[k, block.id] for k, block in craft.built.items()],
        "blocks": {block.id: dict(block.name) for block in craft.built.values()},
        "layers": layers_of(pieces.rows, glossary),
        "heap": sorted(heap),
        "run": run_row(craft, pieces, planned),
    }


def displayed(latex: str) -> str:
    """A formula of a line of its own."""
    return to_mathml(parse_formula(latex))


class Pieces:
    """The different pieces of some formulas, numbered in the order in which they are built."""

    def __init__(
        self,
        goals: Sequence[Made],
        knowledge: Knowledge,
        glossary: Glossary,
        roles: Mapping[str, Texts],
        sorts: Sorts | None = None,
    ) -> None:
        self.goals, self.knowledge, self.glossary, self.roles = goals, knowledge, glossary, roles
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
        """Whether every hole is found again in what is displayed."""
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
            "name": dict(piece_name(piece, self.knowledge)) if piece.holes else None,
            "role": _plainly(self.roles[made.latex]) if not piece.holes and made.latex in self.roles else None,
            "layer": self._layer(piece, name) if piece.holes else None,
        }  # fmt: skip

    def _layer(self, piece: Piece, name: str) -> str | None:
        concept = piece.block.id if piece.block else CONCEPTS.get(name, FOUNDATION)
        return self.glossary[concept].layer if concept in self.glossary else None

    def _slot(self, piece: Piece, k: int) -> Row | None:
        slot = closed_slot(piece, k)
        return dict(slot.text) if slot is not None else None


def need_row(need: Need) -> Row:
    """What a hole takes, in the order of the sorts."""
    return {"takes": list(in_order(need.takes)), "alone": need.alone}


def holes_in(latex: str) -> list[tuple[int, int]]:
    """Where the empty squares stand."""
    found = []
    at = latex.find(EMPTY.latex)
    while at >= 0:
        found.append((at, at + len(EMPTY.latex)))
        at = latex.find(EMPTY.latex, at + 1)
    return found


def layers_of(rows: Iterable[Row], glossary: Glossary) -> Row:
    """Their names, from the bottom up."""
    used = {row["layer"] for row in rows}
    return {layer.id: dict(layer.name) for layer in glossary.layers if layer.id in used}


# --- numbers --------------------------------------------------------------------------------------------------------


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
    part = displayed(refusal.part) if refusal.part else None
    return {"refused": {**open_refusal(refusal), "part": part}}


def computed(pieces: Pieces, trial: Trial, most: int = MOST_KINDS) -> Row:
    """What each piece computes, and the inputs. ``most`` kinds of values are put into the holes."""
    found = explore_pieces(pieces.walk(), pieces.pieces, trial, most)
    explored, number = found.explored, {kind: k for k, kind in enumerate(found.explored.kinds)}
    runs = seeded(trial)
    return {
        "refused": None,
        "inputs": [{"math": displayed(each.latex), "domain": each.domain, "sizes": list(each.sizes),
                    "fixed": each.fixed is not None, "values": [done.inputs[k] for done in runs]}
                   for k, each in enumerate(trial.plan.inputs)],
        "kinds": [{"axes": [_letter(axis) for axis in kind.axes], "shape": list(kind.shape), "sizes": list(kind.sizes),
                   "sort": sort_of_rank(len(kind.shape))}
                  for kind in explored.kinds],
        "tried": explored.tried,
        "whole": sorted(map(int, explored.whole)),
        "names": {str(k): [number[own.kind], instructions(own)] for k, own in found.names.items()},
        "ways": {name: [[[number[kind] for kind in chosen], number[made.kind], instructions(made)]
                        for chosen, made in ways.items()]
                 for name, ways in explored.ways.items()},
    }  # fmt: skip


def _plainly(role: Texts) -> Row:
    """A role in one line of a tile: its formulas as their letters."""
    return {language: plain_title(text) for language, text in role.items()}


def _letter(axis: str) -> str:
    return axis if axis.isalpha() else plain_formula(axis) if axis.startswith("\\") else ""


def instructions(fragment: Fragment) -> list[list[Any]]:
    """As plain data, the value last."""
    return [instruction_row(each) for each in fragment.instructions[: fragment.at + 1]]
