"""Golden cases: LaTeX and what TeX makes of it, in text files that read as documents (``tests/latex/cases/*.txt``).

A file is a row of cases::

    === what the case shows
    the main file as an author writes it; without \\begin{document} it is all body
    --- part.tex
    another file of the paper
    --- gives
    (1a) [eq:a] [eq:b] x = y         a row: number, labels, macro-free LaTeX; () prints no number
    step x = y                       a line of an algorithm
    $ x                              an inline formula; if one is given, all are
    # 2.1 Title                      a heading; if one is given, all are
    group align (3) [eq:g] 2         a group: kind, number, label, how many equations
    prose caption: Text with $x$     a passage contains this text
    label sec:a section 2.1          what a label outside of displays refers to; if one is given, all are
    cites (1) -> (2), (3)            the references that stand in a row, or with "prose" in the text
    problem missing-file             kinds of problems, in order; without any there are none
    macro \\loss                      was expanded in some formula

Spaces count only where TeX needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reader.latex.document.document import read_document
from reader.model.document import Document, Equation
from reader.model.source import SourceBundle, SourceFile

CASES = Path(__file__).parents[1] / "latex" / "cases"
MAIN = "main.tex"
COUNTED = ("no-formulas", "formulas-missed")  # of papers; a case is too small to be counted (test_completeness.py)


@dataclass(frozen=True)
class Case:
    subject: str
    title: str
    files: Mapping[str, str]
    expected: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.subject}: {self.title}"


def cases() -> Iterator[Case]:
    for file in sorted(CASES.glob("*.txt")):
        for part in re.split(r"^=== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, _, rest = part.partition("\n")
            main, *others = re.split(r"^--- ?(.+)\n", rest, flags=re.MULTILINE)
            sections = dict(zip(others[::2], others[1::2], strict=True))
            expected = tuple(line for line in sections.pop("gives").splitlines() if line.strip())
            yield Case(file.stem, title.strip(), {MAIN: main, **sections}, expected)


def read(files: Mapping[str, str] | str) -> Document:
    texts = {MAIN: files} if isinstance(files, str) else files
    bundle = {path: SourceFile(path, text, "utf-8") for path, text in texts.items()}
    return read_document(SourceBundle("case", bundle, MAIN, "digest"))


def squeeze(latex: str) -> str:
    """Without the spaces that TeX does not see in a formula."""
    kept = re.sub(r"(\\[A-Za-z]+)\s+(?=[A-Za-z])", "\\1\0", latex.strip())
    return re.sub(r"\s+", "", kept).replace("\0", " ")


def row(equation: Equation) -> str:
    if equation.environment == "algorithm":
        return f"step {squeeze(equation.formula.expanded)}"
    labels = "".join(f"[{label}] " for label in equation.labels)
    return f"({equation.number or ''}) {labels}{squeeze(equation.formula.expanded)}"


def facts(document: Document) -> Mapping[str, list[str]]:
    """What a reading shows, in the words of the case files, by their first word."""
    return {
        "(": [row(equation) for equation in document.equations],
        "$": [f"$ {squeeze(equation.formula.expanded)}" for equation in document.inline],
        "#": [f"# {section.number or '-'} {section.title}" for section in document.sections],
        "group": [
            f"group {group.kind} ({group.number or ''}) [{group.label or ''}] {len(group.equations)}"
            for group in document.groups
        ],
        "problem": [f"problem {problem.kind}" for problem in document.problems if problem.kind not in COUNTED],
        "cites": citations(document),
        "label": [
            " ".join(filter(None, ("label", name, label.kind, label.name, label.number, label.equation and "...")))
            for name, label in document.labels.items()
        ],
    }


def citations(document: Document) -> list[str]:
    numbers = {equation.id: f"({equation.number or ''})" for equation in document.equations}
    found: dict[str, list[str]] = {}
    for reference in document.references:
        place = numbers[reference.origin] if reference.origin else "prose"
        found.setdefault(place, []).append(numbers[reference.target] if reference.target else "?")
    return [f"cites {place} -> {', '.join(targets)}" for place, targets in found.items()]


def wanted(line: str) -> str:
    """An expected line in the form of :func:`facts`."""
    head = re.match(r"\([^)]*\) (?:\[[^]]*\] )*|step |\$ ", line + " ")
    return line if head is None else head.group() + squeeze(line[head.end() :])


def first_word(line: str) -> str:
    return "(" if line.startswith(("(", "step")) else line.split()[0]
