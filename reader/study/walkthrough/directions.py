"""Which way a value goes when a part of it grows: by the signs and the growing functions that the part stands under.

All else is held fast. A coefficient of unknown sign is a condition; where a part stands twice or below something that
neither only grows nor only falls, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Given,
    Group,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Root,
    Symbol,
    Total,
)
from reader.formula.semantics.printer import meaning_latex
from reader.model.values import value
from reader.study.walkthrough.weights import COEFFICIENTS

GROWING = frozenset((
    r"\log", r"\log_{2}", r"\log_{10}", r"\ln", r"\exp", r"\tanh", r"\operatorname{softplus}",
    r"\operatorname{sigmoid}",
))  # fmt: skip
POSITIVE = frozenset((r"\exp", r"\operatorname{softplus}", r"\operatorname{sigmoid}"))
PROBABILITIES = frozenset(("p", "q", "P", "Q", r"\pi", r"\Pr", r"\mathbb{P}"))
SMALL_WANTED = frozenset(("L", r"\mathcal{L}", r"\mathscr{L}", r"\ell"))  # letters of losses
COUNTS = frozenset(("n", "N", "m", "M", "K", "B", "T", "H"))
MOST = 4  # parts of one sentence
Opened = Callable[[Meaning], Meaning | None]


@value
class Direction:
    """A part, whether the whole grows with it, under which coefficients being positive, and whether one sees that
    without being told (it is a term of a sum)."""

    part: Meaning
    grows: bool
    given: tuple[Meaning, ...] = ()
    plain: bool = True


def directions_of(side: Meaning, growing: frozenset[str], opened: Opened, is_number: bool) -> list[Direction]:
    """The parts of a value that move it, [] where these are too many or nothing is sure: all of the value must be made
    of such parts and of coefficients. ``growing`` are functions beyond those that always grow; ``opened`` is what a box
    stands for. ``is_number`` says that the value is known to be one; else one of the parts must show it.
    """
    for look in (opened, _closed):
        found = list(_Walker(GROWING | growing, look).of(Direction(side, grows=True)))
        told = [one for one in found if one is not None]
        if len(told) < len(found) or not all(_stands_once(one, told, side, opened) for one in told):
            continue
        if 0 < len(told) <= MOST and (is_number or any(_is_number(each.part) for each in told)):
            return told
    return []


def _closed(part: Meaning) -> Meaning | None:
    return None


def _stands_once(one: Direction, found: list[Direction], side: Meaning, opened: Opened) -> bool:
    latex = meaning_latex(one.part)
    return opened(one.part) is not None or meaning_latex(side).count(latex) <= 1 == sum(
        meaning_latex(other.part) == latex for other in found
    )


@value
class _Walker:
    growing: frozenset[str]
    opened: Opened

    def of(self, one: Direction) -> Iterator[Direction | None]:
        """The parts below one that it goes the same way with or the other way; None for what leaves it open."""
        part = one.part
        if (inside := self.opened(part)) is not None:
            yield from self._of_box(one, inside)
        elif isinstance(part, Total):
            yield from self._of_total(one, part)
        elif isinstance(part, Product):
            yield from self._of_product(one, part)
        elif isinstance(part, Quotient):
            yield from self._of_quotient(one, part)
        elif (body := self._grown(part)) is not None:
            yield from self.of(replace(one, part=body, plain=one.plain and isinstance(part, Group | Operation)))
        elif is_quantity(part):
            yield one
        elif not isinstance(part, Number):
            yield None

    def _grown(self, part: Meaning) -> Meaning | None:
        """What a part always grows with."""
        if isinstance(part, Group | Root):
            return part.body
        if isinstance(part, Operation):
            is_value = part.kind in ("sum", "expectation", "extremum") and not is_place(part)
            return part.body if is_value else None
        is_growing = isinstance(part, Application) and _name(part) in self.growing and len(part.arguments) == 1
        return part.arguments[0] if is_growing and isinstance(part, Application) else None

    def _of_box(self, one: Direction, inside: Meaning) -> Iterator[Direction | None]:
        deeper = list(self.of(replace(one, part=inside)))
        is_whole = [each is not None and each.part is inside for each in deeper] == [True]
        yield from [one] if not deeper or is_whole or None in deeper else deeper

    def _of_total(self, one: Direction, part: Total) -> Iterator[Direction | None]:
        for term, sign in zip(part.terms, part.signs, strict=True):
            turned = sign == "-"
            below = replace(one, part=term, grows=one.grows != turned, plain=one.plain and not turned)
            yield from self.of(below) if sign in ("", "+", "-") else [None]

    def _of_product(self, one: Direction, part: Product) -> Iterator[Direction | None]:
        moving = [factor for factor in part.factors if not _is_coefficient(factor)]
        if len(moving) != 1:
            yield None
            return
        weights = tuple(factor for factor in part.factors if factor is not moving[0] and not _is_positive(factor))
        yield from self.of(replace(one, part=moving[0], given=one.given + weights))

    def _of_quotient(self, one: Direction, part: Quotient) -> Iterator[Direction | None]:
        above, below = part.numerator, part.denominator
        if is_quantity(above) and is_quantity(below):
            yield one
        elif _is_coefficient(below):
            given = () if _is_positive(below) else (below,)
            yield from self.of(replace(one, part=above, given=one.given + given))
        elif isinstance(above, Number) and _is_positive(below):
            yield from self.of(replace(one, part=below, grows=not one.grows, plain=False))
        else:
            yield None


def is_place(part: Operation) -> bool:
    """``\\arg\\max`` gives where the extremum is, and not how large."""
    return part.kind == "extremum" and part.operator.replace("operatorname", "").strip("\\*{} ").startswith("arg")


def is_quantity(part: Meaning) -> bool:
    """A number that has a name of its own: a norm, a probability, the value of a function."""
    if isinstance(part, Power):
        return isinstance(part.base, Bars)
    if isinstance(part, Application):
        versus = any(isinstance(each, Given) for each in part.arguments)
        return bool(part.open) and (versus or not _name(part).startswith((r"\operatorname", r"\det")))
    return isinstance(part, Bars)


def _is_number(part: Meaning) -> bool:
    """Vectors are added and handed through functions as well, but these are numbers."""
    if isinstance(part, Quotient):
        return _is_number(part.numerator)
    if isinstance(part, Application):
        drawn = any(isinstance(each, Given) for each in part.arguments)
        return drawn or (isinstance(part.function, Symbol) and part.function.stem in PROBABILITIES)
    return is_quantity(part)


def _name(part: Application) -> str:
    return part.function.latex if isinstance(part.function, Symbol) else ""


def _is_coefficient(part: Meaning) -> bool:
    """A plain number, or what is written for one."""
    if isinstance(part, Symbol):
        return not part.bold and (part.stem in COEFFICIENTS or part.latex in COUNTS)
    if isinstance(part, Power):
        return isinstance(part.exponent, Number) and isinstance(part.base, Symbol) and not part.base.bold
    if isinstance(part, Quotient):
        below = part.denominator
        return _is_coefficient(part.numerator) and (_is_coefficient(below) or _is_positive(below))
    if isinstance(part, Application):
        weighed = (isinstance(each, Symbol) and each.stem in COEFFICIENTS for each in part.arguments)
        return bool(part.open) and all(weighed)
    return isinstance(part, Number) or (isinstance(part, Product) and all(map(_is_coefficient, part.factors)))


def _is_positive(part: Meaning) -> bool:
    if isinstance(part, Symbol):
        return part.latex in COUNTS
    if isinstance(part, Bars):
        return part.kind != "inner"
    if isinstance(part, Power):
        is_even = isinstance(part.exponent, Number) and part.exponent.text in ("2", "4")
        return is_even or _is_positive(part.base)
    if isinstance(part, Application):
        drawn = any(isinstance(each, Given) and each.kind == "condition" for each in part.arguments)
        return drawn or _name(part) in POSITIVE
    if isinstance(part, Product | Quotient):
        return all(map(_is_positive, _parts(part)))
    return isinstance(part, Number)


def _parts(part: Product | Quotient) -> tuple[Meaning, ...]:
    return part.factors if isinstance(part, Product) else (part.numerator, part.denominator)
