"""One formula with all that is known of it where one asks what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Accented, Application, Group, Labelled, Meaning, Symbol
from reader.study.purpose.claims import Claim, Claims, claims_in
from reader.study.walkthrough.known import annotations_of_rows

if TYPE_CHECKING:
    from reader.model.annotations import Annotation, Sense
    from reader.model.document import Equation
    from reader.study.study import Study


MOST_ROWS = 12  # of a display whose rows are asked for one another


@dataclass(frozen=True)  # without slots: it keeps what it found
class StatedFormula:
    """A displayed formula, from the row on that has its left side, before the rules."""

    equation: Equation
    study: Study

    @classmethod
    def of(cls, equation: Equation, study: Study) -> StatedFormula:
        """The statement that a row belongs to: a row that continues another says nothing of its own."""
        seen = {equation.id}
        while (before := study.equations.get(equation.continues or "")) is not None and before.id not in seen:
            equation = before
            seen.add(equation.id)
        statement = study.trees.statements.get(equation.id)
        return cls(study.equations[statement.rows[0].equation] if statement else equation, study)

    @cached_property
    def tree(self) -> Meaning:
        said = self.study.trees.said(self.equation)
        return said.told if said.begins else self.study.trees.meaning(self.equation)

    @cached_property
    def claims(self) -> Claims:
        return claims_in(self.tree)

    @cached_property
    def first(self) -> Claim | None:
        """The claim that the formula is shown for: the first with a sign, else the first."""
        found = self.claims.claims
        return next((each for each in found if each.left is not None), found[0] if found else None)

    @cached_property
    def subject(self) -> Symbol | None:
        """The symbol that the left side is about."""
        return head_symbol(self.first.left) if self.first is not None else None

    @cached_property
    def annotations(self) -> Mapping[str, Annotation]:
        """By canonical spelling."""
        return {each.symbol.latex: each for each in annotations_of_rows(self.equation, self.study)}

    @property
    def group(self) -> tuple[StatedFormula, ...]:
        """The rows that stand in one display with this one, and it. Not kept: it would hold itself."""
        rows = self.study.displays.get(self.equation.group or "", ())
        return tuple(StatedFormula(each, self.study) for each in rows) if 0 < len(rows) <= MOST_ROWS else (self,)

    def meant(self, latex: str) -> Annotation | Sense | None:
        """What a symbol means in this formula."""
        found = self.annotations.get(latex)
        if found is None:
            return None
        return next((each for each in found.senses if self.equation.id in each.equations), found)


def head_symbol(node: Meaning | None) -> Symbol | None:
    """The symbol that a side is about: itself, or the function that is applied."""
    while True:
        if isinstance(node, Symbol):
            return node
        if isinstance(node, Application):
            node = node.function
        elif isinstance(node, Labelled | Accented):
            node = node.base
        elif isinstance(node, Group):
            node = node.body
        else:
            return None
