"""Tasks -> results in input order, written to a folder or handed on; in this process or in several."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from reader.batch.task import Outcome, Task, numbered, run
from reader.errors import OutputError
from reader.exporters import BY_NAME
from reader.messages import table

Report = Callable[[str], None]
Work = Callable[[Task], Outcome]


def annotate(tasks: Sequence[Task], jobs: int, report: Report) -> Iterator[Outcome]:
    """The outcome of each task, in their order, as soon as it and those before it are there.

    Where a task has a folder its result has been written; ``report`` is told of a second result of the same name.
    :class:`OutputError` if the folder cannot be written: no source after it would fare better.
    """
    names: Counter[str] = Counter()
    for task, outcome in zip(tasks, run_all(tasks, jobs), strict=True):
        yield outcome if task.folder is None or outcome.failure else _place(task, outcome, names, report)


def _place(task: Task, outcome: Outcome, names: Counter[str], report: Report) -> Outcome:
    """The outcome under the name that its turn gives it."""
    names[outcome.name] += 1
    name = numbered(outcome.name, names[outcome.name])
    if name != outcome.name:
        report(table("cli")["same-name"][task.language].format(source=task.source, name=outcome.name, given=name))
    if outcome.kept == name:
        return outcome
    if outcome.kept is not None:  # it stands under another source's name
        outcome = run(replace(task, force=True))
    for form, text in outcome.texts:
        write(Path(task.folder or ".") / (name + BY_NAME[form].suffix), text)
    return replace(outcome, name=name)


def write(path: Path, text: str) -> None:
    """The whole file or none of it. Folders are made. :class:`OutputError` if that fails."""
    draft = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        draft.replace(path)
    except OSError as error:
        raise OutputError("output", path=path, reason=error.strerror or error) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)  # where it did not come to its place


def run_all(tasks: Sequence[Task], jobs: int, work: Work = run) -> Iterator[Outcome]:
    """Every task's outcome in order. A process that dies costs only the source that it was reading."""
    if jobs == 1 or len(tasks) < 2:
        yield from map(work, tasks)
        return
    done = 0
    while done < len(tasks):
        try:
            for outcome in _together(tasks[done:], jobs, work):
                yield outcome
                done += 1
        except BrokenProcessPool:  # one of those under way, most likely the next few, killed its process
            for task in tasks[done : done + jobs]:
                yield _alone(task, work)
                done += 1


def _together(tasks: Sequence[Task], jobs: int, work: Work) -> Iterator[Outcome]:
    with _pool(min(jobs, len(tasks))) as pool:
        waiting = [pool.submit(work, task) for task in tasks]
        try:
            for future in waiting:
                yield future.result()
        except BrokenProcessPool:
            raise
        except BaseException:  # an interrupt, or nobody wants the rest
            pool.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.terminate()
            raise


def _alone(task: Task, work: Work) -> Outcome:
    with _pool(1) as pool:
        try:
            return pool.submit(work, task).result()
        except BrokenProcessPool:
            return Outcome(task.source, failure=table("cli")["died"][task.language])


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
