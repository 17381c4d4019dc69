"""Tasks -> outcomes in input order, written to a folder or returned; in this process or in several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import Self

from glossary.files import write_whole
from reader.batch.desk import SourceDesk, read_in_worker
from reader.batch.task import Outcome, Task, numbered
from reader.batch.worker import Work, Worker
from reader.errors import OutputError
from reader.limits.budget import LIMITS, Limits
from reader.messages import table
from reader.output.exporters.registry import BY_NAME

BatchReport = Callable[[str], None]


def annotate(tasks: Sequence[Task], jobs: int, report: BatchReport) -> Iterator[Outcome]:
    """The outcome of each task, in their order, as soon as it and those before it are done.

    Where a task has a folder, its result has been written. ``report`` is called for a second result of the same name.
    Raises :class:`OutputError` if the folder cannot be written, since every later source would fail too.
    """
    names: Counter[str] = Counter()
    with Crew(min(jobs, len(tasks)), SourceDesk(), tasks[0].limits if tasks else LIMITS) as crew:
        for task, outcome in zip(tasks, crew.outcomes(tasks), strict=True):
            yield outcome if task.folder is None or outcome.failure else _place(task, outcome, names, report, crew.run)


def _place(
    task: Task, outcome: Outcome, names: Counter[str], report: BatchReport, again: Callable[[Task], Outcome]
) -> Outcome:
    """The outcome, renamed by its turn among those of the same name."""
    names[outcome.name] += 1
    name = numbered(outcome.name, names[outcome.name])
    if name != outcome.name:
        report(table("cli")["same-name"][task.language].format(source=task.source, name=outcome.name, given=name))
    if outcome.kept == name:
        return outcome
    if outcome.kept is not None:  # it stands under another source's name
        outcome = again(replace(task, force=True))
    for form, text in outcome.texts:
        write(Path(task.folder or ".") / (name + BY_NAME[form].suffix), text)
    return replace(outcome, name=name)


def write(path: Path, text: str | bytes) -> None:
    """Writes a file atomically, and creates its folders. Raises :class:`OutputError`."""
    try:
        write_whole(path, text)
    except OSError as error:
        raise OutputError("output", path=path, reason=error.strerror or error) from error


class Crew:
    """A pool of workers. Each gets the next task when it has finished one."""

    def __init__(self, size: int, work: Work, limits: Limits) -> None:
        self._workers = [Worker(work, limits.memory) for _ in range(size)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(max(size, 1))

    def outcomes(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """The outcomes in the order of the tasks, as soon as each and those before it are done."""
        waiting = [self._threads.submit(self.run, task) for task in tasks]
        for future in waiting:
            yield future.result()

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
        self._threads.shutdown()
        for worker in self._workers:
            worker.__exit__()
