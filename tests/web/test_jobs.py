"""Papers read beside the page: one job for one paper, how far it is, and stopped when nobody wants it."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.user.context import BUILT_IN, ContextChoice
from reader.web.papers import jobs
from reader.web.papers.desks import Page
from reader.web.papers.jobs import STAGES, Cancelled, Job
from reader.web.papers.papers import Source

SOURCE = Source("arxiv", "1706.03762")
DONE = Page("key", "name", "{}", SOURCE, BUILT_IN, "")


def test_who_wants_the_same_paper_waits_for_the_same_job() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(source: Source, choice: ContextChoice, tell: Any, *, offline: bool) -> Page:
        begun.set()
        go_on.wait(30)
        return DONE

    first = jobs.start(SOURCE, BUILT_IN, work=work)
    assert begun.wait(30)
    assert jobs.start(SOURCE, BUILT_IN, work=work) is first
    go_on.set()
    assert first.done.wait(30)
    assert first.paper is DONE
    second = jobs.start(SOURCE, BUILT_IN, work=work)
    assert second is not first
    assert second.done.wait(30)


def test_who_wants_it_explained_with_something_else_has_a_job_of_their_own(tmp_path: Path) -> None:
    go_on, choices = threading.Event(), (BUILT_IN, ContextChoice((tmp_path,)))

    def work(source: Source, choice: ContextChoice, tell: Any, *, offline: bool) -> Page:
        go_on.wait(30)
        return replace(DONE, choice=choice)

    first, second = (jobs.start(SOURCE, choice, work=work) for choice in choices)
    jobs.cancel(first)
    assert not second.cancelled.is_set()
    assert jobs.start(SOURCE, choices[1], work=work) is second
    go_on.set()
    assert first.done.wait(30) and second.done.wait(30)
    assert second.paper is not None and second.paper.choice == choices[1]


def test_a_stopped_job_ends_at_its_next_word() -> None:
    told, go_on = threading.Event(), threading.Event()

    def work(source: Source, choice: ContextChoice, tell: Any, *, offline: bool) -> Page:
        tell("read", None)
        told.set()
        go_on.wait(30)
        tell("meaning", None)
        raise AssertionError("went on")

    job = jobs.start(SOURCE, BUILT_IN, work=work)
    assert told.wait(30)
    jobs.cancel(job)
    go_on.set()
    assert job.done.wait(30)
    assert isinstance(job.failure, Cancelled)


def test_a_failure_is_told_to_whoever_waits() -> None:
    def work(source: Source, choice: ContextChoice, tell: Any, *, offline: bool) -> Page:
        raise ZeroDivisionError

    job = jobs.start(SOURCE, BUILT_IN, work=work)
    assert job.done.wait(30)
    assert isinstance(job.failure, ZeroDivisionError)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(jobs.time, "monotonic", lambda: now[0])
    return now


def test_progress_grows_and_never_says_that_all_is_done(clock: list[float]) -> None:
    job = Job(SOURCE, BUILT_IN)
    seen = [job.share()]
    for stage in STAGES:
        job.tell(stage, None)
        for _ in range(3):
            clock[0] += 2
            seen.append(job.share())
    assert seen == sorted(seen)
    assert 0 <= seen[0] < 0.1
    assert 0.9 < seen[-1] < 1


def test_time_left_follows_the_pace_of_this_paper(clock: list[float]) -> None:
    job = Job(SOURCE, BUILT_IN)
    job.tell("fetch", 0.5)
    assert job.seconds_left() is None  # the network says nothing of how large the paper is
    job.tell("read", None)
    clock[0] += 10 * jobs.SHARES["read"]
    job.tell("formulas", None)
    left = job.seconds_left()
    assert left is not None
    assert left == pytest.approx(10 * sum(jobs.SHARES[stage] for stage in STAGES[3:]))
    clock[0] += 3
    assert job.seconds_left() == pytest.approx(left - 3)


def test_a_fraction_that_is_known_is_believed(clock: list[float]) -> None:
    job = Job(SOURCE, BUILT_IN)
    job.tell("fetch", 0.25)
    quarter = job.share()
    job.tell("fetch", 0.75)
    assert job.share() == pytest.approx(3 * quarter)
