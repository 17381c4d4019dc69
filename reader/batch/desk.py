"""Where a worker reads one source, in two requests: the size, known from the first, limits the time of the second."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Final

from reader.batch.task import OpenedTask, Outcome, Task, failed, fetch_task, find_up_to_date, finish, open_task
from reader.batch.worker import Tell, Worker, WorkerStopped
from reader.latex.source.paths import is_there
from reader.messages import table

DOWNLOADING: Final = 150.0  # processor seconds for a paper to arrive, and six times as many of waiting for arXiv
UNPACKING: Final = 10.0  # processor seconds for what is here


@dataclass(frozen=True, slots=True)
class Opened:
    """A source that has been opened, with its number of characters of TeX; 0 where it was fetched alone."""

    characters: int


class SourceDesk:
    """Called with a task, it opens the source; called with None, it reads the open source."""

    def __init__(self) -> None:
        self._open: OpenedTask | None = None

    def __call__(self, request: Task | None, tell: Tell) -> Opened | Outcome:
        try:
            return self._opened(request) if request is not None else self._read()
        except MemoryError:  # what this process holds is lost, and so is the process: the next paper gets another
            raise
        except Exception as error:  # a fault of ours must not stop the other sources
            task = request or (self._open and self._open.task)
            return failed(task.source if task else "", error, task.language if task else "en")

    def _opened(self, task: Task) -> Opened | Outcome:
        if task.fetches:
            fetch_task(task)
            return Opened(0)
        self._open = opened = open_task(task)
        return find_up_to_date(opened) or Opened(sum(len(file.text) for file in opened.bundle.files.values()))

    def _read(self) -> Outcome:
        assert self._open is not None
        return finish(self._open)


def read_in_worker(worker: Worker, task: Task) -> Outcome:
    """The outcome of a task in a worker with a :class:`SourceDesk`. A crash there costs this source alone."""
    begun = time.monotonic()
    answer = open_in_worker(worker, task)
    if isinstance(answer, Opened):
        answer = _ask(worker, task, None, task.limits.seconds_of(answer.characters))
    assert isinstance(answer, Outcome)
    if answer.exhausted:
        worker.stop()
    return replace(answer, seconds=time.monotonic() - begun)


def open_in_worker(worker: Worker, task: Task) -> Opened | Outcome:
    """Fetches and unpacks the source of a task there."""
    is_here = task.member is not None or task.offline or is_there(task.source)
    return _ask(worker, task, task, UNPACKING if is_here else DOWNLOADING)


def _ask(worker: Worker, task: Task, request: Task | None, seconds: float) -> Opened | Outcome:
    try:
        answer = worker.ask(request, seconds)
    except WorkerStopped as stop:
        blanks = {"seconds": round(seconds), "megabytes": task.limits.memory // 1_000_000}
        cause = f"stopped-{stop.kind}"
        return Outcome(task.source, failure=table("cli")[cause][task.language].format(**blanks), cause=cause)
    assert isinstance(answer, Opened | Outcome)
    return answer
