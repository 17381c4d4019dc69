"""What a piece of a formula computes for every kind of value that may stand in its holes, as instructions of its own.

A page without Python puts these together as its reader puts the pieces together: what is executed comes from the same
planner as the plan of the whole formula, and runs on the same operations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from reader.formula.semantics.nodes import Meaning, Symbol
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.expressions import Shape
from reader.formula.shapes.expressions import number as size
from reader.formula.shapes.inferred import Typed
from reader.formula.syntax.tree import children
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.plan import Builder, Instruction, Plan, Value
from reader.study.evaluation.planning.evaluated import evaluated, is_atom
from reader.study.evaluation.planning.planner import Planner
from reader.study.evaluation.planning.statements import statements_of
from reader.study.evaluation.planning.switches import Switch
from reader.study.evaluation.refusal import Refusal

FIRST_HOLE = 1000  # what is read from a hole is an input of this number and up
MOST_KINDS = 8
MOST_WAYS = 150  # in which kinds of values may stand in the holes of one piece


Filled = Callable[[list[Meaning]], Meaning]
"""Puts something in the holes of a part of the formula."""
Holed = tuple[Meaning, int, Filled]
"""A part of the formula, how many holes it has, and how they are filled."""


@dataclass(frozen=True, slots=True)
class FragmentKind:
    """A kind of value: the letters that it runs over, its own shape, the sizes of the array that holds it."""

    axes: tuple[str, ...]
    shape: tuple[int, ...]
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fragment:
    """Instructions whose inputs are holes (``FIRST_HOLE`` and up) or inputs of the formula. ``at`` is the value."""

    instructions: tuple[Instruction, ...]
    at: int
    kind: FragmentKind


@dataclass(slots=True)
class Workshop(Planner):
    """A planner that takes values for names as they are given to it."""

    held: dict[str, Value] = field(default_factory=dict)
    kept: list[Meaning] = field(default_factory=list)  # what is known of nodes is known by their identity

    def symbol(self, node: Symbol) -> Value:
        return self.held[node.latex] if node.latex in self.held else Planner.symbol(self, node)


class Trial:
    """A display that has been planned, and whose pieces are tried on other values."""

    def __init__(self, workshop: Workshop, plan: Plan) -> None:
        self.workshop, self.plan = workshop, plan
        sides = [side for statement in workshop.statements for side in statement.sides]
        self.nodes = [node for side in sides for node in evaluated(side, workshop.knowledge)]
        self._whole: dict[int, Fragment] = {}  # by identity of nodes of the display, which is kept

    @classmethod
    def of(cls, meaning: Meaning, knowledge: Knowledge, fixed: Mapping[str, int] | None = None) -> Trial:
        """Plans a display. Raises :class:`Refusal`."""
        workshop = Workshop(knowledge, dict(fixed or {}))
        return cls(workshop, workshop.plan(statements_of(meaning, knowledge)))

    def plan_without(self, switches: tuple[Switch, ...]) -> Plan | None:
        """The plan with parts switched off; None where that does not run, or asks for what nobody has put in."""
        try:
            plan = self.workshop.plan_without(switches)
        except Refusal:
            return None
        known = {(each.latex, each.sizes) for each in self.plan.inputs}
        return plan if {(each.latex, each.sizes) for each in plan.inputs} <= known else None

    def fragment_of(self, node: Meaning) -> Fragment:
        """A part of the formula with nothing taken out."""
        if id(node) not in self._whole:
            self.workshop.kept.append(node)
            self._whole[id(node)] = self._built(node, {})
        return self._whole[id(node)]

    def fragment(self, node: Meaning, filled: Filled, kinds: Sequence[FragmentKind]) -> Fragment:
        """A part of the formula with values of these kinds in its holes; ``filled`` puts names there."""
        names: list[Meaning] = [_name(k, kind) for k, kind in enumerate(kinds)]
        made = filled(names)
        self.workshop.kept += [made, *names]
        self._follow(node, made)
        held: dict[str, tuple[int, FragmentKind]] = {}
        for k, (name, kind) in enumerate(zip(names, kinds, strict=True)):
            assert isinstance(name, Symbol)
            held[name.latex] = FIRST_HOLE + k, kind
            self.workshop.inference.known[id(name)] = Typed(Shape(tuple(map(size, kind.shape))), (), False)
        return self._built(made, held)

    def _follow(self, old: Meaning, new: Meaning) -> None:
        """What an operator binds holds for its copy too."""
        bound = self.workshop.indices.bound
        if id(old) in bound:
            bound[id(new)] = bound[id(old)]
        for before, after in zip(children(old), children(new), strict=False):
            if before is not after and type(before) is type(after):
                self._follow(before, after)

    def _built(self, node: Meaning, held: dict[str, tuple[int, FragmentKind]]) -> Fragment:
        shop = self.workshop
        shop.to = Builder()
        shop.held = {
            name: Value(shop.to.add("input", (), (place,), kind.sizes), kind.axes, kind.shape)
            for name, (place, kind) in held.items()
        }
        if shop.inference.typed(node) is None and not is_atom(node, shop.knowledge):
            raise Refusal("shapes-clash", "")
        value = shop.value(node)
        shop.held = {}
        shop.steps.clear()
        return Fragment(
            tuple(shop.to.instructions), value.at, FragmentKind(value.axes, value.shape, shop.to.sizes(value))
        )


def _name(number: int, kind: FragmentKind) -> Symbol:
    """What stands in a hole: it speaks of the letters that its value runs over, for expectations look for them."""
    return Symbol(0, 0, rf"\Box_{{{','.join([str(number), *kind.axes])}}}", r"\Box")


@dataclass(frozen=True, slots=True)
class Explored:
    """``ways`` by piece and by the kinds in its holes. ``kinds`` begin with those that were put in every hole of the
    pieces in ``whole``, ``tried`` many: what is missing there does not go together, what is missing elsewhere nobody
    has tried.
    """

    ways: dict[str, dict[tuple[FragmentKind, ...], Fragment]]
    kinds: tuple[FragmentKind, ...]
    tried: int
    whole: frozenset[str]


def explore(
    trial: Trial,
    pieces: dict[str, Holed],
    wanted: Iterable[tuple[str, tuple[FragmentKind, ...]]],
    most: int = MOST_KINDS,
) -> Explored:
    """What each piece computes from the kinds of values that there are; kinds that come out are tried as well.

    ``wanted`` are the ways of the formula itself, whatever else there is; ``most`` kinds are put into holes.
    """
    ways: dict[str, dict[tuple[FragmentKind, ...], Fragment]] = {name: {} for name in pieces}
    kinds: dict[FragmentKind, None] = {}
    for name, chosen in wanted:
        kinds.update(dict.fromkeys(chosen))
        if name in pieces:
            found = _tried(trial, pieces[name], chosen, ways[name])
            if not found:
                raise Refusal("no-operation", meaning_latex(pieces[name][0]))
            kinds.update(found)
    tried = 0
    while tried < min(len(kinds), most):
        tried = min(len(kinds), most)
        for name, piece in pieces.items():
            for chosen in _ways(tuple(kinds)[:tried], piece[1]):
                if chosen not in ways[name]:
                    kinds.update(_tried(trial, piece, chosen, ways[name]))
    whole = frozenset(name for name, (_, count, _) in pieces.items() if tried**count <= MOST_WAYS)
    return Explored(ways, tuple(kinds), tried, whole)


def _tried(
    trial: Trial, piece: Holed, chosen: tuple[FragmentKind, ...], ways: dict[tuple[FragmentKind, ...], Fragment]
) -> dict[FragmentKind, None]:
    try:
        ways[chosen] = made = trial.fragment(piece[0], piece[2], chosen)
    except Refusal:
        return {}
    return {made.kind: None}


def _ways(kinds: Sequence[FragmentKind], count: int) -> Iterator[tuple[FragmentKind, ...]]:
    if len(kinds) ** count <= MOST_WAYS:
        yield from product(kinds, repeat=count)
