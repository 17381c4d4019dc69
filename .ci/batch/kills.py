"""Kills a batch at random moments until it is done: nothing may differ from a run that nobody disturbed.

python .ci/batch/kills.py [--papers N] [--kills N] [--jobs N] [--seed N]
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from papers import paper

COMMAND = [sys.executable, "-c", "import sys; from reader.cli import main; sys.exit(main())", "annotate"]
JOURNAL = "journal.jsonl"
LEAST, MOST = 0.2, 6.0  # seconds after which a run is killed


def written(folder: Path, number: int) -> list[str]:
    """Papers of a few kilobytes: archives, whose journal entries suffice, and files that are read again to be sure."""
    names = []
    for at in range(number):
        text = paper(at, 2000 + 500 * (at % 9)).encode()
        name = folder / (f"paper-{at:04}.gz" if at % 4 else f"paper-{at:04}.tex")
        name.write_bytes(gzip.compress(text, mtime=0) if at % 4 else text)
        names.append(str(name))
    names.insert(number // 2, str(folder / "missing.gz"))
    return names


def started(sources: Sequence[str], out: Path, jobs: int) -> subprocess.Popen[bytes]:
    words = [*COMMAND, "-", "-o", str(out), "--offline", "--jobs", str(jobs)]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdin
    process.stdin.write("\n".join(sources).encode())
    process.stdin.close()
    return process


def results(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != JOURNAL}


def told(folder: Path) -> list[dict[str, object]]:
    """The lines of the journal that are whole."""
    rows = []
    for line in (folder / JOURNAL).read_bytes().splitlines():
        try:
            rows.append(json.loads(line))
        except ValueError:
            continue
    return rows


def disturbed(sources: Sequence[str], out: Path, jobs: int, kills: int, chance: random.Random) -> int:
    """Runs the batch to its end, killed on the way at most so often; how often it was."""
    done = 0
    while True:
        process = started(sources, out, jobs)
        if done < kills:
            try:
                process.wait(chance.uniform(LEAST, MOST))
            except subprocess.TimeoutExpired:
                process.kill()
                done += 1
        process.wait()
        if process.returncode in (0, 1):
            return done


def faults(right: dict[str, bytes], sources: Sequence[str], out: Path) -> list[str]:
    found = results(out)
    wrong = [name for name in right.keys() | found.keys() if right.get(name) != found.get(name)]
    rows = told(out)
    untold = set(sources) - {str(row["source"]) for row in rows}
    return [*(f"differs: {name}" for name in sorted(wrong)), *(f"not told: {name}" for name in sorted(untold))]


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__)
    for name, default in (("papers", 500), ("kills", 100), ("jobs", 2), ("seed", 1)):
        given.add_argument(f"--{name}", type=int, default=default)
    options = given.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["TEZAWARI_CACHE"] = str(folder / "cache")
        (folder / "papers").mkdir()
        sources = written(folder / "papers", options.papers)
        begun = time.monotonic()
        assert started(sources, folder / "right", options.jobs).wait() == 1  # one is missing
        print(f"undisturbed: {options.papers} papers in {time.monotonic() - begun:.0f} s", flush=True)
        right, kills, rounds, bad, again = results(folder / "right"), 0, 0, [], 0
        while kills < options.kills:
            rounds += 1
            out = folder / f"out-{rounds}"
            kills += disturbed(sources, out, options.jobs, options.kills - kills, chance)
            bad += faults(right, sources, out)
            again += sum(number - 1 for number in Counter(row["source"] for row in told(out)).values())
    print(f"killed {kills} times in {rounds} batches: {len(bad)} faults; {again} papers were told twice")
    print("\n".join(bad[:20]))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
