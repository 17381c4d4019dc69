"""Inputs that another formula of the paper gives and that a run would make up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from reader.formula.semantics.nodes import Application, Chain, Listing, Meaning, Number, Symbol, bare
from reader.formula.semantics.printer import meaning_latex
from reader.study.evaluation.attempts import Attempt, equations_in
from reader.study.evaluation.conditions.values_given import parted
from reader.study.evaluation.inputs import is_free
from reader.study.evaluation.matrices.said import is_diagonal
from reader.study.evaluation.plan import Input
from reader.study.evaluation.refusal import Refusal
from reader.study.moving.reach import ANY, BY_DOMAIN, FEW, reach_of

BOUNDED = frozenset({"unit", "share", "fraction", "signed-unit"})  # kinds that say on both sides where they end


def why_elsewhere(made: Attempt, given: Mapping[str, Meaning]) -> Refusal | None:
    """Why a name, or a function's value, is not made up: another formula says what it is, which may not give the
    numbers that would be drawn. ``J = \\sqrt{k / (2 k + 2)}`` stays below 0.71, and ``A = s^2 I`` is no other matrix.
    """
    taken = {each.latex for each in made.trial.plan.inputs}
    for each in made.trial.plan.inputs:
        if (
            is_free(each)
            and not each.normalised
            and any(not may_give(side, each, made, taken) for side in sides_giving(each.latex, given))
        ):
            return Refusal("function-given", each.latex)
    return None


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
    if wanted.domain in BOUNDED or wanted.ends is not None:
        return True
    if wanted.domain not in BY_DOMAIN:  # a matrix of a kind, a whole number
        return isinstance(side, Listing | Symbol) or is_diagonal(side)
    reach = reach_of(side, kinds, {*taken} - {wanted.latex})
    return reach == ANY or (reach != FEW and BY_DOMAIN[wanted.domain] == reach)
