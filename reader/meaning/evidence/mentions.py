"""Where a paper tells most about a symbol that no phrase defines: the sentence to quote where nothing is better.

A formula that begins with the symbol tells most (``D = \\|x - y\\|``, ``W \\in \\mathbb{R}^{d}``), a sentence that
names the symbol alone less, one that only uses it least.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter

from reader.meaning.evidence.salience import says_words, weight_of_place
from reader.meaning.prose.sentence import LONGEST_UNIT, displays, sentence_cuts
from reader.model.annotations import Definition, SourceKind
from reader.model.document import Document, Equation, Passage
from reader.model.source import Span
from reader.model.symbols import Occurrence, Symbol
from reader.model.values import value

MOST = 12  # mentions looked at, in reading order
LATER = 0.12  # what each mention counts less than the one before it
INTRODUCES = 4.0  # a mention below this introduces nothing
BEFORE = 300  # characters of a long sentence kept before the formula
KINDS: Mapping[str, SourceKind] = {"caption": "caption", "item": "item", "table": "table"}
APART = 200  # characters between a display that is a passage of its own and the words that introduce it
ASIDE = frozenset({"table", "algorithm"})


@value
class Mention:
    """A place that may be quoted. ``weight`` grows with what the place tells."""

    weight: float
    equation: Equation
    occurrence: Occurrence


class Mentions:
    """The places of all symbols in a document's prose, searched when first asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._cuts: dict[int, list[int]] = {}
        self._firsts: dict[str, Sequence[Occurrence]] = {}
        self._texts: dict[tuple[Span, int, int], str] = {}
        self._displays: dict[Span, Sequence[tuple[int, int]]] = {}
        self._worded: dict[tuple[Span, int, int], bool] = {}
        # By display and where its sentence starts: to where no words stand, and from where on some stand before.
        self._led_in: dict[tuple[str, int, int], tuple[int, int]] = {}

    def telling(self, symbol: Symbol, most: int) -> list[Mention]:
        """The most telling places of exactly this symbol, the most telling first."""
        return sorted(self._mentions(symbol), key=lambda mention: -mention.weight)[:most]

    def introducing(self, symbol: Symbol) -> Equation | None:
        """The first formula that begins with the symbol and says what it equals, or where it lies."""
        for occurrence in self._first(symbol):
            equation = self._equations[occurrence.equation]
            if weight_of_place(equation, occurrence) >= INTRODUCES:
                return equation
        return None

    def quoted_words(self, symbol: Symbol, number: int, words: tuple[int, int]) -> Definition:
        """The sentence of a passage, given by its number, that holds these words; they are offsets in its text."""
        return self._definition(
            symbol, self._document.passages[number], self._bounds(number, words[0]), words, "sentence"
        )

    def _mentions(self, symbol: Symbol) -> Iterator[Mention]:
        for rank, occurrence in enumerate(self._first(symbol)):
            equation = self._equations[occurrence.equation]
            yield Mention(weight_of_place(equation, occurrence) - rank * LATER, equation, occurrence)

    def _first(self, symbol: Symbol) -> Sequence[Occurrence]:
        """The first mentions in prose, and those displays that begin with the symbol."""
        if symbol.id not in self._firsts:
            self._firsts[symbol.id] = tuple(self._in_order(symbol))
        return self._firsts[symbol.id]

    def _in_order(self, symbol: Symbol) -> Iterator[Occurrence]:
        known = [one for one in symbol.occurrences if one.equation in self._equations]
        left = {True: MOST, False: MOST}
        for one in sorted(known, key=lambda one: (self._files.get(one.span.file, 0), one.span.start)):
            display = self._equations[one.equation].display
            if left[display]:
                left[display] -= 1
                yield one

    @cached_property
    def _files(self) -> Mapping[str, int]:
        """The files in reading order."""
        return {file: at for at, file in enumerate(dict.fromkeys(one.span.file for one in self._document.passages))}

    @cached_property
    def _equations(self) -> Mapping[str, Equation]:
        return {one.id: one for one in (*self._document.equations, *self._document.inline)}

    # --- the words around a mention ---------------------------------------------------------------------------------

    @cached_property
    def _starts(self) -> Mapping[str, list[tuple[int, int]]]:
        starts: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, passage in enumerate(self._document.passages):
            starts[passage.span.file].append((passage.span.start, number))
        return {file: sorted(entries) for file, entries in starts.items()}

    def _passage(self, span: Span) -> int | None:
        """The number of the passage that holds a place; footnotes stand within paragraphs."""
        entries = self._starts.get(span.file, [])
        at = bisect_right(entries, (span.start, len(self._document.passages)))
        for _, number in reversed(entries[max(0, at - 4) : at]):
            if span.end <= self._document.passages[number].span.end:
                return number
        return None

    def _sentence(self, equation: Equation) -> tuple[Passage, int, int] | None:
        """The passage of a formula, and its sentence's offsets there. A display's sentence ends with the display."""
        span = equation.formula.span
        number = self._passage(span)
        if number is None:
            return None
        passage = self._document.passages[number]
        at = span.start - passage.span.start
        start, end = self._bounds(number, at)
        end = max(end, span.end - passage.span.start)
        if equation.display and start > 0:
            before, _ = self._bounds(number, start - 1)
            if end - before <= LONGEST_UNIT or not self._is_led_in(equation, number, start, at):
                start = before
        return passage, start, end

    def _is_led_in(self, equation: Equation, number: int, start: int, at: int) -> bool:
        """Whether words stand in a passage from ``start`` to a display. Rows go on where the row before them was."""
        text = self._document.passages[number].text
        if equation.group is None:
            return says_words(text[start:at])
        key = (equation.group, number, start)
        silent, spoken = self._led_in.get(key, (start, len(text) + 1))
        if silent < at < spoken:
            if says_words(text[silent:at]):
                spoken = at
            else:
                silent = at
            self._led_in[key] = (silent, spoken)
        return at >= spoken

    def _bounds(self, number: int, at: int) -> tuple[int, int]:
        """Start and end of the sentence at an offset of a passage."""
        passage = self._document.passages[number]
        if number not in self._cuts:
            self._cuts[number] = [0, *sentence_cuts(passage), len(passage.text)]
        cuts = self._cuts[number]
        place = bisect_right(cuts, at)
        return cuts[place - 1], cuts[min(place, len(cuts) - 1)]

    def _introduction(self, passage: Passage) -> tuple[Passage, tuple[int, int]] | None:
        """The last sentence of the passage before one that is a display alone."""
        number = self._passage(passage.span)
        before = self._document.passages[number - 1] if number else None
        if before is None or before.kind in ASIDE or before.span.file != passage.span.file:
            return None
        if not 0 <= passage.span.start - before.span.end <= APART:
            return None
        assert number
        text = before.text.rstrip()
        start, _ = self._bounds(number - 1, len(text) - 1)
        start += len(text[start:]) - len(text[start:].lstrip())
        return (before, (max(start, len(text) - LONGEST_UNIT), len(text))) if says_words(text[start:]) else None

    def _says_words(self, passage: Passage, start: int, end: int) -> bool:
        key = (passage.span, start, end)
        if key not in self._worded:
            self._worded[key] = says_words(passage.text[start:end])
        return self._worded[key]

    def quoted(self, symbol: Symbol, equation: Equation) -> Definition | None:
        """The sentence of a formula in which the symbol stands; None where that stands in no prose."""
        found = self._sentence(equation)
        span = equation.formula.span
        if found is None:
            return None
        passage, start, end = found
        if equation.display and not self._says_words(passage, start, end):
            before = self._introduction(passage)
            if before:
                return self._definition(symbol, *before, before[1], "sentence")
        kind: SourceKind = "display" if equation.display else KINDS.get(passage.kind, "sentence")
        shift = passage.span.start
        return self._definition(symbol, passage, (start, end), (span.start - shift, span.end - shift), kind)

    def _definition(
        self, symbol: Symbol, passage: Passage, unit: tuple[int, int], said: tuple[int, int], kind: SourceKind
    ) -> Definition:
        """A quotation of a passage. ``unit`` and ``said`` are where its sentence stands and what that says of a symbol.

        What is too long begins behind the last display before what is said.
        """
        start, end = unit
        if end - start > LONGEST_UNIT:
            places = self._displays_in(passage)
            at = bisect_right(places, said[0], key=itemgetter(1))
            if at and places[at - 1][0] >= start:
                start = places[at - 1][1]
        start, end = _trimmed(passage.text, start, end, *said)
        file, shift = passage.span.file, passage.span.start
        return Definition(
            symbol=symbol.latex,
            text=self._cut(passage, *said),
            span=Span(file, said[0] + shift, said[1] + shift),
            phrase="mention",
            sentence=passage.text[start:end],
            sentence_span=Span(file, start + shift, end + shift),
            kind=kind,
        )

    def _cut(self, passage: Passage, start: int, end: int) -> str:
        """A stretch of a passage; the same text, and no copy, for all symbols of a long formula."""
        key = (passage.span, start, end)
        if key not in self._texts:
            self._texts[key] = passage.text[start:end]
        return self._texts[key]

    def _displays_in(self, passage: Passage) -> Sequence[tuple[int, int]]:
        if passage.span not in self._displays:
            self._displays[passage.span] = list(displays(passage))
        return self._displays[passage.span]


def _trimmed(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The unit without blanks at its ends, and around ``first`` to ``last`` where it is too long."""
    edge = min(end, len(text))  # the end of a display may stand behind that of its passage
    while start < edge and text[start].isspace():
        start += 1
    while start < edge and text[edge - 1].isspace():
        edge, end = edge - 1, end - 1
    if end - start > LONGEST_UNIT:
        start = max(start, min(first, max(last - LONGEST_UNIT, first - BEFORE)))
        start = min(first, text.find(" ", start) + 1 or start) if start else start
    return start, min(end, start + LONGEST_UNIT)
