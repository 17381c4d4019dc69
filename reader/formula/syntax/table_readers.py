"""Rows and cells: environments, ``\\substack``, and the line breaks between rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.formula.syntax.nodes import Node, Row, Space, Table
from reader.formula.syntax.tables import commands
from reader.formula.syntax.token_reader import CELL_ENDS, GROUP_END
from reader.latex.tex.layout import is_length

if TYPE_CHECKING:
    from reader.formula.syntax.parser import Parser

PLACE = re.compile(r"[\s|tbclr]*|[\s\S]*\\(?:setlength|[a-z]*size|small|tiny)\b[\s\S]*")  # [t], [c|c]; of IEEEtrantools


def read_substack(parser: Parser, token: str, start: int) -> Node:
    if parser.peek() != "{":
        return parser.argument()
    parser.at += 1
    rows = read_rows(parser, CELL_ENDS | GROUP_END)
    if parser.peek() == "}":
        parser.at += 1
    else:
        parser.fault("unbalanced-braces", start, token)
    return Table(start, parser.last_end(), token[1:], rows)


def read_break(parser: Parser, token: str, start: int) -> Node:
    read_break_option(parser, tight=True)
    return Space(start, parser.last_end(), r"\\")


def read_break_option(parser: Parser, tight: bool) -> None:
    """Reads the star and the length after a ``\\\\``. Other text in brackets is mathematics."""
    parser.at += parser.peek() == "*"
    begin, touches = parser.at, parser.position() == parser.last_end()
    if tight and not touches:
        return
    option = parser.optional_argument()
    if option is not None and not is_length(option):
        parser.at = begin


def read_environment(parser: Parser, token: str, start: int) -> Node:
    name = parser.raw_argument().strip()
    if name not in commands.ENVIRONMENTS:
        parser.fault("unknown-environment", start, name)
    columns = ""
    signature = commands.ENVIRONMENT_ARGUMENTS.get(name, "")
    if signature.startswith("[]") and not is_placed(parser):
        signature = signature[2:]
    arguments = parser.raw_arguments(signature.replace("columns", ""))
    if "columns" in signature and arguments:
        columns = arguments[-1]
    parser.environments += 1
    rows = read_rows(parser, CELL_ENDS, name in commands.TIGHT_BREAKS)
    parser.environments -= 1
    if parser.peek() == r"\end":
        parser.at += 1
        parser.raw_argument()
    else:
        parser.fault("unbalanced-delimiters", start, rf"\begin{{{name}}}")
    return Table(start, parser.last_end(), name, rows, columns)


def is_placed(parser: Parser) -> bool:
    """Whether a bracket after ``\\begin{aligned}`` is its position or its columns, rather than mathematics."""
    begin = parser.at
    option = parser.optional_argument()
    parser.at = begin
    return option is not None and (PLACE.fullmatch(option) is not None or is_length(option))


def read_rows(parser: Parser, stops: frozenset[str], tight: bool = True) -> tuple[tuple[Row, ...], ...]:
    """Cells up to ``\\end`` or ``}``, which is not consumed. An empty last row is dropped."""
    rows: list[tuple[Row, ...]] = []
    cells: list[Row] = []
    while True:
        begin = parser.position()
        children = parser.scoped_row(stops)
        cells.append(Row(begin, max(begin, parser.last_end()), tuple(children)))
        token = parser.peek()
        if token == "&":
            parser.at += 1
            continue
        rows.append(tuple(cells))
        cells = []
        if token not in (r"\\", r"\cr", r"\tabularnewline"):
            break
        parser.at += 1
        read_break_option(parser, tight)
    if len(rows) > 1 and not any(cell.children for cell in rows[-1]):
        rows.pop()
    return tuple(rows)
