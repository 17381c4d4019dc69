"""Readers of delimiters: ``\\left ... \\right``, ``\\middle``, ``\\bigl`` and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.formula.syntax.nodes import MAX_DEPTH, Delimiter, Fenced, Node, Operator, Relation, Row, Space
from reader.formula.syntax.tables import commands
from reader.formula.syntax.tables.signs import SAME, SIGNS
from reader.formula.syntax.token_reader import CELL_ENDS, GROUP_END, NEVER

if TYPE_CHECKING:
    from reader.formula.syntax.parser import Parser


def read_left(parser: Parser, token: str, start: int) -> Node:
    opening = read_delimiter(parser, token)
    stops = frozenset({r"\right"}) | (CELL_ENDS if parser.environments else NEVER) | GROUP_END
    body_start = parser.last_end()
    children = parser.scoped_row(stops)
    body = Row(body_start, parser.position(), tuple(children))
    closing = "."
    if parser.peek() == r"\right":
        parser.at += 1
        closing = read_delimiter(parser, r"\right")
    else:
        parser.fault("unbalanced-delimiters", start, token + opening)
    return Fenced(start, parser.last_end(), opening, closing, body, "left")


def read_delimiter(parser: Parser, command: str) -> str:
    token = parser.peek()
    kind = SIGNS.get(token, ("", ""))[0]
    if kind in ("open", "close", "bar") or token in (".", "/", r"\backslash") or "arrow" in token:
        parser.at += 1
        return SAME.get(token, token)
    if token in ("<", ">"):
        parser.at += 1
        return {"<": r"\langle", ">": r"\rangle"}[token]
    parser.fault("missing-argument", parser.last_end() - len(command), command)
    return "."


def read_size(parser: Parser, token: str, start: int) -> Node:
    kind = SIGNS.get(parser.peek(), ("", ""))[0]
    if parser.peek() not in ("<", ">", "/", ".", r"\backslash") and kind not in ("open", "close", "bar"):
        return Space(start, start + len(token), "")
    delimiter = read_delimiter(parser, token)
    end = parser.last_end()
    if delimiter in ("/", r"\backslash"):
        return Operator(start, end, delimiter)
    side = {"l": "open", "r": "close", "m": "middle"}.get(token[-1]) if token[1:] not in commands.SIZES.values() else ""
    side = side or ({r"\langle": "open", r"\rangle": "close"}.get(delimiter) or kind)
    if side == "middle":
        return Relation(start, end, r"\mid" if delimiter == "|" else delimiter)
    return Delimiter(start, end, delimiter, side if parser.depth < MAX_DEPTH else "middle", commands.SIZES[token])


def read_middle(parser: Parser, token: str, start: int) -> Node:
    delimiter = read_delimiter(parser, token)
    return Relation(start, parser.last_end(), r"\mid" if delimiter == "|" else delimiter)
