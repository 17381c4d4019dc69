"""The rows of ``phrases.toml``: how authors say what a symbol is.

A pattern is a row of elements separated by spaces, exactly one of them a noun phrase:

``X`` one formula, ``XS`` one or a list of them ("$x$, $y$ and $z$"), ``XD``/``XSD`` the same or a displayed formula,
``XLD`` also a list that no "and" closes; ``F`` a formula that nothing is said of;
``NOUN``/``NOUNS`` the noun phrase (or a list) that ends just before a formula, ``OWNS`` such a list with "of",
``NP``/``NPS`` a whole one with its complements, ``DNP`` one that has a determiner, ``TEXT`` all up to the end of the
table cell or item;
``NAME`` one to three nouns, ``ANY`` a few words, ``STOP`` no further phrase, ``ALONE`` no noun behind it, ``STATED`` no
"if" behind it, ``LAST`` no auxiliary, ``VERBLESS`` no verb at all; ``START``, ``END`` edges of a clause, ``ROW``,
``CELL``, ``ITEM`` those of a table or list;
``a|b`` one of these words, ``,`` and other marks themselves. ``?`` after an element makes it optional, ``~`` before it
demands it without taking it. Rows of script ``cjk`` are read by ``reader.meaning.prose.cjk`` instead.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, get_args

from reader.meaning.prose.words import classes, tag_of
from reader.model.annotations import Manner, SourceKind

Script = Literal["latin", "cjk"]
_WORDS = re.compile(r"[a-z][a-z.|']*\Z")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of defining a symbol. ``reliability`` is our belief that what it finds is a definition, 0 to 1."""

    id: str
    pattern: str
    reliability: float
    example: str
    gives: tuple[tuple[str, str], ...]
    kind: SourceKind = "sentence"
    manner: Manner = "defines"
    script: Script = "latin"
    subject: bool = False  # the formulas must be the subject of their clause: "the norm of $x$ is a ..." is no match
    number: Literal["singular", "plural"] | None = None  # that the noun phrase must have
    named: bool = False  # the formula must be a name, and not compare: "the gain ($g < 1$)" says nothing of ``g``
    each: bool = False  # the symbols and the members of the list of nouns belong together one by one
    says: str = "{}"  # what the symbol is, made from the noun phrase, where that is another thing
    counts: bool = False  # the symbol must look like a number of things
    single: bool = False  # of one symbol alone: "write the first and the second value as $a$ and $b$" says less
    bare: bool = False  # the formula must say nothing itself: "in bits, $w = a b$" begins another clause
    valued: bool = False  # the formula must give a number: "a rate of $r = 3$"
    unclaimed: bool = False  # what it finds is never marked as what the author says
    predicate: bool = False  # a lone word without determiner is no description: "$f$ is continuous"

    def elements(self) -> tuple[str, ...]:
        return tuple(self.pattern.split())


LABEL_WORDS = "label-words"  # what the prose calls what a label names: no sentence ties it to the symbol


@cache
def phrases() -> tuple[Phrase, ...]:
    """All rows, in the order of the file. A row that misses a field, or has one too many, is a :class:`TypeError`."""
    content = (resources.files(__package__) / "phrases.toml").read_text(encoding="utf-8")
    rows = []
    for identifier, row in tomllib.loads(content).items():
        row["gives"] = tuple((symbol, text) for symbol, text in row["gives"])
        rows.append(Phrase(id=identifier, **row))
        assert rows[-1].kind in get_args(SourceKind) and rows[-1].manner in get_args(Manner), identifier
    return tuple(rows)


@cache
def unclaimed() -> frozenset[str]:
    """The phrases whose words may be about what stands behind their symbol: "tuned as follows: $a$ is small"."""
    return frozenset(phrase.id for phrase in phrases() if phrase.unclaimed) | {LABEL_WORDS}


def words_of(element: str) -> tuple[str, ...]:
    """The words of an element like ``is|are?``; nothing for any other element."""
    bare = element.strip("~?")
    return tuple(bare.split("|")) if _WORDS.match(bare) else ()


@cache
def literals() -> dict[str, str]:
    """Each word that stands in a pattern, or that the grammar tells from others of its class -> the character that
    tags it (from the private use area)."""
    in_rows = {w for phrase in phrases() if phrase.script == "latin" for e in phrase.elements() for w in words_of(e)}
    words = sorted(in_rows | classes()["told_apart"])
    return {word: chr(0xE100 + number) for number, word in enumerate(words)}


@cache
def members(tags: str) -> str:
    """All tag characters of words of these classes, for use inside ``[...]`` of a regular expression."""
    verbs = classes()["verb_in_phrases"]
    marks = (mark for word, mark in literals().items() if ("v" if word in verbs else tag_of(word)) in tags)
    return tags + "".join(marks)
