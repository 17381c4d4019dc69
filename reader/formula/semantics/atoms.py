"""One node with its scripts and the brackets after it: symbol, power, application, group, norm, fraction, grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.formula.semantics import magnitude
from reader.formula.semantics.brackets import read_bracket
from reader.formula.semantics.fractions import read_fraction
from reader.formula.semantics.lines import ALIGNED, lines_of
from reader.formula.semantics.nodes import (
    Accented,
    Annotated,
    Constant,
    Grid,
    Group,
    Integral,
    Meaning,
    Nothing,
    Number,
    Operation,
    Power,
    Root,
    Symbol,
    Undecided,
)
from reader.formula.semantics.operations import (
    EXPECTATIONS,
    LIMITS,
    read_big,
    read_expectation,
    read_function,
    read_gradient,
)
from reader.formula.semantics.scripts import one, raised, scripted_symbol
from reader.formula.semantics.segments import SEEKING, Cursor, solid, undecided
from reader.formula.syntax.naming import SymbolName, is_letter_product, is_listed_text, name_of, strip
from reader.formula.syntax.nodes import (
    Accent,
    BigOperator,
    Digits,
    Fenced,
    Fraction,
    Function,
    Identifier,
    Node,
    Radical,
    Row,
    Scripted,
    Sign,
    Stacked,
    Style,
    Table,
    Text,
)
from reader.formula.syntax.printer import spell, unfold
from reader.formula.syntax.tables import commands

if TYPE_CHECKING:
    from reader.formula.semantics.parser import MeaningParser

SIGNS = frozenset({r"\infty", r"\ldots", r"\cdots", r"\vdots", r"\ddots", r"\emptyset", r"\hbar", r"\bot"})


def read_atom(parser: MeaningParser, cursor: Cursor) -> Meaning:
    """Reads the node at the cursor, with what an operator takes from the nodes after it."""
    node = cursor.take()
    core = node if type(node) is Style and node.command.startswith("operatorname") else strip(node)
    reader = READERS.get(type(core))
    if reader is None:
        return undecided([node], "no-meaning")
    parser.descend()
    meaning = reader(parser, core, cursor)
    parser.depth -= 1
    return meaning


# --- names and scripts -----------------------------------------------------------------------------------------------


def read_name(parser: MeaningParser, node: Node, cursor: Cursor) -> Meaning:
    latex = spell(node)
    after = strip(after) if (after := cursor.peek()) is not None else None
    if latex in EXPECTATIONS or (latex == "E" and type(after) is Fenced and after.open == "["):
        return read_expectation(parser, cursor, node, None, None)
    if latex == r"\pi" and is_circle_number(parser, cursor):
        return Constant(node.start, node.end, latex, "circle-number")
    function = as_function(node)
    if function is not None:
        return read_function(parser, cursor, function, None, None, 0)
    name = name_of(node)
    if name is None and type(node) is Text and is_listed_text(node):
        return Symbol(node.start, node.end, latex, latex)
    if name is None:
        return read_compound(parser, node, cursor)
    return symbol(node, name, latex)


def as_function(node: Node) -> Function | None:
    """A named function, also where its name is typed as a word."""
    if type(node) is Function:
        return node
    if type(node) is Text and len(node.parts) == 1:
        words = node.words.strip()
    elif type(node) is Identifier and node.font == "mathrm" and node.text not in commands.LATEX_FUNCTIONS:
        words = node.text
    else:
        return None
    function = commands.FUNCTIONS.get(words)
    return Function(node.start, node.end, words, function) if function is not None else None


def symbol(node: Node, name: SymbolName, latex: str) -> Symbol:
    return Symbol(node.start, node.end, latex, latex, (), "bold" in name.traits)


def is_circle_number(parser: MeaningParser, cursor: Cursor) -> bool:
    """``2\\pi``, ``\\pi x``: pi beside a number, and not applied to anything in this formula."""
    before = strip(cursor.nodes[cursor.at - 2]) if cursor.at > 1 else None
    alone = len(cursor.nodes) > 1 and not any(name.startswith(r"\pi") for name in parser.facts.applied)
    return alone and (type(before) is Digits or (before is None and parser.facts.trigonometric))


def read_compound(parser: MeaningParser, node: Node, cursor: Cursor) -> Meaning:
    """Reads an accent over more than a name, or words that are not a name."""
    if type(node) is Accent:
        letters = solid(node.base.children) if type(node.base) is Row else [node.base]
        if all(type(letter) is Identifier and len(letter.text) == 1 for letter in letters):
            return Symbol(node.start, node.end, spell(node), spell(node))  # letters under one accent are one word
        return Accented(node.start, node.end, node.command, parser.row(node.base))
    return undecided([node], "words")


def read_number(parser: MeaningParser, node: Digits, cursor: Cursor) -> Meaning:
    if node.font or node.bold:
        return Symbol(node.start, node.end, spell(node), spell(node), (), True)
    if len(node.text) > magnitude.LIMITS.literal:
        return undecided([node], "number-too-large")
    return Number(node.start, node.end, node.text)


def read_scripted(parser: MeaningParser, node: Scripted, cursor: Cursor) -> Meaning:
    base, below, primes, above = unfold(node)
    base = strip(base)
    spelled = spell(base)
    lower, upper = (one(parts) for parts in (below, above))
    if type(base) in (BigOperator, Sign) and primes:
        return undecided([node], "no-meaning")
    if type(base) is BigOperator or is_letter_product(base, lower):
        return read_big(parser, cursor, base, lower, upper)
    function = as_function(base)
    if function is not None:
        return read_function(parser, cursor, function, lower, upper, primes)
    if spelled in EXPECTATIONS or (spelled == "E" and _before_square(cursor)):
        return read_expectation(parser, cursor, node, lower, upper)
    if type(base) is Sign and base.text in (r"\nabla", r"\partial"):
        return read_gradient(parser, cursor, base, lower, upper)
    name = name_of(base)
    if spelled == "e" and upper is not None and lower is None:
        return Power(node.start, node.end, Constant(base.start, base.end, "e", "euler"), parser.row(upper), "euler")
    if spelled == r"\pi" and upper is not None and lower is None and is_circle_number(parser, cursor):
        circle = Constant(base.start, base.end, spelled, "circle-number")
        return Power(node.start, node.end, circle, parser.row(upper), "circle-number")
    if name is not None and name.kind == "identifier":
        return scripted_symbol(parser, node, name)
    if type(base) not in (Fenced, Row, Digits, Fraction, Radical, Accent, Table, Style):
        return undecided([node], "no-meaning")
    inner = read_atom(parser, Cursor([base]))
    return raised(parser, inner, base, None, lower, above, primes, node)


def _before_square(cursor: Cursor) -> bool:
    after = strip(after) if (after := cursor.peek()) is not None else None
    return type(after) is Fenced and after.open == "["


# --- brackets --------------------------------------------------------------------------------------------------------


def read_fenced(parser: MeaningParser, node: Fenced, cursor: Cursor) -> Meaning:
    return read_bracket(parser, node)


# --- the rest --------------------------------------------------------------------------------------------------------


def read_row(parser: MeaningParser, node: Row, cursor: Cursor) -> Meaning:
    """Reads a braced group: its content, kept together where that is a sum."""
    if not solid(node.children):
        return (
            undecided([node], "empty")
            if node.children
            else Group(node.start, node.end, "", "", Nothing(node.start, node.end))
        )
    inner = parser.row(node)
    return Group(node.start, node.end, "", "", inner) if len(node.children) > 1 else inner


def read_style(parser: MeaningParser, node: Style, cursor: Cursor) -> Meaning:
    if node.command.startswith("operatorname"):
        return Symbol(node.start, node.end, spell(node), spell(node))
    if "cancel" in node.command or node.command == "sout":
        return undecided([node], "struck-out")
    return read_row(parser, node.body, cursor)


def read_sign(parser: MeaningParser, node: Sign, cursor: Cursor) -> Meaning:
    if node.text in (r"\nabla", r"\partial"):
        return read_gradient(parser, cursor, node, None, None)
    if node.text in SIGNS:
        return Constant(node.start, node.end, node.text)
    return undecided([node], "no-meaning")


def read_plain_function(parser: MeaningParser, node: Function, cursor: Cursor) -> Meaning:
    return read_function(parser, cursor, node, None, None, 0)


def read_plain_big(parser: MeaningParser, node: BigOperator, cursor: Cursor) -> Meaning:
    return read_big(parser, cursor, node, None, None)


def read_radical(parser: MeaningParser, node: Radical, cursor: Cursor) -> Meaning:
    degree = parser.row(node.degree) if node.degree is not None else None
    return Root(node.start, node.end, parser.row(node.body), degree)


GRID_KINDS = {"cases": "cases", "dcases": "cases", "cases*": "cases", "dcases*": "cases", "rcases": "cases",
              "numcases": "cases", "matrix": "matrix", "pmatrix": "matrix", "bmatrix": "matrix", "array": "matrix",
              "smallmatrix": "matrix", "bsmallmatrix": "matrix", "psmallmatrix": "matrix"}  # fmt: skip


def read_table(parser: MeaningParser, node: Table, cursor: Cursor) -> Meaning:
    if node.environment in ALIGNED:
        said = [parser.statements(line) for line in lines_of(node)]
        lines = tuple((each,) for each in said)
        return said[0] if len(said) == 1 else Grid(node.start, node.end, "lines", node.environment, "", lines)
    kind = GRID_KINDS.get(node.environment, "lines")
    rows = tuple(tuple(parser.statements(cell.children) for cell in row) for row in node.rows)
    return Grid(node.start, node.end, kind, node.environment, node.columns, rows)


def read_stacked(parser: MeaningParser, node: Stacked, cursor: Cursor) -> Meaning:
    if node.command == "underset" and node.below is not None:
        return read_set_below(parser, node, node.below, cursor)
    if node.command not in commands.BRACES:
        return undecided([node], "no-meaning")
    above = parser.row(node.above) if node.above is not None else None
    below = parser.row(node.below) if node.below is not None else None
    return Annotated(node.start, node.end, node.command, parser.row(node.base), above, below)


def read_set_below(parser: MeaningParser, node: Stacked, below: Node, cursor: Cursor) -> Meaning:
    """``\\underset{x}{\\min}`` is ``\\min_x``: what is set below an operator is what it runs over."""
    base, first = strip(node.base), cursor.at - 1
    function = as_function(base)
    found: Meaning | None = None
    if type(base) is BigOperator:
        found = read_big(parser, cursor, base, below, None)
    elif function is not None and function.name in SEEKING | LIMITS:
        found = read_function(parser, cursor, function, below, None, 0)
    elif spell(base) in EXPECTATIONS:
        found = read_expectation(parser, cursor, base, below, None)
    if isinstance(found, Operation | Integral):
        return replace(found, start=node.start)
    reason = found.reason if isinstance(found, Undecided) else "no-meaning"
    return undecided(cursor.nodes[first : cursor.at], reason)


READERS: dict[type[Node], Callable[..., Meaning]] = {
    Scripted: read_scripted, Identifier: read_name, Accent: read_name, Text: read_name, Digits: read_number,
    Fenced: read_fenced, Row: read_row, Style: read_style, Sign: read_sign, Function: read_plain_function,
    BigOperator: read_plain_big, Fraction: read_fraction, Radical: read_radical, Table: read_table,
    Stacked: read_stacked,
}  # fmt: skip
