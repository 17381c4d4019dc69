"""Numbers that the authors set, for the inputs of a run: beta = 5000 where they say so, and no other; and between which
they say that names lie."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import (
    Application,
    Listing,
    Meaning,
    Number,
    Operation,
    Quotient,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.parser import read_meaning
from reader.formula.shapes.declared import EQUAL
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST
from reader.study.evaluation.inputs import COUNTING, FEW, ends_of, inputs_of, limits_of
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.planner import make_plan
from reader.study.evaluation.planning.run import run_plan
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.relations import SUPPOSING_SIZES, UNLESS, said_in, word_before
from reader.study.evaluation.spelling import levels
from reader.study.noun_kinds import usual_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.model.reading import Reading
    from reader.study.evaluation.plan import Input
    from reader.study.paper_shapes import Survey
    from reader.study.values import SymbolValue

LAYING_DOWN = frozenset({"let", "where", "assume", "assuming", "suppose", "require", "requires"})
TRYING = frozenset(
    (
        "find",
        "found",
        "sweep",
        "swept",
        "try",
        "tried",
        "search",
        "searched",
        "tune",
        "tuned",
        "test",
        "tested",
        "vary",
        "varied",
        "values",
        "over",
        "from",
        "among",
        "use",
        "used",
        "consider",
        "range",
        "grid",
        "between",
        "within",
    )
)  # what authors try out others may go beyond
BOUNDING = AT_MOST | AT_LEAST | EQUAL | {r"\in"}
LARGEST = 1e6  # a number that one can still drag


SAID = frozenset({"paper", "structure", "reader", "model"})  # in this paper, and not by custom alone


def with_numbers(knowledge: Knowledge, reading: Reading, found: Survey) -> Knowledge:
    """The same with the numbers between which names lie: by what the paper says, and mostly by what they are called."""
    general = unsupposed(reading, found.trees.all())
    return replace(knowledge, ends=ends_in([*general, *found.joined]), usual=usual_numbers(reading.annotations))


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


def as_set(wanted: Input, values: Mapping[str, SymbolValue]) -> Input:
    """The input with what the authors set it to, where that is one number of its kind."""
    said = values.get(wanted.latex) if not wanted.sizes and wanted.fixed is None else None
    number = number_of(said.value) if said is not None else None
    if number is None or abs(number) > LARGEST or not fits(wanted.domain, number):
        return wanted
    low, high = limits_of(wanted)
    return replace(wanted, chosen=number, ends=wanted.ends if low <= number <= high else None)


def fits(domain: str, number: float) -> bool:
    """Whether an input of this kind may hold the number."""
    if domain in COUNTING:
        return number >= 1 and number.is_integer()
    if domain in FEW:
        return number in FEW[domain]
    if domain == "integer":
        return number.is_integer()
    low, high = ends_of(domain)
    return low <= number <= high and (domain != "positive" or number > 0)


# --- between which numbers the paper says that names lie ---


def unsupposed(reading: Reading, formulas: Iterable[tuple[Equation, Meaning]]) -> Iterator[Meaning]:
    """Displays, and of the text the formulas that bound a name on both sides or that the words lay down: no "if
    $x > 3$" and no "($p < 0.05$)".
    """
    for equation, meaning in formulas:
        bounds = [each for each in said_in(meaning) if any(one.sign in BOUNDING for one in each.relations)]
        if not bounds:
            continue
        word = word_before(equation, reading) if not equation.display else "let"
        both = all(len(each.operands) > 2 or each.relations[0].sign == r"\in" for each in bounds)
        if word in LAYING_DOWN or (both and word not in SUPPOSING_SIZES | UNLESS | TRYING):
            yield meaning


Ends = tuple[float | None, float | None]


def ends_in(formulas: Iterable[Meaning]) -> Mapping[str, Ends]:
    """Between which numbers names lie, as ``f()`` the values of functions: ``x \\le 9/8``, ``x \\in [0.1, 3]`` and
    ``\\sup_r f(r) = 9/8``, where all that is said agrees.
    """
    found: dict[tuple[str, bool], set[float]] = {}  # by name, and whether it is the upper end
    for chain in (said for formula in formulas for said in said_in(formula)):
        for (left, right), relation in zip(pairwise(chain.operands), chain.relations, strict=True):
            for low, high in _bounded(left, right, relation.sign):
                for name, number, above in ((low, _number(high), True), (high, _number(low), False)):
                    if number is not None and (spelled := _bounded_name(name)):
                        found.setdefault((spelled, above), set()).add(number)
    known = {(0.0, 1.0), (-1.0, 1.0)}  # these are declared, section by section
    two = {name for (name, _), numbers in found.items() if len(numbers) > 1}
    ends = {name: (_only(found.get((name, False))), _only(found.get((name, True)))) for name, _ in found}
    return {name: end for name, end in ends.items() if name not in two and end not in known and _is_sure(*end)}


def _bounded(left: Meaning, right: Meaning, sign: str) -> Iterator[tuple[Meaning, Meaning]]:
    """Pairs of which the first is at most the second."""
    if sign in AT_MOST | AT_LEAST:
        yield (left, right) if sign in AT_MOST else (right, left)
    elif (
        sign == r"\in" and isinstance(right, Listing) and right.kind in ("interval", "tuple") and len(right.items) == 2
    ):
        yield from ((right.items[0], left), (left, right.items[1]))
    elif sign in EQUAL and isinstance(left, Operation) and left.kind == "extremum" and _number(right) is not None:
        if left.operator in (r"\sup", r"\max"):
            yield left.body, right
        elif left.operator in (r"\inf", r"\min"):
            yield right, left.body


def _bounded_name(node: Meaning) -> str:
    if isinstance(node, Symbol):
        return node.latex
    head = node.function if isinstance(node, Application) else None
    return f"{head.latex}()" if isinstance(head, Symbol) else ""


def _number(node: Meaning) -> float | None:
    node = bare(node)
    if isinstance(node, Number):
        return float(node.text) if node.text.replace(".", "", 1).isdigit() else None
    if isinstance(node, Total) and node.signs == ("-",):
        number = _number(node.terms[0])
        return -number if number is not None else None
    if isinstance(node, Quotient) and node.form != "binom":
        above, below = _number(node.numerator), _number(node.denominator)
        return above / below if above is not None and below else None
    return None


def _only(numbers: Collection[float] | None) -> float | None:
    return next(iter(numbers)) if numbers is not None and len(numbers) == 1 else None


def _is_sure(low: float | None, high: float | None) -> bool:
    """Whether an end says more than a sign, and leaves room."""
    return (high is not None or low not in (None, 0.0)) and (low is None or high is None or low < high)
