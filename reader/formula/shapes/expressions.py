"""Dimensions as expressions over the author's letters, and shapes made of them.

A :class:`Shape` has no dimension for a number, one for a vector, two for a matrix. A vector is a column; its transpose
is ``1 x n``. A dimension whose name begins with ``?`` is unknown, and may be inferred later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from reader.formula.semantics.magnitude import LIMITS
from reader.formula.semantics.nodes import (
    Bars,
    Combination,
    Group,
    Meaning,
    Number,
    Power,
    Product,
    Quotient,
    Symbol,
    Total,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.name_rows import FAMILY_LETTERS
from reader.limits.memory import cached_for_a_paper

Monomial = tuple[tuple[str, int], ...]
UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Dimension:
    """A size as a sum of monomials in the author's letters: ``d``, ``d/h``, ``2n + 1``. Equal sizes are equal values.

    ``terms`` are pairs of monomial (letters with their exponents, sorted) and coefficient, sorted, none of them zero.
    """

    terms: tuple[tuple[Monomial, Fraction], ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for monomial, _ in self.terms for name, _ in monomial)

    @property
    def is_known(self) -> bool:
        return not any(name.startswith(UNKNOWN) for name in self.names)

    @property
    def variable(self) -> str | None:
        """The name of the dimension if it is a single unknown; else None."""
        names = self.names
        lone = len(names) == 1 and self == named(next(iter(names)))
        return next(iter(names)) if lone and not self.is_known else None

    def __add__(self, other: Dimension) -> Dimension:
        return _sum([*self.terms, *other.terms])

    def __mul__(self, other: Dimension) -> Dimension:
        return _sum([(_times(a, b), x * y) for a, x in self.terms for b, y in other.terms])

    def divided(self, other: Dimension) -> Dimension | None:
        """The quotient. None where the divisor is a sum or zero."""
        if len(other.terms) != 1:
            return None
        monomial, coefficient = other.terms[0]
        inverse = tuple((name, -exponent) for name, exponent in monomial)
        return self * Dimension(((inverse, 1 / coefficient),))

    def replaced(self, values: Mapping[str, Dimension]) -> Dimension:
        """The dimension with letters replaced by dimensions."""
        if self.names.isdisjoint(values):
            return self
        total = number(0)
        for monomial, coefficient in self.terms:
            factor = Dimension((((), coefficient),))
            for name, exponent in monomial:
                power = _power(values.get(name, named(name)), exponent)
                factor = factor * (power if power is not None else _power(named(name), exponent) or number(1))
            total = total + factor
        return total

    def value(self, sizes: Mapping[str, int]) -> int | None:
        """The size as an integer. None where a letter has no value, or where the result is a fraction or below one."""
        result = Fraction(0)
        for monomial, coefficient in self.terms:
            for name, exponent in monomial:
                if not sizes.get(name):
                    return None
                coefficient *= Fraction(sizes[name]) ** exponent
            result += coefficient
        return int(result) if result.denominator == 1 and result >= 1 else None

    @property
    def latex(self) -> str:
        return " + ".join(_spell(monomial, coefficient) for monomial, coefficient in self.terms) or "0"


def number(value: int) -> Dimension:
    """A numerical size."""
    return Dimension((((), Fraction(value)),)) if value else Dimension(())


@lru_cache(maxsize=1024)
def named(name: str) -> Dimension:
    """A size that is one of the author's letters."""
    return Dimension(((((name, 1),), Fraction(1)),))


def _sum(terms: Iterable[tuple[Monomial, Fraction]]) -> Dimension:
    coefficients: dict[Monomial, Fraction] = {}
    for monomial, coefficient in terms:
        coefficients[monomial] = coefficients[monomial] + coefficient if monomial in coefficients else coefficient
    return Dimension(
        tuple(sorted((term for term in coefficients.items() if term[1]), key=lambda term: (not term[0], term)))
    )


def _times(left: Monomial, right: Monomial) -> Monomial:
    exponents = dict(left)
    for name, exponent in right:
        exponents[name] = exponents.get(name, 0) + exponent
    return tuple(sorted((name, exponent) for name, exponent in exponents.items() if exponent))


def _power(base: Dimension, exponent: int) -> Dimension | None:
    result: Dimension | None = number(1)
    for _ in range(abs(exponent)):
        if result is not None:
            result = result * base if exponent > 0 else result.divided(base)
    return result


def _spell(monomial: Monomial, coefficient: Fraction) -> str:
    above = [_letter(name, exponent) for name, exponent in monomial if exponent > 0]
    below = [_letter(name, -exponent) for name, exponent in monomial if exponent < 0]
    if abs(coefficient.numerator) != 1 or not above:
        above.insert(0, str(coefficient.numerator))
    elif coefficient < 0:
        above.insert(0, "-")
    if coefficient.denominator != 1:
        below.insert(0, str(coefficient.denominator))
    return " ".join(above) + (f" / {' '.join(below)}" if below else "")


def _letter(name: str, exponent: int) -> str:
    printed = UNKNOWN if name.startswith(UNKNOWN) else name
    return printed if exponent == 1 else f"{printed}^{{{exponent}}}"


