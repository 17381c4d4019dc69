"""The sentences around a paper's displays: what stands before each, and what stands behind it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.meaning.prose.sentence import displays, sentence_cuts

if TYPE_CHECKING:
    from reader.model.document import Equation, Passage
    from reader.model.reading import Reading

PROSE = frozenset({"paragraph", "item", "abstract"})
BEFORE, AFTER = 3, 4  # sentences looked at
REACH = 900  # characters from the display to the sentence
DELIMITER = 2  # characters that may close a formula
FORMULA = "\x00"  # stands for a formula among the words
JOINS = frozenset({" and ", " or ", " "})  # what stands between two displays that are shown as one
SET_UP = r"\\(?:label|begin|end)\s*\{[^{}]*\}(?:\s*\[[^\]]*\])?|\\item(?![A-Za-z])(?:\s*\[[^\]]*\])?"
POINTERS = (
    r"\\[A-Za-z]*(?:ref|cite|label|begin|end)[A-Za-z]*\*?\s*(?:\[[^\]]*\]\s*)*\{[^{}]*\}"  # their keys are no words
)
OPENS = rf"\A(?:[\s.,;:~}}]|{SET_UP}|\\(?:noindent|par|smallskip|medskip|bigskip|newline)(?![A-Za-z]))*"
COMMANDS = r"\\[A-Za-z@]+"


@dataclass(frozen=True)  # without slots: it keeps its words
class NearSentence:
    """A sentence, or what a display leaves of one; ``symbols`` are the ids of those in it, ``passage`` is where the
    stretch of prose around it stands."""

    start: int
    end: int
    text: str
    symbols: frozenset[str]
    plain: str  # without commands, a sign of our own for each formula
    passage: tuple[int, int]
    claims: bool  # whether it stands in a theorem, a proof or the like

    @cached_property
    def words(self) -> str:
        """Folded, without marks, with a space at each end."""
        kept = "".join(mark if mark.isalnum() else " x " if mark == FORMULA else " " for mark in self.plain.casefold())
        return f" {' '.join(kept.split())} "


@dataclass(frozen=True, slots=True)
class _Shown:
    """A displayed row; rows of one ``display`` stand together."""

    start: int
    end: int
    display: str
    section: str


class Surroundings:
    """The sentences of a paper's prose, by file, between its displays."""

    def __init__(self, reading: Reading) -> None:
        document = reading.document
        inline: dict[tuple[str, int], tuple[str, ...]] = {}
        for each in document.inline:
            inline[each.formula.span.file, each.formula.span.end] = reading.symbols.get(each.id, ())
        self._pieces: dict[str, list[NearSentence]] = {}
        for passage in document.passages:
            if passage.kind in PROSE:
                self._pieces.setdefault(passage.span.file, []).extend(_cut(passage, inline, document.macros))
        for pieces in self._pieces.values():
            pieces.sort(key=_start)
        self._displays: dict[str, list[_Shown]] = {}
        for row in document.equations:
            if row.display:
                span = row.formula.span
                shown = _Shown(span.start, span.end, row.group or row.id, row.section)
                self._displays.setdefault(span.file, []).append(shown)
        self._ends: dict[str, list[tuple[int, int]]] = {}
        for file, stretches in self._displays.items():
            stretches.sort(key=_start)
            self._ends[file] = self._ends_of(file, stretches)

    def _ends_of(self, file: str, shown: Sequence[_Shown]) -> list[tuple[int, int]]:
        """For each row the first of those that are led to together with it, and the last of its own display."""
        joined = [self._stand_together(file, one, other) for one, other in pairwise(shown)]
        firsts, lasts = list(range(len(shown))), list(range(len(shown)))
        for at, together in enumerate(joined, 1):
            firsts[at] = firsts[at - 1] if together else at
        for at in range(len(joined) - 1, -1, -1):
            same = joined[at] and shown[at].display == shown[at + 1].display
            lasts[at] = lasts[at + 1] if same else at
        return list(zip(firsts, lasts, strict=True))

    def sentences(self) -> Iterator[tuple[str, NearSentence]]:
        """All of them with their file, in the order of each file."""
        for file, pieces in self._pieces.items():
            yield from ((file, piece) for piece in pieces)

    def before(self, equation: Equation) -> Iterator[NearSentence]:
        """The sentences before a display, the nearest first, up to the display before it.

        Displays between which no words stand are led to together.
        """
        file, shown, (at, _) = self._place(equation)
        start = shown[at].start
        least = max(shown[at - 1].end if at else 0, start - REACH)
        pieces = self._pieces.get(file, [])
        last = bisect_right(pieces, start, key=_end)
        yield from (each for each in reversed(pieces[max(0, last - BEFORE) : last]) if each.start >= least)

    def after(self, equation: Equation) -> Iterator[NearSentence]:
        """Those behind all of its rows, up to the display behind it."""
        file, shown, (_, at) = self._place(equation)
        end = shown[at].end
        most = min(shown[at + 1].start if at + 1 < len(shown) else end + REACH, end + REACH)
        pieces = self._pieces.get(file, [])
        first = bisect_left(pieces, end, key=_start)
        yield from (each for each in pieces[first : first + AFTER] if each.end <= most)

    def _place(self, equation: Equation) -> tuple[str, Sequence[_Shown], tuple[int, int]]:
        span = equation.formula.span
        shown = self._displays[span.file]
        return span.file, shown, self._ends[span.file][bisect_left(shown, span.start, key=_start)]

    def _stand_together(self, file: str, one: _Shown, other: _Shown) -> bool:
        if one.section != other.section:
            return False
        pieces = self._pieces.get(file, [])
        between = pieces[bisect_left(pieces, one.end, key=_start) : bisect_right(pieces, other.start, key=_end)]
        return all(each.words in JOINS for each in between)


