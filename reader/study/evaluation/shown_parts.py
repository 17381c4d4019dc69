"""The parts of a run whose values stand in the formula while one moves it: few, from the outermost inwards."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from reader.study.evaluation.plan import Plan, PlanStep

MOST, DEEPEST = 5, 4  # parts, and levels of parts in parts, that one can follow while something moves
Place = tuple[int, int]


def parts_shown(
    plan: Plan, steps: Sequence[PlanStep], places: Sequence[Place], boxes: Collection[Place] = ()
) -> list[int]:
    """Which steps, in the order of the formula. ``places`` are where they stand; where ``boxes`` of a folded formula
    are computed, it is these.
    """
    moving, taken = moving_values(plan), set[Place]()
    found: list[int] = []
    for k, (step, place) in enumerate(zip(steps, places, strict=True)):
        if step.value in moving and place[0] < place[1] and place not in taken:
            taken.add(place)
            found.append(k)
    boxed = [k for k in found if places[k] in boxes]
    chosen = boxed[:MOST] if len(boxed) > 1 else list(_outermost(found, places))
    return sorted(chosen, key=lambda k: (places[k][0], -places[k][1]))


def moving_values(plan: Plan) -> set[int]:
    """The values that depend on what a reader can move: all others stay the same whatever one does."""
    moving: set[int] = set()
    for k, each in enumerate(plan.instructions):
        put_in = each.operation == "input" and plan.inputs[int(each.options[0])].fixed is None  # type: ignore[arg-type]
        if put_in or not moving.isdisjoint(each.arguments):
            moving.add(k)
    return moving


def _outermost(found: Sequence[int], places: Sequence[Place]) -> Iterator[int]:
    """Level by level as long as there is room; of a first level that is too wide its longest parts."""
    count = 0
    for level in range(DEEPEST):
        here = [k for k in found if _depth(k, found, places) == level]
        if level and count + len(here) > MOST:
            return
        here = sorted(here, key=lambda k: places[k][0] - places[k][1])[:MOST]
        yield from here
        count += len(here)


def _depth(k: int, found: Sequence[int], places: Sequence[Place]) -> int:
    start, end = places[k]
    return sum(1 for other in found if other != k and places[other][0] <= start and end <= places[other][1])
