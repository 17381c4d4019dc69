"""Measures the front end and a whole reading beside other tools, in one run, and writes ``docs/benchmarks.md``.

usage: python .ci/bench.py [--runs 3] [--output docs/benchmarks.md] [FOLDER]

Reads the bundled example and, where FOLDER is given, each paper in it; where FOLDER has ``truth/<paper>.json`` with
``{"labels": {label: printed number}}``, what the tools find is counted too. pandoc and latexml take part where they are
installed. All times are CPU seconds of user and system, medians over the runs.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import reader
from reader.latex.document.document import read_document
from reader.latex.source.bundle import example_bundle, load
from reader.limits.memory import resting_collector
from reader.model.document import Document
from reader.model.source import SourceBundle

FLOOR = re.compile(r"\\[A-Za-z@]+|\\.|%[^\n]*|[{}$&#^_~]|[^\\{}$&#^_~%]+", re.S)
SECONDS = 60  # that a tool may take for a paper
SIZES = (50, 100, 200, 500, 1000, 2000)  # KB
Found = dict[str, str | None]  # label of a display -> its number, as far as a tool gives one


@dataclass(frozen=True)
class Source:
    """One paper: a folder, its bundle, and the numbers that TeX printed, where they are known."""

    name: str
    folder: Path
    bundle: SourceBundle
    size: int
    truth: dict[str, str]


@dataclass(frozen=True)
class Measure:
    """A tool on one paper: CPU seconds, and the labels of the displays that it found; None where it failed."""

    seconds: float | None
    found: Found


def cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


# --- the papers ------------------------------------------------------------------------------------------------------


def sources(folder: Path | None) -> Iterator[Source]:
    yield source("bundled example", Path(reader.__file__).parent / "examples/preference-attention", None)
    for entry in sorted(folder.iterdir()) if folder else ():
        if entry.is_dir() and any(entry.rglob("*.tex")):
            yield source(entry.name, entry, folder)


def source(name: str, folder: Path, corpus: Path | None) -> Source:
    truth = corpus / "truth" / f"{name}.json" if corpus else None
    known = json.loads(truth.read_text(encoding="utf-8")) if truth and truth.exists() else {}
    labels = known.get("labels", {}) if known.get("reliable", True) else {}
    size = sum(path.stat().st_size for path in files(folder))
    return Source(name, folder, load(folder, None), size, labels)


def files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.suffix in (".tex", ".sty", ".cls") and path.is_file()]


# --- the tools -------------------------------------------------------------------------------------------------------


def floor(paper: Source) -> Measure:
    """A bare pass of one regular expression over the files: what any reader in Python must spend."""

    def work() -> None:
        for path in files(paper.folder):
            for _ in FLOOR.finditer(path.read_bytes().decode("utf-8", "replace")):
                pass

    return Measure(timed(work)[0], {})


def front_end(paper: Source) -> Measure:
    seconds, document = timed(lambda: front(paper.folder))
    return Measure(seconds, {label: equation.number for equation in document.equations for label in equation.labels})


@resting_collector()
def front(folder: str | Path) -> Document:
    return read_document(load(folder, None))


def whole(paper: Source) -> Measure:
    return Measure(timed(lambda: reader.export(reader.read(str(paper.folder)), "json"))[0], {})


def pylatexenc(paper: Source) -> Measure:
    """pylatexenc's tolerant walker over the paper's .tex files. It knows no numbers."""
    from pylatexenc.latexwalker import LatexWalker  # type: ignore[import-untyped]

    trees: list[Any] = []

    def work() -> None:
        for path in files(paper.folder):
            if path.suffix == ".tex":
                text = path.read_bytes().decode("utf-8", "replace")
                trees.extend(LatexWalker(text, tolerant_parsing=True).get_latex_nodes()[0])

    try:
        seconds: float | None = timed(work)[0]
    except Exception:  # deep nesting ends in RecursionError, broken input in others
        seconds = None
    return Measure(seconds, dict.fromkeys(labels_in(trees)))


DISPLAYS = ("equation", "align", "gather", "multline", "eqnarray", "flalign", "alignat", "displaymath", "dmath")


def labels_in(trees: list[Any]) -> Iterator[str]:
    """The labels that stand in displays of pylatexenc's trees."""
    waiting = [(node, False) for node in trees]
    while waiting:
        node, display = waiting.pop()
        if node is None:
            continue
        name = getattr(node, "environmentname", None) or ""
        display = display or name.rstrip("*") in DISPLAYS or getattr(node, "displaytype", "") == "display"
        arguments = getattr(getattr(node, "nodeargd", None), "argnlist", None) or ()
        if display and getattr(node, "macroname", "") == "label" and arguments and arguments[-1] is not None:
            yield arguments[-1].latex_verbatim().strip("{}")
        waiting += [(child, display) for child in (*(getattr(node, "nodelist", None) or ()), *arguments)]


