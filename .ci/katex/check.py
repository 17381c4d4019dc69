"""How many displays KaTeX can draw from their ``expanded``: a second opinion on our macro-free LaTeX.

usage: python .ci/katex/check.py [--least 0.98] [--list] [FOLDER ...]

Each FOLDER is a paper or holds papers; the bundled example is always read. Needs node and npm: KaTeX is installed into
``.tools/katex``. Without them it says so and ends well. Exit 1 where fewer than ``--least`` are drawn.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import npm
from documents import displays, papers

HERE = Path(__file__).parent
TOOLS = npm.TOOLS / "katex"


def wrapped(latex: str) -> str:
    """A row as KaTeX takes it: several lines of a ``multline`` stand in an environment."""
    return "\\begin{aligned}" + latex + "\\end{aligned}" if "\\\\" in latex or "&" in latex else latex


def cause(message: str) -> str:
    """The message without what is particular to one formula."""
    return re.sub(r" at (?:position \d+|end of input).*", "", message.removeprefix("KaTeX parse error: "), flags=re.S)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", metavar="FOLDER")
    parser.add_argument("--least", type=float, default=0.98)
    parser.add_argument("--list", action="store_true", help="every formula that was refused")
    asked = parser.parse_args()
    missing = npm.install(HERE / "package.json", "katex")
    if missing is not None:
        print(f"KaTeX is not asked: {missing}.")
        return 0
    sources = list(papers(asked.folders))
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(displays, sources))
    rows = [(source, equation) for source, equations in zip(sources, found, strict=True) for equation in equations]
    formulas = json.dumps([wrapped(equation.formula.expanded) for _, equation in rows])
    command = ["node", str(HERE / "render.mjs"), str(TOOLS)]
    answer = subprocess.run(command, input=formulas, capture_output=True, text=True, check=True, encoding="utf-8")
    refused = [(*row, message) for row, message in zip(rows, json.loads(answer.stdout), strict=True) if message]
    for reason, count in Counter(cause(message) for *_, message in refused).most_common():
        print(f"{count:6}  {reason}")
    if asked.list:
        for source, equation, message in refused:
            print(f"\n{Path(source).name} {equation.id} {cause(message)}\n  {equation.formula.expanded}")
    rate = 1 - len(refused) / len(rows)
    print(f"KaTeX draws {len(rows) - len(refused)} of {len(rows)} displays: {rate:.4f}")
    return 0 if rate >= asked.least else 1


if __name__ == "__main__":
    sys.exit(main())
