"""What the content tree leaves undecided, read piece by piece: terms, sides, brackets, and the ranges of operators."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reader.formula.positions.places import FormulaPlace, Here
from reader.formula.positions.relations import bindings
from reader.formula.positions.walker import ContentWalker
from reader.formula.semantics.nodes import Undecided
from reader.formula.semantics.operations import EXPECTATIONS, LIMITS
from reader.formula.semantics.parser import plain_meaning
from reader.formula.semantics.segments import EXTREMA, QUANTIFIERS, solid
from reader.formula.syntax.naming import strip
from reader.formula.syntax.nodes import (
    BigOperator,
    Fenced,
    Function,
    Node,
    Operator,
    Punctuation,
    Relation,
    Row,
    Scripted,
    Sign,
)
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.printer import spell

MOST_PIECES = 32  # of one formula
OPEN_NAMES = frozenset({"power-or-label", "application-or-product", "index-range"})  # undecided, but a name

Piece = tuple[Node, str]
"""A part of the layout, and the operator whose range it is, or ""."""


def undecided(walker: ContentWalker, node: Undecided, here: Here) -> None:
    """A name whose superscript is open stands where it stands; other parts are read piece by piece."""
    walker.has_gaps = True
    if node.reason in OPEN_NAMES:
        walker.note(node.start, here)
    if node.reason == "power-or-label":
        return
    start = walker.shift + node.start
    row = parse_formula(walker.latex[start : walker.shift + node.end]).root
    for piece, operator in pieces_of(solid(row.children)):
        if walker.pieces >= MOST_PIECES:
            return
        read(walker, start + piece.start, start + piece.end, operator, here.part())


def read(walker: ContentWalker, start: int, end: int, operator: str, here: Here) -> None:
    """Reads one piece for itself."""
    walker.pieces += 1
    saved, walker.shift = walker.shift, start
    content = plain_meaning(walker.latex[start:end])
    if operator:
        bound = FormulaPlace("averaging" if operator in EXPECTATIONS else "bound", operator)
        bindings(walker, content, (bound,), FormulaPlace("lower", operator), here)
    else:
        walker.visit(content, here)
    walker.shift = saved


def pieces_of(nodes: list[Node]) -> Iterator[Piece]:
    """The terms and sides of a row; of a single term the insides of its brackets, and what its operators range over."""
    cuts = [k for k, node in enumerate(nodes) if type(node) in (Operator, Relation, Punctuation)]
    if cuts:
        for begin, end in pairwise((-1, *cuts, len(nodes))):
            if begin + 1 < end:
                yield Row(nodes[begin + 1].start, nodes[end - 1].end, ()), ""
        return
    for node in nodes:
        core = strip(node)
        base = strip(core.base) if type(core) is Scripted else core
        if type(base) is Fenced:
            yield base.body, ""
        elif type(core) is Scripted and core.subscript is not None and binds(base):
            yield core.subscript, spell(base)
        elif len(nodes) > 1:
            yield node, ""


def binds(base: Node) -> bool:
    """Whether the subscript of a base is the range of an operator."""
    if type(base) is Function:
        return base.name in EXTREMA or base.name in LIMITS
    return type(base) is BigOperator or (type(base) is Sign and base.text in QUANTIFIERS) or spell(base) in EXPECTATIONS
