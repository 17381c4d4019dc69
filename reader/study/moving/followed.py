"""What a result does while one number of a formula is moved and all others stay: from where to where it goes, and where
most of that happens. A number alone shows nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from math import inf, log

from reader.study.evaluation.inputs import COUNTING, Nested, limits_of
from reader.study.evaluation.plan import Input, Plan
from reader.study.evaluation.planning.run import run_plan
from reader.study.moving.watched import NOUGHT, SWEPT, Turn, equal_to, is_put_in, results_at, swept

STEPS = 24  # of a way
TIMES = 8.0  # so many times smaller and larger than it is now a number is made that only has a sign
NEAR_END = 0.1  # of an interval: what lies so near its end is moved there
STILL = 1e-9  # of a number: what moves less stays
NEAR_ONE = 1e-6
HALVINGS = 30  # towards a bend
STAYING = frozenset({"stays-first", "stays-last"})
SUDDEN = 1e-4  # of the way: what begins to move by less has no bend, it comes closer and closer to where it stays
LITTLE = 0.03  # of the size of a result: what moves less on the whole way tells nothing
FLAT = 0.2  # of the way: so long a result stays that is said to stay
EARLY, LATE = 0.3, 0.7  # of the way: half of all change before, or behind, is told
MOST_ENTRIES = 6  # of a result that is shown in full
MOST_COUNTED = 8
BENT = 0.05  # of how far a result goes: so far from a straight line it is bent
MOST_FOLLOWED = 6  # numbers of a formula
PLACES = 5  # that are shown


@dataclass(frozen=True, slots=True)
class Followed:
    """``part`` goes over ``places``, ``results`` are what comes out there, as flat lists. ``kind`` is "rises",
    "falls", "stays-first" (it stays up to ``at``), "stays-last" (from there on) or "" where none of these holds;
    ``entry`` says of an array which number is told: the "largest" one, or "" of one number alone. ``at`` is also the
    place where half of all change is behind one, or None; ``other`` another input that ``part`` equals where the
    result begins or ends to stay. ``several``: the formula has other results before this one.
    """

    part: str
    places: tuple[float, ...]
    results: tuple[tuple[float, ...], ...]
    kind: str
    entry: str = ""
    at: float | None = None
    several: bool = False
    other: str = ""

    @property
    def ends(self) -> tuple[float, float]:
        """What is told of the result at both ends of the way."""
        size = max(abs(number) for each in self.results for number in each)
        first, last = (told_of(each) for each in (self.results[0], self.results[-1]))
        return (first if abs(first) > STILL * size else 0.0), (last if abs(last) > STILL * size else 0.0)

    @property
    def shown(self) -> tuple[tuple[float, tuple[float, ...]], ...]:
        """A few places of the way, with what comes out there."""
        last = len(self.places) - 1
        picked = dict.fromkeys(round(last * k / (PLACES - 1)) for k in range(PLACES))
        return tuple((self.places[k], self.results[k]) for k in picked)


def course_of(plan: Plan, values: Sequence[Nested], turn: Turn | None = None) -> Followed | None:
    """The way of the number that turns the result, else of one that the authors set or by its name has a usual size,
    else of the one that does more than scale or shift the result, if any does."""
    if not 1 <= count_in(plan, values) <= MOST_ENTRIES:
        return None
    ways = [(k, found) for k in controls(plan) if (found := course_over(plan, values, k)) is not None]
    if not ways:
        return None
    told = turn if turn is not None and turn.kind != "sign" else None

    def rank(way: tuple[int, Followed]) -> tuple[bool, bool, bool, bool]:
        each = plan.inputs[way[0]]
        turns = told is not None and each.latex == told.part
        value = "(" in each.latex  # of a function, which has inputs of its own
        return not turns, not is_bent(way[1]), not is_named(each), value

    best = min(ways, key=rank)[1]
    if turn is not None and (told is not None or not is_bent(best)):
        own = next((found for _, found in ways if found.part == turn.part), best)
        return replace(own, kind="", at=None)
    return best


def is_bent(course: Followed) -> bool:
    """Whether the result does more than grow with a number or a power of it."""
    heights = [told_of(each) for each in course.results]
    if off_line(course.places, heights) < BENT:
        return False
    logs = [[log(abs(each)) for each in row] for row in (course.places, heights) if all(row)]
    return len(logs) < 2 or off_line(*logs) >= BENT


def off_line(places: Sequence[float], heights: Sequence[float]) -> float:
    """How far a row of numbers is from the line between its ends, as a part of how far it goes."""
    width, height = places[-1] - places[0], max(heights) - min(heights)
    if not width or not height:
        return 0.0
    line = (heights[0] + (heights[-1] - heights[0]) * (each - places[0]) / width for each in places)
    return max(abs(own - there) for own, there in zip(heights, line, strict=True)) / height


def count_in(plan: Plan, values: Sequence[Nested]) -> int:
    """How many numbers the last result has."""
    return int(run_plan(plan, values, checked=False).of(plan.results[-1]).size)


def controls(plan: Plan) -> Iterator[int]:
    """The numbers of a few inputs that one may move alone, those first that the authors set or name."""
    single = (
        k
        for k, each in enumerate(plan.inputs)
        if each.domain in (SWEPT | COUNTING) and not each.sizes and is_put_in(each)
        if not each.best_of and not each.normalised
    )
    yield from islice(sorted(single, key=lambda k: (not is_named(plan.inputs[k]), k)), MOST_FOLLOWED)


def is_named(wanted: Input) -> bool:
    """Whether the authors say of what size a number is."""
    return wanted.chosen is not None or wanted.usual is not None


def course_over(plan: Plan, values: Sequence[Nested], k: int) -> Followed | None:
    """None where too little of the way has a value, or nothing comes of it."""
    places, results = [], []
    most = max(plan.sizes.values(), default=MOST_COUNTED) if plan.inputs[k].domain == "index" else MOST_COUNTED
    for place in way_of(plan.inputs[k], values[k], most):
        result = results_at(plan, values, k, place)
        if result is not None:
            places.append(place)
            results.append(result)
    if len(places) < PLACES - 1 or len({len(each) for each in results}) != 1:
        return None
    size = max(abs(number) for each in results for number in each)
    if all(max(column) - min(column) <= LITTLE * size for column in zip(*results, strict=True)):
        return None
    heights = [told_of(each) for each in results]
    kind, at = kind_of(places, heights)
    if at is not None and plan.inputs[k].domain not in COUNTING:
        at = exactly(plan, values, k, (places, heights), kind, at)
    other = equal_to(values, plan, k, at) if at is not None and kind in STAYING else ""
    entry = "largest" if len(results[0]) > 1 else ""
    shared = all(min(each) >= 0 and abs(sum(each) - 1) < NEAR_ONE for each in results)
    if max(heights) - min(heights) <= LITTLE * size or (entry and not shared):
        kind, at = "", None  # of shares the largest one tells something
    several = len(plan.results) > 1
    return Followed(plan.inputs[k].latex, tuple(places), tuple(results), kind, entry, at, several, other)


def exactly(plan: Plan, values: Sequence[Nested], k: int, course: tuple[Sequence[float], Sequence[float]], kind: str,
            at: float) -> float:  # fmt: skip
    """The place that is told of a way, by halves: where a case of the formula begins, or half of all change is done,
    and not the next place that was tried.
    """
    places, heights = course
    still = heights[-1] if kind == "stays-last" else heights[0]
    slack = STILL * max(map(abs, heights)) if kind in STAYING else abs(heights[-1] - heights[0]) / 2
    found = places.index(at)
    near, far = (at, places[found - 1]) if kind == "stays-last" else (places[max(found - 1, 0)], at)
    if kind == "stays-first":
        near, far = at, places[found + 1]
    for _ in range(HALVINGS):
        middle = (near + far) / 2
        result = results_at(plan, values, k, middle)
        if result is None:
            break
        near, far = (middle, far) if abs(told_of(result) - still) <= slack else (near, middle)
    return near if abs(near) > NOUGHT * (places[-1] - places[0]) else 0.0


def told_of(result: Sequence[float]) -> float:
    return max(result)


def way_of(wanted: Input, value: Nested, counted: int = MOST_COUNTED) -> list[float]:
    """The places that a number goes over: of its own size where it only has a sign, close to the end where it lies
    close to one, whole numbers where it counts, up to so many."""
    now = float(value) if not isinstance(value, list) else 1.0
    low, high = limits_of(wanted)
    if wanted.domain in COUNTING:
        if wanted.domain == "index":
            whole = int(min(high, max(counted, now)))
            return [float(k) for k in sorted({max(1, round(1 + (whole - 1) * k / STEPS)) for k in range(STEPS + 1)})]
        first, last = max(1.0, now / TIMES), min(high, now * TIMES)
        return [float(k) for k in sorted({round(first * (last / first) ** (k / STEPS)) for k in range(STEPS + 1)})]
    low = max(low, 0.0) if wanted.chosen is not None and wanted.chosen > 0 else low
    if low >= 0 and high == inf and now > low:
        return [low + (now - low) * TIMES ** (2 * k / STEPS - 1) for k in range(STEPS + 1)]
    if high - low < inf and low < now < high:
        for near, far in ((low, high), (high, low)):
            if abs(now - near) < NEAR_END * (high - low):
                first, last = (now - near) / TIMES, (far - near) / 2
                return sorted(float(near + first * (last / first) ** (k / STEPS)) for k in range(STEPS + 1))
    least, most = swept(wanted, value)
    return [least + (most - least) * k / STEPS for k in range(STEPS + 1)]


def kind_of(places: Sequence[float], heights: Sequence[float]) -> tuple[str, float | None]:
    """How a row of numbers goes, and the place that is told of it."""
    steps = [after - before if abs(after - before) > STILL * max(abs(before), abs(after)) else 0.0
             for before, after in pairwise(heights)]  # fmt: skip
    up, down = any(each > 0 for each in steps), any(each < 0 for each in steps)
    if up == down:
        return "", None
    moving = [k for k, each in enumerate(steps) if each]
    bent = SUDDEN * (max(heights) - min(heights))
    if moving[0] >= FLAT * len(steps) and abs(steps[moving[0]]) > bent:
        return "stays-first", places[moving[0]]
    if moving[-1] < (1 - FLAT) * len(steps) - 1 and abs(steps[moving[-1]]) > bent:
        return "stays-last", places[moving[-1] + 1]
    middle = (heights[0] + heights[-1]) / 2
    half = next(k for k, each in enumerate(heights) if (each >= middle) == up)
    way = (places[half] - places[0]) / (places[-1] - places[0])
    told = half < len(steps) - 1 and (way <= EARLY or way >= LATE)
    return ("rises" if up else "falls"), (places[half] if told else None)
