"""Formulas whose truth hangs on conditions that made-up numbers need not keep: bounds, and letters of pairs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from reader.formula.positions.relations import COMPARING
from reader.formula.semantics.free_values import values_in
from reader.formula.semantics.nodes import Chain, Constant, Meaning, Number, Power, Root, Symbol, bare
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.statements import statements_of
from reader.formula.shapes.expressions import named
from reader.formula.syntax.tree import walk
from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.plan import Plan
from reader.study.evaluation.planning.evaluated import is_atom
from reader.study.evaluation.refusal import Refusal

BOUNDS = COMPARING | {r"\preceq", r"\succeq"}
UNEQUAL = frozenset({r"\ne", r"\neq"})
PROPORTIONAL = r"\propto"
UNSAID = "unsaid-conditions"
PLAIN = (Symbol, Number, Constant)
PAIR = 2  # indices


def why_conditional(made: Attempt, said: Meaning) -> Refusal | None:
    """Why a formula is not moved that holds under conditions which a paper seldom says in signs.

    A bound holds for what its theorem assumes; a vector has as many entries as its dimension says. What has two
    indices of one range may be symmetric, nought on its diagonal, or sum to one over both; and of what is told for
    ``i \\ne j`` nothing is said where they are equal.
    """
    plan = made.trial.plan
    if is_bound(said):
        return Refusal(UNSAID, meaning_latex(made.part))
    tied = chain(_lengths(plan, said), lengths_below_roots(made), _pairs(plan), _told_apart(plan, said))
    return next((Refusal(UNSAID, latex) for latex in tied), None)


def is_bound(said: Meaning) -> bool:
    """Whether its first statement bounds a thing, no mere "k > 1"; or is two of proportions that print has run
    together. What stands behind it may be its condition."""
    statements = (bare(item) for item in statements_of(said))
    first = next((each for each in statements if not (isinstance(each, Chain) and _is_plain(each))), None)
    signs = [each.sign for each in first.relations] if isinstance(first, Chain) else []
    return not BOUNDS.isdisjoint(signs) or signs.count(PROPORTIONAL) > 1


def _is_plain(statement: Chain) -> bool:
    return all(isinstance(bare(each), PLAIN) for each in statement.operands)


def _pairs(plan: Plan) -> Iterator[str]:
    """Inputs that run over two indices of one range, but for shares that sum to one along one of them. What runs over
    draws is no such pair."""
    if plan.means:
        return
    inputs = {each.latex: each for each in plan.inputs if not each.normalised}
    for step in plan.steps:
        found = inputs.get(step.latex)
        if found is not None and len(step.axes) >= PAIR and len(set(found.sizes[:PAIR])) == 1 < found.sizes[0]:
            yield step.latex


def _lengths(plan: Plan, said: Meaning) -> Iterator[str]:
    """Whole numbers in an exponent beside a vector, of which nothing says that they count its entries: the n of
    ``(2 \\pi)^{n/2}`` does."""
    if not any(step.shape for step in plan.steps):
        return
    raised = {
        each.latex
        for node in walk(said)
        if isinstance(node, Power)
        for each in walk(node.exponent)
        if isinstance(each, Symbol)
    }
    for each in plan.inputs:
        if each.domain == "natural" and each.fixed is None and not each.sizes and each.latex in raised:
            yield each.latex


def lengths_below_roots(made: Attempt) -> Iterator[str]:
    """Sizes below a root beside a vector, ``k / \\sqrt{d}``, that are neither its length nor how many are counted."""
    shop = made.trial.workshop
    sizes = {each.latex for each in made.trial.plan.inputs if each.why == "is-size"}
    below = [node for node in made.trial.nodes if isinstance(node, Root)]
    found = {each.latex for node in below for each in values_in(node.body)} & sizes
    if not found or not any(step.shape for step in made.trial.plan.steps):
        return
    wanted = [each.size for each in shop.indices.ranges.values()]
    atoms = [node for node in made.trial.nodes if is_atom(node, shop.knowledge) and not shop.is_index_value(node)]
    wanted += [size for node in atoms for size in shop.target(node)[1].dimensions]
    known = {name for size in wanted for name in shop.inference.normal(size).names}
    for name in sorted(found):
        if known.isdisjoint(shop.inference.normal(named(name)).names):
            yield name


def _told_apart(plan: Plan, said: Meaning) -> Iterator[str]:
    """Results over two indices of a formula that says somewhere that two of them differ."""
    chains = (node for node in walk(said) if isinstance(node, Chain))
    if any(each.sign in UNEQUAL for one in chains for each in one.relations):
        yield from (each.latex for each in plan.results if len(each.axes) >= PAIR)
