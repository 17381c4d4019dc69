"""The sentences of a paper that go with a question: of each symbol, and around the formula."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from reader.assistant.wording import addresses_a_machine

if TYPE_CHECKING:
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.study.purpose.surroundings import NearSentence
    from reader.study.study import Study

MOST = 6  # sentences of a symbol
FIRST = 3  # of them those in which it is first met
LONGEST = 400  # characters of one
BEFORE, AFTER = 1400, 900  # characters around a formula
WHOLE = 60_000  # characters of a paper that is sent whole


class FormulaContext:
    """What the paper says near its formulas. Sentences that address a machine are not in it."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self._sentences: dict[str, list[NearSentence]] = {}
        self._by_symbol: dict[str, list[tuple[str, NearSentence]]] = {}
        self._kin: dict[str, list[str]] = {}
        for annotation in study.reading.annotations:
            symbol = annotation.symbol
            self._kin.setdefault(symbol.base or symbol.latex, []).append(symbol.id)
        for file, sentence in study.surroundings.sentences():
            self._sentences.setdefault(file, []).append(sentence)
            for symbol_id in sentence.symbols:
                self._by_symbol.setdefault(symbol_id, []).append((file, sentence))
        self._displays: dict[str, list[tuple[int, str]]] = {}
        for each in study.document.equations:
            if each.display:
                span = each.formula.span
                self._displays.setdefault(span.file, []).append((span.start, f"$${each.formula.latex.strip()}$$"))

    def sentences(self, annotation: Annotation, equation: Equation) -> list[str]:
        """Those that may say what a symbol is: of it, then of its letter; the first ones, then the nearest."""
        found = dict.fromkeys(self._of_definitions(annotation))
        kin = self._kin.get(annotation.symbol.base or annotation.symbol.latex, [])
        for ids in ([annotation.symbol.id], kin):
            spoken = [each for symbol_id in ids for each in self._by_symbol.get(symbol_id, [])]
            for _, sentence in (*spoken[:FIRST], *sorted(spoken, key=lambda each: _gap(each, equation))):
                found.setdefault(_folded(sentence.text)[:LONGEST])
        sound = (text for text in found if not addresses_a_machine(text))
        return list(islice(sound, MOST))

    def paragraphs(self, equation: Equation) -> str:
        """The text around a formula, the formulas in it displayed, the order that of the source."""
        span = equation.formula.span
        return _folded(self._between(span.file, span.start - BEFORE, span.end + AFTER))

    def whole(self) -> str:
        """The paper's prose with its displays, file after file, as much as may be sent."""
        return "\n\n".join(_folded(self._between(file, 0, sys.maxsize)) for file in self._sentences)[:WHOLE]

    def _between(self, file: str, start: int, end: int) -> str:
        near = [
            (each.start, each.text)
            for each in self._sentences.get(file, [])
            if start <= each.start and each.end <= end and not addresses_a_machine(each.text)
        ]
        displays = (each for each in self._displays.get(file, []) if start <= each[0] <= end)
        near += [each for each in displays if not addresses_a_machine(each[1])]
        return " ".join(text for _, text in sorted(near))

    @staticmethod
    def _of_definitions(annotation: Annotation) -> Iterator[str]:
        for candidate in annotation.trace.candidates:
            if candidate.statement is not None:
                yield _folded(candidate.statement.definition.sentence)[:LONGEST]


def _folded(text: str) -> str:
    """Lines and stretches of blanks carry nothing, and cost."""
    return " ".join(text.split())


def _gap(said: tuple[str, NearSentence], equation: Equation) -> float:
    file, sentence = said
    span = equation.formula.span
    return abs(sentence.start - span.start) if file == span.file else float("inf")
