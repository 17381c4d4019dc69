"""Products and their factors: slashes, what a factor is applied to, differentials, factorials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.formula.semantics.atoms import read_atom
from reader.formula.semantics.calls import apply_to
from reader.formula.semantics.declared_names import is_plain_d
from reader.formula.semantics.nodes import Application, Differential, Factorial, Meaning, Nothing, Quotient
from reader.formula.semantics.segments import (
    ADDITIVE,
    MULTIPLICATIVE,
    Cursor,
    is_times,
    makes_differential,
    product_of,
    undecided,
)
from reader.formula.syntax.naming import strip
from reader.formula.syntax.nodes import Digits, Node, Operator, Punctuation
from reader.formula.syntax.printer import spell

if TYPE_CHECKING:
    from reader.formula.semantics.parser import MeaningParser


def read_product(parser: MeaningParser, cursor: Cursor) -> Meaning:
    start, first = cursor.place, cursor.at
    factors: list[Meaning] = []
    signs: list[str] = []
    sign = ""
    while (node := cursor.peek()) is not None:
        if type(node) is Operator:
            if node.text not in MULTIPLICATIVE or (node.text == r"\times" and not is_times(cursor, parser.facts)):
                break
            cursor.take()
            if node.text == "/":
                below = _below_slash(parser, cursor)
                if below is None or not factors or sign:
                    return undecided(_rest_of_term(parser, cursor, first), "slash")
                above = product_of(start, factors, signs)
                parser.repeat(above, Quotient)
                factors, signs = [Quotient(start, below.end, above, below, "/")], []
                continue
            if sign or not factors:  # an operand is missing
                signs += [sign] if factors else []
                factors.append(Nothing(node.start, node.start))
            sign = node.text
            continue
        if factors:
            signs.append(sign)
        factors.append(parser.factor(cursor))
        sign = ""
    if not factors:
        return Nothing(start, start)
    if sign:
        signs.append(sign)
        factors.append(Nothing(cursor.place, cursor.place))
    return product_of(start, factors, signs)


def _rest_of_term(parser: MeaningParser, cursor: Cursor, first: int) -> Sequence[Node]:
    while (node := cursor.peek()) is not None and not (type(node) is Operator and node.text in ADDITIVE):
        cursor.take()
    return cursor.nodes[first : cursor.at]


def _below_slash(parser: MeaningParser, cursor: Cursor) -> Meaning | None:
    """The denominator after a slash: one factor, or a number with all that it multiplies; else it is undecided.

    Examples are ``n/64`` and ``x/2\\sigma^2``.
    """
    if cursor.peek() is None:
        return None
    start, numeric = cursor.place, type(strip(cursor.nodes[cursor.at])) is Digits
    first = parser.factor(cursor)
    more: list[Meaning] = []
    while (node := cursor.peek()) is not None and type(node) is not Operator:
        more.append(parser.factor(cursor))
    if not more:
        return first
    if not numeric or type(strip(cursor.nodes[max(cursor.at - len(more) - 3, 0)])) is Digits:
        return None
    return product_of(start, [first, *more], [""] * len(more))


def read_factor(parser: MeaningParser, cursor: Cursor) -> Meaning:
    """One factor with the brackets that it is applied to and its factorial marks."""
    node = cursor.nodes[cursor.at]
    after = cursor.peek(1)
    if is_plain_d(node) and after is not None and makes_differential(node, after, parser.facts):
        cursor.take()
        variable = read_atom(parser, cursor)
        return Differential(node.start, variable.end, spell(node), variable)
    return _applied(parser, read_atom(parser, cursor), node, cursor)


def _applied(parser: MeaningParser, head: Meaning, node: Node, cursor: Cursor) -> Meaning:
    while (after := cursor.peek()) is not None:
        if type(after) is Punctuation and after.text == "!":
            cursor.take()
            marks = "!"
            while (more := cursor.peek()) is not None and type(more) is Punctuation and more.text == "!":
                cursor.take()
                marks += "!"
            head = Factorial(head.start, after.end, head, marks)
            continue
        parser.repeat(head, Application)
        applied = apply_to(parser, head, node, after, cursor)
        if applied is None:
            return head
        cursor.take()
        head = applied
    return head
