"""What a symbol must be to stand at one place: the kinds that the formula forces there, whatever the text says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from reader.formula.positions.places import Position
from reader.formula.positions.scalars import may_be_density
from reader.formula.syntax.tables.name_rows import INDICES, LETTER_OPERATORS, NUMBER_SETS
from reader.model.symbols import Symbol

OPERATORS = LETTER_OPERATORS - {r"\mathcal{E}"}  # that is as often a set
OF_SETS = (r"\cup", r"\cap", r"\setminus")


@dataclass(frozen=True, slots=True)
class Subject:
    """A symbol that stands somewhere; ``applied`` says whether the paper applies it to something."""

    symbol: Symbol
    applied: bool

    def has(self, *traits: str) -> bool:
        """Whether it is written so."""
        return not self.symbol.traits.isdisjoint(traits)

    @property
    def is_small(self) -> bool:
        """Whether it is a small letter in plain type: seldom the name of a set."""
        return not self.has("capital", "calligraphic", "blackboard", "upright", "fraktur")


Forces: TypeAlias = Callable[[Position, Subject], bool]


def always(position: Position, subject: Subject) -> bool:
    return True


def is_distribution(position: Position, subject: Subject) -> bool:
    """Before a condition, right of a tilde with arguments, on either side of a divergence."""
    if subject.has("blackboard"):
        return False
    if position.has("conditional"):
        return may_be_density(subject.symbol.latex)
    if position.has("averaging") and not position.has("drawn"):
        return subject.applied  # E_p
    if position.has("transposed", "raised"):
        return False
    return position.is_worth("versus") or (position.has("applied") and position.is_worth("source"))


def is_function(position: Position, subject: Subject) -> bool:
    return subject.symbol.latex != "e"


def is_set(position: Position, subject: Subject) -> bool:
    if position.has("applied") or subject.has("bold"):
        return False
    if position.has("operand") and not position.has(*SETS):
        return any(place.relation == "operand" and place.host in OF_SETS for place in position.own)
    return not position.has("domain") or not subject.is_small


def is_number(position: Position, subject: Subject) -> bool:
    """One number; not so a bold letter, a script capital, or what is applied somewhere."""
    if subject.applied or subject.has("applied", "bold", "calligraphic"):
        return False
    if position.has(*NUMBERS) or not subject.has("capital"):
        return True
    return position.has("raised", "inverted") and position.is_worth(*NUMBERS)  # N^2 + 1


def is_index(position: Position, subject: Subject) -> bool:
    """What runs through whole numbers: below a sum from 1 on, or through a list."""
    if subject.has("accented"):
        return False
    return position.has("ranging", "family") or (position.has("bound") and position.has("valued"))


def is_size(position: Position, subject: Subject) -> bool:
    return not position.has("applied") and not subject.has("bold", "calligraphic")


def is_upper(position: Position, subject: Subject) -> bool:
    return any(place.relation == "upper" and "int" not in place.host for place in position.own)


def is_vector(position: Position, subject: Subject) -> bool:
    """A small letter with a norm or a transpose, a factor of an inner product, or taken from a space of columns."""
    if subject.applied or subject.symbol.latex in INDICES:
        return False
    if position.has("inner") or (position.has("norm", "transposed") and not subject.has("capital")):
        return True
    return any(is_column(space) for space in spaces_of(position))


def is_matrix(position: Position, subject: Subject) -> bool:
    """A capital letter with a transpose or between two factors, or taken from a space of tables."""
    if position.has("between") and subject.has("capital") and not position.has("applied"):
        return True
    if position.has("transposed") and subject.has("capital") and not subject.applied:
        return True
    return any(space.count(r"\times") == 1 and not is_column(space) for space in spaces_of(position))


def spaces_of(position: Position) -> list[str]:
    """The real spaces with an exponent from which a symbol is taken."""
    return [
        place.host for place in position.own if place.relation == "member" and place.host.startswith(r"\mathbb{R}^")
    ]


def is_column(space: str) -> bool:
    sizes = space.partition("^")[2].strip("{} ").split(r"\times")
    return len(sizes) == 1 or (len(sizes) == 2 and "1" in (sizes[0].strip(), sizes[1].strip()))


def is_random(position: Position, subject: Subject) -> bool:
    """What is drawn, averaged over or asked about; a Greek letter below an expectation may only say under what."""
    if subject.applied or subject.has("applied"):
        return False
    averaged = position.has("averaging") and not subject.has("greek")
    return position.has("drawn") or averaged or (position.has("event") and position.has("left"))


def is_objective(position: Position, subject: Subject) -> bool:
    """What is made smallest or greatest, by itself; not the probabilities of which the greatest is taken."""
    if position.has("conditional"):
        return False
    places = position.worth if position.has("applied") else () if position.is_changed else position.own
    return any(place.relation == "extremised" and not carries(subject.symbol, place.host) for place in places)


def carries(symbol: Symbol, variables: str) -> bool:
    r"""Whether what is sought is only which of many it is: ``\max_i a_i``."""
    below = symbol.latex.partition("_{")[2]
    return any(variable and variable in below for variable in variables.split(", "))


def is_event(position: Position, subject: Subject) -> bool:
    return not position.has("left", "right")


def is_defined(position: Position, subject: Subject) -> bool:
    """What heads an equation, by itself or applied; not what is raised there."""
    return not position.has("raised", "transposed", "inverted") and position.is_worth("defined")


class Kind:
    """One kind: the relations of which one must hold, what else must hold then, and how often.

    ``share`` is the part of a symbol's telling places that must force the kind so that it holds of the symbol. The
    shares were chosen on papers that are not part of the project, so that each holds of nine in ten symbols.
    """

    __slots__ = ("forces", "relations", "share")

    def __init__(self, share: float, *relations: str, forces: Forces = always) -> None:
        self.share, self.relations, self.forces = share, frozenset(relations), forces


SETS = ("members", "cardinality", "part-of", "contains", "maps-from", "maps-to")
NUMBERS = ("scalar", "beside-number", "exponent", "rooted", "denominator", "interval", "size", "part-of-size", "upper",
           "lower", "list-end", "family-end", "factorial", "rounded", "coefficient", "compared")  # fmt: skip
KINDS: Mapping[str, Kind] = {
    "distribution": Kind(0.1, "conditional", "averaging", "versus", "source", forces=is_distribution),
    "function": Kind(0.3, "applied", "mapping", "composed", forces=is_function),
    "set": Kind(0.1, *SETS, "domain", "operand", forces=is_set),
    "number": Kind(0.05, *NUMBERS, "absolute", "raised", forces=is_number),
    "index": Kind(0.15, "ranging", "family", "bound", forces=is_index),
    "bound": Kind(0.1, "bound", "integrated", "family"),
    "size": Kind(0.3, "size", "part-of-size", "list-end", "family-end", forces=is_size),
    "upper-limit": Kind(0.2, "upper", forces=is_upper),
    "exponent": Kind(0.05, "exponent"),
    "vector": Kind(0.1, "inner", "norm", "transposed", "member", forces=is_vector),
    "matrix": Kind(0.15, "transposed", "between", "member", forces=is_matrix),
    "random": Kind(0.05, "drawn", "averaging", "event", forces=is_random),
    "objective": Kind(0.05, "extremised", forces=is_objective),
    "sought": Kind(0.02, "optimised"),
    "coefficient": Kind(0.05, "coefficient"),
    "event": Kind(0.05, "event", forces=is_event),
    "unit": Kind(0.2, "unit"),
    "defined": Kind(0.02, "defined", forces=is_defined),
}
OPERATOR, LABEL = "operator", "label"  # the kinds that no row above decides
EXCLUSIVE = ("number", "set", "distribution", "vector", "matrix")  # of these a symbol is one: what most places force


def kinds_at(position: Position, subject: Subject) -> tuple[str, ...]:
    """The kinds that one place forces."""
    symbol = subject.symbol
    base = symbol.base or symbol.latex
    if symbol.kind != "identifier":
        return () if symbol.kind == "constant" else (OPERATOR,)
    if base in OPERATORS or position.has("differential-sign"):
        return (OPERATOR,)
    if base in NUMBER_SETS and subject.has("blackboard", "set"):
        return ("set",)
    relations = {place.relation for place in (*position.own, *position.worth)}
    return tuple(
        name
        for name, kind in KINDS.items()
        if not kind.relations.isdisjoint(relations) and kind.forces(position, subject)
    )


def settled(shares: Mapping[str, float]) -> frozenset[str]:
    """The kinds that hold of a symbol, given by which share of its places each is forced."""
    if shares.get(OPERATOR, 0) >= 0.5:
        return frozenset({OPERATOR})
    kinds = {name for name, share in shares.items() if name in KINDS and share >= KINDS[name].share}
    rivals = sorted((name for name in EXCLUSIVE if name in kinds), key=lambda name: -shares[name])
    return frozenset(kinds.difference(rivals[1:]))
