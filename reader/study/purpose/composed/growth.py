"""Whether a value grows with one quantity in it or falls, all others held fast: by algebra and known signs alone.

Unlike a list of all parts that move a value, this asks for one quantity, wherever it stands and however often; what is
not sure of it is not claimed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

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
    bare,
    leaf_latex,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.name_rows import INDICATORS, ORDERS
from reader.formula.syntax.tree import children
from reader.study.evaluation.settings import number_of
from reader.study.walkthrough.directions import GROWING, POSITIVE, is_place

MEASURES = ("norm", "absolute", "cardinality")
FALLS, RISES = -1, 1
DEEPEST = 40  # parts within parts
MOST = 400  # parts of a side that is asked for


@dataclass(frozen=True, slots=True)
class Growth:
    """How one quantity, spelled ``latex``, moves a value. ``is_positive`` knows which names hold no negative number,
    ``growing`` which functions grow; ``having`` are the parts in which it stands."""

    latex: str
    is_positive: Callable[[Meaning], bool]
    growing: frozenset[str]
    having: set[int] = field(default_factory=set)

    def of(self, side: Meaning) -> int | None:
        """1 where the value grows with it, -1 where it falls, 0 where it does not stand there; None where one cannot
        tell."""
        self._mark(side, tokens(self.latex))
        return self._way(side, 0)

    def _mark(self, node: Meaning, own: list[str]) -> bool:
        """Whether it is part of it, be it in an index, in a label or in what was not read."""
        spelled = leaf_latex(node)
        is_here = bool(spelled) and holds(own, tokens(spelled))
        is_here = is_here or (isinstance(node, Application) and meaning_latex(node) == self.latex)
        for each in children(node):
            is_here = self._mark(each, own) or is_here
        if is_here:
            self.having.add(id(node))
        return is_here

    def _way(self, node: Meaning, depth: int) -> int | None:
        node = bare(node)
        if meaning_latex(node) == self.latex:
            return RISES
        if id(node) not in self.having:
            return 0
        if depth > DEEPEST:
            return None
        match node:
            case Group() | Root():
                return self._way(node.body, depth + 1)
            case Product():
                return self._of_factors([(each, 1) for each in node.factors], depth)
            case Quotient() if node.form != "binom":
                share = self._of_share(node, depth)
                return (
                    share
                    if share is not None
                    else self._of_factors([(node.numerator, 1), (node.denominator, -1)], depth)
                )
            case Total() | Power() | Application() | Operation():
                return self._of_other(node, depth)
        return None

    def _of_other(self, node: Total | Power | Application | Operation, depth: int) -> int | None:
        match node:
            case Total():
                return self._of_total(node, depth)
            case Power():
                return self._of_power(node, depth)
            case Application():
                return self._of_function(node, depth)
        return self._of_operation(node, depth)

    def _of_total(self, node: Total, depth: int) -> int | None:
        ways: list[int | None] = []
        for sign, term in zip(node.signs, node.terms, strict=True):
            way = self._way(term, depth + 1)
            ways.append(-way if way is not None and sign == "-" else way if sign in ("", "+", "-") else None)
        return together(ways)

    def _of_factors(self, parts: Iterable[tuple[Meaning, int]], depth: int) -> int | None:
        """Of what stands above a line (1) and below it (-1): the others must have a sign; where it stands below, or in
        several, none of these may be negative."""
        turned, moving = 1, []
        for part, above in parts:
            way = self._way(part, depth + 1)
            sign = self.sign(part) if way == 0 else 1
            if way is None or sign is None:
                return None
            turned *= sign
            moving += [(part, above * way)] if way else []
            if way and above == -1 and self.sign(part) != 1:
                return None
        if len(moving) > 1 and any(self.sign(part) != 1 for part, _ in moving):
            return None
        found = together(way for _, way in moving)
        return found * turned if found is not None else None

    def _of_share(self, node: Quotient, depth: int) -> int | None:
        """Of ``a / (a + b)``, which grows with ``a`` and falls with ``b``: None where it is none."""
        above, below = bare(node.numerator), bare(node.denominator)
        if not isinstance(below, Total) or set(below.signs) - {"", "+"} or self.sign(above) != 1:
            return None
        others = [each for each in below.terms if meaning_latex(bare(each)) != meaning_latex(above)]
        if len(others) != len(below.terms) - 1 or any(self.sign(each) != 1 for each in others):
            return None
        own, rest = self._way(above, depth + 1), together([self._way(each, depth + 1) for each in others])
        return together([own, -rest]) if own is not None and rest is not None else None

    def _of_power(self, node: Power, depth: int) -> int | None:
        exponent = number_of(meaning_latex(node.exponent))
        way = self._way(node.base, depth + 1)
        if way is None or id(node.exponent) in self.having:
            return None
        is_odd = exponent is not None and exponent > 0 and exponent % 2 == 1
        if not is_odd and self.sign(node.base) != 1:
            return None
        if exponent is not None:
            return way if exponent > 0 else -way if exponent < 0 else 0
        return way if self.sign(node.exponent) == 1 else None

    def _of_function(self, node: Application, depth: int) -> int | None:
        name = node.function.latex if isinstance(node.function, Symbol) else ""
        is_growing = name in GROWING | self.growing | ORDERS and len(node.arguments) == 1
        return self._way(node.arguments[0], depth + 1) if is_growing else None

    def _of_operation(self, node: Operation, depth: int) -> int | None:
        is_value = node.kind in ("sum", "expectation", "extremum") and not is_place(node)
        ends = (each for each in (node.lower, node.upper) if each is not None)
        if not is_value or self.latex in node.bound or any(id(each) in self.having for each in ends):
            return None
        return self._way(node.body, depth + 1)

    # --- signs ---

    def sign(self, node: Meaning) -> int | None:
        """1 where it is never negative, -1 where it is never positive, None where one cannot tell."""
        node = bare(node)
        match node:
            case Number() | Root():
                return 1
            case Bars():
                return 1 if node.kind in MEASURES else None
            case Total():
                return same(_times(sign, self.sign(term)) for sign, term in zip(node.signs, node.terms, strict=True))
            case Product():
                return _product(map(self.sign, node.factors))
            case Quotient():
                return _product(map(self.sign, (node.numerator, node.denominator)))
            case Power():
                exponent = number_of(meaning_latex(node.exponent))
                return 1 if exponent is not None and exponent % 2 == 0 else self.sign(node.base)
        return self._of_name(node)

    def _of_name(self, node: Meaning) -> int | None:
        if isinstance(node, Group):
            return self.sign(node.body)
        if isinstance(node, Operation):
            return self.sign(node.body) if node.kind in ("sum", "expectation", "product") else None
        is_known = self._is_positive_function(node) if isinstance(node, Application) else self.is_positive(node)
        return 1 if isinstance(node, Application | Symbol) and is_known else None

    def _is_positive_function(self, node: Application) -> bool:
        name = node.function.latex if isinstance(node.function, Symbol) else ""
        is_chance = any(isinstance(each, Given) and each.kind == "condition" for each in node.arguments)
        return name in POSITIVE | INDICATORS or is_chance or self.is_positive(node)


def tokens(latex: str) -> list[str]:
    """Commands and single signs."""
    return re.findall(r"\\[A-Za-z]+|[^\s{}]", latex)


def holds(own: list[str], others: list[str]) -> bool:
    """Whether some stand in a row among others."""
    return any(others[at : at + len(own)] == own for at in range(len(others) - len(own) + 1))


def together(ways: Iterable[int | None]) -> int | None:
    """The way of all that move."""
    found = list(ways)
    moving = {way for way in found if way}
    return None if None in found or len(moving) > 1 else next(iter(moving), 0)


def same(signs: Iterable[int | None]) -> int | None:
    found = set(signs)
    return next(iter(found)) if len(found) == 1 else None


def _times(sign: str, inner: int | None) -> int | None:
    if inner is None or sign not in ("", "+", "-"):
        return None
    return -inner if sign == "-" else inner


def _product(signs: Iterable[int | None]) -> int | None:
    made = 1
    for sign in signs:
        if sign is None:
            return None
        made *= sign
    return made
