"""Fractions: quotients, binomials, and derivatives in Leibniz's notation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.formula.semantics.declared_names import is_plain_d
from reader.formula.semantics.nodes import Derivative, Meaning, Quotient
from reader.formula.semantics.segments import Cursor, solid, undecided
from reader.formula.syntax.naming import strip
from reader.formula.syntax.nodes import Fraction, Node, Row, Scripted
from reader.formula.syntax.printer import spell

if TYPE_CHECKING:
    from reader.formula.semantics.parser import MeaningParser

ORDER_MARKS = frozenset({r"\partial", "d", r"\mathrm{d}"})


def read_fraction(parser: MeaningParser, node: Fraction, cursor: Cursor) -> Meaning:
    derivative = read_derivative(parser, node, cursor) if node.line else None
    if derivative is not None:
        return derivative
    form = "frac" if node.line else "binom"
    if node.command in ("atop", "brack", "brace"):
        return undecided([node], "no-meaning")
    return Quotient(node.start, node.end, parser.row(node.numerator), parser.row(node.denominator), form)


def read_derivative(parser: MeaningParser, node: Fraction, cursor: Cursor) -> Derivative | None:
    top, bottom = (_children(part) for part in (node.numerator, node.denominator))
    mark, order = _mark(top[0]) if top else ("", "")
    if not mark or not bottom:
        return None
    variables: list[Meaning] = []
    orders: list[str] = []
    k = 0
    while k < len(bottom):
        if _mark(bottom[k]) != (mark, "") or k + 1 >= len(bottom):
            return None
        variable, power = _without_order(bottom[k + 1])
        variables.append(parser.total([variable]))
        orders.append(power)
        k += 2
    body = parser.total(top[1:]) if len(top) > 1 else None
    outside = body is None and cursor.peek() is not None
    if outside:
        body = parser.factor(cursor)
    return Derivative(node.start, node.end, mark, order, body, tuple(variables), tuple(orders), outside)


def _children(node: Node) -> list[Node]:
    return solid(node.children) if type(node) is Row else [node]


def _mark(node: Node) -> tuple[str, str]:
    """The d or partial sign of a derivative, with its order."""
    core = strip(node)
    order = ""
    if type(core) is Scripted and core.subscript is None and not core.primes and core.superscript is not None:
        order, core = spell(core.superscript, in_script=True), strip(core.base)
    text = spell(core)
    return (text, order) if text in ORDER_MARKS and (text == r"\partial" or is_plain_d(core)) else ("", "")


def _without_order(node: Node) -> tuple[Node, str]:
    core = strip(node)
    if type(core) is Scripted and core.superscript is not None and spell(core.superscript).isdigit():
        order = spell(core.superscript)
        if core.subscript is None and not core.primes:
            return core.base, order
        return replace(core, superscript=None), order
    return node, ""
