"""Numbers that hang on a number beside them, and results that cannot be what they are of."""

from __future__ import annotations

from collections.abc import Iterator

from reader.formula.semantics.free_values import values_in
from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Chain,
    Meaning,
    Number,
    Operation,
    Power,
    Symbol,
    Total,
    bare,
    leaf_latex,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.statements import statements_of
from reader.formula.shapes.expressions import skeleton
from reader.formula.syntax.tree import walk
from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.inputs import COUNTING, is_free
from reader.study.evaluation.refusal import Refusal
from reader.study.moving.bounds import BOUNDS

OPEN_ABOVE = frozenset({"real", "positive", "nonnegative"})
COMPARED = BOUNDS | {r"\in"}
ENTRIES = frozenset({"i", "j"})  # indices of entries; those of times and members may stand at arrays
SPREADS = frozenset({r"\operatorname{Var}", r"\operatorname{var}", r"\mathbb{V}"})


def why_held(made: Attempt, said: Meaning) -> Refusal | None:
    """Why numbers that are moved each by itself would break what the formula says.

    The value of ``K`` at ``u / b`` is another one for another ``b``; a comparison has no result; and a mean of squares
    is never below zero, whatever is taken away on its right.
    """
    chains = [each for each in map(bare, statements_of(made.part)) if isinstance(each, Chain)]
    if chains and all(each.sign in COMPARED for chain in chains for each in chain.relations):
        return Refusal("unsaid-conditions", meaning_latex(made.part))
    tied = (*_values_at(made), *_below_zero(made, said), *_entries_among_wholes(made))
    return next((Refusal("related-values", latex) for latex in tied), None)


def _values_at(made: Attempt) -> Iterator[str]:
    """Unknown functions' values at what is made of a free number. A place that a letter counts off is none:
    of ``N(t)`` any course may be."""
    inputs = {each.latex: each for each in made.trial.plan.inputs}
    for node in made.trial.nodes:
        if not isinstance(node, Application) or meaning_latex(node) not in inputs:
            continue
        for letter in (each for argument in node.arguments for each in values_in(argument)):
            other = inputs.get(letter.latex)
            if other is not None and is_free(other) and other.domain not in COUNTING:
                yield meaning_latex(node)


def _below_zero(made: Attempt, said: Meaning) -> Iterator[str]:
    """Left sides that are never negative, of differences from which any number is taken."""
    free = {each.latex for each in made.trial.plan.inputs if is_free(each) and not each.ends}
    open_ = {each.latex for each in made.trial.plan.inputs if each.domain in OPEN_ABOVE} & free
    for chain in (each for each in map(bare, statements_of(said)) if isinstance(each, Chain)):
        left, right = bare(chain.operands[0]), bare(chain.operands[-1])
        if not _is_from_nought(left) or not isinstance(right, Total):
            continue
        taken = [each for each, sign in zip(right.terms, right.signs, strict=False) if sign == "-"]
        if any(each.latex in open_ for term in taken for each in walk(term) if isinstance(each, Symbol)):
            yield meaning_latex(left)


def _entries_among_wholes(made: Attempt) -> Iterator[str]:
    """What is put in as a whole array beside a number with the same one index: both are entries of something."""
    found: dict[tuple[str, ...], set[bool]] = {}
    for each in made.trial.plan.inputs:
        scripts = skeleton(each.latex)[1]
        if len(scripts) == 1 and scripts[0] in ENTRIES:
            found.setdefault(scripts, set()).add(bool(each.sizes))
    mixed = {scripts for scripts, kinds in found.items() if len(kinds) > 1}
    return (each.latex for each in made.trial.plan.inputs if each.sizes and skeleton(each.latex)[1] in mixed)


def _is_from_nought(node: Meaning) -> bool:
    if isinstance(node, Bars):
        return node.kind in ("norm", "absolute")
    if isinstance(node, Operation) and node.kind == "expectation":
        body = bare(node.body)
        return isinstance(body, Power) and isinstance(body.exponent, Number) and body.exponent.text in ("2", "4")
    return isinstance(node, Application) and leaf_latex(node.function) in SPREADS
