"""Means over what is no draw, and sides of which the other one is told up to an order alone."""

from __future__ import annotations

from reader.formula.semantics.nodes import Application, Meaning, Operation, Symbol, leaf_latex
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.study.evaluation.attempts import Attempt, equations_in
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.spelling import base_of

ORDERS = frozenset({"o", "O", r"\mathcal{O}", r"\mathcal{o}", r"\Theta", r"\Omega"})  # with scripts and accents


def why_not_drawn(made: Attempt, said: Meaning) -> Refusal | None:
    """Why a mean is not moved: the letter below its sign counts something, so that something else is drawn (the
    samples of size n of ``\\mathbb{E}_n F(n)``); or one side runs and the other one ends with ``o(1)``.
    """
    kinds = made.trial.workshop.kinds
    for node in made.trial.nodes:
        below = node.lower if isinstance(node, Operation) and node.kind == "expectation" else None
        if isinstance(below, Symbol) and (
            below.latex in made.knowledge.counts or kinds.domain(below.latex) == "natural"
        ):
            return Refusal("draws-unknown", meaning_latex(node))
    drawn = {each.axis for each in made.trial.workshop.indices.ranges.values() if each.drawn}
    left = next((each for each in made.trial.plan.results if not drawn.isdisjoint(each.axes)), None)
    if left is not None:
        return Refusal("draws-unknown", left.latex)
    part = meaning_latex(made.part)
    for chain in equations_in(said) if not made.whole else ():
        others = [each for each in chain.operands if meaning_latex(each) != part]
        if len(others) < len(chain.operands) and any(map(is_up_to_order, others)):
            return Refusal("part-alone", part)
    return None


def is_up_to_order(side: Meaning) -> bool:
    return any(isinstance(node, Application) and base_of(leaf_latex(node.function)) in ORDERS for node in walk(side))
