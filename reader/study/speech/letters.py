"""How names are said: letters with their alphabets, words, accents and scripts, from the layout tree."""

from __future__ import annotations

import re

from reader.formula.syntax.naming import strip
from reader.formula.syntax.nodes import Digits, Identifier, Node, Scripted
from reader.formula.syntax.tree import walk
from reader.study.speech import tables
from reader.study.speech.speaker import ATOM, LETTER, NUMBER, Said, Speaker, as_it_stands

FONTS_SAID = frozenset({"mathcal", "mathscr", "mathfrak", "mathbb", "mathsf", "mathtt", "mathbf"})
ALWAYS_CAPITAL = frozenset({"mathcal", "mathscr", "mathbb"})


def say_letter(speaker: Speaker, node: Identifier | Digits) -> Said:
    """A letter, number or word with its alphabet."""
    if type(node) is Identifier and node.is_word:
        return say_word(speaker, node.text)
    said = plain_letter(speaker, node) if isinstance(node, Identifier) else node.text
    if speaker.exact or shape_key(node) in speaker.told_apart:
        for font in (node.font, "bold" if node.bold and node.font != "mathbf" else ""):
            if font in FONTS_SAID or font == "bold":
                said = tables.letters()["font"][font][speaker.language].format(letter=said)
    return Said(said, NUMBER if type(node) is Digits else LETTER)


def plain_letter(speaker: Speaker, node: Identifier) -> str:
    """A letter or its command, with "capital" where that must be heard."""
    rows = tables.letters()["letter"]
    capital = node.text[:1].isupper() or node.text[1:2].isupper()
    small = node.text.lower() if capital else node.text
    row = rows.get(node.text) or rows.get(small) or rows.get(small.replace(r"\var", "\\"))
    if row is None:
        return as_it_stands(node.text)
    said = speaker.word_of(row)
    if not capital or node.text in rows:
        return said
    heard = (speaker.exact or shape_key(node) in speaker.told_apart) and node.font not in ALWAYS_CAPITAL
    if speaker.language == "en":
        said = said.upper() if len(said) == 1 else said
    return str(tables.letters()["font"]["capital"][speaker.language]).format(letter=said) if heard else said


def say_word(speaker: Speaker, word: str) -> Said:
    """A name of several letters; capitals are spelled out."""
    word = " ".join(word.replace(r"\_", " ").replace("\\,", " ").split())
    row = tables.letters()["word"].get(word) or tables.letters()["word"].get(word.lower())
    if row is not None:
        return Said(speaker.word_of(row), LETTER)
    if re.fullmatch(r"[A-Z]{2,5}", word):
        return Said(spelled(speaker, word), LETTER)
    return Said(as_it_stands(word) or word, LETTER if word.isalnum() else ATOM)


def spelled(speaker: Speaker, word: str) -> str:
    """Letter by letter: ``KL`` is ケーエル."""
    rows = tables.letters()["letter"]
    if speaker.language == "ja":
        return "".join(rows[letter.lower()]["ja"] for letter in word)
    return " ".join(word)


def shape_key(node: Identifier | Digits) -> str:
    """What letters share that are heard alike: x, X and bold x."""
    return node.text.lower().replace(r"\var", "\\")


def letters_told_apart(root: Node) -> frozenset[str]:
    """The letters that stand in a formula in more than one shape; labels below a letter do not count."""
    shapes: dict[str, set[tuple[str, str, bool]]] = {}
    labels = {
        id(label)
        for node in walk(root)
        if type(node) is Scripted and node.subscript is not None and type(strip(node.base)) is Identifier
        for label in walk(node.subscript)
    }
    for node in walk(root):
        if type(node) is Identifier and not node.is_word and id(node) not in labels:
            font = node.font if node.font != "mathrm" else ""
            shapes.setdefault(shape_key(node), set()).add((node.text, font, node.bold))
    return frozenset(key for key, seen in shapes.items() if len(seen) > 1)
