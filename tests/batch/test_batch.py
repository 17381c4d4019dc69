"""Many sources: lists, order, and a process that dies."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from arxiv_server import serve, settings_for
from workers import WorkerHere

from reader.arxiv import fetch
from reader.batch.desk import Opened, SourceDesk
from reader.batch.results import Crew, write
from reader.batch.sources import list_sources
from reader.batch.task import Outcome, Task, numbered
from reader.batch.worker import Tell
from reader.errors import OutputError
from reader.limits.budget import LIMITS

pytestmark = pytest.mark.slow


def deadly(task: Task | None, tell: Tell) -> Opened | Outcome:
    """Stands for reading: the source "dead" takes its process with it, "slow" takes its time, "endless" all of it."""
    assert task is not None
    if task.source == "dead":
        os._exit(9)
    if task.source == "greedy":
        bytearray(2 << 30)
    if task.source.startswith("tired"):
        return Outcome(task.source, name=str(os.getpid()), exhausted=True)
    time.sleep({"slow": 0.3, "endless": 60}.get(task.source, 0))
    return Outcome(task.source, name=task.source)


@pytest.mark.parametrize("jobs", [1, 2])
def test_order_and_a_process_that_dies(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.batch.desk.DOWNLOADING", 1.0)
    tasks = [Task(source, ("json",)) for source in ("slow", "a", "dead", "greedy", "b", "endless", "slow")]
    with Crew(jobs, deadly, LIMITS) as crew:
        outcomes = list(crew.outcomes(tasks))
    assert [outcome.source for outcome in outcomes] == [task.source for task in tasks]
    failed = {outcome.source: outcome.failure for outcome in outcomes if outcome.failure}
    assert failed.keys() == {"dead", "greedy", "endless"}
    assert "outside" in failed["dead"] and "--memory-limit" in failed["greedy"] and "--time-limit" in failed["endless"]


def test_a_process_that_ran_short_of_memory_reads_no_other_paper() -> None:
    with Crew(1, deadly, LIMITS) as crew:
        names = [outcome.name for outcome in crew.outcomes([Task(f"tired {number}", ("json",)) for number in "12"])]
    assert len(set(names)) == 2


def test_whoever_wants_no_more_stops_what_is_under_way() -> None:
    begun = time.monotonic()
    with Crew(2, deadly, LIMITS) as crew:
        outcomes = crew.outcomes([Task(source, ("json",)) for source in ("a", "endless", "endless")])
        assert next(outcomes).name == "a"
    assert time.monotonic() - begun < 20


class SlowReader:
    """Stands for a desk: fetching says when it began, reading takes its time and says when it ended."""

    def __init__(self) -> None:
        self._task: Task | None = None

    def __call__(self, task: Task | None, tell: Tell) -> Opened | Outcome:
        if task is not None:
            self._task = task
            if not task.offline:
                (Path(task.folder or "") / task.source).write_text(str(time.monotonic()), encoding="utf-8")
            return Opened(1)
        assert self._task is not None
        time.sleep(0.6)
        return Outcome(self._task.source, name=str(time.monotonic()))


def test_the_next_paper_is_fetched_while_one_is_read(tmp_path: Path) -> None:
    tasks = [Task(f"2001.0000{number}", ("json",), folder=str(tmp_path)) for number in range(3)]
    with Crew(1, SlowReader(), LIMITS) as crew:
        ended = [float(outcome.name) for outcome in crew.outcomes(tasks)]
    begun = [float((tmp_path / task.source).read_text(encoding="utf-8")) for task in tasks]
    assert begun == sorted(begun) and begun[1] < ended[0] and begun[2] < ended[1]


def test_a_paper_is_opened_once_where_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.batch.results.Worker", WorkerHere)
    monkeypatch.setattr("reader.batch.fetching.Worker", WorkerHere)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    opened: list[str] = []
    opening = fetch.bundle_from_file
    monkeypatch.setattr(fetch, "bundle_from_file", lambda name, *rest: opened.append(name) or opening(name, *rest))
    with serve() as arxiv:
        monkeypatch.setattr(fetch, "settings_from_environment", lambda: settings_for(arxiv, tmp_path))
        tasks = [Task(source, ("json",)) for source in ("1706.03762", "2001.00002", "2001.00001")]
        with Crew(1, SourceDesk(), LIMITS) as crew:
            outcomes = list(crew.outcomes(tasks))
    assert [each.failure is None for each in outcomes] == [True, False, True]  # a PDF has no source
    assert opened == ["1706.03762v7", "2001.00001v1"]


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("1706.03762", "1706.03762"),
        (" a b.tex \n", "a b.tex"),
        ("# x", None),
        ("x # y", "x"),
        ("a#b", "a#b"),
        ("\n", None),
    ],
)
def test_lines_of_a_list(line: str, source: str | None) -> None:
    assert list(list_sources(["-"], [line])) == ([source] if source else [])


def test_each_applies_to_folders_alone(tmp_path: Path) -> None:
    for name in ("b", "a", ".git"):
        (tmp_path / name).mkdir()
    (tmp_path / "file.tex").write_text("", encoding="utf-8")
    words = [str(tmp_path), str(tmp_path / "file.tex"), "1706.03762"]
    assert list(list_sources(words, [], subfolders=True)) == [str(tmp_path / "a"), str(tmp_path / "b"), *words[1:]]
    assert list(list_sources(words, [])) == words


def test_names() -> None:
    assert [numbered("paper", number) for number in (1, 2, 10)] == ["paper", "paper-2", "paper-10"]


def test_write_is_whole_or_nothing(tmp_path: Path) -> None:
    write(tmp_path / "new" / "a.json", "日本\n\udc80")
    assert (tmp_path / "new" / "a.json").read_bytes() == "日本\n\\udc80".encode()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.json"]
    with pytest.raises(OutputError):
        write(tmp_path / "new" / "a.json" / "b.json", "")


def test_a_write_that_fails_leaves_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="No space left"):
        write(tmp_path / "a.json", "x")
    assert not list(tmp_path.iterdir())
