"""Rows of one display: a row that continues another is parsed together with it.

There are two ways, each used only where it is certain. A row that begins with a plus, or that follows one that ends in
a sign, continues the term above it; so do rows in a bracket that ``\\right.`` and ``\\left.`` break over lines. A row
that begins with a relation takes its left side from the rows above: their first side while all of them were equal, else
the side right before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Chain,
    Derivative,
    Group,
    Integral,
    Meaning,
    Nothing,
    Operation,
    Power,
    Product,
    Quotient,
    Statements,
    Symbol,
    Total,
)
from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.segments import solid
from reader.formula.syntax.fences import open_halves
from reader.formula.syntax.naming import strip
from reader.formula.syntax.nodes import Node, Operator, Punctuation, Relation, Stacked
from reader.formula.syntax.parsing import parse_formula

if TYPE_CHECKING:
    from reader.model.document import Document, Equation

NULL = re.compile(r"\\right\s*\.")
EQUAL = frozenset({"=", ":=", r"\triangleq", r"\eqdef", r"\doteq"})
# Relations that a new row can go on with, of what stood before.
JOINING = EQUAL | {r"\le", r"\ge", "<", ">", r"\leqslant", r"\geqslant", r"\approx", r"\simeq", r"\cong", r"\equiv",
                   r"\propto", r"\lesssim", r"\gtrsim", r"\ll", r"\gg", r"\subset", r"\subseteq", r"\asymp",
                   r"\preceq", r"\succeq"}  # fmt: skip
SIDES = (Symbol, Application, Product, Quotient, Total, Power, Operation, Integral, Derivative, Bars, Group)
APART = frozenset({"subequations", "diagram"})  # groups whose members are displays of their own


def statements_of(document: Document) -> dict[str, str]:
    """The LaTeX of the whole statement that each displayed equation belongs to, by equation id."""
    rows: dict[str, list[Equation]] = {}
    apart = {group.id for group in document.groups if group.kind in APART}
    for equation in document.equations:
        together = equation.group if equation.group and equation.group not in apart else equation.id
        rows.setdefault(together, []).append(equation)
    return {
        equation.id: statement
        for members in rows.values()
        for equation, statement in zip(members, join_rows([member.formula.expanded for member in members]), strict=True)
    }


def join_rows(rows: Sequence[str]) -> list[str]:
    """The whole statement of each row, in order; the row itself where it continues nothing.

    >>> join_rows(["a &= b", "&= c"])
    ['a &= b', 'a &= c']
    """
    if len(rows) == 1:
        return list(rows)
    out: list[str] = []
    before = ""
    for unit in units(rows):
        text = " ".join(rows[k] for k in unit)
        before = f"{left_side(before)} {text}".strip() if continues_relation(text) else text
        out += [before] * len(unit)
    return out


def units(rows: Sequence[str]) -> list[list[int]]:
    """Groups of indices of rows that form one term or sum."""
    groups: list[list[int]] = []
    bracketed = in_brackets(rows)
    for k, row in enumerate(rows):
        if k in bracketed or (k and continues_term(_nodes(rows[k - 1]), _nodes(row))):
            groups[-1].append(k)
        else:
            groups.append([k])
    return groups


def in_brackets(rows: Sequence[str]) -> frozenset[int]:
    """The rows inside a bracket that ``\\left( a \\right.`` opens above them and ``\\left. b \\right)`` closes."""
    if not any(NULL.search(row) for row in rows):
        return frozenset()
    inside: set[int] = set()
    first = awaited = 0
    for k, row in enumerate(rows):
        first = first if awaited else k
        awaited = open_halves(_nodes(row), awaited)
        if not awaited:
            inside.update(range(first + 1, k + 1))
    return frozenset(inside)


def continues_term(before: Sequence[Node], nodes: Sequence[Node]) -> bool:
    """Whether a row continues the term that ends the row before it."""
    if not before or not nodes or isinstance(before[-1], Punctuation):
        return False
    if isinstance(before[-1], Operator):
        return True
    first = nodes[0]
    if not isinstance(first, Operator):
        return False
    return first.text != "-" or not any(isinstance(node, Relation) for node in nodes)


def continues_relation(latex: str) -> bool:
    """Whether a row begins with a relation whose left side is in the row before it."""
    nodes = _nodes(latex)
    first = strip(nodes[0]) if nodes else None
    sign = strip(first.base) if isinstance(first, Stacked) else first
    return isinstance(sign, Relation) and sign.text in JOINING


def left_side(latex: str) -> str:
    """The left side for a row that begins with a relation, given the statement before it; "" if uncertain."""
    expression = parse_formula(latex)
    if expression.problems:
        return ""
    chain = single_statement(read_meaning(expression))
    if isinstance(chain, SIDES):
        return meaning_latex(chain)
    if not isinstance(chain, Chain) or any(isinstance(operand, Nothing) for operand in chain.operands):
        return ""
    signs = {relation.sign for relation in chain.relations}
    if not signs <= JOINING:
        return ""
    return meaning_latex(chain.operands[0] if signs <= EQUAL else chain.operands[-1])


def single_statement(meaning: Meaning) -> Meaning:
    """The one statement of a row, without a comma at its end. A full stop ends more than the row."""
    if isinstance(meaning, Statements):
        items = [item for item in meaning.items if not isinstance(item, Nothing)]
        marks = {mark for after in meaning.separators for mark in after}
        return items[0] if len(items) == 1 and marks <= {","} else meaning
    return meaning


def _nodes(latex: str) -> list[Node]:
    return solid(parse_formula(latex).root.children)
