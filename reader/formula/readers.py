"""One reader per form of command: how its arguments are taken, and which node they make."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.formula.combining import function
from reader.formula.nodes import (
    MAX_DEPTH,
    Accent,
    Delimiter,
    Fenced,
    Fraction,
    Function,
    Identifier,
    Node,
    Operator,
    Radical,
    Relation,
    Row,
    Space,
    Stacked,
    Style,
    Table,
    Text,
)
from reader.formula.tables import commands
from reader.formula.tables.signs import SAME, SIGNS
from reader.latex.layout import is_length

if TYPE_CHECKING:
    from reader.formula.parser import Parser

Handler = Callable[["Parser", str, int], Node]

NAME = re.compile(r"(?:[A-Za-z0-9 \-~*/']|\\[,;:! _-])+\Z")
PLACE = re.compile(r"[\s|tbclr]*|[\s\S]*\\(?:setlength|[a-z]*size|small|tiny)\b[\s\S]*")  # [t], [c|c]; of IEEEtrantools
CELL_ENDS = frozenset({"&", r"\\", r"\end", r"\cr", r"\tabularnewline"})
GROUP_END = frozenset({"}"})
NEVER: frozenset[str] = frozenset()


def read_alphabet(parser: Parser, token: str, start: int) -> Node:
    saved = parser.font, parser.bold, parser.declared
    alphabet = commands.ALPHABETS[token]
    if alphabet == "bm":
        parser.bold = True
    else:
        parser.font, parser.declared = alphabet, False
    body = parser.argument()
    parser.font, parser.bold, parser.declared = saved
    return replace(body, start=start, end=parser.last_end())


def read_declaration(parser: Parser, token: str, start: int) -> Node:
    alphabet = commands.DECLARATIONS[token]
    following = parser.peek()
    if alphabet == "bm":
        parser.bold = True
    elif alphabet == "mathrm" and parser.depth == 0 and following.isalpha():
        # outside any group the rest of the display turns roman, which no author means
        saved = parser.font, parser.declared
        parser.font, parser.declared = alphabet, True
        node = parser.atom(following)
        parser.font, parser.declared = saved
        return replace(node, start=start)
    else:
        parser.font, parser.declared = alphabet, True
    return Space(start, start + len(token), "")


def read_text(parser: Parser, token: str, start: int) -> Node:
    if parser.peek() != "{":
        return replace(parser.argument(), start=start)
    parser.at += 1
    parts: list[str | Row] = []
    begin, level = parser.last_end(), 1
    while parser.at < parser.count:
        here = parser.tokens[parser.at]
        place = parser.starts[parser.at]
        parser.at += 1
        if here in "{}":
            level += 1 if here == "{" else -1
            if level == 0:
                parts.append(parser.latex[begin:place])
                break
        elif here in ("$", r"\(") and parser.depth < MAX_DEPTH:
            parts.append(parser.latex[begin:place])
            children = parser.scoped_row(frozenset({"$", r"\)", "}"}))
            parts.append(Row(place + 1, parser.position(), tuple(children)))
            if parser.peek() in ("$", r"\)"):
                parser.at += 1
            begin = parser.last_end()
    else:
        parser.fault("unbalanced-braces", start, token)
        parts.append(parser.latex[begin:])
    return Text(start, parser.last_end(), tuple(part for part in parts if part), token[1:])


def read_operator_name(parser: Parser, token: str, start: int) -> Node:
    starred = parser.peek() == "*"
    parser.at += starred
    begin = parser.at
    raw = parser.raw_argument().strip()
    unwrapped = re.fullmatch(r"\\(?:mathrm|rm|text|textrm|textnormal)(?:\s*\{([^{}]*)\}|\s+(.+))", raw)
    raw = (unwrapped.group(1) or unwrapped.group(2)) if unwrapped else raw
    if NAME.match(raw):
        name = re.sub(r"\s+", " ", re.sub(r"\\[,;: ]|~", " ", raw.replace(r"\!", ""))).strip()
        made = function(
            name.replace(" ", "") if name.replace(" ", "") in commands.TWO_WORDS else name, start, parser.last_end()
        )
        return replace(made, limits=True) if starred else made
    parser.at = begin
    saved = parser.font, parser.declared
    parser.font, parser.declared = "mathrm", False
    body = as_row(parser.argument())
    parser.font, parser.declared = saved
    only = body.children[0] if len(body.children) == 1 else None
    if type(only) is Identifier and only.text[0] == "\\":
        return Identifier(start, parser.last_end(), only.text)
    return Style(start, parser.last_end(), "operatorname*" if starred else "operatorname", "", body)


def read_function(parser: Parser, token: str, start: int) -> Node:
    return function(token[1:], start, start + len(token))


def read_accent(parser: Parser, token: str, start: int) -> Node:
    base = parser.argument()
    return Accent(start, parser.last_end(), token[1:], base)


def read_fraction(parser: Parser, token: str, start: int) -> Node:
    numerator = parser.argument()
    denominator = parser.argument()
    return Fraction(start, parser.last_end(), numerator, denominator, token[1:])


def read_bracketed(parser: Parser) -> Row | None:
    """A formula in ``[...]``, where one follows and is closed."""
    begin = parser.at
    if parser.optional_argument() is None:
        return None
    parser.at = begin + 1
    start = parser.last_end()
    children = parser.scoped_row(frozenset("]}"))
    row = Row(start, parser.position(), tuple(children))
    parser.at += parser.peek() == "]"
    return row


def read_root(parser: Parser, token: str, start: int) -> Node:
    degree = read_bracketed(parser)
    body = parser.argument()
    return Radical(start, parser.last_end(), body, degree)


def read_stacked(parser: Parser, token: str, start: int) -> Node:
    parts: dict[str, Node] = {}
    for name in commands.STACKED[token]:
        if name == "[below]":
            below = read_bracketed(parser)
            if below is not None:
                parts["below"] = below
        else:
            parts[name] = parser.argument()
    command = token[1:]
    base = parts.get("base", Relation(start, start + len(token), token))
    return Stacked(start, parser.last_end(), command, base, parts.get("above"), parts.get("below"))


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


def read_wrapper(parser: Parser, token: str, start: int) -> Node:
    argument = "".join(parser.raw_arguments(commands.WRAPPERS[token]))
    body = as_row(parser.argument())
    end, command = parser.last_end(), token[1:]
    only = body.children[0] if len(body.children) == 1 else None
    if command in ("mathrel", "mathbin") and isinstance(only, Delimiter | Relation):
        return Relation(start, end, r"\mid" if only.text == "|" else only.text)
    if command == "mathop":
        if type(only) is Function:
            return Function(start, end, only.name, True, only.known)
        if (type(only) is Identifier and only.is_word) or (type(only) is Text and NAME.match(only.words)):
            return replace(
                function(only.text if type(only) is Identifier else body_words(only), start, end), limits=True
            )
    return Style(start, end, command, argument, body)


def body_words(node: Node) -> str:
    return node.words.strip() if type(node) is Text else ""


def as_row(node: Node) -> Row:
    return node if type(node) is Row else Row(node.start, node.end, (node,))


def read_alternative(parser: Parser, token: str, start: int) -> Node:
    """``\\texorpdfstring{formula}{plain text}``: the formula."""
    body = as_row(parser.argument())
    parser.raw_argument()
    return Row(start, parser.last_end(), body.children)


def read_invisible(parser: Parser, token: str, start: int) -> Node:
    arguments = parser.raw_arguments(commands.INVISIBLE[token])
    text = f"{token}{{{arguments[0]}}}" if token == r"\hspace" and arguments else ""
    return Space(start, parser.last_end(), text)


def read_reference(parser: Parser, token: str, start: int) -> Node:
    arguments = parser.raw_arguments(commands.REFERENCES[token])
    return Text(start, parser.last_end(), (f"({arguments[-1]})",), "mbox")


def read_space(parser: Parser, token: str, start: int) -> Node:
    return Space(start, start + len(token), token if token in commands.SPACES else "")


def read_break(parser: Parser, token: str, start: int) -> Node:
    read_break_option(parser, tight=True)
    return Space(start, parser.last_end(), r"\\")


def read_break_option(parser: Parser, tight: bool) -> None:
    """The star and the length after a ``\\\\``; what else stands in brackets is mathematics."""
    parser.at += parser.peek() == "*"
    begin, touches = parser.at, parser.position() == parser.last_end()
    if tight and not touches:
        return
    option = parser.optional_argument()
    if option is not None and not is_length(option):
        parser.at = begin


def read_not(parser: Parser, token: str, start: int) -> Node:
    node = parser.argument()
    end = parser.last_end()
    if type(node) is Relation:
        negated = {"=": r"\ne", r"\in": r"\notin"}.get(node.text)
        return Relation(start, end, negated or rf"\not{node.text}")
    return Row(start, end, (node,))


def read_modulus(parser: Parser, token: str, start: int) -> Node:
    modulus = parser.argument()
    end = parser.last_end()
    operator = Operator(start, start + len(token), r"\bmod")
    if token == r"\mod":
        return Row(start, end, (operator, modulus))
    body = (modulus,) if token == r"\pod" else (operator, modulus)
    return Fenced(start, end, "(", ")", Row(start, end, body))


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
    """Whether a bracket after ``\\begin{aligned}`` says how it stands, or its columns: else it is mathematics."""
    begin = parser.at
    option = parser.optional_argument()
    parser.at = begin
    return option is not None and (PLACE.fullmatch(option) is not None or is_length(option))


def read_rows(parser: Parser, stops: frozenset[str], tight: bool = True) -> tuple[tuple[Row, ...], ...]:
    """Cells up to ``\\end`` or ``}``, left in place; an empty last row is none."""
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


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(commands.SILENT, read_space),
    **dict.fromkeys(commands.SPACES, read_space),
    **dict.fromkeys(("$", "&", r"\(", r"\)", r"\[", r"\]"), read_space),
    **dict.fromkeys(commands.ALPHABETS, read_alphabet),
    **dict.fromkeys(commands.DECLARATIONS, read_declaration),
    **dict.fromkeys(commands.TEXTS, read_text),
    **{f"\\{name}": read_function for name in commands.FUNCTIONS if f"\\{name}" not in commands.ACCENTS},
    **dict.fromkeys((r"\operatorname", r"\operatornamewithlimits", r"\DeclareMathOperator"), read_operator_name),
    **dict.fromkeys(commands.ACCENTS, read_accent),
    **dict.fromkeys(commands.FRACTIONS, read_fraction),
    **dict.fromkeys(commands.STACKED, read_stacked),
    **dict.fromkeys(commands.WRAPPERS, read_wrapper),
    **dict.fromkeys(commands.INVISIBLE, read_invisible),
    **dict.fromkeys(commands.REFERENCES, read_reference),
    **dict.fromkeys(commands.SIZES, read_size),
    r"\sqrt": read_root,
    r"\substack": read_substack,
    r"\subalign": read_substack,
    r"\not": read_not,
    r"\texorpdfstring": read_alternative,
    **dict.fromkeys((r"\pmod", r"\pod", r"\mod"), read_modulus),
    r"\left": read_left,
    r"\middle": read_middle,
    r"\begin": read_environment,
    **dict.fromkeys((r"\\", r"\cr", r"\tabularnewline", r"\newline"), read_break),
}
SHALLOW = frozenset(commands.SILENT) | frozenset(commands.SPACES) | {r"\\", "&", "$"}
