"""How letters are said, with their alphabets where these must be heard."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from reader.formula.syntax.naming import is_power, strip
from reader.formula.syntax.nodes import Accent, Digits, Identifier, Node, Scripted
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.printer import spell
from reader.formula.syntax.tree import children
from reader.study.speech import tables
from reader.study.speech.speaker import LETTER, NUMBER, Said, Speaker, as_it_stands
from reader.study.speech.words import say_word

FONTS_SAID = frozenset({"mathcal", "mathscr", "mathfrak", "mathbb", "mathsf", "mathtt", "mathbf"})
ALWAYS_CAPITAL = frozenset({"mathcal", "mathscr", "mathbb"})
SHAPES = frozenset({"capital", "font", "bold", "variant"})  # by which letters that are heard alike differ


def say_letter(speaker: Speaker, node: Identifier | Digits) -> Said:
    """A letter, number or word with its alphabet."""
    if type(node) is Identifier and node.is_word:
        return say_word(speaker, node.text)
    said = plain_letter(speaker, node) if isinstance(node, Identifier) else node.text
    heard = told_by(speaker, node)
    for font in (node.font, "bold" if node.bold and node.font != "mathbf" else ""):
        if (font in FONTS_SAID and kind_of(font) in heard) or (font == "bold" and "bold" in heard):
            said = tables.letters()["font"][font][speaker.language].format(letter=said)
    return Said(said, NUMBER if type(node) is Digits else LETTER)


def told_by(speaker: Speaker, node: Identifier | Digits) -> frozenset[str]:
    """What must be said of a letter: its size, alphabet, weight."""
    return SHAPES if speaker.exact else speaker.told_apart.get(shape_key(node), frozenset())


def kind_of(font: str) -> str:
    return "bold" if font == "mathbf" else "font"


def plain_letter(speaker: Speaker, node: Identifier) -> str:
    """A letter or its command, with "capital" where that must be heard."""
    rows = tables.letters()["letter"]
    capital = node.text[:1].isupper() or node.text[1:2].isupper()
    small = node.text.lower() if capital else node.text
    row = rows.get(node.text) or rows.get(small) or rows.get(small.replace(r"\var", "\\"))
    if row is None:
        return as_it_stands(node.text)
    heard = told_by(speaker, node)
    said = speaker.pick(row) if "variant" in heard else str(row[speaker.language])
    if not capital or node.text in rows:
        return said
    if speaker.language == "en":
        said = said.upper() if len(said) == 1 else said
    if "capital" not in heard or ("font" in heard and node.font in ALWAYS_CAPITAL):
        return said
    return str(tables.letters()["font"]["capital"][speaker.language]).format(letter=said)


def shape_key(node: Identifier | Digits) -> str:
    """What letters share that are heard alike: x, X and bold x."""
    return "l" if node.text == r"\ell" else node.text.lower().replace(r"\var", "\\")


Shape = tuple[bool, str, bool, bool]


def shape_of(node: Identifier) -> Shape:
    """Size, alphabet, weight, and whether it is one of two forms of the letter."""
    font = node.font if node.font in FONTS_SAID - {"mathbf"} else ""
    bold = node.bold or node.font == "mathbf"
    capital = node.text[:1].isupper() or node.text[1:2].isupper()
    return capital, font, bold, node.text.startswith(r"\var") or node.text == r"\ell"


@lru_cache(maxsize=64)
def letters_told_apart(latex: str) -> Mapping[str, frozenset[str]]:
    """The letters that stand in a formula in more than one shape, and by what these differ; labels do not count."""
    shapes: dict[str, set[Shape]] = {}
    waiting: list[Node] = [parse_formula(latex).root]
    while waiting:
        node = waiting.pop()
        if type(node) is Identifier:
            if not node.is_word:
                shapes.setdefault(shape_key(node), set()).add(shape_of(node))
        elif type(node) is Scripted and type(strip(node.base)) in (Identifier, Accent):
            waiting.append(node.base)
            indexed = node.subscript is not None
            if node.superscript is not None and is_power(spell(node.base), node.superscript, indexed=indexed):
                waiting.append(node.superscript)
        else:
            waiting += children(node)
    return {key: differing(seen) for key, seen in shapes.items() if len(seen) > 1}


def differing(shapes: set[Shape]) -> frozenset[str]:
    kinds = ("capital", "font", "bold", "variant")
    return frozenset(kind for kind, seen in zip(kinds, zip(*shapes, strict=True), strict=True) if len(set(seen)) > 1)
