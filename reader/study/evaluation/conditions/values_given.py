"""Functions whose values a display gives: these are not made up elsewhere, nor at a place where they are a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Meaning,
    Number,
    Operation,
    Product,
    Quotient,
    Symbol,
    Total,
    Undecided,
    bare,
    leaf_latex,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.statements import statements_of
from reader.formula.shapes.declared import EQUAL
from reader.formula.shapes.expressions import skeleton
from reader.formula.syntax.tree import walk
from reader.study.evaluation.inputs import is_free
from reader.study.evaluation.plan import Input, Plan
from reader.study.evaluation.relations import said_in
from reader.study.evaluation.spelling import base_of

if TYPE_CHECKING:
    from reader.study.evaluation.knowledge import Knowledge

OPEN = "(["  # what a function's arguments stand in
LOGS = (r"\log", r"\ln")
PLAIN_VALUES = frozenset({"atom-value"})
BESIDE = frozenset({"ground-beside"})
"""What an input is taken for where nothing but the formula in hand speaks of it."""


@dataclass(frozen=True, slots=True)
class ValuesGiven:
    """By head of a function, with its counting scripts as ``*``, the left sides of the displays that give its values.
    At places are a head, and which of its arguments is a number where it gives one: the first of ``S(1) = 1``.
    Of ``any_number`` are functions that may give any: of ``r(x) = \\log \\frac{p(x)}{q(x)}``.
    """

    by_head: dict[str, frozenset[str]] = field(default_factory=dict)
    any_number: frozenset[str] = frozenset()
    at_places: frozenset[tuple[str, int]] = frozenset()


def values_given_in(formulas: Iterable[tuple[bool, Meaning]]) -> ValuesGiven:
    """What formulas say that functions give; with each whether it is a display."""
    by_head: dict[str, set[str]] = {}
    bounded: set[str] = set()
    places: set[tuple[str, int]] = set()
    for shown, chain in ((shown, each) for shown, formula in formulas for each in said_in(formula)):
        left, right = meaning_latex(chain.operands[0]), bare(chain.operands[1])
        head, inside = parted(left)
        if not inside or not is_value(chain.operands[0]) or chain.relations[0].sign not in EQUAL:
            continue
        if isinstance(right, Number):
            family, numbers = skeleton(head)[0], enumerate(arguments_in(inside))
            places |= {(family, k) for k, each in numbers if each.isdigit()}
        elif shown and any(isinstance(node, Symbol | Undecided) for node in walk(right)):
            family = skeleton(head)[0]
            by_head.setdefault(family, set()).add(left)
            bounded |= set() if is_any_number(right) else {family}
    lefts = {head: frozenset(found) for head, found in by_head.items()}
    return ValuesGiven(lefts, frozenset(lefts.keys() - bounded), frozenset(places))


def is_any_number(side: Meaning) -> bool:
    """Whether a side goes from minus to plus infinity by its form: one of its terms is the logarithm of a ratio or of a
    function, or a sum of such.
    """
    terms = [bare(each) for each in side.terms] if isinstance(side, Total) else [bare(side)]
    last = [bare(each.factors[-1]) if isinstance(each, Product) else each for each in terms]
    last = [bare(each.body) if isinstance(each, Operation) and each.kind == "sum" else each for each in last]
    logs = (each.arguments[0] for each in last if isinstance(each, Application) and leaf_latex(each.function) in LOGS)
    return any(isinstance(bare(each), Quotient | Application) for each in logs)


def is_value(left: Meaning) -> bool:
    """``f(x)``, and ``s[t]`` that may be an entry."""
    return isinstance(left, Application) or (isinstance(left, Undecided) and left.reason == "application-or-product")


def parted(latex: str) -> tuple[str, str]:
    """``f`` and ``x, t`` of ``f(x, t)``, ``s`` and ``t`` of ``s[t]``; of a name itself and ""."""
    start = next((k for k, mark in enumerate(latex) if mark in OPEN and is_outside(latex[:k])), len(latex))
    return latex[:start], latex[start + 1 : -1]


def is_outside(latex: str) -> bool:
    """Whether what follows stands in no braces."""
    return latex.count("{") == latex.count("}")


def arguments_in(inside: str) -> list[str]:
    """The parts between commas that stand in no brackets."""
    found, depth = [""], 0
    for mark in inside:
        depth += (mark in "([{") - (mark in ")]}")
        if mark == "," and not depth:
            found.append("")
        else:
            found[-1] += mark
    return [each.strip() for each in found]


def function_given(plan: Plan, said: Meaning, knowledge: Knowledge, named: Iterable[str]) -> str | None:
    """A value that is put in of a function that another display gives, or a formula in the text (of these the names are
    ``named``), where it cannot be computed here, and nothing says which numbers it gives.
    """
    given = knowledge.values_given
    heads = {each.latex: skeleton(parted(each.latex)[0])[0] for each in plan.inputs if is_any(each, knowledge.signs)}
    own = frozenset(meaning_latex(each.operands[0]) for each in statements_of(said) if isinstance(each, Chain))
    families = {skeleton(name)[0] for name in named} if any(latex != head for latex, head in heads.items()) else ()
    found = (latex for latex, head in heads.items() if parted(latex)[1] and head not in given.any_number)
    return next((each for each in found if heads[each] in families or given.by_head.get(heads[each], own) - own), None)


def is_any(each: Input, signs: Mapping[str, str]) -> bool:
    """Whether nothing but its place says which numbers an input holds: no sign that formulas give it, no bounds."""
    head = parted(each.latex)[0]
    told = {signs.get(name, "real") for name in (f"{head}()", f"~{base_of(head)}()")} - {"", "real"}
    plain = each.why in PLAIN_VALUES or (each.why in BESIDE and each.domain == "real")
    return is_free(each) and plain and not told and each.ends is None


def value_at_place(plan: Plan, given: ValuesGiven) -> str | None:
    """Values at all places that a letter counts, where the paper says what the one at a number is; of no law, whose
    values add up to one.
    """
    for each in plan.inputs if given.at_places else ():
        head, inside = parted(each.latex)
        axes = next((step.axes for step in plan.steps if step.latex == each.latex), ()) if inside else ()
        for k, argument in enumerate(arguments_in(inside)) if axes and is_free(each) and not each.normalised else ():
            if argument in axes and (skeleton(head)[0], k) in given.at_places:
                return each.latex
    return None
