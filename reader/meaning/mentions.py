"""Where a paper tells most about a symbol that no phrase defines: the sentence to quote where nothing is better.

A formula that begins with the symbol tells most (``D = \\|x - y\\|``, ``W \\in \\mathbb{R}^{d}``), a sentence that
names the symbol alone less, one that only uses it least.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reader.meaning.sentence import LONGEST_UNIT, sentence_cuts
from reader.meaning.spelling import take_apart
from reader.model import Definition, Document, Equation, Occurrence, Passage, SourceKind, Span, Symbol

MOST = 12  # mentions looked at, in reading order
LATER = 0.12  # what each mention counts less than the one before it
# What stands behind a symbol that begins its formula, most telling first: the weight of such a mention.
AFTER: tuple[tuple[str, re.Pattern[str], float], ...] = (
    ("x := y", re.compile(r"\s*(?:\([^()]*\))?\s*(?::=|\\(?:triangleq|coloneqq|equiv|stackrel|overset|doteq)\b)"), 5.0),
    ("x = y", re.compile(r"\s*(?:\((?:[^()]|\([^()]*\))*\))?\s*&?\s*="), 4.0),
    ("x \\in S", re.compile(r"\s*(?:\\in|:|\\colon|\\sim|\\subset(?:eq)?)(?![A-Za-z])"), 4.0),
    ("x", re.compile(r"\s*(?:\)|\}|\\\})?\s*(?:_\s*\{?\\?\w+\}?)?\s*$"), 3.0),
    ("x(y)", re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)\s*$"), 2.5),
    ("x, y", re.compile(r"\s*[,:<>]|\s*\\(?:ge|le|geq|leq|dots|ldots|cdots)\b"), 2.5),
)
BEFORE = 300  # characters of a long sentence kept before the formula
PART, DISPLAYED = 1.0, 0.4  # the same within a formula, and within a display
CUES: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"\b(?:[Ll]et|[Dd]efin|[Dd]enot|called|represents?|refers?|stands for|is given by|are given by)"), 1.5),
    (re.compile(r"\b(?:where|with|[Gg]iven|[Ff]or|is|are|be|as)\b|[为是表示]"), 0.5),
)
KINDS: Mapping[str, SourceKind] = {"caption": "caption", "item": "item", "table": "table"}
WEIGHT_OF_KIND = {"algorithm": -1.0, "table": -0.5, "caption": -0.5}
# What a mention of the same letter in other scripts counts less: with the same words as scripts, with none, with some.
SAME, FEWER, MORE = 0.8, 1.6, 2.0
LABEL = re.compile(r"(?<=\})\s*_\s*\{")
NONE = ("", "")
LABELLED = 5.0  # a symbol alone above or below a brace that carries a label


@dataclass(frozen=True, slots=True)
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

    def quotation(self, symbol: Symbol) -> Definition | None:
        """The most telling place of a symbol, or else of its kin; None where neither stands in any prose."""
        best = self._best([(symbol, 0.0)])
        if best is None or best.weight < AFTER[3][2]:
            best = max(filter(None, (best, self._best(self._kin(symbol)))), key=_by_weight, default=None)
        return self._quoted(symbol, best) if best else None

    def _kin(self, symbol: Symbol) -> Iterator[tuple[Symbol, float]]:
        """The same letter in other scripts, with what its mentions count less."""
        own = take_apart(symbol.latex).label
        for one in self._by_base.get(take_apart(symbol.latex).base, ())[:MOST]:
            label = take_apart(one.latex).label
            if one is not symbol and (label == own or NONE in (label, own)):
                yield one, SAME if label == own else FEWER if label == NONE else MORE

    @cached_property
    def _by_base(self) -> Mapping[str, Sequence[Symbol]]:
        groups: dict[str, list[Symbol]] = defaultdict(list)
        for symbol in self._symbols:
            groups[take_apart(symbol.latex).base].append(symbol)
        return groups

    def _best(self, symbols: Iterable[tuple[Symbol, float]]) -> Mention | None:
        found = (mention for symbol, less in symbols for mention in self._mentions(symbol, less))
        return max(found, key=_by_weight, default=None)

    def _mentions(self, symbol: Symbol, less: float) -> Iterator[Mention]:
        for rank, occurrence in enumerate(self._first(symbol)):
            equation = self._equations[occurrence.equation]
            weight = _weight(equation, occurrence)
            if weight > PART:
                weight += self._weight_of_words(equation)
            yield Mention(weight - rank * LATER - less, equation, occurrence)

    def _first(self, symbol: Symbol) -> list[Occurrence]:
        """The first mentions in prose, and those displays that begin with the symbol."""
        known = [one for one in symbol.occurrences if one.equation in self._equations]
        inline = [one for one in known if not self._equations[one.equation].display]
        heads = [one for one in known if self._equations[one.equation].display]
        return inline[:MOST] + heads[:MOST]

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
        if number not in self._cuts:
            self._cuts[number] = [0, *sentence_cuts(passage), len(passage.text)]
        cuts, at = self._cuts[number], span.start - passage.span.start
        place = bisect_right(cuts, at)
        start, end = cuts[place - 1], cuts[min(place, len(cuts) - 1)]
        if equation.display and place > 1 and not _WORD.search(_COMMAND.sub("", passage.text[start:at])):
            start = cuts[place - 2]
        return passage, start, max(end, span.end - passage.span.start)

    def _weight_of_words(self, equation: Equation) -> float:
        found = self._sentence(equation)
        if found is None:
            return 0.0
        passage, start, end = found
        words = passage.text[start:end]
        return WEIGHT_OF_KIND.get(passage.kind, 0.0) + sum(weight for cue, weight in CUES if cue.search(words))

    def _quoted(self, symbol: Symbol, mention: Mention) -> Definition | None:
        found = self._sentence(mention.equation)
        span = mention.equation.formula.span
        if found is None:
            return None
        passage, start, end = found
        start, end = _trimmed(passage.text, start, end, span.start - passage.span.start, span.end - passage.span.start)
        file, shift = passage.span.file, passage.span.start
        kind: SourceKind = "display" if mention.equation.display else KINDS.get(passage.kind, "sentence")
        text = passage.text[span.start - shift : span.end - shift]
        unit = Span(file, start + shift, end + shift)
        return Definition(symbol.latex, text, span, "mention", passage.text[start:end], unit, kind)


_WORD = re.compile(r"[^\W\d_]{3}|[\u3400-\u9fff]")
_BRACE = re.compile(r"\\(?:under|over)brace\s*\{\s*$")
_COMMAND = re.compile(r"\\(?:begin|end|label)\s*\{[^{}]*\}|\\[A-Za-z]+")


def _by_weight(mention: Mention) -> float:
    return mention.weight


def _weight(equation: Equation, occurrence: Occurrence) -> float:
    latex = equation.formula.expanded
    if _BRACE.search(latex[: occurrence.start]) and LABEL.match(latex, occurrence.end + 1):
        return LABELLED
    begins = not latex[: occurrence.start].strip(" {(&\\left")
    found = (weight for _, after, weight in AFTER if begins and after.match(latex, occurrence.end))
    return next(found, DISPLAYED if equation.display else PART)


def _trimmed(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The unit without blanks at its ends, and around ``first`` to ``last`` where it is too long."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    if end - start > LONGEST_UNIT:
        start = max(start, min(first, max(last - LONGEST_UNIT, first - BEFORE)))
        start = min(first, text.find(" ", start) + 1 or start) if start else start
    return start, min(end, start + LONGEST_UNIT)
