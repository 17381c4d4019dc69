"""Where a formula comes from and where it goes: the equation graph of a paper, a row for each formula.

::

    {"from": [{"symbol", "equations": [id]}],     # names in it that stand alone on the left of these formulas
     "named": [id],                               # formulas that it refers to, or its paragraph since the last display
     "to": [{"symbol", "equations": [id]}],       # formulas with the name that it gives
     "cited": [id],                               # formulas that refer to it
     "text": [{"place", "parts": [...] | null}]}  # the author's sentences that do; null: too long to be quoted
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Application, Chain, Meaning, Symbol
from reader.formula.semantics.statements import statements_of
from reader.formula.shapes.declared import EQUAL
from reader.formula.syntax.tree import walk
from reader.meaning.prose.sentence import sentence_around
from reader.model.source import Span
from reader.output.rows.row import Row
from reader.output.typesetting.quotation import Quotations

if TYPE_CHECKING:
    from reader.model.document import CrossReference, Equation, Passage
    from reader.study.study import Study

MOST_SOURCES, MOST_USES, MOST_PLACES = 1, 8, 4
LONGEST = 400  # characters of a sentence that is quoted


class BenchLinks:
    """The graph of one paper."""

    def __init__(self, study: Study) -> None:
        self.reading, self.places = study.reading, study.places
        reading = study.reading
        self.order = [each for each in reading.document.equations if each.display]
        self.number = {each.id: k for k, each in enumerate(self.order)}
        by_latex = {
            each.symbol.latex: each.symbol.id for each in reading.annotations if each.symbol.kind == "identifier"
        }
        self.given: dict[str, list[str]] = {}  # equation -> symbols
        self.givers: dict[str, list[str]] = {}  # symbol -> equations
        self.users: dict[str, list[str]] = {}
        self.senses = {
            each.symbol.id: {equation: k for k, sense in enumerate(each.senses) for equation in sense.equations}
            for each in reading.annotations
            if each.senses
        }
        for equation in self.order:
            names = (by_latex[latex] for latex in left_names(study.trees.meaning(equation)) if latex in by_latex)
            self.given[equation.id] = list(dict.fromkeys(names))
            for symbol in self.given[equation.id]:
                self.givers.setdefault(symbol, []).append(equation.id)
            for symbol in reading.symbols.get(equation.id, ()):
                if symbol not in self.given[equation.id] or symbol in _used_again(
                    study.trees.meaning(equation), by_latex
                ):
                    self.users.setdefault(symbol, []).append(equation.id)
        self.references = reading.document.references
        self.targeted, self.outgoing, self.in_text = _gathered(self.references)
        self.ends: dict[str, list[int]] = {}  # file -> where displays end
        for span in sorted((each.formula.span for each in self.order), key=lambda each: each.end):
            self.ends.setdefault(span.file, []).append(span.end)
        self.passages: dict[str, list[Passage]] = {}  # file -> its paragraphs
        for passage in sorted(reading.document.passages, key=_begin):
            self.passages.setdefault(passage.span.file, []).append(passage)
        self.quotations = Quotations.in_document(reading.document)

    def row(self, equation: Equation) -> Row:
        own = self.given[equation.id]
        used = [each for each in self.reading.symbols.get(equation.id, ()) if each not in own]
        citing = [each for each in self.targeted.get(equation.id, ()) if each.origin != equation.id]
        return {
            "from": list(self._listed(used, self.givers, equation, MOST_SOURCES)),
            "named": list(self._named(equation)),
            "to": list(self._listed(own, self.users, equation, MOST_USES)),
            "cited": list(dict.fromkeys(each.origin for each in citing if each.origin in self.number)),
            "text": self._telling(each.place for each in citing if each.origin is None),
        }  # fmt: skip

    def _telling(self, places: Iterable[Span]) -> list[Row]:
        """The sentences in which the author refers to a formula, each once, with the place where it first does."""
        told: dict[tuple[str, Span], Span] = {}
        for place in places:
            told.setdefault(self._sentence(place), place)
        return [
            {
                "place": self.places.say(place),
                "parts": self.quotations.quoted(text, span) if 0 < len(text) <= LONGEST else None,
            }
            for (text, span), place in islice(told.items(), MOST_PLACES)
        ]

    def _sentence(self, place: Span) -> tuple[str, Span]:
        """The sentence round a place; "" and the place alone where it is in no paragraph."""
        passages = self.passages.get(place.file, ())
        at = bisect_right(passages, place.start, key=_begin) - 1
        if at < 0 or place.end > passages[at].span.end:
            return "", place
        passage, offset = passages[at], place.start - passages[at].span.start
        start, end = sentence_around(passage, offset)
        sentence = passage.text[start:end].strip()
        begin = passage.span.start + passage.text.index(sentence, start)
        return sentence, Span(place.file, begin, begin + len(sentence))

    def _listed(
        self, symbols: Iterable[str], where: Mapping[str, Sequence[str]], equation: Equation, most: int
    ) -> Iterable[Row]:
        """The nearest ones first, those before it before those after it."""
        here = self.number[equation.id]
        for symbol in symbols:
            meant = self.senses.get(symbol, {})
            sense = meant.get(equation.id)
            holders = [each for each in where.get(symbol, ()) if meant.get(each) == sense]
            first = bisect_left(holders, here, key=self.number.__getitem__)
            after = bisect_right(holders, here, first, key=self.number.__getitem__)
            before = holders[max(0, first - most) : first]
            near = [*reversed(before), *holders[after : after + most]][:most]
            if near:
                yield {"symbol": symbol, "equations": near}

    def _named(self, equation: Equation) -> Iterable[str]:
        span = equation.formula.span
        ends = self.ends[span.file]
        at = bisect_right(ends, span.start)
        passages = self.passages.get(span.file, ())
        paragraph = bisect_right(passages, span.start, key=_begin)
        since = max(ends[at - 1] if at else 0, _begin(passages[paragraph - 1]) if paragraph else 0)
        told = self.in_text.get(span.file, ())
        first = bisect_left(told, since, key=itemgetter(0))
        before = (k for _, k in told[first : bisect_left(told, span.start, first, key=itemgetter(0))])
        found = (self.references[k].target for k in sorted((*self.outgoing.get(equation.id, ()), *before)))
        return dict.fromkeys(each for each in found if each in self.number and each != equation.id)


def _begin(passage: Passage) -> int:
    return passage.span.start


def _gathered(
    references: Sequence[CrossReference],
) -> tuple[Mapping[str, list[CrossReference]], Mapping[str, list[int]], Mapping[str, list[tuple[int, int]]]]:
    """The references by target; the numbers of those in formulas by origin; by file, place and number of the others."""
    targeted: dict[str, list[CrossReference]] = {}
    outgoing: dict[str, list[int]] = {}
    in_text: dict[str, list[tuple[int, int]]] = {}
    for k, each in enumerate(references):
        if each.target is not None:
            targeted.setdefault(each.target, []).append(each)
        if each.origin is not None:
            outgoing.setdefault(each.origin, []).append(k)
        else:
            in_text.setdefault(each.place.file, []).append((each.place.start, k))
    return targeted, outgoing, {file: sorted(found) for file, found in in_text.items()}


def _used_again(meaning: Meaning, by_latex: Mapping[str, str]) -> frozenset[str]:
    """The names that a formula uses beside giving them, as the next step of a series does."""
    statements = (each for each in statements_of(meaning) if isinstance(each, Chain))
    used = (node for each in statements for side in each.operands[1:] for node in walk(side))
    return frozenset(by_latex[node.latex] for node in used if isinstance(node, Symbol) and node.latex in by_latex)


def left_names(meaning: Meaning) -> Iterable[str]:
    """What a formula gives a value or a meaning to: the names alone on the left of its equals signs."""
    for statement in statements_of(meaning):
        if isinstance(statement, Chain) and statement.relations[0].sign in EQUAL:
            left = statement.operands[0]
            name = left.function if isinstance(left, Application) else left
            if isinstance(name, Symbol):
                yield name.latex
