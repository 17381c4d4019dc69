"""Numbers that the authors set, for the inputs of a run: beta = 5000 where they say so, and no other."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.formula.semantics.parser import read_meaning
from reader.formula.syntax.parsing import parse_formula
from reader.study.evaluation.inputs import COUNTING, FEW, ends_of, inputs_of
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.planner import make_plan
from reader.study.evaluation.planning.run import run_plan
from reader.study.evaluation.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.study.evaluation.plan import Input
    from reader.study.values import SymbolValue

POSITIVE = frozenset({"positive", "diagonal-positive"})
LARGEST = 1e6  # a number that one can still drag


@lru_cache(maxsize=512)
def number_of(latex: str) -> float | None:
    """The value of a number as authors write it: ``0.9``, ``5{,}000``, ``3 \\times 10^{-4}``."""
    plain = latex.replace("{,}", "").replace(r"\,", "").replace(",", "").replace(r"\%", "/100")
    expression = parse_formula(plain)
    if expression.problems:
        return None
    try:
        plan = make_plan(read_meaning(expression), Knowledge())
        done = run_plan(plan, inputs_of(plan))
    except Refusal:
        return None
    value = done.of(plan.results[-1]) if not plan.inputs and len(plan.results) == 1 else None
    return float(value) if value is not None and not value.shape and math.isfinite(value) else None


def as_set(wanted: Input, values: Mapping[str, SymbolValue]) -> Input:
    """The input with what the authors set it to, where that is one number of its kind."""
    said = values.get(wanted.latex) if not wanted.sizes and wanted.fixed is None else None
    number = number_of(said.value) if said is not None else None
    if number is None or abs(number) > LARGEST or not fits(wanted.domain, number):
        return wanted
    return replace(wanted, chosen=number)


def fits(domain: str, number: float) -> bool:
    """Whether an input of this kind may hold the number."""
    if domain in COUNTING:
        return number >= 1 and number.is_integer()
    if domain in FEW:
        return number in FEW[domain]
    if domain == "integer":
        return number.is_integer()
    low, high = ends_of(domain)
    return low <= number <= high and (domain not in POSITIVE or number > 0)
