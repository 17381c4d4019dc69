"""Words in a formula, as they stand; formulas among them are said."""

from __future__ import annotations

import re

from reader.formula.syntax.nodes import Text
from reader.study.speech.layout import SAY, say_latex, say_row
from reader.study.speech.speaker import ATOM, LETTER, OPEN, Said, Speaker, as_it_stands
from reader.study.speech.words import row_of, say_word

SPACING = re.compile(r"~|\\[,;:!> ]|\\(?:quad|qquad|enspace)\b")
FORMULA = re.compile(r"[=<>_^+]|\\(?:mid|in|le|ge|ne|sim|to)\b")
SET = re.compile(r"\\(?:tiny|small|scriptsize|footnotesize|textbf|textit|text|emph|mathrm)\b.*")


def say_text(speaker: Speaker, node: Text) -> Said:
    words = node.words.strip()
    if len(node.parts) == 1 and say_known(speaker, words) != as_it_stands(words):
        return Said(say_known(speaker, words), LETTER)
    if len(node.parts) == 1:
        return say_word(speaker, words) if is_name(words) else say_prose(speaker, words)
    parts = [say_prose(speaker, part) if isinstance(part, str) else say_row(speaker, part) for part in node.parts]
    return Said(" ".join(part.text for part in parts), OPEN)


def is_name(words: str) -> bool:
    """Whether it is one word, with brackets or hyphens at most."""
    return words.isalnum() or (words.isascii() and not set(words) & set(" ~\\") and not is_formula(words))


def say_prose(speaker: Speaker, text: str) -> Said:
    """Words as they stand; what stands among them and is no word is a formula."""
    pieces: list[str] = []
    words = SPACING.sub(" ", text).split()
    while words:
        count = next((k for k, word in enumerate(words) if is_formula(word)), len(words))
        pieces.append(say_known(speaker, " ".join(words[:count])))
        words = words[count:]
        count = next((k for k, word in enumerate(words) if not is_formula(word)), len(words))
        if count:
            pieces += [",", say_latex(speaker, " ".join(words[:count])).text, ","]
        words = words[count:]
    return Said(" ".join(pieces), ATOM if len(pieces) == 1 else OPEN)


def say_known(speaker: Speaker, words: str) -> str:
    """Words of the table in this language, others as they stand."""
    row = row_of(words) or row_of(words.strip(" ,."))
    return speaker.word_of(row) if row is not None else as_it_stands(words)


def is_formula(word: str) -> bool:
    return FORMULA.search(word) is not None and not SET.fullmatch(word)


SAY[Text] = say_text
