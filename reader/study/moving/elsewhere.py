"""Inputs that another formula of the paper gives and that a run would make up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reader.formula.semantics.free_values import values_in
from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Chain,
    Listing,
    Meaning,
    Nothing,
    Number,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.expressions import skeleton
from reader.study.evaluation.attempts import Attempt, equations_in
from reader.study.evaluation.conditions.values_given import parted
from reader.study.evaluation.inputs import COUNTING, is_free
from reader.study.evaluation.matrices.forms import DEFINITE
from reader.study.evaluation.matrices.said import is_diagonal
from reader.study.evaluation.plan import Input
from reader.study.evaluation.refusal import Refusal
from reader.study.moving.reach import ANY, BY_DOMAIN, FEW, reach_of

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.study.study import Study

BOUNDED = frozenset({"unit", "share", "fraction", "signed-unit"})  # kinds that say on both sides where they end


def equated_in(formulas: Iterable[tuple[Equation, Meaning]]) -> Mapping[str, tuple[tuple[str, Meaning], ...]]:
    """By name, and by its family, what displays say that it equals, wherever in them they say it, each with its
    section; no numbers.
    """
    found: dict[str, list[tuple[str, Meaning]]] = {}
    for equation, formula in formulas:
        for chain in equations_in(formula) if equation.display else ():
            side = bare(chain.operands[1])
            if isinstance(chain.operands[0], Symbol) and not isinstance(side, Number | Nothing):
                name = chain.operands[0].latex
                family, letters = skeleton(name)
                counted = letters and not any(each.isdigit() for each in letters)
                for spelled in dict.fromkeys((name, family if counted else name)):
                    found.setdefault(spelled, []).append((equation.section, side))
    return {name: tuple(told) for name, told in found.items()}


def why_elsewhere(made: Attempt, given: Mapping[str, Meaning], equation: Equation, study: Study) -> Refusal | None:
    """Why a name, or a function's value, is not made up: another formula says what it is, which may not give the
    numbers that would be drawn. ``J = \\sqrt{k / (2 k + 2)}`` stays below 0.71, and ``A = s^2 I`` is no other matrix.
    """
    taken = {*made.borrowed, *(each.latex for each in made.trial.plan.inputs)}
    for each in made.trial.plan.inputs:
        if is_free(each) and not each.normalised:
            sides = tuple(sides_giving(each.latex, given)) or _equated(each.latex, equation, study)
            if any(not may_give(side, each, made, taken) for side in sides):
                return Refusal("function-given", each.latex)
    return None


def _equated(latex: str, equation: Equation, study: Study) -> Sequence[Meaning]:
    """What the displays of its section say that it is, else the only one that there is; not its own."""
    own = {meaning_latex(each.operands[1]) for each in equations_in(study.trees.said(equation).told)}
    found = study.equated.get(latex) or study.equated.get(skeleton(latex)[0], ())
    told = [each for each in found if meaning_latex(each[1]) not in own]
    here = [side for section, side in told if section == equation.section]
    return here[:1] or ([side for _, side in told] if len(told) == 1 else [])


def why_equated(made: Attempt, said: Meaning) -> Refusal | None:
    """Why a name is not made up of which the same display says that it equals another: ``A_t = g_t``."""
    named = {meaning_latex(each.operands[0]): bare(each.operands[1]) for each in equations_in(said)}
    found = (each.latex for each in made.trial.plan.inputs if is_free(each) and each.latex in named)
    latex = next((each for each in found if not isinstance(named[each], Number)), None)
    return Refusal("function-given", latex) if latex is not None else None


def sides_giving(latex: str, given: Mapping[str, Meaning]) -> Iterator[Meaning]:
    """The side by which another formula says what an input is; of ``f(x)`` what it says of f at some letters."""
    head, inside = parted(latex)
    formula = given.get(head if inside else latex)
    for chain in equations_in(formula) if formula is not None else ():
        left = bare(chain.operands[0])
        same = (
            isinstance(left, Application) and meaning_latex(left.function) == head
            if inside
            else meaning_latex(left) == latex
        )
        if same and isinstance(chain, Chain) and not isinstance(bare(chain.operands[1]), Number):
            yield bare(chain.operands[-1]) if is_diagonal(bare(chain.operands[-1])) else bare(chain.operands[1])
            return


def may_give(side: Meaning, wanted: Input, made: Attempt, taken: Collection[str]) -> bool:
    """Whether a side may give any number that is drawn for an input."""
    kinds = made.trial.workshop.kinds
    is_amount = wanted.domain in COUNTING and isinstance(side, Application | Bars)  # a rank, how many a set has
    if is_amount or wanted.domain in BOUNDED or wanted.ends is not None:
        return _is_made_elsewhere(side, wanted, taken)
    if wanted.domain not in BY_DOMAIN:  # a matrix of a kind, a whole number
        if isinstance(side, Application) and is_diagonal(side):
            inside = bare(side.arguments[0])
            return not isinstance(inside, Symbol) or reach_of(inside, kinds, {*taken} - {wanted.latex}) != FEW
        return isinstance(side, Listing | Symbol) or _is_spread(side, wanted, made, taken)
    reach = reach_of(side, kinds, {*taken} - {wanted.latex})
    return reach == ANY or (reach != FEW and BY_DOMAIN[wanted.domain] == reach)


def _is_spread(side: Meaning, wanted: Input, made: Attempt, taken: Collection[str]) -> bool:
    """Whether it is a definite matrix with another one added that is not here, ``F P F^\\top + Q``."""
    told = made.knowledge.forms
    terms = [each for each in map(bare, side.terms) if isinstance(each, Symbol)] if isinstance(side, Total) else []
    added = any(told.of(each.latex) == DEFINITE for each in terms)
    return wanted.domain == DEFINITE and added and _is_made_elsewhere(side, wanted, taken)


def _is_made_elsewhere(side: Meaning, wanted: Input, taken: Collection[str]) -> bool:
    """Whether nothing that an input is made of is here, so that it may be anywhere between its ends."""
    return {each.latex for each in values_in(side)}.isdisjoint({*taken} - {wanted.latex})
