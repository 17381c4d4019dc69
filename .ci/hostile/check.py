"""Tries hostile input, damage and death on the real commands, measured from outside.

usage: python .ci/hostile/check.py [--list] [--only WORD] [--lanes 2] [--keep] [SUITE ...]

Suites: archives, tex, formulas, mutations, damage, death; all of them by default. Prints one row for each: how many
were tried, and what went wrong, which is told case by case below. Exit 1 where anything did.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Final

from cases import COLUMNS, Job, Place, Result, kinds

SUITES: Final = ("archives", "tex", "formulas", "mutations", "damage", "death")


def run(job: Job, scratch: Path) -> list[Result]:
    place = Place(scratch / job.name / "place", scratch / "cache")
    place.folder("home")
    try:
        results = job.run(place)
    except Exception as error:  # of the suite itself
        traceback.print_exc()
        results = [Result(job.name, "not tried", faults=(f"the suite failed: {error}",))]
    if not any(result.faults for result in results):
        shutil.rmtree(scratch / job.name, ignore_errors=True)
    return results


def row(name: str, results: Sequence[Result], seconds: float) -> str:
    found = kinds(list(results))
    others = ", ".join(f"{count} {kind}" for kind, count in sorted(found.items()) if kind not in COLUMNS) or "0"
    cells = [name, len(results), *(found[column] for column in COLUMNS), others, f"{seconds:.0f} s"]
    return "| " + " | ".join(map(str, cells)) + " |"


def told(result: Result) -> str:
    figures = f"{result.outcome}, {result.seconds:.1f} s, {result.megabytes} MB"
    return f"  {result.name}: {figures}" + "".join(f"\n      {fault[:300]}" for fault in result.faults)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="*", metavar="SUITE", default=SUITES)
    parser.add_argument("--list", action="store_true", help="every case with its figures")
    parser.add_argument("--only", default="", metavar="WORD", help="cases whose names hold this word")
    parser.add_argument("--lanes", type=int, default=2, help="how many commands run side by side")
    parser.add_argument("--keep", action="store_true", help="leave the scratch folder, and say where it is")
    asked = parser.parse_args()
    print("| " + " | ".join(("suite", "tried", *COLUMNS, "other faults", "time")) + " |")
    print("|---" * (len(COLUMNS) + 4) + "|")
    scratch = Path(tempfile.mkdtemp(prefix="tezawari-hostile-"))
    failed: list[str] = []
    with ThreadPoolExecutor(asked.lanes) as lanes:
        for name in asked.suites:
            begun = time.monotonic()
            done = lanes.map(lambda job: run(job, scratch), import_module(name).jobs(asked.only))
            results = [result for part in done for result in part]
            print(row(name, results, time.monotonic() - begun), flush=True)
            failed += [f"{name}\n{told(result)}" for result in results if result.faults or asked.list]
    print("\n" + "\n".join(failed) if failed else "\nNothing failed.")
    if asked.keep:
        print(f"\n{scratch}")
    else:
        shutil.rmtree(scratch, ignore_errors=True)
    return 1 if any("\n      " in each for each in failed) else 0


if __name__ == "__main__":
    sys.exit(main())
