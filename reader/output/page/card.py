"""A card of one formula: a drawing that stands alone, with the formula, its parts named, its layers.

What is on it is one tree, made here. The page draws it where a browser can measure it (``card.mjs``); for the command
line it is drawn here, as high as it may need to be::

    ["div.card", ["p.title", "Attention ...", " — ", {"en", "ja"}], ["div.formula", ["formula"]], ...]

A text is the same in both languages or one in each, or ``["=", ...]``, where it stands among what a bench has already;
``["formula"]`` and ``["sign", symbol id, latex]`` are drawn.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from reader.formula.syntax.extent import extent_of, is_square
from reader.formula.syntax.parsing import parse_formula
from reader.frontend import build
from reader.messages import LANGUAGES
from reader.output.drawing.mathml import to_mathml
from reader.output.rows.report import given_as, word
from reader.output.typesetting.quotation import plain_title

if TYPE_CHECKING:
    from reader.formula.semantics.nodes import Meaning
    from reader.messages import Language
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.model.source import Paper

CardText = str | Mapping[str, str]
CardTree = list[Any]  # ["tag.class", *children], each a Text or a Tree; or ["=", *path]

MOST_SYMBOLS, MOST_BLOCKS = 10, 6
WIDTH, ROOM = 760, 690  # pixels of the card, and of what stands in it
LARGEST, SMALLEST = 23.0, 5.0  # pixels of the formula's letters


def card_tree(
    equation: Equation,
    place: str,
    paper: Paper,
    symbols: Sequence[tuple[Annotation, Mapping[Language, str]]],
    blocks: Sequence[CardTree],
    layers: Sequence[tuple[CardTree, bool]],
    given: Mapping[str, Equation],
) -> CardTree:
    """What is on the card.

    ``symbols`` come each with what it means here, ``layers`` with whether something of the formula itself lies
    there; ``place`` is where it stands in the source; ``given`` are the formulas that say what a symbol is, by its
    spelling.
    """
    number = {each: word("equation", each, number=equation.number) for each in LANGUAGES}
    unnumbered = {each: word("formula-unnumbered", each) for each in LANGUAGES}
    signs = [
        part
        for annotation, said in symbols[:MOST_SYMBOLS]
        for part in (
            ["span", ["sign", annotation.symbol.id, annotation.symbol.latex]],
            _meaning(said, given.get(annotation.symbol.latex)),
        )
    ]
    names = [["span", name] for name in blocks[:MOST_BLOCKS]]
    strata = [["li" if own else "li.carrying", layer] for layer, own in layers]
    rows: list[CardTree] = [
        ["p.title", plain_title(paper.title) or place, " — ", number if equation.number else unnumbered],
        ["div.formula", ["formula"]],
        ["p.blocks", *names],
        ["div.symbols", *signs],
        ["ul.strata", *strata],
        ["p.foot", ["span", paper.abstract_url or place], ["span", "Tezawari"]],
    ]
    return ["div.card", *(row for row in rows if len(row) > 1)]


def _meaning(said: Mapping[Language, str], given: Equation | None) -> CardTree:
    """What a symbol is, in a line: in words, else the formula that gives it."""
    if not said["en"] and given is not None:
        return ["span.meaning", {language: given_as(given.number, language) for language in LANGUAGES}]
    if not said["en"]:
        return ["span.meaning.unknown", {language: word("mark-unknown", language) for language in LANGUAGES}]
    return ["span.meaning", said["en"] if said["en"] == said["ja"] else dict(said)]


# --- drawn without a browser -----------------------------------------------------------------------------------------


def card_svg(
    tree: CardTree, held: Mapping[str, Any], equation: Equation, language: Language, meaning: Meaning | None = None
) -> str:
    """The card as an SVG file with its font inside. Its text is HTML, for which a browser is needed to look at it.

    ``held`` is what paths of the tree lead into: ``said``, the title as well, ``steps``, ``blocks``, ``texts``.
    """
    tree, title = with_texts(tree, held), held["said"][language]
    expression = parse_formula(equation.formula.expanded)
    extent = extent_of(expression)
    size = max(SMALLEST, min(LARGEST, ROOM / max(extent.width, 0.1)))
    large = f' displaystyle="true" style="font-size:{size:.1f}px"'
    formula = to_mathml(expression, display=False, meaning=meaning, attributes=large)
    height = math.ceil(_height(tree, extent.height * size, language))
    html = _html(tree, formula, language)
    card = html.replace(
        "<div", f'<div lang="{language}" xmlns="http://www.w3.org/1999/xhtml" style="min-height:{height}px"', 1
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'role="img"><title>{escape(title)}</title><style>{build.font()}{build.card_style()}</style>'
        f'<foreignObject x="0" y="0" width="{WIDTH}" height="{height}">{card}</foreignObject></svg>\n'
    )


def with_texts(tree: CardTree, held: Mapping[str, Any]) -> CardTree:
    """The tree with texts in place of paths."""
    if tree[0] == "=":
        found: Any = held
        for step in tree[1:]:
            found = found[step]
        return found  # type: ignore[no-any-return]  # a text, which stands where a tree may
    return [with_texts(each, held) if isinstance(each, list) else each for each in tree]


def _html(tree: CardTree | CardText, formula: str, language: Language) -> str:
    if not isinstance(tree, list):
        return escape(_pick(tree, language), quote=False)
    kind, *children = tree
    if kind in ("formula", "sign"):
        drawn = formula if kind == "formula" else to_mathml(parse_formula(children[1]), display=False)
        return drawn.replace("<math", '<math xmlns="http://www.w3.org/1998/Math/MathML"', 1)
    tag, *classes = kind.split(".")
    named = f' class="{" ".join(classes)}"' if classes else ""
    return f"<{tag}{named}>{''.join(_html(child, formula, language) for child in children)}</{tag}>"


def _pick(text: CardText, language: Language) -> str:
    return text if isinstance(text, str) else text[language]


# How high each row of the card is: pixels round it and in a line, of letters of what size in how much room.
ROWS = {"p.title": (0, 19, 13, 660)}
CARD, FOOT = 54, 30  # pixels round all rows, and of the last one
SLACK = 1.04  # letters differ from machine to machine


def _height(tree: CardTree, formula: float, language: Language) -> float:
    return CARD + FOOT + SLACK * sum(_row_height(row, formula, language) for row in tree[1:])


def _row_height(row: CardTree, formula: float, language: Language) -> float:
    kind, *children = row
    if kind == "div.formula":
        return 40 + max(formula, 30)
    if kind in ROWS:
        around, line, size, room = ROWS[kind]
        return around + line * _lines("".join(_pick(child, language) for child in children), size, room)
    if kind == "p.blocks":
        wide = sum(_width(_pick(name, language), 14) + 27 for _, name in children)
        return 14 + 33 * math.ceil(wide / 620)
    if kind == "div.symbols":
        return 29 + sum(_pair_height(children[k : k + 4], language) for k in range(0, len(children), 4))
    return 18 + 25 * len(children) if kind == "ul.strata" else 0


def _pair_height(cells: Sequence[CardTree], language: Language) -> float:
    """Two symbols side by side, each with what it is."""
    signs = [extent_of(parse_formula(sign[2])) for _, sign in cells[::2]]
    room = (ROOM - 40 - 2 * 16 * max(sign.width for sign in signs)) / 2
    lines = max(_lines(_pick(meaning[1], language), 14, max(room, 80)) for meaning in cells[1::2])
    return 6 + max(21 * lines, max(16 * sign.height for sign in signs), 26)


def _lines(text: str, size: float, room: float) -> int:
    return max(1, math.ceil(_width(text, size) / room))


def _width(text: str, size: float) -> float:
    """Of a line of text, in pixels: letters of East Asia are squares, others about half as wide."""
    return size * sum(1.0 if is_square(letter) else 0.51 for letter in text)
