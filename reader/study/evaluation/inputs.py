"""Numbers for the inputs of a plan: the same for the same seed, on every system, and of the right kind."""

from __future__ import annotations

import random
from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import product
from math import ceil, floor, inf, log10, prod

from reader.study.evaluation.matrices.drawn import DRAWN, arranged
from reader.study.evaluation.plan import Input, Order, Plan

SCALED = frozenset({"real", "positive", "nonnegative", "nonpositive"})
COUNTING = frozenset({"natural", "index", "rank"})
WHOLE = COUNTING | {"integer"}
FEW = {"sign": (-1, 1), **dict.fromkeys(("binary", "adjacency", "permutation", "one-hot"), (0, 1))}
ENDS = {**dict.fromkeys(("unit", "share", "fraction", "diagonal-unit"), (0, 1)),
        **dict.fromkeys(("signed-unit", "orthogonal", "rotary", "length-one"), (-1, 1)),
        "diagonal-positive": (0, inf), "above-one": (1, inf), "positive": (0, inf),
        "nonnegative": (0, inf), "nonpositive": (-inf, 0), **dict.fromkeys(COUNTING, (0, inf))}  # fmt: skip
DIGITS = 2  # behind the point
MOST_OF_WAY = 0.95  # to the end of a kind
Nested = float | list["Nested"]


def inputs_of(plan: Plan, seed: int = 0) -> list[Nested]:
    """A value for each input. Two digits behind the point, but for what sums to one."""
    values = [value_of(each, seed) for each in plan.inputs]
    for k, each in enumerate(plan.inputs):
        if each.near is not None:
            values[k] = beside(values[each.near.other], values[k], each.near.spread)
    if any(each.best_of for each in plan.inputs):
        keep_order(values, plan.inputs)
    return values


def keep_order(values: list[Nested], inputs: Sequence[Input]) -> None:
    """Puts what is nowhere above others below these, and all above what is settled; each stays what it is."""
    turns = highest_first(inputs)
    lows = [limits_of(each)[0] for each in inputs]
    for k in reversed(turns):
        low = lows[k] if is_free(inputs[k]) else max(flat_of(values[k]))
        for other in inputs[k].best_of if not inputs[k].greatest else ():
            lows[other] = max(lows[other], low)
    for k in turns:
        each = inputs[k]
        if is_free(each):
            if lows[k] > ends_of(each.domain)[0]:
                values[k] = lifted(values[k], lows[k], each.domain)
            others = [number for other in each.best_of for number in flat_of(values[other])]
            values[k] = best(values[k], others, each, lows[k]) if others else values[k]


def highest_first(inputs: Sequence[Input]) -> list[int]:
    """The numbers of the inputs, each behind those than which it is best; as they stand where that goes in circles."""
    try:
        return list(TopologicalSorter({k: each.best_of for k, each in enumerate(inputs)}).static_order())
    except CycleError:
        return list(range(len(inputs)))


def ends_of(domain: str) -> tuple[float, float]:
    """Between which the numbers of a kind lie."""
    return ENDS.get(domain, (-inf, inf))


def is_free(wanted: Input) -> bool:
    """Whether neither the formula nor the authors say what it is."""
    return wanted.fixed is None and wanted.chosen is None


def nearest(wanted: Input, value: Nested, target: float) -> float | None:
    """A number that is put beyond the one that it is to be, of its kind and sign; None where there is none."""
    own = flat_of(value)[0]
    low, high = ends_of(wanted.domain)
    number = -abs(target) if (high <= 0 or own < 0) and target >= 0 and low < 0 else target
    if wanted.domain in WHOLE:
        number = float(ceil(number) if abs(target) >= 1 else floor(number))
    if wanted.domain in FEW or wanted.normalised or not low <= number <= high or (low == 0 and not number):
        return None
    return float(f"{number:.3g}")


def scaled(value: Nested, factor: float) -> Nested:
    """The same so many times."""
    if isinstance(value, list):
        return [scaled(part, factor) for part in value]
    return float(f"{value * factor:.3g}")


def beside(value: Nested, apart: Nested, spread: float) -> Nested:
    """The same, moved by what lies apart so many times."""
    if isinstance(value, list) and isinstance(apart, list):
        return [beside(part, other, spread) for part, other in zip(value, apart, strict=True)]
    if isinstance(value, list) or isinstance(apart, list):
        return value
    return round(value + apart * spread, DIGITS + round(-log10(spread)))


def lifted(value: Nested, low: float, domain: str) -> Nested:
    """The same above a number that is settled, as far as its kind goes there."""
    if isinstance(value, list):
        return [lifted(part, low, domain) for part in value]
    high = ends_of(domain)[1]
    if value > low or low >= high:
        return value
    if high < inf:
        return round(low + (high - low) * min(abs(value), MOST_OF_WAY), 3)
    if domain in WHOLE:
        return floor(low) + (abs(value) or 1.0)
    return round(low + (abs(value) or 1.0), 2)


def best(own: Nested, others: list[float], wanted: Input, low: float) -> Nested:
    """An optimum, below or above all values beside it, and where it is below not below its own end."""
    if isinstance(own, list):
        return [best(part, others, wanted, low) for part in own]
    end = max(others) if wanted.greatest else min(others)
    if wanted.domain in FEW:
        return max(own, end) if wanted.greatest else min(own, end)
    if wanted.greatest:
        return end if ends_of(wanted.domain)[1] < inf else round(end + abs(own) / 2, 2)
    if wanted.domain in WHOLE:
        return max(floor(low) + 1.0 if low > -inf else -inf, min(own, ceil(end) - 1.0))
    if end <= low or (wanted.ends is not None and low < own < end):
        return own
    return round(low + (end - low) / 2, 3) if low > -inf else round(end - abs(own) / 2, 2)


