"""A batch on a Dask cluster: how it is cut into slices, what it refuses, and a real cluster of which a worker dies."""

from __future__ import annotations

import gzip
import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_bulk import bulk

from reader.batch.bulk import Member
from reader.batch.cluster import BYTES, Slice, read_slice, seen_from_afar, slices
from reader.batch.task import Outcome, Task
from reader.cli import main
from reader.errors import ClusterError

Captured = pytest.CaptureFixture[str]
distributed: Any = pytest.importorskip("distributed", reason="the extra tezawari[cluster] is not installed")
PAPER = r"\documentclass{article}\begin{document}Let $x_{%d}$ be the loss. \[ x_{%d} = a + b \]\end{document}"


def task(number: int, tar: str = "a.tar", size: int = 1000) -> Task:
    member = Member(tar, f"2401/2401.{number:05}.gz", size=size)
    return Task(member.label, ("json",), member=member)


def cut(tasks: list[Task], known: frozenset[int] = frozenset()) -> list[int | str]:
    parts = slices(tasks, lambda at: Outcome(tasks[at].source) if at in known else None)
    return ["known" if isinstance(part, Outcome) else len(part) for part in parts]


def test_slices() -> None:
    assert cut([]) == []
    assert cut([task(number) for number in range(40)]) == [16, 16, 8]
    assert cut([task(number) for number in range(6)], frozenset({0, 3})) == ["known", 2, "known", 2]
    assert cut([task(1), task(2), task(3, "b.tar")]) == [2, 1]
    assert cut([task(1, size=BYTES * 2), task(2), task(3, size=BYTES), task(4)]) == [1, 1, 1, 1]


def test_paths_hold_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.gz").write_bytes(b"")
    seen = seen_from_afar(replace(task(1), folder="out"))
    assert seen.member is not None
    assert (seen.member.tar, seen.folder) == (str(tmp_path / "a.tar"), str(tmp_path / "out"))
    assert seen_from_afar(Task("b.gz", ())).source == str(tmp_path / "b.gz")
    assert seen_from_afar(Task("example", ())).source == "example"


def test_a_machine_with_something_else_reads_nothing() -> None:
    with pytest.raises(ClusterError, match="another version"):
        read_slice(Slice((task(1),), "another"))


def test_what_is_refused(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["annotate", "example", "1706.03762", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "1706.03762" in capsys.readouterr().err
    monkeypatch.setattr("reader.batch.cluster.PATIENCE", "0.2s")
    for address in ("tcp://127.0.0.1:1", "nonsense://x"):
        assert main(["annotate", "example", "--scheduler", address]) == 1
        assert "dask scheduler" in capsys.readouterr().err.splitlines()[-1]
    monkeypatch.setattr("reader.commands.annotate.command.find_spec", lambda name: None)
    assert main(["annotate", "example", "--scheduler", "tcp://127.0.0.1:1"]) == 1
    assert "tezawari[cluster]" in capsys.readouterr().err


def kill_one(cluster: Any, journal: Path, killed: list[int]) -> None:
    """Kills a worker once the first papers are told."""
    until = time.monotonic() + 60
    while time.monotonic() < until and not (journal.is_file() and journal.stat().st_size):
        time.sleep(0.02)
    killed.append(next(iter(cluster.workers.values())).pid)
    os.kill(killed[0], signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_worker_of_a_cluster_is_killed(tmp_path: Path, capsys: Captured) -> None:
    members = {f"2401/2401.{n:05}.gz": gzip.compress((PAPER % (n, n)).encode(), mtime=0) for n in range(40)}
    tars = [str(bulk(tmp_path / "bulk.tar", members))]
    assert main(["annotate", *tars, "-o", str(tmp_path / "right"), "--jobs", "2"]) == 0
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 60}
    with distributed.LocalCluster(**options) as cluster:
        killed: list[int] = []
        killer = threading.Thread(target=kill_one, args=(cluster, tmp_path / "out" / "journal.jsonl", killed))
        killer.start()
        words = ["annotate", *tars, "-o", str(tmp_path / "out"), "--scheduler", cluster.scheduler_address]
        assert main(words) == 0
        killer.join()
        assert killed
        assert main(words) == 0  # all is told: nothing is read
    assert "up to date" in capsys.readouterr().err.splitlines()[-3]
    right, found = ({p.name: p.read_bytes() for p in (tmp_path / n).glob("*.json")} for n in ("right", "out"))
    assert right == found and len(right) == len(members)
