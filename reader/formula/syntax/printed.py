"""How words, spaces and brackets are printed, as far as the layout alone decides it."""

from __future__ import annotations

import re
from unicodedata import normalize

from reader.formula.syntax.nodes import (
    Accent,
    BigOperator,
    Fenced,
    Fraction,
    Node,
    Radical,
    Row,
    Scripted,
    Stacked,
    Style,
    Table,
)

TALL = (Fraction, Table, BigOperator, Radical, Stacked)
COMMAND_IN_TEXT = re.compile(r"\\(?:[A-Za-z]+\s?|(?P<sign>[#$%&_{} ])|.)|(?P<brace>[{}])|(?P<tie>~)|(?P<dash>---?)")


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
    r"(?P<outer>\{(?=\\))?\\(?P<mark>[`'^\"~=.]|[cvuHrk](?![A-Za-z]))\s*"
    r"(?:\{(?P<group>\\?[A-Za-z])\}|(?P<letter>\\?[A-Za-z]))(?(outer)\})"
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