def flat_of(value: Nested) -> list[float]:
    return [number for part in value for number in flat_of(part)] if isinstance(value, list) else [value]


def value_of(wanted: Input, seed: int) -> Nested:
    told = wanted.fixed if wanted.fixed is not None else wanted.chosen
    if told is not None:
        return told
    draw = random.Random(f"{seed}:{wanted.latex}")
    count = prod(wanted.sizes)
    kind = DRAWN.get(wanted.domain)
    flat = [number(kind.entries if kind is not None else wanted.domain, draw) for _ in range(count)]
    if wanted.scale != 1 and wanted.domain in SCALED:
        flat = [round(value * wanted.scale, 2) for value in flat]
    if wanted.usual is not None and wanted.domain in (*SCALED, "unit"):
        flat = [mostly(*wanted.usual, draw) for _ in flat]
    if wanted.ends is not None and wanted.domain not in FEW:
        flat = [inside(value, wanted, draw) for value in flat]
    if wanted.domain == "share":
        flat = [round(value * wanted.scale / count, 3) for value in flat]
    if wanted.domain == "rank":
        flat = [float(rank) for rank in draw.sample(range(1, count + 1), count)]
    if kind is not None:
        flat = arranged(wanted.domain, flat, wanted.sizes, draw)
    if wanted.order is not None:
        flat = in_order(flat, wanted.order)
    if wanted.normalised:
        flat = normalised(flat, wanted.sizes, wanted.normalised)
    return nested(flat, wanted.sizes)


def mostly(low: float, high: float, draw: random.Random) -> float:
    """A number of their order of size, with two digits."""
    return float(f"{low * (high / low) ** draw.random():.2g}")


def limits_of(wanted: Input) -> tuple[float, float]:
    """Between which numbers an input lies: by its kind, and by what the paper says of it."""
    low, high = ends_of(wanted.domain)
    least, most = wanted.ends or (None, None)
    return max(low, least if least is not None else low), min(high, most if most is not None else high)


def inside(value: float, wanted: Input, draw: random.Random) -> float:
    """The same, or where it lies outside of what the paper says a number within that."""
    low, high = limits_of(wanted)
    if low <= value <= high or low >= high:
        return value
    if low > -inf and high < inf:
        found = low + (high - low) * draw.uniform(0.05, 0.95)
    else:
        found = high - abs(value) if high < inf else low + abs(value)
    return (
        float(min(max(round(found), ceil(low)), floor(high) if high < inf else inf))
        if wanted.domain in WHOLE
        else (round(found, 3))
    )


def number(domain: str, draw: random.Random) -> float:
    if domain in ("unit", "share", "fraction"):
        return round(draw.uniform(0.05, 0.95), 2)
    if domain in ("positive", "nonnegative"):
        return round(draw.uniform(0.2, 2.0), 2)
    if domain == "nonpositive":
        return -round(draw.uniform(0.2, 2.0), 2)
    if domain == "binary":
        return float(draw.randint(0, 1))
    if domain == "sign":
        return float(draw.choice((-1, 1)))
    if domain in ("natural", "index"):
        return float(draw.randint(2, 4) if domain == "natural" else draw.randint(1, 3))
    if domain == "integer":
        return float(draw.randint(-3, 3))
    if domain == "above-one":
        return round(draw.uniform(1.1, 3.0), 2)
    if domain == "signed-unit":
        return round(draw.uniform(-0.95, 0.95), 2)
    return round(draw.gauss(0.0, 1.0), 2) or 0.1


def in_order(flat: list[float], order: Order) -> list[float]:
    """The same numbers one after the other, moved between the ends that the paper gives."""
    found = sorted(set(flat), reverse=not order.rising)
    step = 0.1 if order.rising else -0.1
    found += [found[-1] + step * (k + 1) for k in range(len(flat) - len(found))]  # none twice
    width = found[-1] - found[0]
    if len(found) < 2 or (order.first is None and order.last is None):
        return found
    first = order.first if order.first is not None else (order.last or 0.0) - width
    last = order.last if order.last is not None else first + width
    return [round(first + (last - first) * (value - found[0]) / width, 3) for value in found]


def normalised(flat: list[float], sizes: Sequence[int], axes: Sequence[int]) -> list[float]:
    """Divided by the sum along the axes."""
    places = list(product(*(range(size) for size in sizes)))
    totals: dict[tuple[int, ...], float] = {}
    for place, value in zip(places, flat, strict=True):
        key = tuple(k for axis, k in enumerate(place) if axis not in axes)
        totals[key] = totals.get(key, 0.0) + value
    return [
        value / totals[tuple(k for axis, k in enumerate(place) if axis not in axes)]
        for place, value in zip(places, flat, strict=True)
    ]


def nested(flat: list[float], sizes: Sequence[int]) -> Nested:
    if not sizes:
        return flat[0]
    step = len(flat) // sizes[0]
    return [nested(flat[k * step : (k + 1) * step], sizes[1:]) for k in range(sizes[0])]
