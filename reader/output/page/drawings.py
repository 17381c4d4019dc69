"""A paper's formulas as MathML in which every symbol is a target."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reader.formula.syntax.parsing import parse_formula
from reader.limits.watch import spare
from reader.output.drawing.mathml import as_written, to_mathml

if TYPE_CHECKING:
    from reader.formula.semantics.nodes import Meaning
    from reader.model.document import Equation, Formula
    from reader.model.reading import Reading

TOKEN = re.compile(r"(?P<open>\{|\\begin(?![A-Za-z]))|(?P<close>\}|\\end(?![A-Za-z]))|\\.|(?P<mark>&)", re.S)
Target = tuple[int, int, str]  # start and end in the macro-free LaTeX, symbol id
Stretch = tuple[int, int]  # start and end in a formula's macro-free LaTeX


class Drawings:
    """Draws formulas of one reading; what is written twice in the text is drawn once.

    ``meaning`` gives the content tree of a formula: what its drawing tells a screen reader is read off that.
    """

    def __init__(self, reading: Reading, meaning: Callable[[Equation], Meaning | None] = lambda _: None) -> None:
        self._meaning = meaning
        targets: defaultdict[str, list[Target]] = defaultdict(list)
        for annotation in reading.annotations:
            for place in annotation.symbol.occurrences:
                targets[place.equation].append((place.start, place.end, annotation.symbol.id))
        self._targets: Mapping[str, list[Target]] = targets
        self._inline: dict[tuple[str, tuple[Target, ...]], str] = {}

    def displayed(self, equation: Equation, places: Sequence[Stretch] = ()) -> str:
        """A formula of a line of its own; what stands at ``places`` carries their numbers."""
        return spare("drawing", equation, as_written(equation.formula.expanded), self._draw, equation, places)

    def _draw(self, equation: Equation, places: Sequence[Stretch]) -> str:
        return to_mathml(
            parse_formula(equation.formula.expanded), self._of(equation), places=places,
            columns=columns_of(equation.formula), meaning=self._meaning(equation),
        )  # fmt: skip

    def inline(self, equation: Equation) -> str:
        """A formula of the running text."""
        latex, targets = key = (equation.formula.expanded, tuple(self._of(equation)))
        if key not in self._inline:
            written = as_written(latex, display=False)
            self._inline[key] = spare("drawing", equation, written, self._draw_inline, equation, targets)
        return self._inline[key]

    def _draw_inline(self, equation: Equation, targets: Sequence[Target]) -> str:
        expression = parse_formula(equation.formula.expanded)
        return to_mathml(expression, targets, display=False, meaning=self._meaning(equation))

    def _of(self, equation: Equation) -> list[Target]:
        return sorted(self._targets.get(equation.id, ()))


class NumberedPlaces:
    """Places of one formula, numbered in the order in which they are first spoken of; None is all of it."""

    def __init__(self, whole: Stretch) -> None:
        self.whole, self.numbers = whole, dict[Stretch, int]()

    @property
    def all(self) -> list[Stretch]:
        return list(self.numbers)

    def of(self, place: Stretch) -> int | None:
        if place == self.whole:
            return None
        return self.numbers.setdefault(place, len(self.numbers))

    def within(self, value: Any) -> Any:
        """The same rows with the numbers of what they have ``at``."""
        if isinstance(value, list):
            return [self.within(each) for each in value]
        if not isinstance(value, dict):
            return value
        return {key: self._at(each) if key == "at" and each is not None else self.within(each)
                for key, each in value.items()}  # fmt: skip

    def _at(self, places: Stretch | list[Stretch]) -> Any:
        return [self.of(each) for each in places] if isinstance(places, list) else self.of(places)


def columns_of(formula: Formula) -> tuple[int, ...]:
    """Where the macro-free LaTeX would have the row's alignment marks, which it leaves out."""
    marks = [formula.span.start + at for at in marks_in(formula.latex)]
    if not marks:
        return ()
    starts = [(start, offset) for offset, file, start, _ in formula.origins if file == formula.span.file]
    return tuple(next((offset for start, offset in starts if start >= mark), len(formula.expanded)) for mark in marks)


def marks_in(latex: str) -> Iterator[int]:
    """The offsets of ``&`` outside braces and environments."""
    depth = 0
    for found in TOKEN.finditer(latex):
        if found["mark"] and depth == 0:
            yield found.start()
        depth += bool(found["open"]) - bool(found["close"])


def drawn(latex: str) -> str:
    """A formula beside the text, without targets."""
    return to_mathml(parse_formula(latex), display=False)
