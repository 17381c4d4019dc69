"""Where a quotation stands in a paper: the author's words, wherever the lines break."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.assistant.proposals import Quote
from reader.model.source import Span

if TYPE_CHECKING:
    from reader.model.document import Passage
    from reader.model.reading import Reading

SHORTEST, LONGEST = 8, 400  # characters of a quotation
BESIDE = 120  # characters beside it that are looked at too
MARKS = '“”"…. \t\n'  # what a quotation may have around it that the author has not


class QuoteIndex:
    """The prose of a paper, white space folded, and the formulas that stand in it."""

    def __init__(self, reading: Reading) -> None:
        self._symbols = reading.symbols
        self._folded: dict[int, tuple[str, list[int]]] = {}
        self._passages = reading.document.passages
        self._formulas: dict[str, list[tuple[int, int, str]]] = {}
        for each in (*reading.document.inline, *reading.document.equations):
            span = each.formula.span
            self._formulas.setdefault(span.file, []).append((span.start, span.end, each.id))
        for formulas in self._formulas.values():
            formulas.sort()

    def find(self, text: str, near: Span) -> Quote | None:
        """The words as they stand in the source, at the place nearest to ``near``; None where they do not."""
        wanted = " ".join(text.strip(MARKS).split())
        if not SHORTEST <= len(wanted) <= LONGEST:
            return None
        found = (quote for passage in self._passages for quote in self._in_passage(wanted, passage))
        return min(found, key=lambda quote: distance(quote.span, near), default=None)

    def symbols_in(self, span: Span) -> frozenset[str]:
        """The ids of the symbols in the formulas that stand in it."""
        formulas = self._formulas.get(span.file, [])
        first = bisect_left(formulas, (span.start, 0, ""))
        found: set[str] = set()
        for start, end, formula in formulas[first:]:
            if start >= span.end:
                break
            if end <= span.end:
                found.update(self._symbols.get(formula, ()))
        return frozenset(found)

    def sentence_around(self, quote: Quote) -> str:
        """The quotation with what stands beside it in its stretch of prose: a planted order would stand there."""
        for passage in self._passages:
            begins, inside = passage.span.start, quote.span
            if passage.span.file == inside.file and begins <= inside.start and inside.end <= passage.span.end:
                return passage.text[max(0, inside.start - begins - BESIDE) : inside.end - begins + BESIDE]
        return quote.text

    def _in_passage(self, wanted: str, passage: Passage) -> Iterator[Quote]:
        folded, offsets = self._fold(passage)
        at = folded.find(wanted)
        while at >= 0:
            start, end = offsets[at], offsets[at + len(wanted) - 1] + 1
            begins = passage.span.start
            yield Quote(passage.text[start:end], Span(passage.span.file, begins + start, begins + end))
            at = folded.find(wanted, at + 1)

    def _fold(self, passage: Passage) -> tuple[str, list[int]]:
        """The text with one space for each stretch of white space, and where each character of it stands."""
        known = self._folded.get(id(passage))
        if known is None:
            kept, offsets, blank = [], [], False
            for place, mark in enumerate(passage.text):
                if not mark.isspace():
                    kept.append(mark)
                    offsets.append(place)
                elif not blank:
                    kept.append(" ")
                    offsets.append(place)
                blank = mark.isspace()
            known = self._folded[id(passage)] = "".join(kept), offsets
        return known


def distance(one: Span, other: Span) -> float:
    """Characters between two places; without end between those of two files."""
    if one.file != other.file:
        return float("inf")
    return max(0, one.start - other.end, other.start - one.end)
