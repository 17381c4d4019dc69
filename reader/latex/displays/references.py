"""References: what they print once all numbers are known, and which equation refers to which."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from reader.model.document import CrossReference, Equation, EquationGroup, Formula
from reader.model.source import Span

REFERENCES: Final = (
    "\\ref", "\\eqref", "\\refeq", "\\autoref", "\\cref", "\\Cref", "\\labelcref", "\\vref", "\\pageref",
)  # fmt: skip
MARK: Final = "\ue000"
_MARK: Final = re.compile("\ue000([^\ue000\ue001]*)\ue001")


def mark(label: str, *, parentheses: bool = False) -> str:
    """A placeholder for the number of a label. Several labels, separated by commas, give several placeholders."""
    marks = ", ".join(f"\ue000{part.strip()}\ue001" for part in label.split(","))
    return f"({marks})" if parentheses else marks


def resolve_text(text: str, numbers: Mapping[str, str]) -> str:
    """A text with its placeholders replaced by numbers, "??" for an unknown label, as in LaTeX."""
    return _MARK.sub(lambda match: numbers.get(match[1]) or "??", text) if "\ue000" in text else text


def resolve_formula(formula: Formula, numbers: Mapping[str, str]) -> Formula:
    """A formula with its references resolved. Its origins move with the text after each reference."""
    text = formula.expanded
    if MARK not in text:
        return formula
    ends: list[int] = []  # of the marks, ascending, and by how much what stands after each has moved
    moved = [0]
    for match in _MARK.finditer(text):
        ends.append(match.end())
        moved.append(moved[-1] + len(resolve_text(match.group(), numbers)) - len(match.group()))
    origins = tuple((at + moved[bisect_right(ends, at)], file, start, end) for at, file, start, end in formula.origins)
    return replace(formula, expanded=resolve_text(text, numbers), origins=origins)


def split_labels(text: str) -> list[str]:
    """``a, b`` of cleveref as labels."""
    return [re.sub(r"\s+", " ", label).strip() for label in text.split(",") if label.strip()]


class Citations:
    """References collected while a paper is read, and resolved to equations when all labels are known."""

    def __init__(self) -> None:
        self._references: list[tuple[str, Span, str | None, bool]] = []

    def add(self, labels: Iterable[str], place: Span, *, of_equation: bool) -> None:
        """Adds a reference of the prose. ``of_equation`` says that the command refers to equations only (\\eqref)."""
        self._references += [(label, place, None, of_equation) for label in labels]

    def add_from(self, equation: Equation) -> None:
        """Adds the references inside an equation or its tag."""
        formula = equation.formula
        if MARK in formula.expanded:
            starts = [start for start, *_ in formula.origins]
            for match in _MARK.finditer(formula.expanded):
                at = bisect_right(starts, match.start()) - 1
                place = Span(*formula.origins[at][1:]) if at >= 0 else formula.span
                self._references.append((match[1], place, equation.id, False))
        for match in _MARK.finditer(equation.number or ""):
            self._references.append((match[1], formula.span, equation.id, False))

    def resolve(self, equations: Iterable[Equation], groups: Iterable[EquationGroup]) -> tuple[CrossReference, ...]:
        """The references to equations, and those to unknown labels that can only mean an equation."""
        targets: dict[str, tuple[str, ...]] = {group.label: group.equations for group in groups if group.label}
        targets.update((label, (equation.id,)) for equation in equations for label in equation.labels)
        return tuple(
            CrossReference(label, target, place, origin)
            for label, place, origin, of_equation in self._references
            for target in targets.get(label, (None,) if of_equation else ())
        )
