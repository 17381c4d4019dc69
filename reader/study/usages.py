"""Where a symbol is first used, where its author defines it, and where he gives it another meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.model.annotations import Annotation, Definition
from reader.model.document import Equation
from reader.model.symbols import Symbol

RELIABLE = 0.6  # definitions less sure than this are not counted
_IN_SCRIPT = re.compile(r"[_^]\s*(?:\{(?:[^{}]|\{[^{}]*\})*)?\Z")
PASSAGE = 1_000_000  # in positions of the evidence, millions count passages


@dataclass(frozen=True, slots=True)
class Usage:
    """``first`` is the formula that holds the symbol first, in reading order, ``displayed`` the first displayed one.

    ``defined`` are the author's definitions of exactly this spelling in reading order, each with how many passages
    behind the first display it stands (negative where it stands before); ``introduced`` says the same of the first
    formula that begins with the symbol ("$K = 2c$"), None where none does.
    """

    annotation: Annotation
    first: Equation | None
    displayed: Equation | None
    defined: tuple[tuple[Definition, int], ...]
    introduced: int | None
    place: int  # the position of the first display in reading order


class Usages:
    """The usages of a paper's symbols, by what linking gathered."""

    def __init__(self, evidence: LinkingEvidence) -> None:
        self.evidence = evidence
        self._formulas: Mapping[str, Equation] = self.evidence.formulas

    def of(self, annotation: Annotation) -> Usage:
        """Where one symbol is used and defined."""
        used = sorted(
            {occurrence.equation for occurrence in annotation.symbol.occurrences} & self._formulas.keys(),
            key=self.evidence.order.rank_of_equation,
        )
        displayed = next((self._formulas[one] for one in used if self._formulas[one].display), None)
        return Usage(
            annotation,
            self._formulas[used[0]] if used else None,
            displayed,
            tuple(self._defined(annotation, displayed)),
            self._introduced(annotation, displayed),
            self.evidence.order.rank_of_equation(displayed.id) if displayed else 0,
        )

    def is_label(self, symbol: Symbol) -> bool:
        """Whether it stands in subscripts and superscripts only, where displayed: ``o`` of ``L_{elbo}``, ``T`` of
        ``A^T``."""
        shown = [(self._formulas.get(one.equation), one.start) for one in symbol.occurrences]
        return all(
            _IN_SCRIPT.search(formula.formula.expanded, 0, start)
            for formula, start in shown
            if formula and formula.display
        )

    def _defined(self, annotation: Annotation, displayed: Equation | None) -> list[tuple[Definition, int]]:
        shown = self._passage(self.evidence.order.rank_of_equation(displayed.id)) if displayed else 0
        statements = self.evidence.statements.by_spelling.get(annotation.symbol.latex, ())
        reliable = [statement for statement in statements if statement.reliability >= RELIABLE]
        reliable.sort(key=lambda statement: statement.position)
        return [(statement.definition, self._passage(statement.position) - shown) for statement in reliable]

    def _introduced(self, annotation: Annotation, displayed: Equation | None) -> int | None:
        formula = self.evidence.mentions.introducing(annotation.symbol)
        if formula is None:
            return None
        shown = self.evidence.order.rank_of_equation(displayed.id) if displayed else 0
        return self._passage(self.evidence.order.rank_of_equation(formula.id)) - self._passage(shown)

    def _passage(self, position: int) -> int:
        return position // PASSAGE
