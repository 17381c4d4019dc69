"""Where a paper tells most about a symbol that no phrase defines: the sentence to quote where nothing is better.

A formula that begins with the symbol tells most (``D = \\|x - y\\|``, ``W \\in \\mathbb{R}^{d}``), a sentence that
names the symbol alone less, one that only uses it least.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from operator import itemgetter

from reader.meaning.evidence.salience import NAMED, PART, is_printed, says_words, weight_of_place, weight_of_words
from reader.meaning.evidence.spelling import Spelling, take_apart
from reader.meaning.prose.sentence import LONGEST_UNIT, displays, sentence_cuts
from reader.model.annotations import Definition, SourceKind
from reader.model.document import Document, Equation, Passage
from reader.model.source import Span
from reader.model.symbols import Occurrence, Symbol
from reader.model.values import value

MOST = 12  # mentions looked at, in reading order
KIN = 24  # symbols with the same letter looked at
LATER = 0.12  # what each mention counts less than the one before it
INTRODUCES = 4.0  # a mention below this introduces nothing
BEFORE = 300  # characters of a long sentence kept before the formula
KINDS: Mapping[str, SourceKind] = {"caption": "caption", "item": "item", "table": "table"}
# What a mention of the same letter in other scripts counts less: with the same words as scripts, with none, with some.
SAME, FEWER, MORE = 0.8, 1.6, 2.0
SPECIAL = 1.0  # what a member with the index zero counts less: it is often set apart
AWAY, FARTHEST = 0.1, 2.0  # what a mention of kin counts less for each passage between, and at most
APART = 200  # characters between a display that is a passage of its own and the words that introduce it
FAR, CLOSE = 200, 2  # passages before and behind in which a symbol's word, or a concept's name, may speak of it
ASIDE = frozenset({"table", "algorithm"})
NONE = ("", "")
STARS = frozenset({"*", "\\ast", "\\star"})


@value
class Mention:
    """A place that may be quoted. ``weight`` grows with what the place tells."""

    weight: float
    equation: Equation
    occurrence: Occurrence


class Mentions:
    """The places of all symbols in a document's prose, searched when first asked for."""

    def __init__(self, symbols: Sequence[Symbol], document: Document) -> None:
        self._symbols = symbols
        self._document = document
        self._cuts: dict[int, list[int]] = {}
        self._found: dict[str, Mention | None] = {}
        self._firsts: dict[str, Sequence[Occurrence]] = {}
        self._weights: dict[tuple[Span, int, int], float] = {}
        self._texts: dict[tuple[Span, int, int], str] = {}
        self._displays: dict[Span, Sequence[tuple[int, int]]] = {}
        self._worded: dict[tuple[Span, int, int], bool] = {}
        # By display and where its sentence starts: to where no words stand, and from where on some stand before.
        self._led_in: dict[tuple[str, int, int], tuple[int, int]] = {}

    def quotation(self, symbol: Symbol, names: Sequence[str] = ()) -> Definition | None:
        """The most telling place of a symbol; else one that speaks of it by its letters or by one of these names.

        Else the most telling one of its kin; None where nothing of it stands in any prose.
        """
        best = max(filter(None, (self._best(symbol), *self._kin(symbol))), key=_by_weight, default=None)
        if best is None or best.weight < NAMED:
            spoken = self._spoken(symbol, names)
            if spoken:
                return spoken
        return self.quoted(symbol, best.equation) if best else None

    def telling(self, symbol: Symbol, most: int) -> list[Mention]:
        """The most telling places of exactly this symbol, the most telling first."""
        return sorted(self._mentions(symbol), key=lambda mention: -mention.weight)[:most]

    def introduced(self, symbol: Symbol, definition: Definition) -> Definition | None:
        """The sentence in which a formula introduces a symbol, if it ends before a definition's sentence begins."""
        best = self._best(symbol)
        if best is None or best.weight < INTRODUCES:
            return None
        found = self.quoted(symbol, best.equation)
        return found if found and self._place(found) < self._place(definition) else None

    def introducing(self, symbol: Symbol) -> Equation | None:
        """The first formula that begins with the symbol and says what it equals, or where it lies."""
        for occurrence in self._first(symbol):
            equation = self._equations[occurrence.equation]
            if weight_of_place(equation, occurrence) >= INTRODUCES:
                return equation
        return None

    def _place(self, definition: Definition) -> tuple[int, int, int]:
        """File, passage and where the sentence begins; a display and the words behind it are one sentence."""
        number = self._passage(definition.span)
        if number is None:
            return self._files.get(definition.span.file, 0), 0, definition.span.start
        at = definition.span.start - self._document.passages[number].span.start
        return self._files.get(definition.span.file, 0), number, self._bounds(number, at)[0]

    # --- symbols that are words ---------------------------------------------------------------------------------------

    def _spoken(self, symbol: Symbol, names: Sequence[str]) -> Definition | None:
        """A sentence near the symbol's first place that says its own letters, or one of the names."""
        near = next((n for n in map(self._passage_of, self._first(symbol)) if n is not None), None)
        if near is None:
            return None
        word = _WORD_SYMBOL.match(take_apart(symbol.latex).base)
        if word and (found := self._saying(symbol, (word[1],), 0, near, FAR)):
            return found
        return self._saying(symbol, [name for name in names if len(name) > 3], re.IGNORECASE, near, CLOSE)

    def _passage_of(self, occurrence: Occurrence) -> int | None:
        equation = self._equations.get(occurrence.equation)
        return self._passage(equation.formula.span) if equation else None

    def _saying(self, symbol: Symbol, words: Sequence[str], flags: int, near: int, reach: int) -> Definition | None:
        """The nearest passage's first sentence with one of the words outside formulas; one before is the nearer."""
        folded = [word.casefold() for word in words]
        around = range(max(0, near - reach), min(len(self._prose), near + reach + 1))
        held = [number for number in around if any(word in self._prose[number] for word in folded)]
        if not held:
            return None
        said = re.compile(rf"(?<![\\A-Za-z-])(?:{'|'.join(map(re.escape, words))})s?(?![A-Za-z-])", flags)
        for number in sorted(held, key=lambda one: (abs(one - near), one)):
            passage = self._document.passages[number]
            for match in said.finditer(passage.text):
                if is_printed(match.start(), passage):
                    return self.quoted_words(symbol, number, match.span())
        return None

    def quoted_words(self, symbol: Symbol, number: int, words: tuple[int, int]) -> Definition:
        """The sentence of a passage, given by its number, that holds these words; they are offsets in its text."""
        return self._definition(
            symbol, self._document.passages[number], self._bounds(number, words[0]), words, "sentence"
        )

    @cached_property
    def _prose(self) -> Sequence[str]:
        """The passages in lower case; nothing where no sentences stand."""
        return ["" if one.kind in ASIDE else one.text.casefold() for one in self._document.passages]

    def _kin(self, symbol: Symbol) -> Iterator[Mention]:
        """Mentions of the same letter in other scripts; they count less."""
        own = take_apart(symbol.latex)
        near = next((n for n in map(self._passage_of, self._first(symbol)) if n is not None), None)
        for one in self._by_base.get(own.base, ())[:KIN]:
            other = take_apart(one.latex)
            alike = other.label == own.label
            best = self._best(one) if one is not symbol and (alike or NONE in (other.label, own.label)) else None
            if best:
                less = SAME if alike and _form(other) == _form(own) else FEWER if other.label == NONE else MORE
                less += SPECIAL if _ZERO.search(other.sub) else 0
                yield replace(best, weight=best.weight - less - self._distance(best, near))

    def _distance(self, mention: Mention, near: int | None) -> float:
        """What a mention counts less that is passages away: the same letter is the likelier another thing."""
        number = self._passage(mention.equation.formula.span)
        return 0.0 if number is None or near is None else min(AWAY * abs(number - near), FARTHEST)

    @cached_property
    def _by_base(self) -> Mapping[str, Sequence[Symbol]]:
        groups: dict[str, list[Symbol]] = defaultdict(list)
        for symbol in self._symbols:
            groups[take_apart(symbol.latex).base].append(symbol)
        return groups

    def _best(self, symbol: Symbol) -> Mention | None:
        """The most telling mention of exactly this symbol."""
        if symbol.id not in self._found:
            self._found[symbol.id] = max(self._mentions(symbol), key=_by_weight, default=None)
        return self._found[symbol.id]

    def _mentions(self, symbol: Symbol) -> Iterator[Mention]:
        for rank, occurrence in enumerate(self._first(symbol)):
            equation = self._equations[occurrence.equation]
            weight = weight_of_place(equation, occurrence)
            if weight > PART:
                weight += self._weight_of_words(equation)
            yield Mention(weight - rank * LATER, equation, occurrence)

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

    def _weight_of_words(self, equation: Equation) -> float:
        found = self._sentence(equation)
        if found is None:
            return 0.0
        passage, start, end = found
        key = (passage.span, start, end)  # that of all rows of a display
        if key not in self._weights:
            self._weights[key] = weight_of_words(passage.text[start:end], passage.kind)
        return self._weights[key]

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


_INDEX = re.compile(r"(?:\\?[A-Za-z]+|\d+)(?:\s*[+-]\s*\d+)?\s*")
_ZERO = re.compile(r"(?<!\d)0\Z")
_WORD_SYMBOL = re.compile(
    r"\\(?:operatorname\*?|mathrm|text|mathsf|mathit|mathtt|texttt|textsc)\{([A-Za-z][A-Za-z \-]{2,})\}$"
)


def _form(spelling: Spelling) -> tuple[str, int, str]:
    """What symbols share that differ by the letters and numbers of their indices alone: ``w_{1:t}``, ``w_{1:T-1}``."""
    above = spelling.sup if spelling.sup in STARS else str(bool(spelling.sup))
    return _INDEX.sub(".", spelling.sub), len(spelling.primes), above


def _by_weight(mention: Mention) -> float:
    return mention.weight


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
