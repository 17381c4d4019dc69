"""Letters beside a word with a hyphen: what "$L$-smooth", or "the $i$-th layer" tell of the letter."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from reader.meaning.prose.symbol import without_delimiters
from reader.meaning.prose.words import tag_of
from reader.model.annotations import Definition
from reader.model.document import Passage
from reader.model.source import Span

PHRASE = "attribute"
NEAR = 150  # characters quoted before and behind at most
_LETTER = re.compile(r"(?!\\infty)(?:[A-Za-z]|\\[A-Za-z]+)(?:_\{?\w\}?)?\Z")
_NOUN = r"\s+(?P<noun>(?:[a-z]+ ){0,2}[a-z]+)"
_RAISED = re.compile(
    r"(.*?)\s*\^\s*\{?\s*(?:\\(?:text|mathrm|textrm|rm|it)\s*\{?)?\s*-?(?:th|st|nd|rd)\s*\}*\Z"
)  # "$i^{th}$"
_BEHIND_RAISED = re.compile(f"(?P<ordinal>){_NOUN}")
_EDGE = re.compile(r"[.?!;]\s+|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Attribute:
    """A row of ``attributes.toml``. ``says`` is the meaning, its blank filled with the noun that follows."""

    id: str
    words: tuple[str, ...]
    says: str
    example: str
    gives: tuple[str, str]


@cache
def attributes() -> tuple[Attribute, ...]:
    content = (resources.files(__package__) / "attributes.toml").read_text(encoding="utf-8")
    return tuple(
        Attribute(**row | {"id": name, "words": tuple(row["words"]), "gives": tuple(row["gives"])})
        for name, row in tomllib.loads(content).items()
    )


@cache
def _pattern() -> re.Pattern[str]:
    rows = (
        f"(?P<{row.id.replace('-', '_')}>{'|'.join(word.replace(' ', r'[ -]') for word in row.words)})"
        for row in attributes()
    )
    raised = r"\\textsuperscript\s*\{-?"
    return re.compile(rf"\s?(?:[-‐–]\s?|(?:{raised})?(?=(?:th|st|nd|rd)\b))(?:{'|'.join(rows)})\b\}}?(?:{_NOUN})?")


def attributes_in(passages: Sequence[Passage]) -> Iterator[tuple[Definition, str]]:
    """For each letter its first place of this kind, and what it says the letter is."""
    told: set[str] = set()
    for passage in passages:
        for start, end, latex in passage.formulas:
            letter = without_delimiters(latex)
            raised = _RAISED.match(letter)
            found = (_BEHIND_RAISED if raised else _pattern()).match(passage.text, end)
            letter = raised[1] if raised else letter
            meaning = _meaning(found) if found and letter not in told and _LETTER.match(letter) else None
            if found and meaning:
                told.add(letter)
                yield _definition(passage, letter, start, found), meaning


def _meaning(found: re.Match[str]) -> str | None:
    """What the words behind a letter make of it."""
    says, noun = _row(found).says, _noun(found["noun"] or "")
    return says.format(noun) if noun or "{}" not in says else None


def _row(found: re.Match[str]) -> Attribute:
    return next(row for row in attributes() if found.groupdict().get(row.id.replace("-", "_")) is not None)


def _noun(words: str) -> str:
    """The noun that begins here, with the words before it that belong to it."""
    tags = [tag_of(word) for word in words.split()]
    length = next((at for at, tag in enumerate(tags) if tag not in "nkstbfj"), len(tags))
    while length and tags[length - 1] == "j":
        length -= 1
    return " ".join(words.split()[:length])


def _definition(passage: Passage, letter: str, start: int, found: re.Match[str]) -> Definition:
    text, shift, file = passage.text, passage.span.start, passage.span.file
    first = max((0, start - NEAR, *(edge.end() for edge in _EDGE.finditer(text, 0, start))))
    stop = _EDGE.search(text, found.end())
    last = min(len(text), found.end() + NEAR, stop.end() if stop else len(text))
    unit = text[first:last]
    first += len(unit) - len(unit.lstrip())
    last -= len(unit) - len(unit.rstrip())
    said = found.span(_row(found).id.replace("-", "_"))
    said = said[0], found.start("noun") + len(_noun(found["noun"])) if found["noun"] else said[1]
    said = said[1] - len(text[slice(*said)].lstrip()), said[1]
    return Definition(
        letter,
        text[slice(*said)],
        Span(file, said[0] + shift, said[1] + shift),
        PHRASE,
        text[first:last],
        Span(file, first + shift, last + shift),
        manner="names",
    )
