"""A safety net for every formula: a failure costs that formula alone.

A stage that works formula by formula, symbol by symbol or row by row calls :func:`spare` for each. An exception,
endless recursion, lack of memory or a time-out ends there and is recorded with its place, and the stage goes on.
Nothing is caught outside of :func:`watching`, nor when ``TEZAWARI_DEBUG`` is set.

Time is CPU time. A formula that has used up its time is interrupted from another thread, wherever it is in Python code
(``PyThreadState_SetAsyncExc`` of CPython's API, which works in every thread and on every system). Work that would not
return to Python, such as a power with a billion digits, must not be begun (:mod:`reader.formula.semantics.magnitude`).
"""

from __future__ import annotations

import ctypes
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, ParamSpec, TypeVar

from reader.limits.budget import LIMITS, Limits
from reader.model.annotations import Annotation
from reader.model.document import Equation, Passage
from reader.model.source import Problem, Span
from reader.model.symbols import Symbol

DEBUG: Final = "TEZAWARI_DEBUG"  # set: faults of the program come with their traceback
TICK: Final = 0.05  # seconds between two looks at the clock
LEAST: Final = 0.2  # seconds that a formula has, however many before it have had too much
Result = TypeVar("Result")
Given = ParamSpec("Given")
Subject = Equation | Symbol | Annotation | Passage | Span | None


class OverTime(BaseException):
    """A formula has used up its time.

    It is no :class:`Exception`, so that no handler on the way mistakes it for one of its own.
    """


class TookTooLong(Exception):
    """A formula was abandoned because it used up its time."""


class Watch:
    """The faults of one paper while one thread reads it, and the time of the current formula.

    The thread only counts the formulas that it begins and ends. A second thread compares the count with the clock every
    :data:`TICK` seconds, since reading the clock is expensive.
    """

    def __init__(self, limits: Limits) -> None:
        self.problems: list[Problem] = []
        self._limits = limits
        self._overtime = limits.overtime
        self._thread = threading.get_ident()
        self._lock = threading.Lock()
        self._subject: Subject = None  # that is worked on
        self._turn = 0  # odd while a formula is worked on
        self._interrupted = False
        self._closed = threading.Event()
        self._guard: threading.Thread | None = None
        self.is_debugging = is_debugging()  # asked for each formula, which would take longer than some formulas

    def close(self) -> None:
        self._closed.set()

    def spare(
        self,
        stage: str,
        subject: Subject,
        instead: Result,
        make: Callable[Given, Result],
        *args: Given.args,
        **kwargs: Given.kwargs,
    ) -> Result:
        """The result of ``make``, or ``instead`` where it fails.

        Of nested calls only the outermost is timed. A call without a subject takes the place of the one around it.
        """
        outer, self._subject = self._subject, subject or self._subject
        try:
            return self.in_time(make, *args, **kwargs)
        except TookTooLong:
            self.note("formula-over-time", stage)
        except Exception as error:  # MemoryError and RecursionError among them
            self.note("formula-fault", stage, fault=one_line(error))
        finally:
            self._subject = outer
        return instead

    def in_time(self, make: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
        """The result of ``make``. Raises :class:`TookTooLong` where it takes longer than a formula may."""
        if self._turn % 2:  # nested
            return make(*args, **kwargs)
        try:
            try:
                self._begin()
                return make(*args, **kwargs)
            finally:
                self._end()
        except OverTime:
            self._end()  # the interrupt may have come in the midst of the line above
            raise TookTooLong from None

    def note(self, kind: str, stage: str, **arguments: str) -> None:
        """Records a fault with its place, once for each subject and stage."""
        span, equation = _place(self._subject)
        blanks = tuple(sorted({"stage": stage, **arguments}.items()))
        problem = Problem(kind, "error", span, blanks, equation)
        if problem not in self.problems:
            self.problems.append(problem)

    def _begin(self) -> None:
        if self._guard is None:
            self._guard = threading.Thread(target=self._guard_time, args=(_clock_of_this_thread(),), daemon=True)
            self._guard.start()
        self._turn += 1

    def _end(self) -> None:
        with self._lock:
            self._turn += self._turn % 2
            if self._interrupted:
                self._interrupted = False
                take_interrupt_back()

    def _guard_time(self, clock: Callable[[], float]) -> None:
        """Interrupts a formula that is over time, and again if some code swallowed the interrupt."""
        turn, begun = 0, 0.0
        while not self._closed.wait(TICK):
            with self._lock:
                if self._turn != turn:
                    turn, begun = self._turn, clock()
                elif turn % 2 and (spent := clock() - begun) > self._allowed():
                    self._overtime -= 0.0 if self._interrupted else spent
                    self._interrupted = True
                    interrupt(self._thread, OverTime)

    def _allowed(self) -> float:
        return min(self._limits.formula_seconds, max(LEAST, self._overtime / 2))


_WATCH: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watching(limits: Limits = LIMITS) -> Iterator[Watch]:
    """Records the faults within the block, in the current watch if there is one."""
    outer = _WATCH.get()
    if outer is not None:
        yield outer
        return
    watch = Watch(limits)
    token = _WATCH.set(watch)
    try:
        yield watch
    finally:
        _WATCH.reset(token)
        watch.close()


def spare(
    stage: str,
    subject: Subject,
    instead: Result,
    make: Callable[Given, Result],
    *args: Given.args,
    **kwargs: Given.kwargs,
) -> Result:
    """The result of ``make`` for one formula or symbol; ``instead`` and a recorded fault where it fails or times out.

    ``stage`` names the work in the fault.
    """
    watch = _WATCH.get()
    if watch is None or watch.is_debugging:
        return make(*args, **kwargs)
    return watch.spare(stage, subject, instead, make, *args, **kwargs)


def is_debugging() -> bool:
    """Whether faults are to be raised where they happen."""
    return bool(os.environ.get(DEBUG))


def noted() -> tuple[Problem, ...]:
    """The faults recorded so far; none outside of :func:`watching`."""
    watch = _WATCH.get()
    return () if watch is None else tuple(watch.problems)


def _place(subject: Subject) -> tuple[Span | None, str | None]:
    if isinstance(subject, Equation):
        return subject.formula.span, subject.id
    if isinstance(subject, Passage | Span):
        return (subject if isinstance(subject, Span) else subject.span), None
    symbol = subject.symbol if isinstance(subject, Annotation) else subject
    first = symbol.occurrences[0] if symbol is not None and symbol.occurrences else None
    return (first.span, first.equation) if first else (None, None)


def one_line(error: Exception) -> str:
    """An error in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:200].rstrip(": ")


def _clock_of_this_thread() -> Callable[[], float]:
    """A clock of this thread's CPU time that any thread may read; on Windows, wall time."""
    if hasattr(time, "pthread_getcpuclockid"):
        clock = time.pthread_getcpuclockid(threading.get_ident())
        return lambda: time.clock_gettime(clock)
    return time.monotonic


def interrupt(thread: int, error: type[BaseException]) -> None:
    """Raises ``error`` in a thread as soon as it runs Python code."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))


def take_interrupt_back() -> None:
    """Leaves no interrupt pending in this thread.

    An interrupt that is cancelled makes Python 3.11 look for it for ever: loops run slower, and the next call that is
    profiled never ends. So one is raised here, in place of the one that may be pending, and caught.
    """
    try:
        interrupt(threading.get_ident(), OverTime)
        while True:
            pass
    except OverTime:
        pass
