"""Where a symbol stands in one formula: what it is to the things around it."""

from __future__ import annotations

from collections.abc import Iterable

from reader.model.values import value

MOST_AROUND = 12  # enclosing places that a position keeps


@value
class FormulaPlace:
    """One thing that a position says: ``relation``, one of :data:`RELATIONS`, to ``host``, in LaTeX.

    ``number`` says which one of several (argument, term, member of a list), from 1 on; 0 where there is one.
    """

    relation: str
    host: str = ""
    number: int = 0


@value
class Position:
    """Where one occurrence of a symbol stands.

    ``own`` are the places of the symbol itself, ``worth`` those of its value where it is applied to something, of its
    power or its transpose (in ``f(x) + 1`` it is ``f(x)`` that is a term). ``around`` are those of what it is a part
    of, innermost first. ``seen`` says whether the content tree could be read there.
    """

    own: tuple[FormulaPlace, ...] = ()
    worth: tuple[FormulaPlace, ...] = ()
    around: tuple[FormulaPlace, ...] = ()
    seen: bool = False

    def get(self, relation: str) -> FormulaPlace | None:
        """The symbol's own place of that kind, if it has one."""
        return next((place for place in self.own if place.relation == relation), None)

    def has(self, *relations: str) -> bool:
        """Whether the symbol itself stands in one of these relations."""
        return not {place.relation for place in self.own}.isdisjoint(relations)

    @property
    def is_changed(self) -> bool:
        """Whether what stands there is not the symbol itself, but its value, a power or its transpose."""
        return self.has("applied", "raised", "inverted", "transposed")

    def is_worth(self, *relations: str) -> bool:
        """Whether its value, or the symbol where it is not applied, stands in one of these relations."""
        places = self.worth if self.is_changed else self.own
        return any(place.relation in relations for place in places)

    def is_inside(self, *relations: str) -> bool:
        """Whether something that it is a part of stands in one of these relations."""
        return any(place.relation in relations for place in self.around)


NOWHERE = Position()


@value
class Path:
    """The places of what encloses a node, as a list linked outwards."""

    places: tuple[FormulaPlace, ...]
    outer: Path | None = None

    def gathered(self) -> tuple[FormulaPlace, ...]:
        """The innermost places of the path."""
        places: list[FormulaPlace] = []
        path: Path | None = self
        while path is not None and len(places) < MOST_AROUND:
            places += path.places
            path = path.outer
        return tuple(places[:MOST_AROUND])


@value
class Here:
    """Where a node stands, while the tree is walked. ``worth`` None: its value stands where it does."""

    own: tuple[FormulaPlace, ...] = ()
    around: Path | None = None
    worth: tuple[FormulaPlace, ...] | None = None

    def has(self, *relations: str) -> bool:
        """Whether the node itself stands in one of these relations."""
        return any(place.relation in relations for place in self.own)

    def only(self, *relations: str) -> list[FormulaPlace]:
        """Its own places of these kinds."""
        return [place for place in self.own if place.relation in relations]

    def plus(self, *places: FormulaPlace) -> Here:
        """Where the content of a wrapper stands: where the wrapper does, and in it."""
        return Here((*self.own, *places), self.around, self.worth)

    def changed(self, *places: FormulaPlace) -> Here:
        """Where what is changed stands (applied, raised, transposed), while the result stands here."""
        return Here(places, self.around, self.own if self.worth is None else self.worth)

    def part(self, *places: FormulaPlace) -> Here:
        """Where a part of the node stands."""
        return Here(places, Path(self.own, self.around) if self.own else self.around)


def merged(*groups: Iterable[FormulaPlace]) -> tuple[FormulaPlace, ...]:
    """The places of several groups, each once."""
    return tuple(dict.fromkeys(place for group in groups for place in group))


