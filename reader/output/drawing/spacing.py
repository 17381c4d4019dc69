"""What TeX does by itself and MathML must be told: spaces beside names, brackets that grow, words as printed."""

from __future__ import annotations

import re
from html import escape

from reader.formula.syntax.nodes import (
    BigOperator,
    Delimiter,
    Fenced,
    Function,
    Node,
    Operator,
    Punctuation,
    Relation,
    Row,
    Scripted,
    Space,
    Style,
)


def marked(markup: str, symbol: str) -> str:
    """The element with the symbol's id; one that already has an id is wrapped."""
    head = markup[: markup.index(">")]
    if "data-tezawari-symbol" in head:
        return f'<mrow data-tezawari-symbol="{escape(symbol)}">{markup}</mrow>'
    return with_attributes(markup, f' data-tezawari-symbol="{escape(symbol)}"')


def numbered(markup: str, numbers: str) -> str:
    """The element with the numbers of the places that it is a piece of."""
    return with_attributes(markup, f' data-te="{numbers}"')


def with_attributes(markup: str, attributes: str) -> str:
    """The element with more attributes, written as ``' name="value"'``."""
    name = re.match(r"<\w+", markup)
    assert name
    return f"{name.group()}{attributes}{markup[name.end() :]}"


def core_of(node: Node) -> str:
    while type(node) is Row and len(node.children) == 1:
        node = node.children[0]
    return node.text if type(node) is BigOperator else ""


def needs_thin_space(before: Node | None, after: Node) -> bool:
    """TeX's spacing of an operator name, or of \\left...\\right, beside an ordinary atom (The TeXbook, page 170)."""
    if before is None or isinstance(after, Space):
        return False
    if type(before) is Style and before.command == "mathopen":
        return False
    if is_inner(after):
        return not isinstance(before, Operator | Relation | Punctuation | BigOperator | Delimiter | Space)
    if is_inner(before):
        closing = type(after) is Style and after.command == "mathclose"
        return not isinstance(after, Operator | Relation | Delimiter) and not closing
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


def is_inner(node: Node) -> bool:
    """Whether this is ``\\left...\\right``, with scripts or without."""
    core = node.base if type(node) is Scripted else node
    return type(core) is Fenced and core.size == "left"


def named(node: Node) -> bool:
    """Whether this is the name of a function, with scripts or without."""
    return type(node.base if type(node) is Scripted else node) is Function


def joins_relations(first: Node | None, second: Node | None) -> bool:
    """Relations that follow each other stand close, as one sign (The TeXbook, page 170)."""
    return isinstance(first, Relation) and isinstance(second, Relation)
