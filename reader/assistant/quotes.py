"""Where a quotation stands in a paper: the author's words, wherever the lines break."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.assistant.proposals import Quote
from reader.model.source import Span
from reader.model.values import value

if TYPE_CHECKING:
    from reader.model.document import Passage
    from reader.model.reading import Reading
    from reader.model.symbols import Symbol

SHORTEST, LONGEST = 8, 400  # characters of a quotation
BESIDE = 120  # characters beside it that are looked at too
MARKS = '“”"…. \t\n'  # what a quotation may have around it that the author has not


@value
class SymbolPlace:
    """A symbol at one place of the source; ``within`` is where it stands in the formula without macros."""

    symbol: Symbol
    formula: str
    span: Span
    within: tuple[int, int]

    def begins(self) -> int:
        return self.span.start

    def holds(self, other: SymbolPlace) -> bool:
        """Whether the other is a part of this one: an index, or the letter."""
        start, end = self.within
        inside = start <= other.within[0] and other.within[1] <= end
        return self.formula == other.formula and inside and self.within != other.within


class QuoteIndex:
    """The prose of a paper, white space folded, and the formulas that stand in it."""

    def __init__(self, reading: Reading) -> None:
        self._folded: dict[int, tuple[str, list[int]]] = {}
        self._passages = reading.document.passages
        self._places: dict[str, list[SymbolPlace]] = {}
        for annotation in reading.annotations:
            for each in annotation.symbol.occurrences:
                place = SymbolPlace(annotation.symbol, each.equation, each.span, (each.start, each.end))
                self._places.setdefault(each.span.file, []).append(place)
        for places in self._places.values():
            places.sort(key=SymbolPlace.begins)

    def find(self, text: str, near: Span) -> Quote | None:
        """The words as they stand in the source, at the place nearest to ``near``; None where they do not."""
        wanted = " ".join(text.strip(MARKS).split())
        if not SHORTEST <= len(wanted) <= LONGEST:
            return None
        found = (quote for passage in self._passages for quote in self._in_passage(wanted, passage))
        return min(found, key=lambda quote: distance(quote.span, near), default=None)

    def symbols_in(self, span: Span) -> list[SymbolPlace]:
        """The symbols that stand in it."""
        places = self._places.get(span.file, [])
        first = bisect_left(places, span.start, key=SymbolPlace.begins)
        last = bisect_left(places, span.end, key=SymbolPlace.begins)
        return [each for each in places[first:last] if each.span.end <= span.end]

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
