"""Values of densities that a run would take for probabilities of at most 1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Constant,
    Given,
    Meaning,
    Operation,
    Product,
    Symbol,
    Total,
    bare,
    leaf_latex,
)
from reader.formula.syntax.tree import children, walk
from reader.study.evaluation.inputs import is_free
from reader.study.evaluation.plan import Input, Plan
from reader.study.evaluation.planning.fragments import Trial
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.spelling import base_of

if TYPE_CHECKING:
    from reader.study.study import Study

NORMAL = r"\mathcal{N}"
OF_LAWS = frozenset({"p", "q", "f", r"\pi", r"\rho"})


def continuous_in(formulas: Iterable[Meaning]) -> frozenset[tuple[str, str]]:
    """The letters of laws and of their outcomes of which a formula says that they are normal: p and y of
    ``p(y \\mid x) = \\mathcal{N}(y; f(x), I)``.
    """
    chains = (node for formula in formulas for node in walk(formula) if isinstance(node, Chain))
    return frozenset(
        law for each in chains if any(map(_is_normal, each.operands[1:])) for law in laws_in(each.operands[0])
    )


def why_density(trial: Trial, study: Study) -> Refusal | None:
    """Why a value of such a law is not drawn between 0 and 1 as the probability of one outcome."""
    drawn = {each.latex for each in _chances(trial.plan)}
    steps = {step.start: step.latex for step in trial.plan.steps if step.latex in drawn}
    for node in trial.nodes if steps else ():
        if node.start in steps and any(law in study.continuous for law in laws_in(node)):
            return Refusal("density", steps[node.start])
    return None


def _chances(plan: Plan) -> Iterator[Input]:
    return (each for each in plan.inputs if is_free(each) and each.domain in ("unit", "share") and not each.normalised)


def _is_normal(node: Meaning) -> bool:
    """Whether it is a normal law by its name, or by its formula, which has pi and an exponential; or a mixture of
    such laws."""
    node = bare(node)
    if _is_named_normal(node):
        return True
    if isinstance(node, Operation) and node.kind == "sum":
        return _is_normal(node.body)
    if isinstance(node, Product | Total) and any(map(_is_named_normal, children(node))):
        return True
    parts = list(walk(node)) if isinstance(node, Product) else []
    exponential = any(isinstance(each, Application) and leaf_latex(each.function) == r"\exp" for each in parts)
    return exponential and any(isinstance(each, Symbol | Constant) and each.latex == r"\pi" for each in parts)


def _is_named_normal(node: Meaning) -> bool:
    node = bare(node)
    return isinstance(node, Application) and leaf_latex(node.function) == NORMAL


def laws_in(node: Meaning) -> Iterator[tuple[str, str]]:
    """The letter of a law and that of its outcome."""
    node = bare(node)
    if not isinstance(node, Application) or not node.arguments or not isinstance(node.function, Symbol):
        return
    first = bare(node.arguments[0])
    outcome = bare(first.left) if isinstance(first, Given) else first
    law = base_of(node.function.latex)
    if law in OF_LAWS and isinstance(outcome, Symbol):
        yield law, base_of(outcome.latex)
