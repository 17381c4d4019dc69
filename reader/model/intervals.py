"""Stretches of a text, ordered once so that those about a place are found without a look at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

Thing = TypeVar("Thing")


class Interval(NamedTuple, Generic[Thing]):
    """A thing and where it stands."""

    start: int
    end: int
    thing: Thing


class Intervals(Generic[Thing]):
    """They may overlap and may come in any order."""

    def __init__(self, intervals: Iterable[Interval[Thing]]) -> None:
        self._sorted = sorted(intervals, key=lambda interval: interval.start)  # those of one start in the order given
        self._starts = [interval.start for interval in self._sorted]
        self._reach = list(accumulate((interval.end for interval in self._sorted), max))  # the furthest end so far

    def touching(self, start: int, end: int) -> Sequence[Interval[Thing]]:
        """Those that have a place of ``start`` to ``end`` in common with it, be it an edge; by where they start."""
        at = bisect_right(self._starts, end)
        hits: list[Interval[Thing]] = []
        while at and self._reach[at - 1] >= start:
            at -= 1
            if self._sorted[at].end >= start:
                hits.append(self._sorted[at])
        hits.reverse()
        return hits
