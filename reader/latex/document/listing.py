"""The formulas of a paper in reading order: equations with ids, groups and numbers, and the references to them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from reader.latex.displays.references import Citations, resolve_formula, resolve_text
from reader.latex.displays.rows import FormulaRow, is_formula, make_formula
from reader.latex.tex.numbers import resolve
from reader.model.document import Equation, EquationGroup, Formula, Passage

_RELATION: Final = re.compile(
    r"\s*(?:=|<|>|:=|\\(?:leq?|geq?|approx|equiv|sim(?:eq)?|propto|to|in|coloneqq|triangleq|subset(?:eq)?|implies|iff"
    r"|Rightarrow|Leftrightarrow|leqslant|geqslant|lesssim|gtrsim|ll|gg|ne|neq|quad=|overset|stackrel)(?![A-Za-z]))"
)


class FormulaListing:
    """Collects everything that has a number. References inside numbers are resolved at the end."""

    def __init__(self, text_of: Callable[[str], str]) -> None:
        self._text_of = text_of
        self._seen: Counter[str] = Counter()
        self.equations: list[Equation] = []
        self.inline: list[Equation] = []
        self.groups: list[EquationGroup] = []
        self.numbers: dict[str, str] = {}  # label -> what \ref prints
        self.citations = Citations()

    # --- adding ---

    def add_display(self, rows: Sequence[FormulaRow], environment: str, section: str) -> str:
        """Adds the rows of a display, and returns its macro-free LaTeX."""
        equations = [self._equation(row, environment, section) for row in rows if self._register(row)]
        for equation in equations:
            self.citations.add_from(equation)
        self._group(equations, environment)
        return " \\\\ ".join(equation.formula.expanded for equation in equations)

    def inline_formula(self, row: FormulaRow) -> Formula | None:
        """A formula in the text. None where it prints nothing."""
        return make_formula(row, self._text_of) if is_formula(row) else None

    def add_inline(self, formula: Formula, section: str) -> None:
        equation = Equation(self._identify(formula), formula, "$", False, section=section)
        self.inline.append(equation)
        self.citations.add_from(equation)

    def add_step(self, formula: Formula, section: str, inline: Sequence[int], number: str | None) -> None:
        """Adds a line of an algorithm with its number, and ties the inline formulas at these indices to it."""
        step = Equation(self._identify(formula), formula, "algorithm", False, section=section, step=number)
        self.equations.append(step)
        self.citations.add_from(step)
        for at in inline:
            self.inline[at] = replace(self.inline[at], group=step.id)

    def add_subequations(self, first: int, number: str, label: str | None) -> None:
        """Groups all equations from the index ``first`` on under one number."""
        members = self.equations[first:]
        if not members:
            return
        identifier = _group_of(members[0])
        ids = tuple(equation.id for equation in members)
        self.groups.append(EquationGroup(identifier, "subequations", ids, label, number))
        for at in range(first, len(self.equations)):
            if self.equations[at].group is None:
                self.equations[at] = replace(self.equations[at], group=identifier)

    def _register(self, row: FormulaRow) -> bool:
        """Records what a row's labels refer to; whether the row is listed as an equation."""
        for label in row.labels:
            self.numbers[label] = row.number or ""
        if is_formula(row):
            return True
        if row.labels and row.number:  # the number that stands beside a picture
            identifier = "g-" + hashlib.sha1(row.labels[0].encode(), usedforsecurity=False).hexdigest()[:12]
            self.groups.append(EquationGroup(identifier, "diagram", (), row.labels[0], row.number))
        return False

    def _equation(self, row: FormulaRow, environment: str, section: str) -> Equation:
        formula = make_formula(row, self._text_of)
        return Equation(self._identify(formula), formula, environment, True, row.number, tuple(row.labels), section)

    def _group(self, rows: list[Equation], environment: str) -> None:
        """Ties the rows of one display to each other, and each row to the one that it continues."""
        if len(rows) > 1:
            identifier = _group_of(rows[0])
            for at, equation in enumerate(rows):
                before = rows[at - 1].id if at and _RELATION.match(equation.formula.expanded) else None
                rows[at] = replace(equation, group=identifier, continues=before)
            self.groups.append(EquationGroup(identifier, environment, tuple(equation.id for equation in rows)))
        self.equations += rows

    def _identify(self, formula: Formula) -> str:
        """An id that survives edits elsewhere in the paper: a hash of file and content, and a count of equal ones."""
        content = "".join(formula.latex.split())
        key = f"{formula.span.file}\0{content}"
        self._seen[key] += 1
        digest = hashlib.sha1(f"{key}\0{self._seen[key]}".encode(), usedforsecurity=False).hexdigest()
        return "e-" + digest[:12]

    # --- what references print, now that all numbers are known ---

    def settled(self, equation: Equation) -> Equation:
        number = resolve(equation.number, self.numbers)
        formula = resolve_formula(equation.formula, self.numbers)
        same = number == equation.number and formula is equation.formula
        return equation if same else replace(equation, number=number, formula=formula)

    def settled_group(self, group: EquationGroup) -> EquationGroup:
        return replace(group, number=resolve(group.number, self.numbers))

    def settled_passage(self, passage: Passage) -> Passage:
        return passage.with_formulas(lambda latex: resolve_text(latex, self.numbers))


def _group_of(first: Equation) -> str:
    """The id of a group, from its first member's."""
    return "g-" + first.id.removeprefix("e-")
