"""Reads every paper of a folder in full, and says what was lost: displays that a plain count finds, faults of ours.

    python .ci/corpus.py FOLDER [--pages] [--seed N]

Three things are held. Displays found against a plain count of their delimiters: no paper below .95 without a Problem,
and at most 2 in a hundred papers with one. Faults of ours (a Problem from a caught exception): none. Each paper with
another paper's class file beside it, under the name of its own class: nothing is lost in silence. With ``--pages`` the
page of every paper is made, too, which takes some minutes more.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from reader.latex.document.completeness import ENOUGH, count_delimiters
from reader.latex.document.document import read_document
from reader.latex.source.bundle import load
from reader.latex.source.mainfile import outline
from reader.limits.watch import watching
from reader.model.document import Document
from reader.model.source import Problem, SourceBundle, SourceFile
from reader.output.exporters.registry import EXTRAS, export
from reader.pipeline import read

FOREIGN = 3  # other papers' classes that each paper is read with
MOST_INCOMPLETE = 2  # papers in a hundred
SAYS_SO = frozenset(("formulas-missed", "class-set-aside", "styles-set-aside", "read-as-fragment", "no-formulas"))


@dataclass(frozen=True)
class Report:
    """What came of one paper."""

    name: str
    counted: int
    found: int
    says_so: bool
    faults: Counter[tuple[str, ...]]
    lost_with: tuple[str, ...]  # classes of others with which formulas are lost in silence

    @property
    def share(self) -> float:
        return self.found / self.counted if self.counted else 1.0


def report(folder: Path, classes: Sequence[Path], pages: bool) -> Report:
    bundle = load(folder)
    document, found = read_in_full(bundle, pages)
    displays = count_delimiters(bundle, document).displays
    return Report(
        folder.name, displays.counted, displays.found, says_so(document), found,
        tuple(lost(bundle, document, classes)),
    )  # fmt: skip


def read_in_full(bundle: SourceBundle, pages: bool) -> tuple[Document, Counter[tuple[str, ...]]]:
    """What was read of a paper, and the faults of ours in reading and exporting it."""
    with watching() as watch:
        reading = read(bundle)
        export(reading, "json", extras=EXTRAS)
        if pages:
            export(reading, "html")
        export(reading, "md")
    return reading.document, Counter(kind(problem) for problem in watch.problems)


def kind(problem: Problem) -> tuple[str, ...]:
    return problem.kind, *(text for _, text in problem.arguments)


def says_so(document: Document) -> bool:
    return any(problem.kind in SAYS_SO for problem in document.problems)


def lost(bundle: SourceBundle, document: Document, classes: Sequence[Path]) -> Iterator[str]:
    """The classes of others with which less is read and nobody says so."""
    whole = len(document.equations) + len(document.inline)
    for file in classes:
        other = read_document(with_class(bundle, file))
        if len(other.equations) + len(other.inline) < ENOUGH * whole and not says_so(other):
            yield file.name


def with_class(bundle: SourceBundle, file: Path) -> SourceBundle:
    name = outline(bundle.main, bundle.files[bundle.main].text, bundle.files.__contains__).document_class or "article"
    own = {path: each for path, each in bundle.files.items() if not path.endswith(".cls")}
    text = file.read_text(encoding="latin-1")
    return replace(bundle, files={**own, f"{name}.cls": SourceFile(f"{name}.cls", text, "latin-1")})


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--pages", action="store_true")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    papers = sorted(each for each in given.folder.iterdir() if each.is_dir() and any(each.rglob("*.tex")))
    classes = sorted(given.folder.rglob("*.cls"))
    draw = random.Random(given.seed)
    drawn = [draw.sample(classes, min(FOREIGN, len(classes))) for _ in papers]
    with ProcessPoolExecutor() as pool:
        reports = list(pool.map(partial(report, pages=given.pages), papers, drawn))
    return say(reports)


def say(reports: Sequence[Report]) -> int:
    incomplete = [each for each in reports if each.share < ENOUGH]
    silent = [each.name for each in incomplete if not each.says_so]
    foreign = [(each.name, name) for each in reports for name in each.lost_with]
    total = sum((each.faults for each in reports), Counter[tuple[str, ...]]())
    print(f"papers read {len(reports)}, displays {sum(each.found for each in reports)} of ", end="")
    print(f"{sum(each.counted for each in reports)} that a plain count finds")
    print(f"papers below {ENOUGH} of the count: {', '.join(f'{e.name} {e.share:.3f}' for e in incomplete) or 'none'}")
    print(f"of these in silence: {', '.join(silent) or 'none'}")
    print(f"lost in silence with another paper's class: {foreign or 'none'}")
    print(f"faults of ours: {sum(total.values())}")
    for what, count in total.most_common():
        print(f"  {count:4} {' '.join(what)}")
    too_many = 100 * len(incomplete) > MOST_INCOMPLETE * max(len(reports), 100)
    return 1 if silent or foreign or total or too_many else 0


if __name__ == "__main__":
    sys.exit(main())
