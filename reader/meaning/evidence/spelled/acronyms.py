"""Symbols that are acronyms (``\\mathrm{MSE}``), and where the paper spells them out: "mean squared error (MSE)".

The letters are looked for from the last to the first, the first at the beginning of a word, as in A. Schwartz and
M. Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text", PSB 2003.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.meaning.evidence.spelled.quoted import definition_at
from reader.meaning.evidence.spelling import take_apart
from reader.model.annotations import Definition
from reader.model.document import Passage
from reader.model.prose import CELL, CITE, EDGE, ITEM, LINE, MATH, NOTE, REF
from reader.model.symbols import Symbol

PHRASE = "acronym"
LONGEST = 90  # characters before the bracket in which the words are looked for

_ACRONYM = re.compile(
    r"\\(?:operatorname\*?|mathrm|text|mathsf|mathit|mathtt|texttt|textsc)\{([A-Z][A-Za-z]*[A-Z])\}\Z"
)
_BREAK = re.compile(rf"[.,;:()\[\]{MATH}{NOTE}{LINE}{ITEM}{CELL}{EDGE}]")
_HEAD = re.compile(
    r"[^()]*\)\s+(?:divergence|distance|loss|error|score|criterion|distribution|network|unit|transform)s?\b"
)


def spelled_out(symbols: Sequence[Symbol], passages: Sequence[Passage]) -> tuple[Definition, ...]:
    """A definition for each acronym among the symbols (or their bases) that the prose spells out, the first one."""
    wanted: dict[str, str] = {}
    for symbol in symbols:
        base = take_apart(symbol.latex).base
        match = _ACRONYM.match(base)
        if match:
            wanted.setdefault(match[1], base)
    if not wanted:
        return ()
    bracket = re.compile(rf"\(\s*({'|'.join(map(re.escape, wanted))})s?\s*[),;{CITE}{REF}]")
    found: dict[str, Definition] = {}
    for passage in passages:
        for definition in _in_passage(passage, bracket, wanted):
            found.setdefault(definition.symbol, definition)
    return tuple(found.values())


def _in_passage(passage: Passage, bracket: re.Pattern[str], wanted: dict[str, str]) -> Iterator[Definition]:
    printed, text = passage.printed, passage.printed.text
    for match in bracket.finditer(text):
        start = _start_of_words(text, match.start(), match[1])
        if start is None:
            continue
        head = _HEAD.match(text, match.end(1))
        end = head.end() if head else start + len(text[start : match.start()].rstrip())
        words = printed.start(start), printed.end(end)
        yield definition_at(passage, wanted[match[1]], PHRASE, words, printed.end(match.end()))


def _start_of_words(text: str, end: int, acronym: str) -> int | None:
    """Where the words before ``end`` begin that have the acronym's letters; None where they do not spell it."""
    floor = max(0, end - LONGEST)
    breaks = [cut.end() for cut in _BREAK.finditer(text, floor, end)]
    floor = max([floor, *breaks])
    at = end
    for number, letter in reversed(list(enumerate(acronym))):
        at -= 1
        while at >= floor and not (text[at].lower() == letter.lower() and (number or _begins_word(text, at))):
            at -= 1
        if at < floor:
            return None
    return at if len(text[at:end].split()) <= min(len(acronym) + 5, 2 * len(acronym)) else None


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()
