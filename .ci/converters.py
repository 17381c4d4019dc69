"""Formulas beside what converters make of them, to be judged by reading: ours, SymPy's two, latex2sympy2_extended.

usage: python .ci/converters.py FORMULAS.jsonl [--seed N] [--count N] [--only NAME,...] [--show]

FORMULAS has one object with "latex" a line. Each converter runs in a process of its own, and is left out with a word
where it is missing: antlr4-python3-runtime==4.11.1 and lark for SymPy's, latex2sympy2_extended. Prints how many of
the sample each converts, the CPU milliseconds for a formula after its imports, and with --show each formula's result.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
DRAWN = re.compile(r"\\(?:big|Big|bigg|Bigg)[lrm]?(?![A-Za-z])|\\[,;!: ]|\\q?quad|~")


def plain(latex: str) -> str:
    """Without what others stumble over and what says nothing: links, sizes, spaces."""
    latex = re.sub(r"\\ensuremath\s*|\\hyperref\s*\[[^\]]*\]", "", latex)
    return DRAWN.sub(" ", latex).replace(r"\textnormal", r"\text")


def ours() -> Callable[[str], Any]:
    sys.path.insert(0, str(HERE))
    from reader.study.sympy.bridge import to_sympy

    to_sympy("a + b")

    def convert(latex: str) -> Any:
        made = to_sympy(latex)
        return made.code if made.status == "ok" else None

    return convert


def sympy_parser(**options: Any) -> Callable[[], Callable[[str], Any]]:
    def load() -> Callable[[str], Any]:
        from sympy.parsing.latex import parse_latex

        parse_latex("x", **options)
        return lambda latex: parse_latex(plain(latex), **options)

    return load


def extended() -> Callable[[str], Any]:
    from latex2sympy2_extended import latex2sympy

    return lambda latex: latex2sympy(plain(latex))


CONVERTERS: dict[str, Callable[[], Callable[[str], Any]]] = {
    "tezawari": ours,
    "sympy-antlr": sympy_parser(),
    "sympy-antlr-strict": sympy_parser(strict=True),
    "sympy-lark": sympy_parser(backend="lark"),
    "latex2sympy2_extended": extended,
}


def measure(name: str, formulas: list[str]) -> None:
    """In a process of its own: one JSON line for each formula, null for what is refused, with milliseconds."""
    import sympy

    warnings.simplefilter("ignore")
    convert = CONVERTERS[name]()
    for latex in formulas:
        began = time.process_time()
        try:
            value = convert(latex)
        except Exception:
            value = None
        spent = 1000 * (time.process_time() - began)
        kept = isinstance(value, sympy.Basic | sympy.MatrixBase | list | set | bool | str)
        print(json.dumps([str(value) if kept else None, spent]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formulas", type=Path)
    parser.add_argument("--seed", type=int, default=404)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--only", default=",".join(CONVERTERS))
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    rows = [json.loads(line)["latex"] for line in options.formulas.read_text(encoding="utf-8").splitlines()]
    chosen = sorted(random.Random(options.seed).sample(range(len(rows)), options.count))
    if options.measure:
        measure(options.measure, [rows[k] for k in chosen])
        return
    for name in options.only.split(","):
        command = [sys.executable, *sys.argv, "--measure", name]
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        if run.returncode:
            print(f"{name}: {run.stderr.strip().splitlines()[-1]}")
            continue
        found = [json.loads(line) for line in run.stdout.splitlines()]
        times = sorted(spent for _, spent in found)
        made = sum(text is not None for text, _ in found)
        mean, median = sum(times) / len(times), times[len(times) // 2]
        print(f"{name}: {made} of {len(found)}; ms mean {mean:.1f}, median {median:.1f}")
        for k, (text, _) in zip(chosen, found, strict=True):
            if options.show and text is not None:
                print(f"  [{k}] {rows[k]}\n      {text}")


if __name__ == "__main__":
    main()