@dataclass(frozen=True, slots=True)
class Shape:
    """The dimensions of a number (none), a vector (one), a matrix (two: rows, columns), an array (more)."""

    dimensions: tuple[Dimension, ...] = ()

    @property
    def rank(self) -> int:
        return len(self.dimensions)

    @property
    def is_scalar(self) -> bool:
        """Whether it has exactly one entry."""
        return all(dimension == ONE for dimension in self.dimensions)

    @property
    def is_known(self) -> bool:
        return all(dimension.is_known for dimension in self.dimensions)

    @property
    def core(self) -> tuple[Dimension, ...]:
        """The dimensions other than one: an ``n x 1`` matrix has the size of a vector."""
        return tuple(dimension for dimension in self.dimensions if dimension != ONE)

    @property
    def latex(self) -> str:
        return r" \times ".join(dimension.latex for dimension in self.dimensions) or "1"

    def replaced(self, values: Mapping[str, Dimension]) -> Shape:
        return Shape(tuple(dimension.replaced(values) for dimension in self.dimensions))


ONE = number(1)
SCALAR = Shape()


def unknown(rank: int, of: str) -> Shape:
    """A shape of this rank whose sizes are unknown; ``of`` makes the names of the unknowns unique."""
    return Shape(tuple(named(f"{UNKNOWN}{of}.{place}") for place in range(rank)))


# --- reading them ----------------------------------------------------------------------------------------------------


def dimension_of(node: Meaning) -> Dimension | None:
    """A formula as a size: letters, digits, sums, products, quotients, cardinalities. None for other formulas."""
    reader = DIMENSIONS.get(type(node))
    return reader(node) if reader is not None else None


def _of_symbol(node: Meaning) -> Dimension | None:
    assert isinstance(node, Symbol)
    return named(node.latex)


def _of_number(node: Meaning) -> Dimension | None:
    assert isinstance(node, Number)
    return number(int(node.text)) if node.text.isdigit() and len(node.text) <= LIMITS.size else None


def _of_group(node: Meaning) -> Dimension | None:
    assert isinstance(node, Group)
    return dimension_of(node.body)


def _of_bars(node: Meaning) -> Dimension | None:
    assert isinstance(node, Bars)
    counted = node.kind == "cardinality" or (node.kind == "absolute" and isinstance(node.items[0], Symbol))
    return named(meaning_latex(node)) if counted else None


def _of_product(node: Meaning) -> Dimension | None:
    assert isinstance(node, Product)
    result = number(1)
    for factor in node.factors:
        dimension = dimension_of(factor)
        if dimension is None:
            return None
        result = result * dimension
    return result


def _of_quotient(node: Meaning) -> Dimension | None:
    assert isinstance(node, Quotient)
    above, below = dimension_of(node.numerator), dimension_of(node.denominator)
    if above is None or below is None or node.form == "binom":
        return None
    return above.divided(below)


def _of_power(node: Meaning) -> Dimension | None:
    assert isinstance(node, Power)
    base, exponent = dimension_of(node.base), node.exponent
    if base is None or not isinstance(exponent, Number) or not exponent.text.isdigit() or int(exponent.text) > 4:
        return None
    return _power(base, int(exponent.text))


def _of_total(node: Meaning) -> Dimension | None:
    assert isinstance(node, Total)
    terms: list[tuple[Monomial, Fraction]] = []
    for term, sign in zip(node.terms, node.signs, strict=True):
        dimension = dimension_of(term)
        if dimension is None or sign not in ("", "+", "-"):
            return None
        terms += (dimension * number(-1) if sign == "-" else dimension).terms
    return _sum(terms)


DIMENSIONS: dict[type[Meaning], Callable[[Meaning], Dimension | None]] = {
    Symbol: _of_symbol, Number: _of_number, Group: _of_group, Bars: _of_bars, Product: _of_product,
    Quotient: _of_quotient, Power: _of_power, Total: _of_total,
}  # fmt: skip


def shape_from(node: Meaning) -> Shape | None:
    """``n \\times d`` as a shape: the dimensions between the crosses."""
    sides = [node]
    if isinstance(node, Combination) and node.operator == r"\times":
        sides = list(node.operands)
    factors = [factor for side in sides for factor in _crossed(side)]
    dimensions = [dimension_of(factor) for factor in factors]
    known = tuple(dimension for dimension in dimensions if dimension is not None)
    return Shape(known) if len(known) == len(dimensions) else None


def _crossed(node: Meaning) -> list[Meaning]:
    """The factors between crosses of a product: ``d \\times 1`` is a product in the content tree."""
    if not isinstance(node, Product) or r"\times" not in node.signs:
        return [node]
    sides: list[list[Meaning]] = [[node.factors[0]]]
    for factor, sign in zip(node.factors[1:], node.signs, strict=True):
        if sign == r"\times":
            sides.append([])
        sides[-1].append(factor)
    return [
        side[0] if len(side) == 1 else Product(side[0].start, side[-1].end, tuple(side), ("",) * (len(side) - 1))
        for side in sides
    ]


# --- names of a family -----------------------------------------------------------------------------------------------

_SCRIPT = re.compile(r"([_^])\{([^{}]*)\}")
_ITEM = re.compile(r"\(?(\\ell|[a-z]|\d+)([+-]\d+)?\)?")


@cached_for_a_paper(4096)
def skeleton(latex: str) -> tuple[str, tuple[str, ...]]:
    """A name without its counting scripts, and those: ``W_{h}^{\\mathrm{key}}`` has one, ``h``."""
    indices: list[str] = []

    def blank(match: re.Match[str]) -> str:
        items = match.group(2).split(",")
        matches = [_ITEM.fullmatch(item) for item in items]
        if not all(
            item_match and (item_match.group(1).isdigit() or item_match.group(1) in FAMILY_LETTERS)
            for item_match in matches
        ):
            return match.group()
        indices.extend(item.strip("()") for item in items)
        return f"{match.group(1)}{{{','.join('*' for _ in items)}}}"

    return _SCRIPT.sub(blank, latex), tuple(indices)
