"""Death in the midst of work: of the command, of the process that reads, by signals; and neighbours of those that fail.

After each the results are whole or not there, a second run completes them byte for byte, nothing runs on, and the
library is whole.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from asking import ask
from cases import COMMAND, LOST, MEGABYTES, OVER_MEMORY, Job, Place, Result, slug
from damage import LIBRARY, write
from mutations import METHODS, PLAIN, THEORY
from outside import Watched
from reading import GOOD
from tex import SHAPES, between
from verdict import WHOLE_PAGE, of_terminal

PAPERS: Final[Mapping[str, str]] = {
    f"{name}{number}": text.replace("the", "the " * number, 1)
    for number in range(1, 4)
    for name, text in (("good", GOOD), ("theory", THEORY), ("methods", METHODS), ("plain", PLAIN))
}
GONE_WITHIN: Final = 8.0  # seconds in which what a dead command has started ends, too
ENDS_WITHIN: Final = 15.0
TOGETHER: Final = 6  # times that each of several commands asks at once
LOOP: Final = """
import sys
from reader.cli import main
failed = 0
for _ in range(int(sys.argv[1])):
    failed += main(sys.argv[2:]) != 0
sys.exit(min(failed, 1))
"""
Check = Callable[[Place], list[str]]


def papers(place: Place) -> list[str]:
    return [str(write(place.papers / f"{name}.tex", text)) for name, text in PAPERS.items()]


def command(place: Place, jobs: int, *more: str) -> list[str]:
    options = ["--offline", "--format", "json,html", "--jobs", str(jobs), "-o", str(place.out), *more]
    return [COMMAND, "annotate", *papers(place), *options]


def start(place: Place, words: list[str]) -> Watched:
    return Watched(words, folder=place.home, environment=place.environment())


def after(watched: Watched, lines: int, pause: float) -> None:
    """Waits until so many lines were said, and a little longer."""
    watched.until(lambda: len(watched.lines) >= lines or not watched.runs(), 60)
    time.sleep(pause)


# --- what must hold afterwards ---------------------------------------------------------------------------------------


def nothing_runs(watched: Watched, within: float = GONE_WITHIN) -> list[str]:
    if watched.until(lambda: not watched.left(), within):
        return []
    return [f"still runs: {len(watched.left())} processes"]


def results_whole(place: Place) -> list[str]:
    """Each file is there whole, or not at all."""
    faults = []
    for path in place.out.iterdir():
        if path.suffix == ".json":
            with suppress(ValueError):
                json.loads(path.read_text(encoding="utf-8"))
                continue
        elif path.suffix != ".html" or WHOLE_PAGE.search(path.read_text(encoding="utf-8")):
            continue
        faults.append(f"result not whole: {path.name}")
    return faults


def library_whole(place: Place) -> list[str]:
    file = place.folder("data") / LIBRARY
    if not file.is_file():
        return []
    with closing(sqlite3.connect(file)) as connection:
        said = connection.execute("PRAGMA integrity_check").fetchone()[0]
    listed = ask(place, "library", "list")
    return [*listed.faults, *([] if said == "ok" else [f"library not whole: {said[:80]}"])]


def contents(folder: Path) -> dict[str, bytes]:
    """The results; the journal tells of times, too."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "journal.jsonl"}


def completed(place: Place, words: list[str], right: Mapping[str, bytes]) -> list[str]:
    """A second run makes what is missing, and leaves nothing else."""
    with start(place, words) as watched:
        code = watched.wait(60)
    found = contents(place.out)
    wrong = [name for name in right if found.get(name) != right[name]]
    faults = [f"second run: exit {code}"] if code else []
    faults += [f"{LOST}: {', '.join(wrong[:5])}"] if wrong else []
    return [*faults, *(f"left behind: {name}" for name in found if name not in right)]


# --- trials ----------------------------------------------------------------------------------------------------------


def reference(place: Place) -> dict[str, bytes]:
    """What an undisturbed run gives."""
    with start(place, command(place, 2)) as watched:
        assert watched.wait(60) == 0, watched.text()
    right = contents(place.out)
    for path in place.out.iterdir():
        path.unlink()
    return right


