"""How large a formula is when it is drawn, in em, where no browser can measure it. Rather too large than too small."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple
from unicodedata import east_asian_width

from reader.formula.syntax.nodes import (
    Accent,
    BigOperator,
    Delimiter,
    Digits,
    Expression,
    Fenced,
    Fraction,
    Function,
    Identifier,
    Node,
    Operator,
    Punctuation,
    Radical,
    Relation,
    Row,
    Scripted,
    Sign,
    Space,
    Stacked,
    Style,
    Table,
    Text,
    Unknown,
)
from reader.formula.syntax.printed import is_tall, plain_text, width_of
from reader.formula.syntax.tables import commands

SCRIPT = 0.72  # what scripts are drawn smaller by
LETTER, WORD, DIGIT, SQUARE = 0.68, 0.54, 0.52, 1.05  # widths in the mathematical font
ROW, GAP = 1.4, 0.9  # of a table: the height of an empty row, the room between columns
WIDTHS: dict[type[Node], float] = {
    Operator: 1.15, Relation: 1.35, Punctuation: 0.45, Sign: 0.7, Delimiter: 0.45, BigOperator: 1.5,
}  # fmt: skip


class Extent(NamedTuple):
    """Width and height."""

    width: float
    height: float


def extent_of(expression: Expression) -> Extent:
    """Of a formula on a line of its own."""
    return _of(expression.root)


def _of(node: Node | None) -> Extent:
    if node is None:
        return Extent(0, 0)
    measure = MEASURES.get(type(node))
    return measure(node) if measure else Extent(WIDTHS.get(type(node), LETTER), 1.2)


def _beside(parts: Iterable[Extent]) -> Extent:
    extents = list(parts)
    return Extent(sum(each.width for each in extents), max((each.height for each in extents), default=1.2))


def _letters(text: str, width: float) -> Extent:
    return Extent(sum(SQUARE if is_square(letter) else width for letter in text), 1.2)


def is_square(letter: str) -> bool:
    """Whether this is one of the letters of East Asia that are as wide as high."""
    return east_asian_width(letter) in "WF"


def _identifier(node: Identifier) -> Extent:
    letter = node.text if len(node.text) == 1 else "x"  # a command is one letter, too
    return _letters(node.text, WORD) if node.is_word else _letters(letter, LETTER + 0.2 * node.bold)


def _text(node: Text) -> Extent:
    words = (_letters(plain_text(part), WORD) if isinstance(part, str) else _of(part) for part in node.parts)
    return _beside(words)


def _space(node: Space) -> Extent:
    width = width_of(node.text) if node.text.startswith(r"\hspace") else commands.SPACES.get(node.text)
    return Extent(max(float(width or 0), 0), 0)


def _scripted(node: Scripted) -> Extent:
    base, below, above = _of(node.base), _of(node.subscript), _of(node.superscript)
    wide = SCRIPT * max(below.width, above.width)
    if type(node.base) is BigOperator or (type(node.base) is Function and node.base.limits):
        return Extent(max(base.width, wide) + 0.2, base.height + SCRIPT * (below.height + above.height) + 0.2)
    high = sum(max(0.35, SCRIPT * each.height - 0.4) for each in (below, above) if each.height)
    return Extent(base.width + wide + 0.3 * node.primes + 0.06, base.height + high)


def _fraction(node: Fraction) -> Extent:
    over, under = _of(node.numerator), _of(node.denominator)
    if node.command in ("nicefrac", "sfrac", "flatfrac"):
        return _beside((over, under, Extent(0.6, 1.2)))
    brackets = 0 if node.line else 1.2
    return Extent(max(over.width, under.width) + 0.3 + brackets, over.height + under.height + 0.35)


def _root(node: Radical) -> Extent:
    body = _of(node.body)
    return Extent(body.width + SCRIPT * _of(node.degree).width + 1.05, body.height + 0.3)


def _fenced(node: Fenced) -> Extent:
    body = _of(node.body)
    side = 0.5 + 0.4 * (node.size != "" and is_tall(node.body, display=True))
    sides = sum(side for each in (node.open, node.close) if each != ".")
    return Extent(body.width + sides, body.height + 0.3)


def _accent(node: Accent) -> Extent:
    base = _of(node.base)
    return Extent(base.width + 0.1, base.height + 0.35)


def _table(node: Table) -> Extent:
    rows = [[_of(cell) for cell in row] for row in node.rows]
    count = max((len(row) for row in rows), default=0)
    columns = (max((row[k].width for row in rows if k < len(row)), default=0) for k in range(count))
    heights = (max((cell.height for cell in row), default=0) for row in rows)
    width = sum(columns) + GAP * count + 1.2
    return Extent(width, sum(max(height, 1.2) + ROW - 1.2 + 0.5 for height in heights))


def _stacked(node: Stacked) -> Extent:
    base, above, below = _of(node.base), _of(node.above), _of(node.below)
    width = max(base.width, SCRIPT * above.width + 1, SCRIPT * below.width + 1)
    marks = 0.6 if node.command in commands.BRACES else 0.2
    return Extent(width + 0.4, base.height + SCRIPT * (above.height + below.height) + marks)


def _style(node: Style) -> Extent:
    body = _of(node.body)
    framed = node.command in ("boxed", "fbox", "Aboxed")
    return Extent(body.width + 0.5, body.height + 0.5) if framed else body


MEASURES: dict[type[Node], Callable[..., Extent]] = {
    Row: lambda node: _beside(map(_of, node.children)), Identifier: _identifier, Text: _text, Space: _space,
    Digits: lambda node: _letters(node.text, DIGIT), Function: lambda node: Extent(WORD * len(node.name) + 0.25, 1.2),
    BigOperator: lambda node: Extent(1.5, 2.5 if "int" in node.text else 2.1), Scripted: _scripted,
    Unknown: lambda node: _letters(node.text, WORD), Fraction: _fraction, Radical: _root, Fenced: _fenced,
    Accent: _accent, Table: _table, Stacked: _stacked, Style: _style,
}  # fmt: skip
