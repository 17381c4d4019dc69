"""Doubles each dimension of a paper that it writes itself, and says how the time to read and to export it grows.

usage: python .ci/growth.py [--doublings 4] [--seconds 60] [--scale 1] [DIMENSION ...]

Each measure is a process of its own that has read a small paper before. Times are CPU seconds. The exponent is that of
the last doubling: 1.0 is proportional to size, 2.0 its square. A measure over the seconds allowed ends its row.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice, product
from string import ascii_letters, ascii_lowercase

LIMIT = 1.3  # an exponent above it is marked
SMALL = 0.1  # seconds below which a doubling says nothing
WORDS = ("loss", "rate", "model", "weight", "sample", "batch", "layer", "gradient", "state", "reward", "noise", "scale")


def names() -> Iterator[str]:
    """Letters with a word in the index, all different."""
    for second, first, letter in product(ascii_lowercase, ascii_lowercase, ascii_letters):
        yield rf"{letter}_{{\mathrm{{{first}{second}}}}}"


def some(size: int) -> list[str]:
    return list(islice(names(), size))


def word(k: int) -> str:
    return WORDS[k % len(WORDS)]


def paragraphs(sentences: list[str]) -> str:
    """Four sentences in each."""
    return "\n\n".join(" ".join(sentences[k : k + 4]) for k in range(0, len(sentences), 4))


def display(body: str, environment: str = "equation") -> str:
    return f"\\begin{{{environment}}}\n{body}\n\\end{{{environment}}}\n"


def matrix(size: int) -> str:
    entries = some(size)
    side = max(1, math.isqrt(size))
    rows = (" & ".join(entries[k : k + side]) for k in range(0, len(entries), side))
    return display(r"M = \begin{pmatrix}" + " \\\\\n".join(rows) + r"\end{pmatrix}")


def distinct(size: int) -> str:
    return paragraphs([f"The {word(k)} of step {k} is ${one}$." for k, one in enumerate(some(size))])


def equal(size: int) -> str:
    return paragraphs([f"The {word(k)} of step {k} is $x_t + y$." for k in range(size)])


def defined(size: int) -> str:
    return paragraphs([f"Let ${one}$ denote the {word(k)} of the {word(k + 5)}." for k, one in enumerate(some(size))])


def displays(size: int) -> str:
    return "\n".join(
        f"Step {k} has\n" + display(f"{one} = \\frac{{a}}{{b}} + c_{{t}}") for k, one in enumerate(some(size))
    )


def same_displays(size: int) -> str:
    return "\n".join(f"Step {k} has\n" + display(f"y = \\frac{{a}}{{b}} + c_{{t}} + {k}") for k in range(size))


def rows(size: int) -> str:
    return display(" \\\\\n".join(f"{one} &= a_{{t}} + b^2" for one in some(size)), "align")


def same_rows(size: int) -> str:
    return display(" \\\\\n".join(f"&= a_{{t}} + b^2 + {k}" for k in range(size)), "align")


def sum_of(size: int) -> str:
    return display("s = " + " + ".join(some(size)))


def sum_of_equal(size: int) -> str:
    return display("s = " + " + ".join(["x_t"] * size))


def macros(size: int) -> str:
    one_each = [f"\\{'q' + first + second + third}" for first, second, third in product(ascii_lowercase, repeat=3)][
        :size
    ]
    written = "\n".join(f"\\newcommand{{{name}}}{{\\mathbf{{x}}_{{t}}}}" for name in one_each)
    return written + "\n\n" + paragraphs([f"The {word(k)} is ${name}$." for k, name in enumerate(one_each)])


def sections(size: int) -> str:
    return "\n".join(f"\\section{{The {word(k)} of {word(k + 3)} {k}}}\nIt is $x_t$ here." for k in range(size))


def sentences(size: int) -> str:
    return paragraphs([f"The {word(k)} of the {word(k * 7 + 3)} is small in case {k}." for k in range(size)])


def one_paragraph(size: int) -> str:
    return " ".join(f"The {word(k)} of the {word(k * 7 + 3)} is $x_t$ in case {k}." for k in range(size))


def references(size: int) -> str:
    return "\n".join(display(f"y = a + {k}\\label{{e{k}}}") + f"See \\eqref{{e{k}}}." for k in range(size))


def table(size: int) -> str:
    body = " \\\\\n".join(f"${one}$ & the {word(k)} & {k}" for k, one in enumerate(some(size)))
    return f"\\begin{{table}}\\caption{{Symbols}}\\begin{{tabular}}{{lll}}\n{body}\n\\end{{tabular}}\\end{{table}}"


def items(size: int) -> str:
    body = "\n".join(f"\\item ${one}$: the {word(k)}" for k, one in enumerate(some(size)))
    return f"\\begin{{itemize}}\n{body}\n\\end{{itemize}}"


def private(size: int) -> str:
    """Letters to which Unicode gives no meaning; there are 6,400."""
    return "".join(chr(0xE000 + k % 6400) for k in range(size))


def chain(size: int) -> str:
    return display("a " + " ".join(f"= b_{{t}} + {k}" for k in range(size)))


PAPERS: dict[str, tuple[int, Callable[[int], str]]] = {  # a dimension -> its first size, and what is written of it
    "inline formulas, distinct": (250, distinct),
    "inline formulas, equal": (500, equal),
    "inline formulas, defined": (125, defined),
    "displays, distinct": (60, displays),
    "displays, equal symbols": (60, same_displays),
    "rows of an align": (125, rows),
    "rows that go on": (125, same_rows),
    "entries of a matrix": (225, matrix),
    "symbols of a formula": (125, sum_of),
    "equal symbols of a formula": (250, sum_of_equal),
    "relations of a chain": (60, chain),
    "newlines": (10_000, lambda size: "\n" * size),
    "spaces": (10_000, lambda size: " " * size),
    "comment lines": (5_000, lambda size: "% a remark of the authors\n" * size),
    "private-use letters, formula": (400, lambda size: "Let $" + private(size) + "$ be it."),
    "private-use letters, formulas": (200, lambda size: "Let $" + "$ and $".join(private(size)) + "$ be it."),
    "marks of our own, formula": (800, lambda size: "Let $" + "\ue000" * size + "$ be it."),
    "marks of our own, text": (800, lambda size: "\ue000" * size + " $x$."),
    "private-use letters, text": (400, lambda size: "Let $x$ be " + private(size)),
    "letters side by side": (250, lambda size: "Let $" + "ab" * (size // 2) + "$ be it."),
    "macros": (250, macros),
    "sections": (125, sections),
    "sentences": (500, sentences),
    "sentences of a paragraph": (250, one_paragraph),
    "references": (60, references),
    "rows of a table": (125, table),
    "items of a list": (125, items),
}


def paper(dimension: str, size: int) -> bytes:
    body = PAPERS[dimension][1](size)
    head = "\\documentclass{article}\n\\usepackage{amsmath}\n\\title{A paper}\n"
    return (
        f"{head}\\begin{{document}}\n\\maketitle\nIt begins.\n{body}\nIt ends with $z$.\n\\end{{document}}\n".encode()
    )


def measure(dimension: str, size: int) -> tuple[float, float]:
    """The seconds to read a paper and to write its JSON, and to make its page."""
    import reader
    from reader.latex.source.bundle import bundle_from_bytes

    small = reader.read(bundle_from_bytes("small.tex", paper("displays, distinct", 2)))
    for form in ("json", "html"):
        reader.export(small, form)
    start = time.process_time()
    reading = reader.read(bundle_from_bytes("paper.tex", paper(dimension, size)))
    reader.export(reading, "json")
    between = time.process_time()
    reader.export(reading, "html")
    return between - start, time.process_time() - between


def measured(dimension: str, size: int, seconds: float) -> tuple[float, float] | None:
    """The same in a process of its own; None where it takes too long."""
    command = (sys.executable, __file__, "--one", str(size), dimension)
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=True)
    except subprocess.TimeoutExpired:
        return None
    reading, page = map(float, run.stdout.split())
    return reading, page


def exponent(times: list[float]) -> str:
    if len(times) < 2 or times[-1] < SMALL:
        return "    "
    power = math.log2(times[-1] / max(times[-2], 0.001))
    return f"{power:4.1f}{'!' if power > LIMIT else ' '}"


def row(dimension: str, arguments: argparse.Namespace) -> None:
    first = int(PAPERS[dimension][0] * arguments.scale)
    found: list[tuple[float, float]] = []
    sizes = [first << k for k in range(arguments.doublings + 1)]
    late = ""
    for size in sizes:
        times = measured(dimension, size, arguments.seconds)
        if times is None:
            late = f"over {arguments.seconds:g} s at {size}"
            break
        found.append(times)
    for name, column in (("JSON", [one for one, _ in found]), ("HTML", [page for _, page in found])):
        shown = " ".join(f"{each:7.2f}" for each in column)
        print(f"{dimension:28} {first:6} {name} {shown:40} {exponent(column)} {late}".rstrip(), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dimensions", nargs="*", metavar="DIMENSION", default=list(PAPERS))
    parser.add_argument("--doublings", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(*measure(arguments.dimensions[0], arguments.one))
        return 0
    for dimension in arguments.dimensions:
        row(dimension, arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