def _cut(
    passage: Passage, inline: Mapping[tuple[str, int], tuple[str, ...]], macros: Mapping[str, str]
) -> Iterator[NearSentence]:
    offset, file = passage.span.start, passage.span.file
    shown = list(displays(passage))
    inside = [each for each in passage.formulas if (each[0], each[1]) not in shown]
    cuts = sorted({0, len(passage.text), *sentence_cuts(passage), *(end for pair in shown for end in pair)})
    for start, end in pairwise(cuts):
        text = passage.text[start:end]
        if any(first <= start and end <= last for first, last in shown) or not any(map(str.isalpha, text)):
            continue
        formulas = [each for each in inside if start <= each[0] and each[1] <= end]
        lead = len(text) - len(re.sub(OPENS, "", text, count=1))
        kept = text[lead:].rstrip()
        ends = (last - mark for _, last, _ in formulas for mark in range(DELIMITER + 1))
        symbols = frozenset(each for end in ends for each in inline.get((file, offset + end), ()))
        at, around = offset + start + lead, (offset, passage.span.end)
        plain = _plain(passage.text, start, end, formulas, macros)
        yield NearSentence(at, at + len(kept), kept, symbols, plain, around, bool(passage.within))


def _plain(text: str, start: int, end: int, formulas: Sequence[tuple[int, int, str]], macros: Mapping[str, str]) -> str:
    """A stretch without commands, a sign of our own for each formula, the author's names spelled out."""
    kept, at = [], start
    for first, last, _ in formulas:
        kept += [text[at:first], FORMULA]
        at = last
    words = re.sub(POINTERS, " ", "".join((*kept, text[at:end])))
    return re.sub(COMMANDS, lambda command: re.sub(COMMANDS, " ", macros.get(command[0], " ")), words)


def _start(piece: NearSentence | _Shown) -> int:
    return piece.start


def _end(piece: NearSentence) -> int:
    return piece.end
