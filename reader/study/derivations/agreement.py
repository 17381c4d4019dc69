"""Two sides on the same random numbers: they agree, or they differ. Neither proves anything."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import Any, Literal

from reader.formula.semantics.nodes import Meaning
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST
from reader.study.derivations.explaining import STRICT
from reader.study.derivations.facts import EQUAL
from reader.study.evaluation.execution import execute
from reader.study.evaluation.inputs import Nested, inputs_of
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.plan import Plan
from reader.study.evaluation.planning.evaluated import is_atom
from reader.study.evaluation.planning.planner import Planner
from reader.study.evaluation.planning.statements import ComputedStatement
from reader.study.evaluation.refusal import Refusal

Agreement = Literal["agree", "differ"]

ROUNDS = 20
CLOSE = 1e-9
SCALABLE = frozenset({"real", "positive", "nonnegative"})
LARGEST = 1e12  # what comes out larger was divided by nearly nothing


def compared(one: Meaning, sign: str, other: Meaning, knowledge: Knowledge) -> Agreement | None:
    """Whether the relation holds on twenty draws of the inputs; None where the sides do not both run.

    A side that is an input as a whole says nothing of the other, and is not run; nor are sides that speak of different
    things. What holds for numbers of one size only, or for sums of so many terms, is found out by others.
    """
    if sign not in EQUAL | AT_MOST | AT_LEAST or any(is_atom(side, knowledge) for side in (one, other)):
        return None
    statement = ComputedStatement(None, (one, other), ())
    try:
        plans = [Planner(knowledge, {}).plan((statement,))]
    except (Refusal, ValueError):
        return None
    if not speak_of_the_same(plans[0]):
        return None
    with suppress(Refusal, ValueError):
        plans.append(Planner(knowledge, {name: size + 1 for name, size in plans[0].sizes.items()}).plan((statement,)))
    verdicts = [_holds(plans[seed % len(plans)], seed, sign) for seed in range(ROUNDS)]
    told = [verdict for verdict in verdicts if verdict is not None]
    if len(told) < ROUNDS // 2:
        return None
    return "agree" if all(told) else "differ"


def speak_of_the_same(plan: Plan) -> bool:
    """Whether both sides have one form, and one of them takes in no more than the other: what stands on one side alone
    is bound by nothing. Sides that are computed alike say nothing either.
    """
    one, other = plan.results
    left, right = one.value, other.value
    if left == right or one.shape != other.shape or set(one.axes) != set(other.axes):
        return False
    mine, theirs = (inputs_in(plan, side) for side in (left, right))
    return bool(mine) and bool(theirs) and (mine <= theirs or theirs <= mine)


def inputs_in(plan: Plan, value: int) -> frozenset[int]:
    """The inputs that a value is made of, by number."""
    waiting, seen, found = [value], set[int](), set[int]()
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        instruction = plan.instructions[at]
        if instruction.operation == "input" and plan.inputs[int(str(instruction.options[0]))].fixed is None:
            found.add(int(str(instruction.options[0])))
        waiting += instruction.arguments
    return frozenset(found)


def drawn(plan: Plan, seed: int) -> list[Nested]:
    """Inputs for one draw; in half of them they differ in size by up to a hundred times."""
    values = inputs_of(plan, seed)
    if seed % 4 < 2:
        return values
    sizes = random.Random(seed)
    factors = [10 ** sizes.uniform(-1, 1) for _ in values]
    scalable = [each.domain in SCALABLE and each.fixed is None and not each.normalised for each in plan.inputs]
    return [scaled(value, factor) if may else value
            for value, factor, may in zip(values, factors, scalable, strict=True)]  # fmt: skip


def scaled(value: Nested, factor: float) -> Nested:
    return [scaled(each, factor) for each in value] if isinstance(value, list) else value * factor


def _holds(plan: Plan, seed: int, sign: str) -> bool | None:
    """Whether the relation holds on one draw; None where there is no number, or one too large to trust."""
    import numpy as np

    try:
        values: list[Any] = execute(plan, drawn(plan, seed))
    except Refusal:
        return None
    a, b = (values[step.value] for step in plan.results)
    axes, turned = plan.results[0].axes, plan.results[1].axes
    if axes != turned:
        order = [turned.index(axis) for axis in axes]
        b = np.transpose(b, (*order, *range(len(order), b.ndim)))
    if not (np.isfinite(a).all() and np.isfinite(b).all()) or max(np.abs(a).max(), np.abs(b).max()) > LARGEST:
        return None
    slack = CLOSE * (1 + np.abs(a) + np.abs(b))
    if sign in EQUAL:
        return bool((np.abs(a - b) <= slack).all())
    low, high = (a, b) if sign in AT_MOST else (b, a)
    return bool((low < high - slack).all() if sign in STRICT else (low <= high + slack).all())
