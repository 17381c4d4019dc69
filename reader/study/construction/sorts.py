r"""What sort of thing a piece is, and which sorts its holes take: a number where a function belongs does not go in.

A hole takes what the block's row says of the slot there. Where the row says nothing it takes what the operation works
on, narrowed, in a formula that is to be built, to what that formula has there. What nobody knows is never refused: a
quantity whose shape is open may be a number, a vector or a matrix.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from glossary.block import Block, Slot
from reader.formula.semantics.nodes import Accented, Chain, Combination, Given, Listing, Meaning, Symbol
from reader.formula.syntax.canonical import canonical_spelling
from reader.study.construction.naming import COMMUTING, name_of
from reader.study.construction.pieces import Made, Piece
from reader.study.construction.recipes import Craft
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.fragments import Trial
from reader.study.evaluation.refusal import Refusal

RANKS = ("number", "vector", "matrix")  # by the rank of a value
QUANTITY = frozenset(RANKS)
# by sort, what else it is: an index is a number, and what is only known to be a quantity may be any of them
ALSO: Mapping[str, tuple[str, ...]] = {
    "index": ("number",),
    "count": ("number",),
    "quantity": (*RANKS, "index", "count"),
}
# by what a slot's row says, the sort of what stands there; kinds that are not here say nothing of it
OF_SLOTS: Mapping[str, str] = {
    "number": "number", "scalar": "number", "coefficient": "number", "weight": "number", "density": "number",
    "loss": "number", "count": "count", "index": "index", "step": "index", "vector": "vector",
    "column": "vector", "matrix": "matrix", "bold-matrix": "matrix", "function": "function",
    "distribution": "distribution", "set": "set",
}  # fmt: skip
ALONE = frozenset({"symbol", "letter", "capital", "index", "step", "noise"})  # kinds of slots that are one symbol
OF_ROLES: Mapping[str, str] = {  # by what a paper's symbol is
    "function": "function", "operator": "function", "index": "index", "set": "set", "distribution": "distribution",
    "vector": "vector", "matrix": "matrix", "hyperparameter": "number",
}  # fmt: skip
# by operator, what it works on and makes, where that is no quantity
OPERATORS: Mapping[str, str] = {
    r"\circ": "function", r"\cup": "set", r"\cap": "set", r"\setminus": "set", r"\land": "event", r"\lor": "event",
}  # fmt: skip
TAKEN: Mapping[str, frozenset[str]] = {  # by the name of a piece, where it is less than any quantity
    "transpose": frozenset({"vector", "matrix"}), "norm": QUANTITY, "trace": frozenset({"matrix"}),
    "determinant": frozenset({"matrix"}), "inverse": frozenset({"number", "matrix"}),
}  # fmt: skip
OPEN = frozenset({"function", "other"})  # pieces of which nobody knows what they work on: the formula shows it
ANYTHING: frozenset[str] = frozenset()
SORTS = (*RANKS, "index", "count", "function", "distribution", "set", "event", "list", "quantity")  # as they are named


@dataclass(frozen=True, slots=True)
class Need:
    """What a hole takes: one of these sorts, anything where there are none; ``alone`` nothing but one symbol."""

    takes: frozenset[str] = ANYTHING
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Misfit:
    """A part that does not belong into the hole that it is in."""

    need: Need
    part: Made
    sort: str
    by_sort: bool  # else for not being one symbol


class Sorts:
    """The sorts of the pieces in some formulas, and what their holes take.

    ``slots`` say which slot of ``block`` a part fills, ``roles`` what the paper calls it, both by LaTeX. ``narrow``:
    the formulas are to be built, so that their holes take no more than is there.
    """

    def __init__(
        self,
        goals: Sequence[Made],
        knowledge: Knowledge,
        *,
        block: Block | None = None,
        slots: Mapping[str, str] | None = None,
        roles: Mapping[str, str] | None = None,
        trial: Trial | None = None,
        narrow: bool = True,
    ) -> None:
        self.goals, self.knowledge, self.block, self.trial, self.narrow = goals, knowledge, block, trial, narrow
        self.slots, self.roles = slots or {}, roles or {}

    @classmethod
    def of_craft(cls, craft: Craft, trial: Trial | None) -> Sorts:
        """Those of one formula to build; ``trial`` is its display planned, if that could be done."""
        return cls((craft.goal,), craft.knowledge, block=craft.block, slots=craft.slots, roles=craft.uses, trial=trial)

    def of(self, made: Made) -> tuple[str, ...]:
        """What a formula is, or may be; the first is what it is called."""
        return with_also(self._known[made.latex]) if made.latex in self._known else self.of_piece(made.piece)

    def of_piece(self, piece: Piece) -> tuple[str, ...]:
        """What a piece is whatever stands in its holes."""
        if not piece.holes:
            return with_also(self._known.get(piece.latex, "quantity"))
        made = made_by(piece.node)
        return (made, *RANKS) if made == "quantity" else (made,)

    def is_alone(self, piece: Piece) -> bool:
        """Whether it is one symbol."""
        return not piece.holes and (isinstance(piece.node, Symbol | Accented) or piece.latex in self._alone)

    def needs(self, piece: Piece) -> tuple[Need, ...]:
        """What the holes of a piece take, in order."""
        return self._needs.get(piece.latex) or tuple(Need(worked_on(piece, self.knowledge)) for _ in piece.holes)

    def turns(self, piece: Piece) -> bool:
        """Whether what is in its two holes may stand the other way round: terms, and factors beside a number."""
        if len(piece.holes) != 2 or piece.block:
            return False
        name = name_of(piece.node, self.knowledge)
        scales = name == "product" and any(fits(need.takes, ("number",)) for need in self.needs(piece))
        return name in COMMUTING or scales

    def misfit(self, made: Made) -> Misfit | None:
        """The first part anywhere in a formula that does not belong where it is; None where all do."""
        for each in made.walk():
            needs = self.needs(each.piece)
            wrong = self._misfit(needs, each)
            if wrong is not None and not (self.turns(each.piece) and self._misfit(needs[::-1], each) is None):
                return wrong
        return None

    def _misfit(self, needs: Sequence[Need], made: Made) -> Misfit | None:
        for need, part in zip(needs, made.parts, strict=True):
            if part is None:
                continue
            sorts = self.of(part)
            fitting = fits(need.takes, sorts)
            if not fitting or (need.alone and not self.is_alone(part.piece)):
                return Misfit(need, part, sorts[0], not fitting)
        return None

    # What the formulas have.

    @cached_property
    def _known(self) -> dict[str, str]:
        """By LaTeX, the sort of each part of the formulas."""
        found = {goal.latex: self._sort(goal, ANYTHING) for goal in self.goals}
        for goal in self.goals:
            for around in goal.walk():
                works_on = worked_on(around.piece, self.knowledge)
                found.update({part.latex: self._sort(part, works_on) for part in around.parts if part is not None})
        return found

    @cached_property
    def _needs(self) -> dict[str, tuple[Need, ...]]:
        found: dict[str, tuple[Need, ...]] = {}
        for goal in self.goals:
            for made in goal.walk():
                own = tuple(self._need(made, k) for k in range(len(made.parts)))
                found[made.piece.latex] = tuple(map(either, found.get(made.piece.latex, own), own))
        return found

    @cached_property
    def _alone(self) -> frozenset[str]:
        """What the block takes for one symbol, though it is written as more than one."""
        return frozenset(latex for latex in self.slots if (slot := self._slot(latex)) and slot.kind in ALONE)

    def _sort(self, made: Made, works_on: frozenset[str]) -> str:
        """What a part is: a value of some rank, where it is computed; else what is said of it, where that can be."""
        said, rank = "" if made.piece.holes else self._said(made), self._rank(made)
        if rank is not None:
            return said if not rank and "number" in ALSO.get(said, ()) else sort_of_rank(rank)
        if said and fits(works_on, with_also(said)):
            return said
        return made_by(made.piece.node) if made.piece.holes or fits(works_on, QUANTITY) else min(works_on)

    def _said(self, made: Made) -> str:
        """What the block or the paper says of a part; "" where they say nothing."""
        slot = self._slot(made.latex)
        return OF_SLOTS.get(slot.kind, "") if slot else OF_ROLES.get(self.roles.get(made.latex, ""), "")

    def _rank(self, made: Made) -> int | None:
        """The rank of a part's value, where it is computed."""
        if self.trial is None:
            return None
        try:
            return len(self.trial.fragment_of(made.piece.node).kind.shape)
        except (Refusal, LookupError):
            return None

    def _need(self, made: Made, at: int) -> Need:
        """What a hole takes by what stands in it in a formula; that always goes in itself."""
        part = made.parts[at]
        assert part is not None
        works_on, own = worked_on(made.piece, self.knowledge), self._known[part.latex]
        slot = self._slot_of(made.piece, at, part)
        said = OF_SLOTS.get(slot.kind, "") if slot else ""
        takes = works_on
        if said and fits(works_on, with_also(said)):
            takes = frozenset({said})
        elif self.narrow and own != "quantity":
            takes = frozenset({ALSO.get(own, (own,))[0]})
        if not fits(takes, with_also(own)):
            takes |= {own}
        return Need(takes, bool(slot and slot.kind in ALONE and self.is_alone(part.piece)))

    def _slot_of(self, piece: Piece, at: int, part: Made) -> Slot | None:
        return closed_slot(piece, at) if piece.block else self._slot(part.latex)

    def _slot(self, latex: str) -> Slot | None:
        return slot_of(self.block, self.slots.get(latex, "")) if self.block is not None else None


