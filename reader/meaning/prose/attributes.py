"""Letters beside a word with a hyphen: what "$L$-smooth", "the $i$-th layer" or "a rank-$r$ map" tell of the letter."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from reader.meaning.prose.symbol import without_delimiters
from reader.meaning.prose.words import classes, tag_of
from reader.model.annotations import Definition
from reader.model.document import Passage
from reader.model.source import Span

PHRASE = "attribute"
NEAR = 150  # characters quoted before and behind at most
_LETTER = re.compile(r"(?!\\infty)(?:[A-Za-z]|\\[A-Za-z]+)(?:_\{?\w\}?)?(?P<of>\s*\(\\?[A-Za-z]+(?:_\{?\w\}?)?\))?\Z")
_NOUN = r"\s+(?P<noun>(?:[a-z]+ ){0,2}[a-z]+)"
_RAISED = re.compile(
    r"(.*?)\s*\^\s*\{?\s*(?:\\(?:text|mathrm|textrm|rm|it)\s*\{?)?\s*-?(?:th|st|nd|rd)\s*\}*\Z"
)  # "$i^{th}$"
_BEHIND_RAISED = re.compile(f"(?P<ordinal>){_NOUN}")
_EDGE = re.compile(r"[.?!;]\s+|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Attribute:
    """A row of ``attributes.toml``. ``says`` is the meaning, its blank filled with the noun that follows; ``varies``
    where the letter may depend on something: "$L(z)$-smooth"."""

    id: str
    words: tuple[str, ...]
    says: str
    example: str
    gives: tuple[str, str]
    varies: bool = False


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
            measure = "" if raised else _measure_before(passage.text, start)
            found = (_BEHIND_RAISED if raised or measure else _pattern()).match(passage.text, end)
            if not found:
                continue
            letter = raised[1] if raised else letter
            meaning = _meaning(found, measure) if _is_letter(letter, found, measure) and letter not in told else None
            if meaning:
                told.add(letter)
                yield _definition(passage, letter, start, found), meaning


def _is_letter(latex: str, found: re.Match[str], measure: str) -> bool:
    """Whether a formula is a letter, with what it depends on only where a row allows that."""
    letter = _LETTER.match(latex)
    if letter is None or letter["of"] is None:
        return letter is not None
    return not measure and found.re is _pattern() and _row(found).varies


def _measure_before(text: str, start: int) -> str:
    """What a letter measures that stands behind a hyphen: "rank" of "a rank-$r$ matrix"; "" elsewhere."""
    word = text[:start].removesuffix("-").rsplit(maxsplit=1)[-1:]
    is_joined = text[:start].endswith("-") and bool(word)
    return word[0].lower() if is_joined and word[0].lower() in classes()["measure"] else ""


def _meaning(found: re.Match[str], measure: str) -> str | None:
    """What the words behind a letter make of it, or the measure before it."""
    says = f"{measure} of the {{}}" if measure else _row(found).says
    if "{}" not in says:
        return says
    noun = _noun(found["noun"] or "")
    return says.format(noun) if noun else None


def _row(found: re.Match[str]) -> Attribute:
    return next(row for row in attributes() if found.groupdict().get(row.id.replace("-", "_")) is not None)


def _noun(words: str) -> str:
    """The noun that begins here, with the words before it that belong to it."""
    tags = [tag_of(word) for word in words.split()]
    if words.split()[:1] and words.split()[0] in classes()["picking"]:
        return ""  # "the $k$th smallest" counts places, not things
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
