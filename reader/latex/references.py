"""References: what they print once all numbers are known, and which equation refers to which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from reader.model import Equation, EquationGroup, Formula, Reference, Span

REFERENCES: Final = (
    "\\ref", "\\eqref", "\\refeq", "\\autoref", "\\cref", "\\Cref", "\\labelcref", "\\vref", "\\pageref",
)  # fmt: skip
MARK: Final = "\ue000"
_MARK: Final = re.compile("\ue000([^\ue001]*)\ue001")


def mark(label: str, *, parentheses: bool = False) -> str:
    """A text that stands for the number of a label; several labels are parted by commas."""
    marks = ", ".join(f"\ue000{part.strip()}\ue001" for part in label.split(","))
    return f"({marks})" if parentheses else marks


def resolve_text(text: str, numbers: Mapping[str, str]) -> str:
    """A text with its marks replaced by what they print, "??" as LaTeX has it where a label is unknown."""
    return _MARK.sub(lambda found: numbers.get(found[1]) or "??", text) if "\ue000" in text else text


def resolve_formula(formula: Formula, numbers: Mapping[str, str]) -> Formula:
    """A formula with its references printed; what follows them moves, and its origins with it."""
    text = formula.expanded
    if "\ue000" not in text:
        return formula
    origins = tuple((len(resolve_text(text[:start], numbers)), span) for start, span in formula.origins)
    return replace(formula, expanded=resolve_text(text, numbers), origins=origins)


def split_labels(text: str) -> list[str]:
    """``a, b`` of cleveref as labels."""
    return [re.sub(r"\s+", " ", label).strip() for label in text.split(",") if label.strip()]


class Citations:
    """Who refers to what: collected while a paper is read, tied to equations when all labels are known."""

    def __init__(self) -> None:
        self._found: list[tuple[str, Span, str | None, bool]] = []

    def add(self, labels: Iterable[str], place: Span, *, of_equation: bool) -> None:
        """A reference in the prose; ``of_equation`` says that the command is for equations alone (\\eqref)."""
        self._found += [(label, place, None, of_equation) for label in labels]

    def add_from(self, equation: Equation) -> None:
        """The references that are marked in an equation or its tag."""
        formula = equation.formula
        for found in _MARK.finditer(formula.expanded):
            places = [span for start, span in formula.origins if start <= found.start()]
            self._found.append((found[1], places[-1] if places else formula.span, equation.id, False))
        for found in _MARK.finditer(equation.number or ""):
            self._found.append((found[1], formula.span, equation.id, False))

    def resolve(self, equations: Iterable[Equation], groups: Iterable[EquationGroup]) -> tuple[Reference, ...]:
        """References to equations, and those to nothing that can only have meant one."""
        targets: dict[str, tuple[str, ...]] = {group.label: group.equations for group in groups if group.label}
        targets.update((label, (equation.id,)) for equation in equations for label in equation.labels)
        return tuple(
            Reference(label, target, place, origin)
            for label, place, origin, of_equation in self._found
            for target in targets.get(label, (None,) if of_equation else ())
        )
