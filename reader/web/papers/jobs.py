"""Papers being read beside the page, so that it can tell how far it is and can be told to stop.

A job belongs to its source and to what that is explained with: whoever wants the same meanwhile waits for the same job.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.web.papers.desks import Page, open_paper
from reader.web.papers.papers import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.user.context import ContextChoice

# Each stage with its usual share of the time, which a running job then sees for itself.
SHARES = {"fetch": 6.0, "unpack": 0.1, "read": 1.9, "formulas": 0.8, "meaning": 6.0, "draw": 8.1, "remember": 3.1}
STAGES = tuple(SHARES)
SLOWEST = 600.0  # seconds; what is estimated beyond is not said


class Cancelled(Exception):
    """Nobody waits for this paper any more."""


@dataclass
class Job:
    """A paper on its way. Written by its own thread only, but for ``cancelled``."""

    source: Source
    choice: ContextChoice
    began: float = field(default_factory=time.monotonic)
    stage: str = ""
    fraction: float | None = None
    spent: dict[str, float] = field(default_factory=dict)  # seconds by stage that is done
    entered: float = field(default_factory=time.monotonic)
    paper: Page | None = None
    failure: Exception | None = None
    done: threading.Event = field(default_factory=threading.Event)
    cancelled: threading.Event = field(default_factory=threading.Event)

    def tell(self, stage: str, fraction: float | None) -> None:
        """Told by the reading where it is; the moment at which it can be stopped."""
        if self.cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if stage != self.stage:
            if self.stage:
                self.spent[self.stage] = now - self.entered
            self.entered = now
        self.stage, self.fraction = stage, fraction

    def share(self) -> float:
        """How much of the whole is done, as far as one can know."""
        ahead = _ahead(self.stage)
        within = self._within(SHARES.get(self.stage, 0.0) * self._pace())
        whole = sum(SHARES.values())
        return min(0.99, (whole - ahead - SHARES.get(self.stage, 0.0) * (1 - within)) / whole)

    def seconds_left(self) -> float | None:
        """An estimate from the pace of the stages of this very paper; None before one of them has told it."""
        if not set(self.spent) & set(STAGES[2:]):
            return None
        expected = SHARES.get(self.stage, 0.0) * self._pace()
        left = expected * (1 - self._within(expected)) + _ahead(self.stage) * self._pace()
        return left if left < SLOWEST else None

    def _pace(self) -> float:
        """Seconds for one share, by the stages that are done and do not wait for others."""
        told = [stage for stage in STAGES[2:] if stage in self.spent]
        shares = sum(SHARES[stage] for stage in told)
        return sum(self.spent[stage] for stage in told) / shares if shares else 0.3

    def _within(self, expected: float) -> float:
        """How much of the stage itself is done: as it says, else by the clock, which never says all of it."""
        if self.fraction is not None:
            return self.fraction
        return min(0.95, (time.monotonic() - self.entered) / max(expected, 0.1))


def _ahead(stage: str) -> float:
    place = STAGES.index(stage) + 1 if stage in SHARES else 0
    return sum(SHARES[each] for each in STAGES[place:])


_jobs: dict[tuple[str, ContextChoice], Job] = {}
_lock = threading.Lock()


def start(
    source: Source, choice: ContextChoice, *, offline: bool = False, work: Callable[..., Page] | None = None
) -> Job:
    """The job that reads this source so, begun now unless it runs already."""
    with _lock:
        job = _jobs.get((source.key, choice))
        if job is None or job.cancelled.is_set():
            job = _jobs[source.key, choice] = Job(source, choice)
            run = threading.Thread(target=_run, args=(job, offline, work or open_paper), daemon=True)
            run.start()
        return job


def cancel(job: Job) -> None:
    """Stops a job at the next moment at which that can be done."""
    _forget(job)
    job.cancelled.set()


def _forget(job: Job) -> None:
    with _lock:
        if _jobs.get((job.source.key, job.choice)) is job:
            del _jobs[job.source.key, job.choice]


def _run(job: Job, offline: bool, work: Callable[..., Page]) -> None:
    try:
        job.paper = work(job.source, job.choice, job.tell, offline=offline)
    except Exception as error:  # told to whoever waits
        job.failure = error
    finally:
        _forget(job)
        job.done.set()
