"""Bounds for numbers, computed before SymPy makes them: SymPy evaluates powers and factorials at once.

The code of an expression is weighed without being run. The weight of a part is the decimal logarithm of a bound for
every number in it: sums and products add weights, a power multiplies them.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MagnitudeLimits:
    """The largest results that may be computed."""

    digits: int = 2000  # of a number that is computed
    literal: int = 300  # digits written side by side: more is no number to floats
    size: int = 12  # digits of a length
    entries: int = 4096  # of one array
    terms: int = 1_000_000  # that code adds up one by one
    written: int = 100  # terms of a sum that are written out
    order: int = 20  # of a derivative
    code: int = 20_000  # characters
    products: int = 2000  # that an entry is made of when matrices are multiplied, or one is inverted


LIMITS = MagnitudeLimits()
NUMBERS = frozenset({"Integer", "Float", "Rational"})
JOINING = frozenset({"Add", "Mul"})
POWERS = frozenset({"Pow", "MatPow"})
GRIDS = frozenset({"Matrix", "ImmutableDenseMatrix", "MutableDenseMatrix"})
GROWING = frozenset({"factorial", "factorial2", "subfactorial", "gamma", "harmonic", "polygamma", "zeta", "fibonacci",
                     "bell", "bernoulli", "euler", "catalan", "binomial"})  # fmt: skip
COMPUTED = frozenset({"log", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "asin", "acos",
                      "atan", "sqrt", "Abs", "floor", "ceiling", "sign", "Mod", "Max", "Min"})  # fmt: skip
# Code without one of these holds nothing that grows.
GROWS = re.compile(rf"\*\*|\d{{20}}|\b(?:{'|'.join(GROWING | POWERS | GRIDS)}|exp|root|Derivative)\b")
OF_E = math.log10(math.e)
CONSTANTS = {"E": OF_E, "pi": math.log10(math.pi)}


class TooLarge(Exception):
    """Running the code would exceed the limits."""


def whole_number(text: str) -> int | None:
    """Parses digits as an integer. None where the text is not an integer, or is too long."""
    return int(text) if text.isdecimal() and len(text) <= LIMITS.literal else None


def weigh(code: str, weights: Mapping[str, float] | None = None) -> float:
    """The weight of code. ``weights`` gives the weight of each symbol that will be replaced by a number.

    Raises :class:`TooLarge` where the code must not be run, :class:`SyntaxError` where it cannot be parsed.
    """
    return Scales(weights or {}).weight(ast.parse(code, mode="eval").body)


def value_of(weight: float) -> float:
    """The largest number of this weight."""
    return 10.0**weight if weight < LIMITS.literal else math.inf


def times(factor: float, weight: float) -> float:
    return factor * weight if weight else 0.0


def bearable(weight: float) -> float:
    if weight > LIMITS.digits:
        raise TooLarge
    return weight


@dataclass(frozen=True, slots=True)
class Scales:
    """Weighs the nodes of a syntax tree."""

    given: Mapping[str, float]

    def weight(self, node: ast.AST) -> float:
        if isinstance(node, ast.Constant):
            return math.log10(1 + abs(node.value)) if isinstance(node.value, int) else 0.0
        if isinstance(node, ast.Name):
            return CONSTANTS.get(node.id, 0.0)
        if isinstance(node, ast.BinOp):
            return self.joined(node)
        if isinstance(node, ast.Call):
            return self.call(node, node.func.id if isinstance(node.func, ast.Name) else "")
        return max(map(self.weight, ast.iter_child_nodes(node)), default=0.0)

    def joined(self, node: ast.BinOp) -> float:
        if isinstance(node.op, ast.Pow):
            return self.power(node.left, node.right)
        if isinstance(node.op, ast.Mult):
            bear_matrices(node)
        return bearable(self.weight(node.left) + self.weight(node.right))

    def call(self, node: ast.Call, name: str) -> float:
        if name == "Symbol":
            return self.given.get(str(getattr(node.args[0], "value", "")), 0.0)
        if name in NUMBERS:
            return max(map(self.number, node.args))
        if name in POWERS:
            return self.power(node.args[0], node.args[1])
        if name == "Derivative":
            bear_orders(node)
        weights = [self.weight(part) for part in (node.func, *node.args)]
        heaviest = max(weights)
        if name in JOINING:
            return sum(weights)
        if name == "root":
            return bearable(times(value_of(weights[2]), weights[1]) + heaviest)
        if name in GROWING:
            return bearable(times(value_of(heaviest), heaviest))
        if name == "exp":
            has_logarithm = any(getattr(part, "id", "") == "log" for part in ast.walk(node))
            bearable(times(value_of(heaviest), heaviest) if has_logarithm else heaviest)
            return times(value_of(heaviest), OF_E if heaviest else 0.0) + heaviest
        return bearable(heaviest) if name in COMPUTED else heaviest

    def power(self, base: ast.AST, exponent: ast.AST) -> float:
        """Names alone are not raised: of them the weight is that of the exponent."""
        value = value_of(self.exponent(exponent))
        bear_matrices(base, exponent)
        of = self.order_of_decimal(base) if is_made_by(base, "Float") else self.weight(base)
        return bearable(times(value, of) + of + self.weight(exponent))

    def exponent(self, node: ast.AST) -> float:
        """The weight of the value alone: dividing by an integer makes it no larger."""
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and is_made_by(node.right, "Integer"):
            return self.exponent(node.left)
        if is_made_by(node, "Rational"):
            return self.weight(node.args[0])  # type: ignore[attr-defined]
        return self.weight(node)

    def number(self, node: ast.AST) -> float:
        """An argument of what makes numbers: an integer, or the text of a decimal one."""
        text = getattr(node, "value", None)
        if not isinstance(text, str):
            return self.weight(node)
        value = abs(float(text))
        return max(math.log10(1 + value), order_of(value)) if value < math.inf else math.inf

    def order_of_decimal(self, node: ast.AST) -> float:
        """A float that is raised becomes no longer: what counts is how far from one it is."""
        text = getattr(node.args[0], "value", None)  # type: ignore[attr-defined]
        return order_of(abs(float(text))) if isinstance(text, str) else self.weight(node)


def order_of(value: float) -> float:
    return abs(math.log10(value)) if value else 0.0


def is_made_by(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == name


# --- what else grows -------------------------------------------------------------------------------------------------


def bear_orders(node: ast.Call) -> None:
    """Raises :class:`TooLarge` for a derivative of too high an order."""
    for pair in node.args[1:]:
        orders = [part.value for part in ast.walk(pair) if isinstance(part, ast.Constant)]
        if any(isinstance(order, int) and order > LIMITS.order for order in orders):
            raise TooLarge


def bear_matrices(node: ast.AST, exponent: ast.AST | None = None) -> None:
    """Raises :class:`TooLarge` where a product or an inverse of matrices would have entries of too many products."""
    grids = matrices_in(node)
    if not grids:
        return
    rows = max(len(getattr(matrix.args[0], "elts", ())) for matrix in grids)
    if exponent is None or is_made_by(exponent, "Integer"):
        times = 1 if exponent is None else value_of(Scales({}).weight(exponent))
        products = len(grids) * times * math.log(max(rows, 1))
    else:
        inverse = isinstance(exponent, ast.UnaryOp) and ast.unparse(exponent.operand) == "Integer(1)"
        products = math.lgamma(rows + 1) * 2 if inverse else math.inf
    if products > math.log(LIMITS.products):
        raise TooLarge


def matrices_in(node: ast.AST) -> list[ast.Call]:
    """The matrices that arithmetic is done with; those in functions stay as they are."""
    if isinstance(node, ast.BinOp | ast.UnaryOp):
        return [grid for part in ast.iter_child_nodes(node) for grid in matrices_in(part)]
    return [node] if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GRIDS else []
