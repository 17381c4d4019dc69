"""Two sides on the same random numbers: they agree, or they differ. Neither proves anything."""

from __future__ import annotations

from typing import Any, Literal

from reader.formula.meaning_nodes import Meaning
from reader.formula.running.evaluated import is_atom
from reader.formula.running.execution import execute
from reader.formula.running.inputs import inputs_of
from reader.formula.running.kinds import Knowledge
from reader.formula.running.plan import Plan
from reader.formula.running.planner import Planner
from reader.formula.running.refusal import Refusal
from reader.formula.running.statements import Statement
from reader.meaning.lines.explaining import LARGER, SMALLER
from reader.meaning.lines.facts import EQUAL

Agreement = Literal["agree", "differ"]

ROUNDS = 20
CLOSE = 1e-9
LARGEST = 1e12  # what comes out larger was divided by nearly nothing


def compared(one: Meaning, sign: str, other: Meaning, knowledge: Knowledge) -> Agreement | None:
    """Whether the relation holds on twenty draws of the inputs; None where the sides do not both run.

    A side that is an input as a whole says nothing of the other, and is not run.
    """
    if sign not in EQUAL | SMALLER | LARGER or any(is_atom(side, knowledge) for side in (one, other)):
        return None
    try:
        plan = Planner(knowledge, {}).plan((Statement(None, (one, other), ()),))
    except (Refusal, ValueError):
        return None
    left, right = (step.value for step in plan.results)
    if left == right or plan.results[0].shape != plan.results[1].shape:
        return None
    if set(plan.results[0].axes) != set(plan.results[1].axes):
        return None
    verdicts = [_holds(plan, seed, left, right, sign) for seed in range(ROUNDS)]
    if any(verdict is None for verdict in verdicts):
        return None
    return "agree" if all(verdicts) else "differ"


def _holds(plan: Plan, seed: int, left: int, right: int, sign: str) -> bool | None:
    """Whether the relation holds on one draw; None where there is no number, or one too large to trust."""
    import numpy as np

    try:
        values: list[Any] = execute(plan, inputs_of(plan, seed))
    except Refusal:
        return None
    a, b = values[left], values[right]
    axes, turned = plan.results[0].axes, plan.results[1].axes
    if axes != turned:
        order = [turned.index(axis) for axis in axes]
        b = np.transpose(b, (*order, *range(len(order), b.ndim)))
    if not (np.isfinite(a).all() and np.isfinite(b).all()) or max(np.abs(a).max(), np.abs(b).max()) > LARGEST:
        return None
    slack = CLOSE * (1 + np.abs(a) + np.abs(b))
    if sign in EQUAL:
        return bool((np.abs(a - b) <= slack).all())
    return bool(((a <= b + slack) if sign in SMALLER else (a + slack >= b)).all())
