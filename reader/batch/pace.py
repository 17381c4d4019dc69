"""How quickly a batch goes on, and how long the rest will take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Final

REMEMBERED: Final = 200  # papers over which the rate is taken: the last ones, since papers differ


class Pace:
    """Counts papers as they are done. What an earlier run has done takes no time, and tells nothing of the rate."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.total, self.done = total, 0
        self._clock = clock
        self._times = deque([clock()], maxlen=REMEMBERED + 1)
        self._told = self._times[0]

    def count(self, *, was_read: bool) -> None:
        """One more is done."""
        self.done += 1
        if was_read:
            self._times.append(self._clock())
        elif len(self._times) == 1:  # the first ones were there already
            self._times[0] = self._clock()

    @property
    def rate(self) -> float:
        """Papers a second, 0 where none was read yet."""
        passed = self._times[-1] - self._times[0]
        return (len(self._times) - 1) / passed if passed > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds until all are done; None where nobody can tell."""
        return (self.total - self.done) / self.rate if self.rate else None

    def is_due(self, seconds: float) -> bool:
        """Whether so much time has passed since this was last true."""
        now = self._clock()
        due = now - self._told >= seconds
        if due:
            self._told = now
        return due
