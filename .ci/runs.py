"""How many displays of papers run on numbers, as a whole and in parts, and why the others do not.

usage: python .ci/runs.py --sources FOLDER [--split FILE.json] [--show HALF] [PAPER...]

Each PAPER is a folder in FOLDER; without any those of the split. ``--split`` names the halves of the papers
(``{"look": [names], "blind": [names]}``), which are counted apart. With ``--show`` the reasons why displays of one
half do not run are listed by how often they come up, and nothing of the other half is shown but its figures.
A run counts where at most one unknown function is put in.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

import reader
from reader.model.document import Equation
from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.refusal import Refusal
from reader.study.runs import attempt_at
from reader.study.study import Study

MOST_STAND_INS = 1
Missed = dict[str, list[str]]


def counted(folder: Path, missed: Missed) -> Counter[str]:
    """The displays of one paper; ``missed`` is told why a display does not run."""
    study, found = Study(reader.read(str(folder))), Counter[str]()
    for equation in study.document.equations:
        if not equation.display:
            continue
        attempt = None
        try:
            attempt = attempt_at(equation, study, least=0)
        except Refusal as refusal:
            missed[refusal.reason].append(line_of(folder, equation, refusal.part))
        found["displays"] += 1
        if attempt is not None:
            found.update(kinds_of(attempt))
        if attempt is not None and attempt.missing is not None:
            told = f"{attempt.share:.2f} {attempt.missing.part}"
            missed[f"part, {attempt.missing.reason}"].append(line_of(folder, equation, told))
    return found


def line_of(folder: Path, equation: Equation, told: str) -> str:
    return f"{folder.name} ({equation.number}) {told} | {equation.formula.expanded}"


def kinds_of(attempt: Attempt) -> list[str]:
    """What a run counts as."""
    if len(attempt.stand_ins) > MOST_STAND_INS:
        return ["crowded"]
    kinds = ["whole"] if attempt.whole else ["part"] if attempt.share > 0.5 else ["less"]
    guessed = any(each.why == "ground-plain" for each in attempt.trial.plan.inputs)
    return [*kinds, f"guessed {kinds[0]}"] if guessed else kinds


def told(name: str, found: Counter[str]) -> str:
    displays = found["displays"] or 1
    whole, part = found["whole"] / displays, (found["whole"] + found["part"]) / displays
    guessed = (found["guessed whole"] + found["guessed part"]) / displays
    return (
        f"{name:20} {found['displays']:4} displays: whole {whole:.2f}, whole or most {part:.2f}"
        f" (with a letter taken as a number {guessed:.2f}); {found['crowded']} with several unknown functions,"
        f" {found['less']} in less"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="*", metavar="PAPER")
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--split", type=Path)
    parser.add_argument("--show", metavar="HALF")
    options = parser.parse_args()
    halves = json.loads(options.split.read_text(encoding="utf-8")) if options.split else {"all": options.papers}
    for half, names in halves.items():
        missed: Missed = defaultdict(list)
        total = Counter[str]()
        for name in names:
            if not options.papers or name in options.papers:
                found = counted(options.sources / name, missed)
                total += found
                if half == options.show:
                    print(told(name, found), flush=True)
        print(told(half, total), flush=True)
        if half == options.show:
            for reason, cases in sorted(missed.items(), key=lambda each: -len(each[1])):
                print(f"\n{len(cases)} {reason}", *(f"    {case[:300]}" for case in cases), sep="\n")


if __name__ == "__main__":
    main()