def run(command: list[str], folder: Path) -> tuple[float | None, str]:
    """CPU seconds and output of a program; None where it fails or takes too long."""
    start = cpu(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None, ""
    text = done.stdout.decode("utf-8", "replace")
    return (cpu(resource.RUSAGE_CHILDREN) - start if done.returncode == 0 and text else None), text


def pandoc(paper: Source) -> Measure:
    """pandoc keeps the text of displays, with the labels in it, and knows no numbers."""
    memory = ["+RTS", "-M2g", "-RTS"]
    seconds, text = run(["pandoc", "-f", "latex", "-t", "json", *memory, paper.bundle.main], paper.folder)
    math = re.findall(r'\{"t":"DisplayMath"\},"((?:[^"\\]|\\.)*)"', text)
    return Measure(seconds, dict.fromkeys(label for part in math for label in re.findall(r"\\label\{([^}]*)\}", part)))


def latexml(paper: Source) -> Measure:
    command = ["latexml", "--quiet", "--quiet", "--dest=-", paper.bundle.main]
    seconds, text = run(command, paper.folder)
    found: Found = {}
    for opening, body in re.findall(r"<equation (.*?)>(.*?)</equation>", text, re.S):
        label, number = re.search(r'labels="([^"]*)"', opening), re.search(r"<tag>\(([^<]*)\)</tag>", body)
        for name in label[1].split() if label else ():
            found[name.removeprefix("LABEL:")] = number[1] if number else None
    return Measure(seconds, found)


def tools() -> dict[str, tuple[Callable[[Source], Measure], int]]:
    """Name -> function, and how often it is run at most."""
    always: dict[str, tuple[Callable[[Source], Measure], int]] = {
        "regular expression alone (the floor)": (floor, 9),
        "Tezawari, front end": (front_end, 9),
        "Tezawari, whole reading with JSON": (whole, 9),
        f"pylatexenc {version('pylatexenc')}, tolerant": (pylatexenc, 3),
    }
    others = {"pandoc": pandoc, "latexml": latexml}
    return always | {name: (function, 1) for name, function in others.items() if shutil.which(name)}


# --- measures --------------------------------------------------------------------------------------------------------


def measure(papers: list[Source], runs: int) -> dict[str, list[Measure]]:
    """Every tool on every paper; the runs are interleaved, so that a busy machine is unfair to nobody."""
    for paper in papers[:1]:  # caches, imports
        front_end(paper), whole(paper), pylatexenc(paper)
    taken: dict[str, list[list[Measure]]] = {name: [] for name in tools()}
    for turn in range(runs):
        for name, (function, most) in tools().items():
            if turn < most:
                taken[name].append([function(paper) for paper in papers])
    return {name: [middle(list(of_paper)) for of_paper in zip(*turns, strict=True)] for name, turns in taken.items()}


def middle(measures: list[Measure]) -> Measure:
    times = [each.seconds for each in measures if each.seconds is not None]
    return replace(measures[0], seconds=statistics.median(times) if times else None)


def peak_memory(papers: list[Source]) -> float:
    """MB of a process of its own that reads all papers, one after the other."""
    code = (
        "import sys, resource, reader\n"
        "for each in sys.argv[1:]: reader.export(reader.read(each), 'json')\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    command = [sys.executable, "-c", code, *(str(paper.folder) for paper in papers)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout) / (1024 if sys.platform != "darwin" else 1024 * 1024)


def growth() -> list[tuple[int, float, float]]:
    """(KB, CPU seconds of the front end, of a whole reading) for the example's body said again and again."""
    bundle = example_bundle()
    texts = {path.removesuffix(".tex"): file.text for path, file in bundle.files.items()}
    main = re.sub(r"\\input\{([^}]*)\}", lambda found: texts.get(found[1], ""), bundle.files[bundle.main].text)
    begin, body, end = re.split(r"(?<=\\begin\{document\})|(?=\\end\{document\})", main, maxsplit=2)
    others = [file for path, file in bundle.files.items() if not path.endswith(".tex")]
    out = []
    for size in SIZES:
        text = begin + body * max(1, round(size * 1000 / len(body))) + end
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "main.tex").write_text(text, encoding="utf-8")
            for file in others:
                (Path(folder) / file.path).write_text(file.text, encoding="utf-8")
            first = min(timed(lambda: front(folder))[0] for _ in range(3))
            all_of_it = min(timed(lambda: reader.export(reader.read(folder), "json"))[0] for _ in range(2))
        out.append((len(text) // 1000, first, all_of_it))
    return out


# --- the page --------------------------------------------------------------------------------------------------------


def speed_table(papers: list[Source], measures: dict[str, list[Measure]]) -> Iterator[str]:
    yield "| tool | papers read | median s a paper | largest | MB/s | times the floor |"
    yield "|---|---|---|---|---|---|"
    floors = next(iter(measures.values()))
    for name, results in measures.items():
        rows = [
            (each.seconds, paper.size, base.seconds or 0)
            for each, paper, base in zip(results, papers, floors, strict=True)
            if each.seconds is not None
        ]
        if not rows:
            yield f"| {name} | 0 of {len(papers)} | | | | |"
            continue
        times = [seconds for seconds, _, _ in rows]
        rate = sum(size for _, size, _ in rows) / sum(times) / 1e6
        ratio = sum(times) / sum(base for _, _, base in rows)
        yield (
            f"| {name} | {len(rows)} of {len(papers)} | {statistics.median(times):.4f} | {max(times):.3f} "
            f"| {rate:.3g} | {ratio:.1f} |"
        )


def found_table(papers: list[Source], measures: dict[str, list[Measure]]) -> Iterator[str]:
    known = sum(len(paper.truth) for paper in papers)
    yield "| tool | labelled displays found | printed number right | number wrong |"
    yield "|---|---|---|---|"
    for name, results in measures.items():
        if "alone" in name or "whole" in name:
            continue
        pairs = [
            (each.found[label], number)
            for each, paper in zip(results, papers, strict=True)
            for label, number in paper.truth.items()
            if label in each.found
        ]
        right = sum(given == number for given, number in pairs)
        wrong = sum(given is not None and given != number for given, number in pairs)
        numbers = f"{right / known:.1%} | {wrong / known:.1%}" if any(given for given, _ in pairs) else "gives none | "
        yield f"| {name} | {len(pairs) / known:.1%} | {numbers} |"


def page(papers: list[Source], measures: dict[str, list[Measure]], runs: int, folder: Path | None) -> Iterator[str]:
    yield "# Benchmarks"
    yield ""
    size = sum(paper.size for paper in papers) / 1e6
    yield f"Written by `make bench{' CORPUS=FOLDER' if folder else ''}`: {len(papers)} papers, {size:.2f} MB, each read"
    yield f"{runs} times by each tool (slow ones less often), side by side; CPU seconds of user and system, medians."
    yield f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors with other work to do:"
    yield "compare the rows. The front end goes from bytes to sections, numbered equations without the author's macros,"
    yield "and prose; the floor is one regular expression over the same files."
    yield ""
    yield from speed_table(papers, measures)
    yield ""
    ours, base, other = (list(measures.values())[at] for at in (1, 0, 3))
    yield f"The front end takes {ratio_of(ours, base):.1f} times the floor. pylatexenc's walker, which expands no"
    yield f"macros and counts nothing, takes {ratio_of(other, ours):.1f} times as long as the front end."
    yield f"Peak memory of a process that reads all of these papers: {peak_memory(papers):.0f} MB."
    yield ""
    yield "## Growth"
    yield ""
    yield "The bundled example's body, repeated; CPU seconds, and those of a KB in relation to the smallest size."
    yield ""
    yield "| KB | front end | a KB, relative | whole reading | a KB, relative |"
    yield "|---|---|---|---|---|"
    rows = growth()
    size, front_least, whole_least = rows[0]
    for kilobytes, seconds, all_of_it in rows:
        relative = [
            part / kilobytes / (least / size) for part, least in ((seconds, front_least), (all_of_it, whole_least))
        ]
        yield f"| {kilobytes} | {seconds:.3f} | {relative[0]:.2f} | {all_of_it:.3f} | {relative[1]:.2f} |"
    known = sum(len(paper.truth) for paper in papers)
    if known:
        yield ""
        yield "## What is found"
        yield ""
        with_truth = sum(bool(paper.truth) for paper in papers)
        yield f"{known} labels of displays in {with_truth} papers; their printed numbers are known from TeX's own run."
        yield ""
        yield from found_table(papers, measures)
    absent = [name for name in ("pandoc", "latexml") if shutil.which(name) is None]
    if absent:
        yield ""
        yield f"Not installed where this was measured: {' and '.join(absent)}."


def ratio_of(one: list[Measure], other: list[Measure]) -> float:
    pairs = [
        (a.seconds, b.seconds)
        for a, b in zip(one, other, strict=True)
        if a.seconds is not None and b.seconds is not None
    ]
    return sum(a for a, _ in pairs) / sum(b for _, b in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--output", type=Path, default=Path(__file__).parents[1] / "docs" / "benchmarks.md")
    asked = parser.parse_args()
    papers = list(sources(asked.folder))
    text = "\n".join(page(papers, measure(papers, asked.runs), asked.runs, asked.folder)) + "\n"
    asked.output.write_text(text, encoding="utf-8")
    print(text, end="")


if __name__ == "__main__":
    main()
