"""Numbers that the authors set, for the inputs of a run: beta = 5000 where they say so, and no other; and between which
they say that names lie."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.formula.semantics.free_values import values_in
from reader.formula.semantics.nodes import Meaning, Statements, Symbol
from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import EQUAL
from reader.formula.syntax.parsing import parse_formula
from reader.study.evaluation.conditions.ends import ends_in, unsupposed
from reader.study.evaluation.inputs import COUNTING, FEW, ends_of, inputs_of, is_free, limits_of
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.planner import make_plan
from reader.study.evaluation.planning.run import run_plan
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.relations import end_named, said_in
from reader.study.evaluation.spelling import levels
from reader.study.noun_kinds import usual_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.model.annotations import Annotation
    from reader.model.reading import Reading
    from reader.study.evaluation.plan import Input
    from reader.study.paper_shapes import Survey
    from reader.study.values import SymbolValue

POSITIVE = frozenset({"positive", "diagonal-positive"})
LARGEST = 1e6  # a number that one can still drag
SAID = frozenset({"paper", "structure", "reader", "model"})  # in this paper, and not by custom alone


@dataclass(frozen=True, slots=True)
class Stated:
    """A number that the formula itself sets, ``B = 1 - e^{-t/\\tau}, \\quad \\tau = 14``."""

    value: str
    kept: bool = True


def with_numbers(knowledge: Knowledge, reading: Reading, found: Survey) -> Knowledge:
    """The same with the numbers between which names lie: by what the paper says, and mostly by what they are called."""
    general = unsupposed(reading, found.trees.all())
    parts = {
        each.latex: (0.0, 1.0)
        for rest in knowledge.rests.values()
        for each in values_in(rest)
        if isinstance(each, Symbol)
    }
    ends = {**parts, **ends_in([*general, *found.joined])}
    return replace(knowledge, ends=ends, usual=usual_numbers(reading.annotations))


def usual_numbers(annotations: Iterable[Annotation]) -> Mapping[str, tuple[float, float]]:
    """By name, and by its family, between which numbers it mostly lies: where all words for it and for its family, or
    the concept that the paper ties it to, say the same.
    """
    found: dict[str, set[tuple[float, float] | None]] = {}
    for each in annotations:
        if each.symbol.kind != "identifier" or each.status not in SAID:
            continue
        told = [sense.meaning for sense in each.senses] or [each.meaning or ""]
        concept = [link.concept.replace("-", " ") for link in each.links[:1]]
        ranges = {usual_of(words) for words in (told if any(told) else concept)}
        for level in dict.fromkeys((each.symbol.latex, *levels(each.symbol.latex)[:1])):
            found.setdefault(level, set()).update(ranges)
    sure = {name: next(iter(ranges)) for name, ranges in found.items() if len(ranges) == 1}
    agreed = {name: ends for name, ends in sure.items() if levels(name)[0] in sure or levels(name)[0] not in found}
    return {name: ends for name, ends in agreed.items() if ends is not None}


def set_in_display(said: Meaning) -> Mapping[str, Stated]:
    """What the statements of a display set letters of others to; of one statement alone nothing."""
    chains = tuple(said_in(said)) if isinstance(said, Statements) else ()
    found = {
        chain.operands[0].latex: Stated(latex)
        for chain in chains
        if len(chain.operands) == 2 and isinstance(chain.operands[0], Symbol) and chain.relations[0].sign in EQUAL
        and number_of(latex := meaning_latex(chain.operands[1])) is not None
    }  # fmt: skip
    return found if len(found) < len(said.items if isinstance(said, Statements) else ()) else {}


@lru_cache(maxsize=512)
def number_of(latex: str) -> float | None:
    """The value of a number as authors write it: ``0.9``, ``5{,}000``, ``3 \\times 10^{-4}``."""
    plain = latex.replace("{,}", "").replace(r"\,", "").replace(",", "").replace(r"\%", "/100").replace("%", "/100")
    with suppress(ValueError):
        return float(plain) if math.isfinite(float(plain)) else None  # 3e-4 too
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


def as_set(wanted: Input, values: Mapping[str, SymbolValue | Stated]) -> Input:
    """The input with what the authors set it to, where that is one number of its kind."""
    said = values.get(wanted.latex) if not wanted.sizes and wanted.fixed is None else None
    number = number_of(said.value) if said is not None else None
    if number is None or abs(number) > LARGEST or not fits(wanted.domain, number):
        return wanted
    low, high = limits_of(wanted)
    return replace(wanted, chosen=number, ends=wanted.ends if low <= number <= high else None)


def at_end(wanted: Input, knowledge: Knowledge) -> Input:
    """The input at the end of an interval that the paper gives, ``x_{\\min}`` of ``x \\in [1, 7]``."""
    named = end_named(wanted.latex) if is_free(wanted) and not wanted.sizes else None
    ends = knowledge.ends_of(named[0]) if named is not None else None
    number = ends[named[1]] if named is not None and ends is not None else None
    return replace(wanted, chosen=number) if number is not None and fits(wanted.domain, number) else wanted


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
