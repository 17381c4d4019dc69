"""Intervals of a text, sorted once, so that those at a place are found by bisection."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

Thing = TypeVar("Thing")


class Interval(NamedTuple, Generic[Thing]):
    """A value and the interval where it stands."""

    start: int
    end: int
    thing: Thing


class Intervals(Generic[Thing]):
    """Intervals that may overlap and may be given in any order."""

    def __init__(self, intervals: Iterable[Interval[Thing]]) -> None:
        self._sorted = sorted(intervals, key=lambda interval: interval.start)  # those of one start in the order given
        self._starts = [interval.start for interval in self._sorted]
        self._reach = list(accumulate((interval.end for interval in self._sorted), max))  # the furthest end so far

    def touching(self, start: int, end: int) -> Sequence[Interval[Thing]]:
        """The intervals that overlap or touch ``start`` to ``end``, by where they start."""
        at = bisect_right(self._starts, end)
        hits: list[Interval[Thing]] = []
        while at and self._reach[at - 1] >= start:
            at -= 1
            if self._sorted[at].end >= start:
                hits.append(self._sorted[at])
        hits.reverse()
        return hits