def ended(watched: Watched, number: signal.Signals, codes: tuple[int, ...]) -> list[str]:
    begun = time.monotonic()
    watched.signal(number)
    code = watched.wait(ENDS_WITHIN)
    faults = [] if code in codes else [f"exit: {code}"]
    faults += ["no end"] if time.monotonic() - begun > ENDS_WITHIN else []
    return [*faults, *of_terminal(watched.text())]


@dataclass(frozen=True, slots=True)
class Killed:
    """A batch that gets a signal after so many lines, or so many seconds after its beginning."""

    jobs: int
    lines: int
    pause: float
    number: signal.Signals = signal.SIGKILL
    codes: tuple[int, ...] = (-signal.SIGKILL,)
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Batches:
    """Several deaths of one batch; what is right is made once."""

    deaths: Mapping[str, Killed]

    def __call__(self, place: Place) -> list[Result]:
        right = reference(place)
        return [self._one(name, death, place, right) for name, death in self.deaths.items()]

    def _one(self, name: str, death: Killed, place: Place, right: Mapping[str, bytes]) -> Result:
        words = command(place, death.jobs, *death.more)
        with start(place, words) as watched:
            after(watched, death.lines, death.pause)
            faults = ended(watched, death.number, death.codes) if watched.runs() else []
            faults += nothing_runs(watched)
        faults += [*results_whole(place), *completed(place, words, right)]
        faults += library_whole(place) if death.more else []
        for path in place.out.iterdir():
            path.unlink()
        return result(name, watched, faults)


def result(name: str, watched: Watched, faults: list[str]) -> Result:
    faults += [f"{OVER_MEMORY}: {watched.megabytes} MB"] if watched.megabytes > MEGABYTES else []
    return Result(name, "survived" if not faults else "failed", watched.seconds, watched.megabytes, tuple(faults))


def worker_dies(number: signal.Signals, place: Place) -> list[Result]:
    """The process that reads is ended from outside: that costs the paper that it was at."""
    right = reference(place)
    with start(place, command(place, 1)) as watched:
        after(watched, 2, 0)
        workers = [process for process in watched.left() if process != watched.id]
        for process in workers:
            os.kill(process, number)
        code = watched.wait(60)
        faults = nothing_runs(watched)
    found = contents(place.out)
    missing = {name.partition(".")[0] for name in right if found.get(name) != right[name]}
    faults += of_terminal(watched.text())
    faults += [f"{LOST}: {', '.join(sorted(missing))}"] if len(missing) > 1 or (missing and code != 1) else []
    return [result(f"a worker dies by {number.name}", watched, faults)]


HOGS: Final = (
    "a matrix of 100 by 100",
    "a sum of 3000 terms",
    "three thousand inline formulas",
    "ten thousand superscripts",
)


def neighbours(jobs: int, place: Place) -> list[Result]:
    """Good papers between such as are stopped by tight limits, are missing, or are none."""
    right = reference(place)
    words = command(place, jobs, "--time-limit", "10", "--memory-limit", "250")
    good = words[2 : 2 + len(PAPERS)]
    bad = [str(write(place.papers / f"{slug(name)}.tex", between(SHAPES[name])()["main.tex"])) for name in HOGS]
    bad += [
        str(place.papers / "missing.tex"),
        os.devnull,
        str(place.folder("papers/empty")),
        "no/such/id",
        "2401.99999v9",
    ]
    mixed = [paper for at, paper in enumerate(good) for paper in ([bad[at], paper] if at < len(bad) else [paper])]
    with start(place, [*words[:2], *mixed, *words[2 + len(PAPERS) :]]) as watched:
        code = watched.wait(60)
        faults = nothing_runs(watched)
    found = contents(place.out)
    wrong = [name for name in right if found.get(name) != right[name]]
    faults += [f"{LOST}: {', '.join(wrong)}"] if wrong else []
    faults += [f"exit: {code}"] if code != 1 else []
    faults += of_terminal(watched.text())
    unsaid = [paper for paper in mixed if f"{paper}: " not in watched.text()]
    faults += [f"{LOST}: no word of {', '.join(unsaid)}"] if unsaid else []
    return [result(f"neighbours of papers that fail, {jobs} at a time", watched, faults)]


