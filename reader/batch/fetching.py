"""Papers fetched from arXiv while others are read: one process fetches, ahead of those that read, in their order."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from reader.batch.desk import Opened, open_in_worker
from reader.batch.task import Outcome, Task
from reader.batch.worker import Work, Worker
from reader.errors import UnknownIdentifier
from reader.latex.source.paths import is_there

Fetched = Future[Opened | Outcome]


class Fetcher:
    """Fetches one paper after the other; its process starts with the first."""

    def __init__(self, work: Work, memory: int) -> None:
        self._worker = Worker(work, memory)
        self._thread = ThreadPoolExecutor(1)

    def begin(self, task: Task) -> Fetched | None:
        """The fetching of a task's paper, in its turn; None where nothing is to be fetched."""
        if not is_from_arxiv(task):
            return None
        return self._thread.submit(open_in_worker, self._worker, replace(task, fetches=True))

    def close(self) -> None:
        """Ends the process, and fetches no more."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._worker.close()
        self._thread.shutdown()
        self._worker.__exit__()


def is_from_arxiv(task: Task) -> bool:
    """Whether a task's paper is one that arXiv is asked for."""
    if task.member or task.offline or is_there(task.source):
        return False
    from reader.arxiv.identifiers import parse_identifier

    try:
        return bool(parse_identifier(task.source))
    except UnknownIdentifier:  # the example, or what the one who reads will refuse
        return False


def arrived(task: Task, fetched: Fetched | None) -> Task | Outcome:
    """The task with its paper in the cache, or the outcome where that failed or nothing is to be read."""
    if fetched is None:
        return task
    answer = fetched.result()
    return answer if isinstance(answer, Outcome) else replace(task, offline=True)
