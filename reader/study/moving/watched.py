"""What to watch while one moves a formula: where one number of it makes the result least or greatest, or turns its
sign, with all others as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reader.study.evaluation.inputs import Nested, flat_of, is_free, limits_of
from reader.study.evaluation.plan import Input, Plan
from reader.study.evaluation.planning.run import run_plan
from reader.study.evaluation.refusal import Refusal

POINTS = 24  # of a sweep
HALVINGS = 12  # towards the place that is told
MOST_SWEPT = 3  # numbers of a formula
PROMINENT = 0.05  # of how far the result goes: so much lies between a turn and both ends
NOUGHT = 1e-3  # of the way: what is closer to 0 is 0
NEAR = 0.02  # of its size: so close is the place of a turn to another number of the formula
SMALLEST, FARTHEST = 0.05, 4.0  # where a slider begins and ends that has no other ends
SWEPT = frozenset({"real", "positive", "nonnegative", "nonpositive", "unit", "fraction", "signed-unit", "above-one"})
INNER = 0.98  # of the way to an end


@dataclass(frozen=True, slots=True)
class Turn:
    """``kind`` is "least", "greatest" or "sign"; ``at`` what ``part`` is then, ``other`` another input that it equals
    there, or ""; ``low`` and ``high`` are the ends of what was tried, ``several`` says that the formula has other
    results before the one that turns.
    """

    kind: str
    part: str
    at: float
    low: float
    high: float
    other: str = ""
    several: bool = False


def turn_of(plan: Plan, values: Sequence[Nested]) -> Turn | None:
    """The first turn of a result that is one number, over the single numbers that one can drag."""
    if plan.results[-1].shape or plan.results[-1].axes:
        return None
    single = [k for k, each in enumerate(plan.inputs) if each.domain in SWEPT and not each.sizes and is_put_in(each)]
    found = (turn_over(plan, values, k) for k in single[:MOST_SWEPT])
    return next((each for each in found if each is not None), None)


def is_put_in(wanted: Input) -> bool:
    return is_free(wanted) or wanted.chosen is not None


def turn_over(plan: Plan, values: Sequence[Nested], k: int) -> Turn | None:
    """Of the result over one input. None where it rises or falls all the way, turns twice, or has no value."""
    low, high = swept(plan.inputs[k], values[k])
    places = [low + (high - low) * step / POINTS for step in range(POINTS + 1)]
    results = [result_at(plan, values, k, place) for place in places]
    sweep = [result for result in results if result is not None]
    if len(sweep) < len(places) or max(sweep) - min(sweep) <= 0:
        return None
    far = (max(sweep) - min(sweep)) * PROMINENT
    for kind, way in (("least", 1.0), ("greatest", -1.0)):
        heights = [way * each for each in sweep]
        if bends_once(heights, far):
            near = heights.index(min(heights))
            at = bottom(plan, values, k, (places[near - 1], places[near + 1]), way)
            return told(plan, values, k, Turn(kind, plan.inputs[k].latex, at, low, high))
    turns = [pair for pair in pairwise(range(len(sweep))) if sweep[pair[0]] * sweep[pair[1]] < 0]
    rises = {after > before for before, after in pairwise(sweep) if after != before}
    if len(turns) != 1 or len(rises) != 1 or min(max(sweep), -min(sweep)) < far:
        return None
    at = crossing(plan, values, k, tuple(places[step] for step in turns[0]))
    return told(plan, values, k, Turn("sign", plan.inputs[k].latex, at, low, high))


def swept(wanted: Input, value: Nested) -> tuple[float, float]:
    """From where to where a number is dragged, short of ends at which nothing may come out."""
    reach = max(FARTHEST, 2 * abs(value)) if not isinstance(value, list) else FARTHEST
    low, high = limits_of(wanted)
    if wanted.chosen is not None and wanted.chosen > 0:
        low = max(low, 0.0)  # the authors' number says its sign
    least, most = max(low, -reach), min(high, reach)
    room = (most - least) * (1 - INNER)
    return (SMALLEST if low == 0 and most > 1 else least + room), most - room


def results_at(plan: Plan, values: Sequence[Nested], k: int, number: float) -> tuple[float, ...] | None:
    """All numbers of the last result with another number put in for one input; None where it has no value there."""
    put_in = [number if at == k else value for at, value in enumerate(values)]
    try:
        done = run_plan(plan, put_in).of(plan.results[-1])
    except Refusal:
        return None
    return tuple(float(each) for each in flat_of(done.tolist()))


def result_at(plan: Plan, values: Sequence[Nested], k: int, number: float) -> float | None:
    results = results_at(plan, values, k, number)
    return results[0] if results is not None else None


def bends_once(heights: Sequence[float], far: float) -> bool:
    """Whether it falls to one place and rises from there, both so far."""
    near = heights.index(min(heights))
    falls = all(after <= before for before, after in pairwise(heights[: near + 1]))
    rises = all(after >= before for before, after in pairwise(heights[near:]))
    return falls and rises and min(heights[0], heights[-1]) - heights[near] >= far


def bottom(plan: Plan, values: Sequence[Nested], k: int, ends: tuple[float, float], way: float) -> float:
    """The place of the least between two places, by thirds."""
    low, high = ends
    for _ in range(HALVINGS * 2):
        first, second = low + (high - low) / 3, high - (high - low) / 3
        left, right = (result_at(plan, values, k, each) for each in (first, second))
        if left is None or right is None:
            break
        low, high = (low, second) if way * left <= way * right else (first, high)
    return (low + high) / 2


def crossing(plan: Plan, values: Sequence[Nested], k: int, ends: tuple[float, ...]) -> float:
    """The place where the sign turns, by halves."""
    low, high = ends
    first = result_at(plan, values, k, low)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        result = result_at(plan, values, k, middle)
        if first is None or result is None:
            break
        low, high = (middle, high) if result * first > 0 else (low, middle)
    return (low + high) / 2


def told(plan: Plan, values: Sequence[Nested], k: int, turn: Turn) -> Turn:
    """The same with the other input that stands at the place of the turn, if there is one."""
    at = 0.0 if abs(turn.at) < NOUGHT * (turn.high - turn.low) else turn.at
    return replace(turn, at=at, other=equal_to(values, plan, k, turn.at), several=len(plan.results) > 1)


def equal_to(values: Sequence[Nested], plan: Plan, k: int, at: float) -> str:
    """The one other input that is about so large, or ""."""
    others = [
        each.latex
        for other, each in enumerate(plan.inputs)
        if other != k and not isinstance(number := values[other], list)
        if number and abs(number - at) <= NEAR * abs(number)
    ]
    return others[0] if len(others) == 1 else ""
