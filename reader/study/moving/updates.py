"""Steps of an update whose direction and length the paper does not say in signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.formula.semantics.nodes import Chain, Meaning, Symbol, Total, Transposed, bare
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.study.evaluation.attempts import Attempt, equations_in
from reader.study.evaluation.inputs import is_free
from reader.study.evaluation.plan import Input
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.relations import steps_of


def why_uphill(made: Attempt, said: Meaning) -> Refusal | None:
    """Why an update is not moved: of a number or gain before a term of ``x_{t+1} = x_t - b g`` nothing says the sign,
    so that the step may go the other way; or a step ``b k (v - x^\\top k)`` towards a target may go far beyond it.
    """
    free = {each.latex: each for each in made.trial.plan.inputs if is_free(each)}
    computed = {meaning_latex(each.operands[0]): bare(each.operands[1]) for each in equations_in(said)}
    for chain in (node for node in walk(said) if isinstance(node, Chain)):
        for factors in steps_of(chain):
            last = bare(factors[-1].base) if isinstance(factors[-1], Transposed) else factors[-1]
            if (latex := _unsure(factors[:-1], computed.get(meaning_latex(last), last), free)) is not None:
                return Refusal("kind-unknown", latex)
    return None


def _unsure(before: Sequence[Meaning], last: Meaning, free: Mapping[str, Input]) -> str | None:
    """The factor before the last one that may have either sign, or be too large."""
    for k, factor in enumerate(before):
        found = free.get(meaning_latex(factor))
        if found is None or found.domain != "real" or None not in (found.ends or (None,)):
            continue
        if not found.sizes:
            return found.latex
        within = any(meaning_latex(each) == found.latex for each in walk(last))
        if is_residual(last) and not (within and any(_is_short(each, free) for each in before[:k])):
            return found.latex
    return None


def is_residual(node: Meaning) -> bool:
    """``v - X^\\top h``: what is left to a target."""
    return isinstance(node, Total) and "-" in node.signs


def _is_short(factor: Meaning, free: Mapping[str, Input]) -> bool:
    """Whether it is a step size that is small by what it is called."""
    found = free.get(meaning_latex(factor)) if isinstance(factor, Symbol) else None
    return found is not None and found.usual is not None
