"""How much is told of the displays of papers: sentences of "Read with me", and purposes.

usage: python .ci/told.py FOLDER...

Each FOLDER is a paper. A line that goes on with the one above is told there; it counts among the displays, not among
the statements.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

import reader
from reader.study.purpose.purpose import purpose_of
from reader.study.study import Study
from reader.study.walkthrough.steps import steps_in


def counted(folder: str) -> Counter[str]:
    """Displays and statements of one paper, and what is told of them; ``ms`` is processor time for the sentences."""
    study, found = Study(reader.read(folder)), Counter[str]()
    for equation in study.document.equations:
        if not equation.display:
            continue
        _ = study.shapes, study.blocks[equation.id]  # made once, whatever is told
        begun = time.process_time()
        steps = steps_in(equation, study)
        found["ms"] += round(1000 * (time.process_time() - begun))
        found["displays"] += 1
        found["several"] += len(steps) > 1
        found["silent"] += not steps
        if study.trees.said(equation).begins:
            found["told"] += len(steps) > 1
            purpose = purpose_of(equation, study)
            found["statements"] += 1
            found["ours"] += purpose is not None and bool(purpose.text)
            found["author"] += purpose is not None and purpose.source is not None
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    found = sum(map(counted, parser.parse_args().folders), Counter[str]())
    displays, statements = found["displays"], found["statements"]
    print(f"{displays} displays: two sentences or more {found['several'] / displays:.2f}, none", end=" ")
    print(f"{found['silent'] / displays:.2f}; {found['ms'] / displays:.1f} ms each")
    print(f"{statements} statements: two sentences or more {found['told'] / statements:.2f},", end=" ")
    print(f"a purpose of ours {found['ours'] / statements:.2f}, the author's {found['author'] / statements:.2f}")


if __name__ == "__main__":
    main()
