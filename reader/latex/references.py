"""References inside formulas: marked while a paper is read, and what they print once all numbers are known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from reader.model import Formula

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
