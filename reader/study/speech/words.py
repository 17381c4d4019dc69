"""How names of several letters are said: by their row, part by part, or spelled."""

from __future__ import annotations

import re

from reader.study.speech import tables
from reader.study.speech.speaker import ATOM, LETTER, Said, Speaker, as_it_stands

PARTS = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]|[0-9]+|[^A-Za-z0-9\s_()\[\]-]+")
INITIALS = 5  # letters of an abbreviation in capitals, at most
SPELLED = 4  # letters of what is no word in Japanese, at most; a longer one a voice reads as English


def say_word(speaker: Speaker, word: str) -> Said:
    """A name of several letters. A lecturer says its parts, where it is written of several: ``DiffAttn``."""
    word = " ".join(word.replace(r"\_", " ").replace("\\,", " ").split())
    said = say_part(speaker, word)
    if said is None and not speaker.exact:
        parts = PARTS.findall(word)
        between = "" if speaker.language == "ja" else " "
        said = between.join(say_part(speaker, part) or unknown(speaker, part) for part in parts)
    return Said(said or as_it_stands(word) or word, LETTER if word.isalnum() else ATOM)


def say_part(speaker: Speaker, word: str) -> str | None:
    """By its row; an abbreviation letter by letter."""
    row = row_of(word)
    if row is not None:
        return speaker.word_of(row)
    if is_abbreviation(word):
        return spelled(speaker, word)
    in_katakana = speaker.language == "ja" and not speaker.exact
    return tables.katakana().get(word.lower()) if in_katakana else None


def is_abbreviation(word: str) -> bool:
    return 1 < len(word) <= INITIALS and word.isascii() and word.isalpha() and word.isupper()


def row_of(word: str) -> tables.Row | None:
    """The row of a word, however it begins. Two capitals are an abbreviation: ``LN`` is no logarithm."""
    rows = tables.words()
    return rows.get(word) or (None if len(word) == 2 and word.isupper() else rows.get(word.lower()))


def unknown(speaker: Speaker, part: str) -> str:
    """A part without a row: in Japanese spelled where it is short, else as it stands."""
    is_short = speaker.language == "ja" and part.isascii() and part.isalpha() and len(part) <= SPELLED
    return spelled(speaker, part) if is_short else as_it_stands(part)


def spelled(speaker: Speaker, word: str) -> str:
    """Letter by letter: ``KL`` is ケーエル."""
    rows = tables.letters()["letter"]
    if speaker.language == "ja":
        return "".join(rows[letter.lower()]["ja"] for letter in word if letter.isalpha())
    return " ".join(word)
