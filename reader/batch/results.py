"""Tasks -> outcomes in input order, written to a folder or returned; in this process or in several."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final, Self

from glossary.files import write_whole
from reader.batch.desk import SourceDesk, read_in_worker
from reader.batch.fetching import Fetched, Fetcher, arrived
from reader.batch.journal import Journal
from reader.batch.task import Outcome, Task, numbered
from reader.batch.worker import Work, Worker
from reader.errors import OutputError
from reader.limits.budget import LIMITS, Limits
from reader.messages import table
from reader.output.exporters.registry import BY_NAME

if TYPE_CHECKING:
    from reader.batch.cluster import Cluster

AHEAD: Final = 16  # tasks for each worker that may be done before an earlier one
BatchReport = Callable[[str], None]
Known = Callable[[int], Outcome | None]


def annotate(
    tasks: Sequence[Task],
    jobs: int,
    report: BatchReport,
    journal: Journal | None = None,
    scheduler: str | None = None,
) -> Iterator[Outcome]:
    """The outcome of each task, in their order, as soon as it and those before it are done.

    Where a task has a folder, its result has been written, and the ``journal`` of that folder tells so. ``report`` is
    called for a second result of the same name. A ``scheduler`` reads in the place of this machine. Raises
    :class:`OutputError` if the folder cannot be written, since every later source would fail too, and
    :class:`reader.errors.ClusterError`.
    """
    names: Counter[str] = Counter()
    with _readers(tasks, jobs, scheduler) as crew:
        turns = list(_turns(tasks))
        known = (lambda at: journal.outcome_of(tasks[at], turns[at])) if journal else (lambda at: None)
        for task, turn, outcome in zip(tasks, turns, crew.outcomes(tasks, known), strict=True):
            placed = outcome
            if task.folder is not None and outcome.failure is None:
                placed = _place(task, outcome, names, report, crew.run)
            if journal is not None:
                result = placed.kept or placed.name
                files = [] if placed.failure else [result + BY_NAME[form].suffix for form in task.formats]
                journal.tell(task, turn, replace(placed, name=outcome.name), result, files)
            yield placed


def _readers(tasks: Sequence[Task], jobs: int, scheduler: str | None) -> Crew | Cluster:
    if scheduler is not None:
        from reader.batch.cluster import Cluster

        return Cluster(scheduler)
    return Crew(min(jobs, len(tasks)), SourceDesk(), tasks[0].limits if tasks else LIMITS)


def _turns(tasks: Sequence[Task]) -> Iterator[int]:
    """How often the source of each task was named before it."""
    named: Counter[str] = Counter()
    for task in tasks:
        yield named[task.source]
        named[task.source] += 1


def _place(
    task: Task, outcome: Outcome, names: Counter[str], report: BatchReport, again: Callable[[Task], Outcome]
) -> Outcome:
    """The outcome, its texts written under its name, numbered by its turn among those of the same name."""
    names[outcome.name] += 1
    name = numbered(outcome.name, names[outcome.name])
    if name != outcome.name:
        report(table("cli")["same-name"][task.language].format(source=task.source, name=outcome.name, given=name))
    if outcome.kept == name:
        return outcome
    if outcome.kept is not None:  # it stands under another source's name
        outcome = again(replace(task, force=True))
        if outcome.failure is not None:
            return outcome
    for form, text in outcome.texts:
        write(Path(task.folder or ".") / (name + BY_NAME[form].suffix), text)
    return replace(outcome, name=name)


def write(path: Path, text: str | bytes) -> None:
    """Writes a file atomically, and creates its folders. Raises :class:`OutputError`."""
    try:
        write_whole(path, text)
    except OSError as error:
        raise OutputError("output", path=path, reason=error.strerror or error) from error


def _result(awaited: Future[Outcome] | Outcome) -> Outcome:
    return awaited.result() if isinstance(awaited, Future) else awaited


class Crew:
    """A pool of workers. Each gets the next task when it has finished one."""

    def __init__(self, size: int, work: Work, limits: Limits) -> None:
        self._workers = [Worker(work, limits.memory) for _ in range(size)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._fetcher = Fetcher(work, limits.memory)
        self._threads = ThreadPoolExecutor(max(size, 1))  # no more: they take the tasks in their order, workers do not

    def outcomes(self, tasks: Sequence[Task], known: Known = lambda at: None) -> Iterator[Outcome]:
        """The outcomes in the order of the tasks, as soon as each and those before it are done.

        ``known`` gives the outcomes that need no work, by the number of the task. Only so many tasks are under way that
        no slow paper keeps the others from being read, and that what waits for it stays small.
        """
        waiting: deque[Future[Outcome] | Outcome] = deque()
        for at, task in enumerate(tasks):
            waiting.append(known(at) or self._begin(task, ahead=len(tasks) > 1))
            if len(waiting) > AHEAD * len(self._workers):
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())

    def _begin(self, task: Task, *, ahead: bool) -> Future[Outcome]:
        """A paper by itself is fetched where it is read: nothing would be gained by another process."""
        return self._threads.submit(self._read, task, self._fetcher.begin(task) if ahead else None)

    def _read(self, task: Task, fetched: Fetched | None) -> Outcome:
        there = arrived(task, fetched)
        return there if isinstance(there, Outcome) else self.run(there)

    def run(self, task: Task) -> Outcome:
        worker = self._idle.get()
        try:
            return read_in_worker(worker, task)
        finally:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        """Stops the workers: all tasks are done, or the caller has left."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.close()
        self._fetcher.close()
        self._threads.shutdown()
        for worker in self._workers:
            worker.__exit__()
