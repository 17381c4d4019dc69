"""A formula as code, as the page shows it beside the formula.

::

    {"numpy": [[text, place | null, comment]] | null,     # the formula's run, a line for each part
     "numpy_short", "torch", "sympy": text | null,        # one function each; one expression
     "why": {"en", "ja"} | null}                          # where there is no code at all
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from reader.messages import table
from reader.output.rows.row import Row
from reader.study.evaluation.code.dialects import TORCH
from reader.study.evaluation.code.readable_code import code_text, readable_code
from reader.study.sympy.algebra import NotComputable
from reader.study.sympy.array_code import numpy_code, torch_code
from reader.study.sympy.assumptions import assumptions_from
from reader.study.sympy.bridge import conversions
from reader.study.walkthrough.places import balanced

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reader.formula.semantics.statements import RowStatement
    from reader.model.document import Equation
    from reader.study.evaluation.plan import Plan
    from reader.study.study import Study
    from reader.study.sympy.bridge import Conversion

PASTED = "from sympy import *\n\nformula = {}\n"


class BenchCode:
    """The code of one paper's formulas."""

    def __init__(self, study: Study) -> None:
        self.study = study

    def row(self, equation: Equation, plan: Plan | None, said: RowStatement) -> Row:
        """``plan`` is that of the formula's run, None where it does not run."""
        conversion = self.conversion(equation)
        sympy = PASTED.format(conversion.code) if conversion.status == "ok" else None
        codes = {
            "numpy": _lines(equation.formula.expanded, plan, said) if plan is not None else None,
            "numpy_short": _written(numpy_code, conversion),
            "torch": _written(torch_code, conversion) or (code_text(plan, TORCH) if plan is not None else None),
            "sympy": sympy,
        }
        problem = conversion.problem if not any(codes.values()) else None
        return {**codes, "why": dict(table("conversion")[problem]) if problem else None}

    def conversion(self, equation: Equation) -> Conversion:
        """The formula for SymPy."""
        return self.converted[equation.id]

    @cached_property
    def converted(self) -> Mapping[str, Conversion]:
        """All formulas for SymPy, by id."""
        shapes = self.study.shapes
        return conversions(self.study.document, shapes.trees.evidence, assumptions_from(shapes.declarations))


def _lines(latex: str, plan: Plan, said: RowStatement) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for line in readable_code(plan):
        place = balanced(latex, *said.place(line.step.start, line.step.end)) if line.step is not None else None
        rows.append([line.text, place, line.step.latex if line.step is not None else ""])
    return rows


def _written(write: Callable[[Conversion], str], conversion: Conversion) -> str | None:
    try:
        return write(conversion)
    except NotComputable:
        return None
