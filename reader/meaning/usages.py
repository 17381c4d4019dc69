"""Where a symbol is first used, where its author defines it, and where he gives it another meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glossary import Glossary
from reader.meaning.evidence import Evidence
from reader.meaning.tracing import evidence_of
from reader.model import Annotation, Definition, Equation, Reading, Sense

RELIABLE = 0.6  # definitions less sure than this are not counted
PASSAGE = 1_000_000  # in positions of the evidence, millions count passages


@dataclass(frozen=True, slots=True)
class Usage:
    """``first`` is the formula that holds the symbol first, in reading order, ``displayed`` the first displayed one.

    ``defined`` are the author's definitions of exactly this spelling in reading order, each with how many passages
    behind the first display it stands (negative where it stands before). ``redefined`` are the further meanings.
    """

    annotation: Annotation
    first: Equation | None
    displayed: Equation | None
    defined: tuple[tuple[Definition, int], ...]
    redefined: tuple[Sense, ...]
    place: int  # the position of the first display in reading order


class Usages:
    """The usages of one reading's symbols; the definitions are read once."""

    def __init__(self, reading: Reading, glossary: Glossary, evidence: Evidence | None = None) -> None:
        self.evidence = evidence or evidence_of(reading, glossary)
        self._formulas: Mapping[str, Equation] = self.evidence.formulas

    def of(self, annotation: Annotation) -> Usage:
        """Where one symbol is used and defined."""
        used = sorted(
            {occurrence.equation for occurrence in annotation.symbol.occurrences} & self._formulas.keys(),
            key=self.evidence.equation_position,
        )
        displayed = next((self._formulas[one] for one in used if self._formulas[one].display), None)
        return Usage(
            annotation,
            self._formulas[used[0]] if used else None,
            displayed,
            tuple(self._defined(annotation, displayed)),
            annotation.senses[1:],
            self.evidence.equation_position(displayed.id) if displayed else 0,
        )

    def _defined(self, annotation: Annotation, displayed: Equation | None) -> list[tuple[Definition, int]]:
        shown = self._passage(self.evidence.equation_position(displayed.id)) if displayed else 0
        statements = sorted(
            (one for one in self.evidence.by_spelling.get(annotation.symbol.latex, ()) if one.reliability >= RELIABLE),
            key=lambda one: one.position,
        )
        return [(one.definition, self._passage(one.position) - shown) for one in statements]

    def _passage(self, position: int) -> int:
        return position // PASSAGE
