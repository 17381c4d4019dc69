"""How a formula follows from the line before it, as the page shows it. Formulas are left open in the sentences.

::

    [{"before": latex, "sign", "after": latex,              # two sides of a relation, or of two rows
      "names": [{"en", "ja", "what": latex, "at": place}],  # the rules that lead there; "{what}" is left open
      "agreement": key of a text | null}]

A place is in the formula itself; what stands in the line before has none. Without names only the order changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from reader.messages import LANGUAGES
from reader.output.rows.row import Row
from reader.output.typesetting.line_sentences import LineSentences, agreement_key, quoted
from reader.study.derivations.difference import placed
from reader.study.derivations.reading import Lines

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.study.derivations.chains import Link
    from reader.study.derivations.explaining import Name
    from reader.study.derivations.reading import LineStep, Spot
    from reader.study.study import Study

TEXTS = ("only-order", "agree", "differ", "agree-bound", "differ-bound")


class BenchLines:
    """The steps of one paper; a chain is looked at when one of its formulas is opened."""

    def __init__(self, study: Study) -> None:
        self.lines = Lines(study)
        self.sentences = LineSentences(study, self.lines.equations)
        self.steps: dict[int, Sequence[LineStep]] = {}

    @cached_property
    def chains(self) -> dict[str, list[tuple[Link, ...]]]:
        """By equation, the chains with a step that ends in it."""
        found: dict[str, list[tuple[Link, ...]]] = {}
        for chain in self.lines.chains:
            for equation in dict.fromkeys(link.after.equation for link in chain):
                found.setdefault(equation, []).append(chain)
        return found

    def rows(self, equation: Equation) -> list[Row]:
        """The steps that lead to a formula or lie in it, by rules that are known; what only gives a name is none."""
        steps = (step for chain in self.chains.get(equation.id, ()) for step in self._steps(chain))
        return [
            self._row(step)
            for step in steps
            if step.equation == equation.id and not step.states and (step.names or not step.changes)
        ]

    def _steps(self, chain: tuple[Link, ...]) -> Sequence[LineStep]:
        if id(chain) not in self.steps:
            self.steps[id(chain)] = self.lines.steps_of(chain)
        return self.steps[id(chain)]

    def _row(self, step: LineStep) -> Row:
        before, after = step.link.before, step.link.after
        return {
            "before": before.latex[before.meaning.start : before.meaning.end],
            "sign": step.link.sign,
            "after": after.latex[after.meaning.start : after.meaning.end],
            "names": [self._name(name, step) for name in step.names],
            "agreement": agreement_key(step),
        }

    def _name(self, name: Name, step: LineStep) -> Row:
        said: Row = {language: self.sentences.name(name, language, "{what}") for language in LANGUAGES}
        place = placed(name.after, step.link.after.latex)
        spot = step.link.after.place(*place) if place else None
        return {**said, "what": quoted(name.fact.one) if name.fact else "", "at": _here(spot, step.equation)}


def _here(spot: Spot | None, equation: str) -> tuple[int, int] | None:
    return (spot[1], spot[2]) if spot is not None and spot[0] == equation else None