RELATIONS: dict[str, str] = {  # what the host is
    # scripts
    "below": "the base that it stands below",
    "above": "the base that it stands above, and is no power of",
    "upright": "(in upright type in a script)",
    "shifted": "(with a number added or taken away, in a script or an argument)",
    "bracketed": "(in brackets in a superscript)",
    "paired": "(beside other members of a script)",
    "exponent": "what is raised to it",
    "size": "the space whose dimensions it counts",
    "part-of-size": "the space whose dimensions are counted with it",
    # relations
    "left": "the sign right of it",
    "right": "the sign left of it",
    "defined": "what it is defined as",
    "equal": "the name that it equals",
    "valued": "the number that it equals",
    "compared": "what it is compared with",
    "member": "the set that it is taken from",
    "members": "what is taken from it",
    "part-of": "the set that contains it",
    "contains": "the set that it contains",
    "drawn": "the distribution that it is drawn from",
    "source": "what is drawn from it",
    "mapping": "from where to where it maps",
    "maps-from": "what maps from it",
    "maps-to": "what maps to it",
    "ranging": "the list that it runs through",
    "tends": "what it tends to",
    "updated": "what takes its place",
    # operators
    "bound": "the operator that runs over it",
    "until": "where its range ends",
    "range": "the operator whose range it ends",
    "summand": "the operator that it stands under",
    "domain": "the integral over it",
    "upper": "the operator whose upper limit it is",
    "lower": "the operator whose lower limit it is",
    "averaged": "(its expectation is taken)",
    "averaging": "(an expectation is taken over it, or under it)",
    "optimised": "the operator that seeks the best value of it",
    "extremised": "what is sought while it becomes smallest or greatest",
    "integrated": "what the integral holds",
    "limit": "the limit that runs over it",
    "differentiated-by": "what is differentiated by it",
    "differentiated": "by what it is differentiated",
    "differential": "(a d stands before it)",
    "differential-sign": "(it is the d)",
    "family-end": "the family that it ends",
    # application
    "applied": "what it is applied to",
    "conditional": "what stands before the bar of its argument; number 1: a relation",
    "condition": "what stands behind it",
    "argument": "the function",
    "before-bar": "the function; number 1: it asks how probable something is",
    "behind-bar": "the function",
    "versus": "the divergence",
    "behind-semicolon": "the function",
    "event": "the probability or the indicator",
    "composed": "what it is composed with",
    # arithmetic
    "factor": "the other factors; number 1: behind it, 2: before it",
    "coefficient": "what it multiplies",
    "between": "the product in which it stands right behind a transposed factor and before another",
    "term": "the other term of a sum of two; number 2: taken away from it, 3: it is taken away",
    "scalar": "(beside something that is one number)",
    "beside-number": "(a number is added to it, or it is taken from one)",
    "numerator": "the denominator",
    "denominator": "the numerator",
    "rooted": "(the root of it is taken)",
    "raised": "its exponent",
    "transposed": "(its transpose is taken)",
    "inverted": "(its inverse is taken)",
    "factorial": "(its factorial is taken)",
    "operand": "the operator",
    # brackets
    "norm": "(its norm is taken)",
    "absolute": "(its absolute value is taken, or its determinant)",
    "cardinality": "(its members are counted)",
    "inner": "what it is multiplied with",
    "rounded": "(it is rounded)",
    "listed": "the list that it is a member of",
    "list-end": "the list that it ends",
    "bracket": "(in brackets)",
    "such-that": "the condition that it has to fulfil",
    "interval": "the interval that it ends",
    "family": "the family that it runs through",
    "case": "(a case of a definition)",
    "entry": "(an entry of a matrix)",
    "unit": "the number before it",
    # signs with several readings
    "constant": "(it is a number of its own: 3.14159 or 2.71828)",
    "joins": "one of the two things between which a cross stands",
    "joins-numbers": "(a cross between numbers)",
    "joins-sets": "(a cross between sets)",
    "joins-sizes": "(a cross between how many rows and columns there are)",
    "separates": "(a bar between members of a set and their condition)",
    "alone": "(the formula is nothing but the symbol)",
}  # fmt: skip
"""Every relation of a place, and what its host is."""
