"""What TeX does by itself and MathML must be told: spaces beside names, brackets that grow, words as printed."""

from __future__ import annotations

import re
from html import escape

from reader.formula.nodes import (
    Accent,
    BigOperator,
    Delimiter,
    Fenced,
    Fraction,
    Function,
    Node,
    Operator,
    Punctuation,
    Relation,
    Root,
    Row,
    Scripted,
    Space,
    Stacked,
    Style,
    Table,
)

TALL = (Fraction, Table, BigOperator, Root, Stacked)
COMMAND_IN_TEXT = re.compile(r"\\(?:[A-Za-z]+\s?|(?P<sign>[#$%&_{} ])|.)|(?P<brace>[{}])|(?P<tie>~)|(?P<dash>---?)")


def marked(markup: str, symbol: str) -> str:
    """The element with the symbol's id; one that already has an id is wrapped."""
    head = markup[: markup.index(">")]
    if "data-tezawari-symbol" in head:
        return f'<mrow data-tezawari-symbol="{escape(symbol)}">{markup}</mrow>'
    name = re.match(r"<\w+", markup)
    assert name
    return f'{name.group()} data-tezawari-symbol="{escape(symbol)}"{markup[name.end() :]}'


def core_of(node: Node) -> str:
    while type(node) is Row and len(node.children) == 1:
        node = node.children[0]
    return node.text if type(node) is BigOperator else ""


def needs_thin_space(before: Node | None, after: Node) -> bool:
    """TeX's spacing of an operator name beside an ordinary atom (The TeXbook, page 170)."""
    if before is None or isinstance(after, Space):
        return False
    first, second = named(before), named(after)
    if first:
        return not isinstance(after, Fenced | Operator | Relation | Punctuation | Delimiter) and not (
            type(after) is Scripted and type(after.base) is Fenced
        )
    return (
        second
        and not isinstance(before, Operator | Relation | Punctuation | BigOperator | Delimiter)
        and not (type(before) is Scripted and type(before.base) is BigOperator)
    )


def named(node: Node) -> bool:
    """Whether this is the name of a function, with scripts or without."""
    return type(node.base if type(node) is Scripted else node) is Function


def is_tall(node: Node, display: bool) -> bool:
    """Whether brackets round this should grow."""
    if isinstance(node, TALL):
        return True
    if type(node) is Scripted:
        return is_tall(node.base, display) or (node.subscript is not None and node.superscript is not None and display)
    if type(node) is Row:
        return any(is_tall(child, display) for child in node.children)
    if isinstance(node, Fenced | Style):
        return is_tall(node.body, display)
    return type(node) is Accent and is_tall(node.base, display)


def plain_text(text: str) -> str:
    """Words as printed: control sequences dropped, spaces kept."""

    def printed(match: re.Match[str]) -> str:
        if match["sign"]:
            return match["sign"]
        if match["dash"]:
            return "–"
        return "\u00a0" if match["tie"] else ""

    words = re.sub(r"\s+", " ", COMMAND_IN_TEXT.sub(printed, text))
    return words.replace("``", "“").replace("''", "”").replace(" ", "\u00a0")
