"""What a pair of brackets is: grouping, tuple, set, family, interval, norm, absolute value.

The decisions are an ordered list of rows; the first that holds decides.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.formula.semantics.declared_names import Decision
from reader.formula.semantics.nodes import (
    Bars,
    Chain,
    Given,
    Group,
    Listing,
    Meaning,
    Operation,
    Product,
    Quotient,
    Total,
)
from reader.formula.semantics.segments import solid, undecided
from reader.formula.syntax.naming import letter_traits, strip
from reader.formula.syntax.nodes import Accent, Fenced, Fraction, Identifier, Node, Operator, Relation, Scripted, Table
from reader.formula.syntax.printer import spell

if TYPE_CHECKING:
    from reader.formula.semantics.parser import MeaningParser


SET_OPERATORS = frozenset({r"\cup", r"\cap", r"\setminus"})


def is_set_name(body: list[Node]) -> bool:
    """A name in script capitals, a set in braces, or a union of these: its bars mean the cardinality."""
    if any(type(node) is Operator and node.text in SET_OPERATORS for node in body):
        return True
    core = strip(body[0]) if len(body) == 1 else None
    if type(core) is Fenced and core.open == r"\{":
        return True
    while type(core) is Scripted or type(core) is Accent:
        core = strip(core.base)
    return type(core) is Identifier and "calligraphic" in letter_traits(core)


def may_be_matrix(body: list[Node]) -> bool:
    """A bold capital, a grid or a derivative: its bars may mean the determinant."""
    core = strip(body[0]) if len(body) == 1 else None
    if type(core) is Table or (type(core) is Fraction and spell(core.numerator).startswith(r"\partial")):
        return True
    return type(core) is Identifier and {"bold", "capital"} <= letter_traits(core)


BAR_ROWS: tuple[tuple[Decision, Callable[[Fenced, list[Node]], bool]], ...] = (
    (Decision("double-bars", "norm", "double bars are norms", r"\|x - y\|_2", r"norm(total(x, y), 2)"),
     lambda node, body: node.open == r"\|"),
    (Decision("counted-set", "cardinality", "single bars round a script capital count", r"|\mathcal{D}|",
          r"cardinality(\mathcal{D})"), lambda node, body: node.open == "|" and is_set_name(body)),
    (Decision("matrix-bars", "undecided", "single bars round a matrix: determinant or norm", r"|\mathbf{A}|",
          r"?|\mathbf{A}|"), lambda node, body: node.open == "|" and may_be_matrix(body)),
    (Decision("single-bars", "absolute", "single bars else take the absolute value", "|a - b|",
          "absolute(total(a, b))"), lambda node, body: node.open == "|"),
    (Decision("angle-pair", "inner", "angles round two things multiply them", r"\langle x, y \rangle", "inner(x, y)"),
     lambda node, body: node.open == r"\langle" and any(spell(part) == "," for part in body)),
    (Decision("angle-mean", "undecided", "angles round one thing may be a mean, a state or a sequence",
          r"\langle x \rangle", r"?\langle x\rangle"), lambda node, body: node.open == r"\langle"),
    (Decision("floor", "floor", "the brackets say so", r"\lfloor x \rfloor", "floor(x)"),
     lambda node, body: (node.open, node.close) == (r"\lfloor", r"\rfloor")),
    (Decision("ceiling", "ceiling", "the brackets say so", r"\lceil x \rceil", "ceiling(x)"),
     lambda node, body: (node.open, node.close) == (r"\lceil", r"\rceil")),
)  # fmt: skip

LIST_ROWS: tuple[Decision, ...] = (
    Decision("set-condition", "condition", "a bar or colon in braces says: such that", r"\{x : x > 0\}",
         "condition(x, chain(x, 0, >))"),
    Decision("set-list", "set", "braces round a list, or round one name", r"\{a, b\}", "set(a, b)"),
    Decision("grouping-braces", "group", "braces round a sum hold together", r"2\{a + b\}",
         "product(2, group(total(a, b)))"),
    Decision("mixed-interval", "interval", "a round and a square bracket make a half-open interval", "(0, 1]",
         "interval(0, 1)"),
    Decision("tuple", "tuple", "commas in brackets make a tuple", "(a, b)", "tuple(a, b)"),
    Decision("grouping", "group", "brackets round one thing hold it together", "(a + b)", "group(total(a, b))"),
)  # fmt: skip


def read_bracket(parser: MeaningParser, node: Fenced) -> Meaning:
    """The content node of a bracket that is not an argument."""
    body = solid(node.body.children)
    if not body:
        return undecided([node], "empty")
    pair = (node.open, node.close)
    rule = next((rule for rule, holds in BAR_ROWS if holds(node, body)), None)
    if rule is not None:
        if rule.verdict == "undecided":
            return undecided([node], rule.id)
        items, separators = parser.members(body)
        return Bars(node.start, node.end, rule.verdict, *pair, items, separators, None, rule.id)
    if pair == (r"\{", r"\}"):
        return read_braces(parser, node, body)
    if node.open not in ("(", "[", r"\lgroup") or node.close not in (")", "]", r"\rgroup"):
        return read_half(parser, node, body)
    inside = parser.inside(body)
    if not isinstance(inside, Listing) or inside.kind != "bare":
        return Group(node.start, node.end, *pair, inside)
    mixed = pair in (("(", "]"), ("[", ")")) and len(inside.items) == 2
    kind = "interval" if mixed else "tuple"
    return Listing(node.start, node.end, kind, *pair, inside.items, inside.separators, kind)


def read_half(parser: MeaningParser, node: Fenced, body: list[Node]) -> Meaning:
    """Brackets of two kinds, or a single one: only a brace before a grid has a meaning."""
    from reader.formula.semantics.nodes import Grid

    inside = parser.inside(body)
    if (node.open, node.close) == (".", ".") or (isinstance(inside, Grid) and node.close == "."):
        return Group(node.start, node.end, node.open, node.close, inside)
    return undecided([node], "odd-brackets")


def read_braces(parser: MeaningParser, node: Fenced, body: list[Node]) -> Meaning:
    colon = next((k for k, part in enumerate(body) if spell(part) == ":"), 0)
    bar = next((k for k, part in enumerate(body) if type(part) is Relation and part.text == r"\mid"), 0)
    cut = bar or colon
    if cut and cut + 1 < len(body):
        sides = parser.listing(body[:cut], related=True), parser.statements(body[cut + 1 :])
        mark = spell(body[cut])
        return Listing(node.start, node.end, "condition", r"\{", r"\}", sides, (mark,), "set-condition")
    inside = parser.inside(body)
    if isinstance(inside, Listing) and inside.kind == "bare":
        return Listing(node.start, node.end, "set", r"\{", r"\}", inside.items, inside.separators, "set-list")
    if isinstance(inside, Given):
        return undecided([node], "bars")
    if isinstance(inside, Chain):
        return undecided([node], "set-of-relation")
    if isinstance(inside, Total | Operation | Product | Quotient):
        return Group(node.start, node.end, r"\{", r"\}", inside)
    return Listing(node.start, node.end, "set", r"\{", r"\}", (inside,), (), "set-list")
