"""What TeX does by itself and MathML must be told: spaces beside names, brackets that grow, words as printed."""

from __future__ import annotations

import re
from html import escape
from unicodedata import normalize

from reader.formula.syntax.nodes import (
    Accent,
    BigOperator,
    Delimiter,
    Fenced,
    Fraction,
    Function,
    Node,
    Operator,
    Punctuation,
    Radical,
    Relation,
    Row,
    Scripted,
    Space,
    Stacked,
    Style,
    Table,
)

TALL = (Fraction, Table, BigOperator, Radical, Stacked)
COMMAND_IN_TEXT = re.compile(r"\\(?:[A-Za-z]+\s?|(?P<sign>[#$%&_{} ])|.)|(?P<brace>[{}])|(?P<tie>~)|(?P<dash>---?)")


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


TEXT_ACCENT = re.compile(
    r"\\(?P<mark>[`'^\"~=.]|[cvuHrk](?![A-Za-z]))\s*(?:\{(?P<group>\\?[A-Za-z])\}|(?P<letter>\\?[A-Za-z]))"
)
MARKS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
         "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "r": "\u030a", "k": "\u0328"}  # fmt: skip


def accented(match: re.Match[str]) -> str:
    """``\\'e`` as é."""
    letter = (match["group"] or match["letter"]).lstrip("\\")
    return normalize("NFC", letter + MARKS[match["mark"]])


def plain_text(text: str) -> str:
    """Words as printed: accents set, control sequences dropped, spaces kept."""

    def printed(match: re.Match[str]) -> str:
        if match["sign"]:
            return match["sign"]
        if match["dash"]:
            return "–"
        return "\u00a0" if match["tie"] else ""

    words = re.sub(r"\s+", " ", COMMAND_IN_TEXT.sub(printed, TEXT_ACCENT.sub(accented, text)))
    return words.replace("``", "“").replace("''", "”").replace(" ", "\u00a0")


EM = {"em": 1.0, "ex": 0.43, "mu": 1 / 18, "pt": 0.1, "pc": 1.2, "mm": 0.285, "cm": 2.85, "in": 7.23}  # of ten points
WIDTH = re.compile(r"\\hspace\*?\{\s*([+-]?[\d.]+)\s*(em|ex|mu|pt|pc|mm|cm|in)")


def width_of(space: str) -> str | None:
    """The width in em of ``\\hspace{...}``, as far as it is plain."""
    found = WIDTH.match(space)
    return f"{float(found[1]) * EM[found[2]]:.4g}" if found else None
