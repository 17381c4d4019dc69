"""Many sources: lists, order, and a process that dies."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from reader.batch.results import run_all, write
from reader.batch.sources import list_sources
from reader.batch.task import Outcome, Task, numbered
from reader.errors import OutputError


def deadly(task: Task) -> Outcome:
    """Stands for reading: the source "dead" takes its process with it, "slow" takes its time."""
    if task.source == "dead":
        os._exit(9)
    time.sleep(0.3 if task.source == "slow" else 0)
    return Outcome(task.source, name=task.source)


def test_order_and_a_process_that_dies() -> None:
    tasks = [Task(source, ("json",)) for source in ("slow", "a", "dead", "b", "slow")]
    outcomes = list(run_all(tasks, 2, deadly))
    assert [outcome.source for outcome in outcomes] == ["slow", "a", "dead", "b", "slow"]
    assert [outcome.failure is None for outcome in outcomes] == [True, True, False, True, True]


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
    assert list(list_sources(words, [], each=True)) == [str(tmp_path / "a"), str(tmp_path / "b"), *words[1:]]
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
