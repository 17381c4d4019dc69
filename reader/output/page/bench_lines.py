"""How a formula follows from the line before it, as the page shows it. Formulas are left open in the sentences.

::

    [{"before": latex, "sign", "after": latex,              # two sides of a relation, or of two rows
      "names": [{"en", "ja", "what": latex, "at": place}],  # the rules that lead there; "{what}" is left open
      "agreement": key of a text | null}]

A place is in the formula itself; what stands in the line before has none. Without names only the order changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.messages import LANGUAGES
from reader.output.rows.row import Row
from reader.output.typesetting.line_sentences import LineSentences, agreement_key, quoted
from reader.study.derivations.difference import placed
from reader.study.derivations.reading import Lines

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.study.derivations.explaining import Name
    from reader.study.derivations.reading import LineStep, Spot
    from reader.study.study import Study

TEXTS = ("only-order", "agree", "differ", "agree-bound", "differ-bound")


class BenchLines:
    """The steps of one paper; a step is looked at when the formula in which it ends is opened."""

    def __init__(self, study: Study) -> None:
        self.lines = Lines(study)
        self.sentences = LineSentences(study, self.lines.equations)

    def rows(self, equation: Equation) -> list[Row]:
        """The steps that lead to a formula or lie in it, by rules that are known; what only gives a name is none."""
        ending = self.lines.study.lines.ending.get(equation.id, ())
        steps = (self.lines.step(chain, link) for chain, link in ending)
        return [self._row(step) for step in steps if not step.states and (step.names or not step.changes)]

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
