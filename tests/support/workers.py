"""A worker that needs no process, for tests of what is asked of one and not of the process."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from threading import Lock
from typing import Any, ClassVar, Self


class WorkerHere:
    """Stands for :class:`reader.batch.worker.Worker`: the same work in this process, without limits.

    Work, requests and answers are pickled all the same: what does not travel is found here, too.
    """

    _turn: ClassVar[Lock] = Lock()  # a process reads one paper at a time

    def __init__(self, work: Callable[[Any, Any], Any], memory: int | None = None) -> None:
        self._work = travelled(work)

    def ask(self, request: Any, seconds: float | None = None, tell: Callable[[Any], None] = lambda news: None) -> Any:
        with self._turn:
            return travelled(self._work(travelled(request), lambda news: tell(travelled(news))))

    def stop(self) -> None:
        """There is nothing to be stopped."""

    close = stop

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        """There is nothing to be ended."""


def travelled(value: Any) -> Any:
    """The value as it comes out at another process."""
    return pickle.loads(pickle.dumps(value))
