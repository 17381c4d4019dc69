"""A deadline on the wall clock for what waits for others, kept from outside as ``watch`` keeps processor time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from reader.limits.watch import TICK, OverTime, interrupt, take_interrupt_back


class TooLate(Exception):
    """The deadline passed before the work was done."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raises :class:`TooLate` where the block takes longer.

    It is interrupted as soon as it runs Python code: a read of a socket must have a time-out of its own, since a server
    that sends a byte now and then would keep many such reads going for ever.
    """
    guard = _Guard(threading.get_ident(), seconds)
    try:
        try:
            guard.start()
            yield
        finally:
            guard.end()
    except OverTime:
        guard.end()  # the interrupt may have come in the midst of the line above
        raise TooLate from None


class _Guard(threading.Thread):
    """Interrupts a thread after so many seconds, and again if some code swallowed the interrupt."""

    def __init__(self, thread: int, seconds: float) -> None:
        super().__init__(daemon=True)
        self._thread, self._seconds = thread, seconds
        self._ended, self._lock = threading.Event(), threading.Lock()
        self._interrupted = False

    def run(self) -> None:
        pause = self._seconds
        while not self._ended.wait(pause):
            pause = TICK
            with self._lock:
                if not self._ended.is_set():
                    self._interrupted = True
                    interrupt(self._thread, OverTime)

    def end(self) -> None:
        """Interrupts no more, and leaves no interrupt pending. Called by the thread itself."""
        with self._lock:
            self._ended.set()
            if self._interrupted:
                self._interrupted = False
                take_interrupt_back()
