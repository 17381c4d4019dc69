"""The words of noun phrases and their Japanese: one row a word or fixed phrase, by kind, each with an example.

``lexicon/*.toml`` have tables named after the kinds, with rows ``english = ["日本語", "an example"]``, a line each.
Kinds: ``noun``; ``adjective``, in the form that stands before a noun, particles and all; ``adverb``, before that;
``determiner``, "" where Japanese has none; ``relator``, a preposition or participle between two nouns, as what follows
the Japanese noun; ``special``, the same behind one noun that it goes with ("sum over"), "" where the two leave open
what is meant; ``suffix``, what a hyphen ties to the word before it.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from glossary import Concept, Glossary
from glossary.naming import fold_word

FILES = ("grammar", "general", "mathematics", "algebra", "statistics", "learning", "networks", "computing", "physics")
KINDS = ("noun", "adjective", "adverb", "determiner", "relator", "special", "suffix")
LONGEST = 5  # words of a row
OPEN = "〜"  # stands in Japanese phrases that are no noun: "〜の部分集合である"

_TABLE = re.compile(r"^\[(\w+)\]$", re.MULTILINE)
_ROW = re.compile(r'^"?([^"=\n]+?)"? = \["([^"\n]*)", "([^"\n]*)"\]$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """One row: ``kind``, the English as written there, its Japanese, and a phrase in which it is used."""

    kind: str
    english: str
    japanese: str
    example: str = ""


def key_of(words: str) -> str:
    """What rows are looked up by: the folded words without spaces and hyphens."""
    return "".join(map(fold_word, words.replace("-", " ").split()))


@cache
def rows() -> tuple[LexiconEntry, ...]:
    """All rows, in the order of files and lines."""
    return tuple(entry for file in FILES for entry in read_rows(_content(file)))


def read_rows(content: str) -> tuple[LexiconEntry, ...]:
    """The rows of one file. One regular expression reads them: a TOML parser takes thirty times as long."""
    parts = _TABLE.split(content)
    return tuple(
        LexiconEntry(kind, *row.groups())
        for kind, lines in zip(parts[1::2], parts[2::2], strict=True)
        for row in _ROW.finditer(lines)
    )


def _content(file: str) -> str:
    return (pkgutil.get_data(__package__, f"lexicon/{file}.toml") or b"").decode("utf-8").replace("\r\n", "\n")


Kinds = Mapping[str, LexiconEntry]  # kind -> row
NONE: Kinds = {}


class Lexicon:
    """Key -> kinds. What concepts are called is known too, where no row says otherwise."""

    def __init__(self, glossary: Glossary | None) -> None:
        self._glossary = glossary
        self._concepts = {name.replace(" ", ""): concept for name, concept in glossary.names} if glossary else {}
        self._kinds: dict[str, dict[str, LexiconEntry]] = {}
        for entry in rows():
            self._kinds.setdefault(key_of(entry.english), {}).setdefault(entry.kind, entry)

    def __getitem__(self, key: str) -> Kinds:
        found = self._kinds.get(key)
        if found is None and self._glossary is not None and key in self._concepts:
            found = self._kinds[key] = _named(self._glossary[self._concepts[key]], key)
        return NONE if found is None else found


def _named(concept: Concept, key: str) -> dict[str, LexiconEntry]:
    """A concept's name or phrase as a noun. Its aliases are left out: they may say less or more than the name."""
    for text in (concept.name, concept.phrase):
        if key_of(text.get("en", "")) == key and text.get("ja") and OPEN not in text["ja"]:
            return {"noun": LexiconEntry("noun", text["en"], text["ja"])}
    return {}


@lru_cache(maxsize=4)
def lexicon(glossary: Glossary | None = None) -> Lexicon:
    """The words of all rows, with the names of a glossary's concepts."""
    return Lexicon(glossary)
