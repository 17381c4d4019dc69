"""Why a part that runs is not moved: what of its formula would be left out says something of it as well."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from reader.formula.semantics.nodes import Chain, Meaning, Operation, Symbol, bare
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.statements import statements_of
from reader.study.evaluation.attempts import Attempt, equations_in, numbers_for
from reader.study.evaluation.matrices.said import is_diagonal
from reader.study.evaluation.planning.run import run_plan
from reader.study.evaluation.planning.statements import end_of
from reader.study.evaluation.refusal import Refusal

SOUGHT = frozenset({r"\min", r"\max", r"\arg\min", r"\arg\max", r"\operatorname{argmin}", r"\operatorname{argmax}"})


def why_lost(made: Attempt, said: Meaning) -> Refusal | None:
    """Why a run would not show what the formula says; None where it does. ``said`` is the statement of which a part or
    all runs.
    """
    if not made.whole and end_of(made.part) not in {end_of(each) for each in whole_parts(said)}:
        return Refusal("part-alone", meaning_latex(made.part))
    side = off_diagonal(made, said) or unlike_input(made, said)
    return Refusal("no-identity", side) if side is not None else None


def whole_parts(said: Meaning) -> Iterator[Meaning]:
    """What says something by itself: a statement, a side of one, what is made largest or least over all values of a
    letter. A term, a factor, what is integrated or goes to a limit is no more than a piece of what is said.
    """
    for item in statements_of(said):
        yield item
        for side in (bare(each) for each in (item.operands if isinstance(item, Chain) else (item,))):
            yield side
            if isinstance(side, Operation) and side.operator in SOUGHT and isinstance(side.lower, Symbol | None):
                yield side.body


def off_diagonal(made: Attempt, said: Meaning) -> str | None:
    """The ``\\operatorname{diag}(...)`` that a formula says its other sides are, and on these numbers they are not."""
    sides = [side for chain in equations_in(said) for side in chain.operands[1:] if is_diagonal(bare(side))]
    if not sides or len(made.trial.plan.results) != 1:
        return None
    for values in numbers_for(made.trial.plan, 1):
        found = run_plan(made.trial.plan, values, checked=False).of(made.trial.plan.results[0])
        square = found.ndim == 2 and found.shape[0] == found.shape[1]
        if square and not np.allclose(found, np.diag(np.diag(found))):
            return meaning_latex(sides[0])
    return None


def unlike_input(made: Attempt, said: Meaning) -> str | None:
    """The ``q`` of ``p = q r = q``, which on these numbers is not what the other sides give."""
    plan = made.trial.plan
    inputs = {step.latex: step for step in plan.steps if any(step.latex == each.latex for each in plan.inputs)}
    for chain in equations_in(said) if len(plan.results) == 1 else ():
        named = [step for side in chain.operands[1:] if (step := inputs.get(meaning_latex(side))) is not None]
        for values in numbers_for(plan, 1) if named and chain.end == end_of(made.part)[1] else ():
            run = run_plan(plan, values, checked=False)
            return next((each.latex for each in named if not same(run.of(each), run.of(plan.results[0]))), None)
    return None


def same(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and np.allclose(one, other)