def sort_of_rank(rank: int) -> str:
    """What a value with so many dimensions is."""
    return RANKS[min(rank, len(RANKS) - 1)]


def with_also(sort: str) -> tuple[str, ...]:
    return (sort, *ALSO.get(sort, ()))


def fits(takes: frozenset[str], sorts: Iterable[str]) -> bool:
    return not takes or not takes.isdisjoint(sorts)


def in_order(sorts: frozenset[str]) -> tuple[str, ...]:
    """As they are named one after the other."""
    return tuple(each for each in SORTS if each in sorts)


def either(one: Need, other: Need) -> Need:
    """What takes whatever one of them takes."""
    takes = one.takes | other.takes if one.takes and other.takes else ANYTHING
    return Need(takes, one.alone and other.alone)


def made_by(node: Meaning) -> str:
    """What comes out of an operation, or what a name is by its look."""
    if isinstance(node, Chain):
        return "event"
    if isinstance(node, Listing):
        return "list"
    return OPERATORS.get(node.operator, "quantity") if isinstance(node, Combination) else "quantity"


def worked_on(piece: Piece, knowledge: Knowledge) -> frozenset[str]:
    """What an operation works on, whatever block it stands in."""
    node = piece.node
    if isinstance(node, Combination):
        return frozenset({OPERATORS[node.operator]}) if node.operator in OPERATORS else QUANTITY
    if isinstance(node, Given) and node.kind == "versus":
        return frozenset({"distribution"})
    name = name_of(node, knowledge)
    return ANYTHING if piece.block or name in OPEN else TAKEN.get(name, QUANTITY)


def closed_slot(piece: Piece, at: int) -> Slot | None:
    """The slot of a closed block that a hole of it is."""
    return slot_of(piece.block, piece.slots[at]) if piece.block and piece.slots[at] else None


def slot_of(block: Block, name: str) -> Slot | None:
    """A slot by its name in the canonical spelling, as bindings have it."""
    return next((slot for key, slot in block.slots.items() if name in (key, canonical_spelling(key))), None)
