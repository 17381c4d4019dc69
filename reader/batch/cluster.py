"""A batch on the machines of a Dask cluster: the extra ``tezawari[cluster]``, imported where a scheduler is named.

What travels there is a slice, neighbouring papers of one tar; what comes back are their outcomes. Results and journal
are written here alone, so that a batch is resumed as one on this machine, and may go on there. The files are read
where they lie: every machine must see them under the same path.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Self

from reader.batch.desk import SourceDesk, read_in_worker
from reader.batch.journal import Stamps, stamp_of
from reader.batch.task import Outcome, Task
from reader.batch.worker import Worker
from reader.errors import ClusterError
from reader.latex.source.paths import is_there
from reader.messages import table

PAPERS: Final = 16  # of a slice, at most
BYTES: Final = 16_000_000  # of a slice, where it has more than one paper
AHEAD: Final = 3  # slices for each thread of the cluster that may be done before an earlier one
PATIENCE: Final = 20  # seconds until the scheduler answers, and until it has a worker


@dataclass(frozen=True, slots=True)
class Slice:
    """Tasks that travel together, with the stamp of what they must be read with."""

    tasks: tuple[Task, ...]
    stamp: str


class Cluster:
    """The workers of a scheduler, in the place of a crew on this machine. Raises :class:`ClusterError`."""

    def __init__(self, address: str) -> None:
        distributed: Any = import_module("distributed")
        self._address = address
        try:
            self._client = distributed.Client(address, timeout=PATIENCE, set_as_default=False, name="tezawari")
        except (OSError, ValueError, TypeError) as error:
            raise ClusterError("cluster-unreachable", address=address) from error
        try:
            self._client.wait_for_workers(1, PATIENCE)
        except TimeoutError as error:
            self._client.close()
            raise ClusterError("cluster-idle", address=address) from error
        self._stamps = Stamps()

    def outcomes(self, tasks: Sequence[Task], known: Callable[[int], Outcome | None]) -> Iterator[Outcome]:
        """As :meth:`reader.batch.results.Crew.outcomes`."""
        waiting: deque[Outcome | tuple[Slice, Any]] = deque()
        under_way = 0
        for part in slices(tasks, known):
            waiting.append(part if isinstance(part, Outcome) else self._begin(part))
            under_way += not isinstance(part, Outcome)
            while under_way > AHEAD * max(1, self._threads()) or isinstance(waiting[0], Outcome):
                under_way -= not isinstance(waiting[0], Outcome)
                yield from self._ended(waiting.popleft())
                if not waiting:
                    break
        while waiting:
            yield from self._ended(waiting.popleft())

    def run(self, task: Task) -> Outcome:
        (outcome,) = self._ended(self._begin([task]))
        return outcome

    def _begin(self, tasks: Sequence[Task]) -> tuple[Slice, Any]:
        part = Slice(tuple(tasks), self._stamps.of(tasks[0]))
        return part, self._client.submit(read_slice, replace(part, tasks=tuple(map(seen_from_afar, tasks))), pure=False)

    def _ended(self, part: Outcome | tuple[Slice, Any]) -> Iterator[Outcome]:
        if isinstance(part, Outcome):
            yield part
            return
        tasks, future = part[0].tasks, part[1]
        try:
            outcomes = self._result_of(future)
        except ClusterError:
            raise
        except Exception as error:
            if type(error).__name__ != "KilledWorker":
                raise ClusterError("cluster-lost", address=self._address, reason=error) from error
            outcomes = self._one_by_one(tasks)
        for task, outcome in zip(tasks, outcomes, strict=True):
            yield replace(outcome, source=task.source)

    def _result_of(self, future: Any) -> list[Outcome]:
        """What a slice has come to, however long that takes while the cluster has a worker."""
        while True:
            try:
                outcomes: list[Outcome] = future.result(timeout=PATIENCE)
            except TimeoutError as error:
                if not self._threads():
                    raise ClusterError("cluster-idle", address=self._address) from error
            else:
                return outcomes

    def _one_by_one(self, tasks: Sequence[Task]) -> list[Outcome]:
        """What becomes of a slice that several workers died of: each paper alone, and that which it was has failed."""
        if len(tasks) == 1:
            cause = "stopped-died"
            return [Outcome(tasks[0].source, failure=table("cli")[cause][tasks[0].language], cause=cause)]
        return [self.run(task) for task in tasks]

    def _threads(self) -> int:
        return sum(self._client.nthreads().values())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        """What is under way there is given up."""
        self._client.close()


def slices(tasks: Sequence[Task], known: Callable[[int], Outcome | None]) -> Iterator[Outcome | list[Task]]:
    """The tasks in order: what is known as its outcome, the others in slices."""
    held: list[Task] = []
    room = BYTES
    for at, task in enumerate(tasks):
        outcome = known(at)
        size = task.member.size if task.member else BYTES // PAPERS
        if held and (outcome or len(held) == PAPERS or size > room or _tar(held[-1]) != _tar(task)):
            yield held
            held, room = [], BYTES
        if outcome:
            yield outcome
        else:
            held.append(task)
            room -= size
    if held:
        yield held


def _tar(task: Task) -> str | None:
    return task.member.tar if task.member else None


def seen_from_afar(task: Task) -> Task:
    """The task with paths that hold in every folder."""
    choice = task.context
    course, corrections = (path and path.resolve() for path in (choice.course, choice.corrections))
    overlays = tuple(path.resolve() for path in choice.overlays)
    task = replace(task, context=replace(choice, overlays=overlays, course=course, corrections=corrections))
    folder = None if task.folder is None else str(Path(task.folder).resolve())
    if task.member is not None:
        return replace(task, folder=folder, member=replace(task.member, tar=str(Path(task.member.tar).resolve())))
    source = str(Path(task.source).resolve()) if is_there(task.source) else task.source
    return replace(task, folder=folder, source=source)


# --- in a process of the cluster -------------------------------------------------------------------------------------

_own = threading.local()


def read_slice(part: Slice) -> list[Outcome]:
    """The outcomes of a slice, each paper read in a process with limits, which this thread keeps for the next slice.

    Raises :class:`ClusterError` where this machine would explain papers with something else.
    """
    if stamp_of(part.tasks[0]) != part.stamp:
        raise ClusterError("cluster-differs")
    memory = part.tasks[0].limits.memory
    if getattr(_own, "memory", None) != memory:  # the thread may be left over from a command with other limits
        if hasattr(_own, "worker"):
            _own.worker.stop()
        _own.worker, _own.memory = Worker(SourceDesk(), memory), memory
    return [read_in_worker(_own.worker, task) for task in part.tasks]