def library_dies(words: tuple[str, ...], pauses: tuple[float, ...], place: Place) -> list[Result]:
    """A command of the library is killed at several moments."""
    made = ask(place, "library", "add", *papers(place)[:3])
    results = []
    for pause in pauses:
        faults = list(made.faults)
        with start(place, [COMMAND, "library", *words, *(papers(place) if "add" in words else [])]) as watched:
            after(watched, 0, pause)
            watched.kill()
            faults += nothing_runs(watched)
        again = ask(place, "library", "add", papers(place)[0])
        faults += [*again.faults, *([f"exit: {again.code}"] if again.code else []), *library_whole(place)]
        kept = len(ask(place, "library", "list").out.splitlines())
        faults += [f"{LOST}: {kept} of 3 papers"] if kept < 3 else []
        results.append(result(f"library {' '.join(words)} dies after {pause} s", watched, faults))
    return results


def together(place: Place) -> list[Result]:
    """Two who write and four who read one library."""
    first, second, *others = papers(place)
    made = ask(place, "library", "add", *others[:4])
    asked = [
        ("library", "add", first), ("library", "add", second), ("library", "search", "risk"), ("library", "list"),
        ("library", "search", "--formula", r"\frac{?}{?}"), ("library", "search", "--concept", "learning rates"),
    ]  # fmt: skip
    begun = [start(place, [sys.executable, "-c", LOOP, str(TOGETHER), *words]) for words in asked]
    codes = [watched.wait(60) for watched in begun]
    faults = [fault for watched in begun for fault in of_terminal(watched.text())]
    faults += [f"exit: {code} of {words[1]}" for code, words in zip(codes, asked, strict=True) if code]
    return [result("two who write and four who read", begun[0], [*made.faults, *faults, *library_whole(place)])]


CHANCE: Final = random.Random(20)
DEATHS: Final[Mapping[str, Killed]] = {
    **{f"killed after {lines} papers, {jobs} at a time": Killed(jobs, lines, 0.0) for jobs, lines in ((1, 1), (2, 4), (1, 9))},
    **{f"killed after {pause} s": Killed(1 + number % 2, 0, pause) for number, pause in enumerate((0.05, 0.5, *(round(CHANCE.uniform(1, 4), 2) for _ in range(4))))},
    "terminated": Killed(2, 3, 0.0, signal.SIGTERM, (-signal.SIGTERM, 143)),
    "interrupted": Killed(2, 3, 0.0, signal.SIGINT, (130,)),
    "killed while it remembers": Killed(1, 3, 0.05, more=("--library",)),
    "killed while it remembers, two at a time": Killed(2, 6, 0.02, more=("--library",)),
}  # fmt: skip
TRIALS: Final[Mapping[str, Callable[[Place], list[Result]]]] = {
    "neighbours 1": partial(neighbours, 1),
    "neighbours 2": partial(neighbours, 2),
    "worker killed": partial(worker_dies, signal.SIGKILL),
    "worker terminated": partial(worker_dies, signal.SIGTERM),
    "library add": partial(library_dies, ("add",), (0.4, 1.2, 2.0)),
    "library rebuild": partial(library_dies, ("rebuild",), (0.3, 0.6)),
    "together": together,
}  # fmt: skip


def jobs(only: str) -> list[Job]:
    asked = {name: death for name, death in DEATHS.items() if only in name}
    names = list(asked)
    parts = [{name: asked[name] for name in part} for part in (names[::2], names[1::2]) if part]
    return [
        *(Job(f"death-{number}", Batches(part)) for number, part in enumerate(parts)),
        *(Job(f"death-{slug(name)}", trial) for name, trial in TRIALS.items() if only in name),
    ]
