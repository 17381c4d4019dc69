"""Reads a synthetic bulk set and says what a paper costs, and from that what all of arXiv would cost.

python .ci/batch/measure.py [--members N] [--typical CHARACTERS] [--jobs 1,2] [--arxiv PAPERS]

CPU time is counted by the system for all processes together, so that other load on the machine changes it little. Wall
time is told, too, and means something on a quiet machine alone. The rate at which real papers are read comes from
docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import bulk
from papers import TYPICAL

COMMAND: Final = [sys.executable, "-c", "import sys; from reader.cli import main; sys.exit(main())", "annotate"]
ARXIV: Final = 3_000_000  # papers, a round number for 2026
BENCHMARKS: Final = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
RATE: Final = re.compile(r"\| Tezawari, whole reading with JSON \|.*\| ([\d.]+) \| [\d.]+ \|")  # its MB of TeX a second
CORES: Final = (2, 64, 1024)
LOOK: Final = 0.5  # seconds between two looks at the memory of the workers


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of the set."""

    jobs: int
    papers: int
    failed: int
    wall: float
    cpu: float
    own_cpu: float  # a paper, of the command itself, which writes and keeps the order; its start is left out
    seconds: tuple[float, ...]  # of each paper
    written: int
    memory: tuple[tuple[int, int], ...]  # papers done, and megabytes of the largest worker
    own_memory: int  # megabytes of the command


def read(sources: Sequence[str], out: Path, jobs: int) -> Run:
    begun = time.monotonic()
    before = os.times()
    words = [*COMMAND, *sources, "-o", str(out), "--offline", "--jobs", str(jobs)]
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    memory, own_memory = [], 0
    own: list[tuple[int, float]] = []  # papers done, and CPU of the command
    while process.poll() is None:
        time.sleep(LOOK)
        workers = children(process.pid)
        told = out / "journal.jsonl"
        done = told.read_bytes().count(b"\n") if told.is_file() else 0
        memory.append((done, max(map(resident, workers), default=0)))
        own_memory = max(own_memory, resident(process.pid))
        if done and (now := spent(process.pid)):
            own.append((done, now))
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    rows = [json.loads(line) for line in (out / "journal.jsonl").read_bytes().splitlines()]
    well = [row for row in rows if row["failure"] is None]
    written = sum(size for row in well for _, size in row["files"])
    seconds = tuple(sorted(row["seconds"] for row in well))
    wall = time.monotonic() - begun
    (first, begin), (last, end) = own[0], own[-1]
    own_cpu = (end - begin) / max(1, last - first)
    return Run(jobs, len(rows), len(rows) - len(well), wall, cpu, own_cpu, seconds, written, tuple(memory), own_memory)


def children(process: int) -> list[int]:
    try:
        return [int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text().split()] + [
            int(number)
            for task in Path(f"/proc/{process}/task").iterdir()
            if task.name != str(process)
            for number in (task / "children").read_text().split()
        ]
    except OSError:
        return []


def resident(process: int) -> int:
    """Megabytes of memory."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    except (OSError, IndexError):
        return 0


def spent(process: int) -> float:
    """CPU seconds of a process alone."""
    try:
        parts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError):
        return 0.0


def share(values: Sequence[float], part: float) -> float:
    return values[min(len(values) - 1, int(len(values) * part))] if values else 0.0


def tell(run: Run, packed: int) -> None:
    read_well = run.papers - run.failed
    print(f"--jobs {run.jobs}: {run.papers} papers, {run.failed} of them without TeX or not read")
    print(f"  CPU a paper            {run.cpu / read_well:.3f} s ({read_well / run.cpu:.2f} papers a second and core)")
    print(f"  of that the command's  {run.own_cpu * 1000:.1f} ms, which cannot be shared out")
    print(f"  wall                   {run.wall:.0f} s, {run.papers / run.wall:.2f} papers a second")
    percentiles = ", ".join(f"{part:.0%} {share(run.seconds, part):.2f} s" for part in (0.5, 0.9, 0.99))
    print(f"  wall of one paper      {percentiles}, longest {max(run.seconds, default=0):.2f} s")
    print(f"  results                {run.written / read_well / 1000:.0f} kB a paper")
    print(f"  tars                   {packed / run.papers / 1000:.0f} kB a paper")
    tenths = [
        max((size for done, size in run.memory if tenth <= 10 * done / run.papers < tenth + 1), default=0)
        for tenth in range(10)
    ]
    print(f"  memory of a worker     {', '.join(map(str, tenths))} MB at most in each tenth of the batch")
    print(f"  memory of the command  {run.own_memory} MB at most")


def scale(run: Run, characters: float, papers: int) -> None:
    """What so many papers would cost, if they were those of this run, and if they were as real ones are."""
    read_well = run.papers - run.failed
    rate = RATE.search(BENCHMARKS.read_text(encoding="utf-8"))
    assert rate is not None
    part = read_well / run.papers
    costs = {
        "the synthetic papers": run.cpu / read_well,
        f"real papers of that size, {rate[1]} MB of TeX a second": characters / 1e6 / float(rate[1]),
    }
    print(f"{papers:,} papers, {part:.0%} of them with TeX, {characters / 1000:.0f} kB of it each")
    for name, seconds in costs.items():
        hours = seconds * papers * part / 3600
        days = ", ".join(f"{hours / cores / 24:.2g} days on {cores} cores" for cores in CORES)
        print(f"  {name}: {seconds:.2f} s a paper, {hours:,.0f} CPU hours; {days}")
        print(f"    one command keeps {seconds / run.own_cpu:.0f} cores at work")
    print(f"  results as JSON: {run.written / read_well * papers * part / 1e12:.2f} TB")
    print(f"  by their ids, nine seconds each: {papers * 9 / 86400:,.0f} days")


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--members", type=int, default=120)
    given.add_argument("--typical", type=int, default=TYPICAL)
    given.add_argument("--jobs", default="1,2")
    given.add_argument("--arxiv", type=int, default=ARXIV)
    options = given.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["TEZAWARI_CACHE"] = str(folder / "cache")
        tars = bulk.make(folder / "bulk", options.members, 2, options.typical, bulk.PICTURE)
        packed = sum(tar.stat().st_size for tar in tars)
        for jobs in map(int, options.jobs.split(",")):
            run = read(list(map(str, tars)), folder / f"out-{jobs}", jobs)
            tell(run, packed)
        numbers = range(1, options.members + 1)
        sizes = [len(bulk.text_of(number, options.typical)) for number in numbers if number % 10 != 9]
        scale(run, sum(sizes) / len(sizes), options.arxiv)
    return 0


if __name__ == "__main__":
    sys.exit(main())
