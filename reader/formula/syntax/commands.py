"""One reader for each form of command: how its arguments are read, and which node it becomes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.formula.syntax.combining import function
from reader.formula.syntax.delimiter_readers import read_left, read_middle, read_size
from reader.formula.syntax.nodes import (
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
    Text,
)
from reader.formula.syntax.table_readers import read_break, read_environment, read_substack
from reader.formula.syntax.tables import commands

if TYPE_CHECKING:
    from reader.formula.syntax.parser import Parser

Handler = Callable[["Parser", str, int], Node]

NAME = re.compile(r"(?:[A-Za-z0-9 \-~*/']|\\[,;:! _-])+\Z")


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
        token_start = parser.tokens[parser.at]
        place = parser.starts[parser.at]
        parser.at += 1
        if token_start in "{}":
            level += 1 if token_start == "{" else -1
            if level == 0:
                parts.append(parser.latex[begin:place])
                break
        elif token_start in ("$", r"\(") and parser.depth < MAX_DEPTH:
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
        operator = function(
            name.replace(" ", "") if name.replace(" ", "") in commands.TWO_WORDS else name, start, parser.last_end()
        )
        return replace(operator, limits=True) if starred else operator
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
