"""A sentence is written twice, for the eye with formulas between dollar signs and for the ear in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reader.formula.semantics.nodes import Meaning, Symbol
from reader.formula.semantics.printer import meaning_latex
from reader.messages import Language, table
from reader.study.speech.aloud import read_aloud
from reader.study.walkthrough.skeleton import width_of

READABLE = 14.0  # em of a part that is named within a sentence
Place = tuple[int, int]


def boxes_as(latex: str, write: Callable[[str], str]) -> str:
    """LaTeX with each box as ``write`` has its number."""
    first, *others = latex.split(r"\boxed{")
    parts = (each.partition("}") for each in others)
    return first + "".join(write(number) + behind for number, _, behind in parts)


@dataclass(slots=True)
class Pen:
    """Writes in one language. ``names`` are what symbols are called, each said once; ``parts`` the same of places."""

    language: Language
    for_ear: bool
    names: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[Place, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    def row(self, key: str, **blanks: str) -> str:
        return table("steps")[key][self.language].format(**blanks)

    def math(self, latex: str) -> str:
        if not self.for_ear:
            return f"${latex}$"
        boxed = boxes_as(latex, lambda number: rf"\text{{ {self.row('box-aloud', number=number)} }}")
        return read_aloud(boxed, self.language)

    def part(self, part: Meaning) -> str:
        """A part as it is written, with its name where that was not said yet."""
        name = self._name_of(part)
        written = self.math(meaning_latex(part))
        if not name or name in self.told:
            return written
        self.told.add(name)
        return self.row("named", part=written, name=name)

    def _name_of(self, part: Meaning) -> str:
        return (
            self.names.get(part.latex, "") if isinstance(part, Symbol) else self.parts.get((part.start, part.end), "")
        )

    def is_named(self, part: Meaning) -> bool:
        return bool(self._name_of(part))

    def listed(self, parts: Sequence[str]) -> str:
        """ "a, b and c"."""
        if len(parts) < 2:
            return "".join(parts)
        between, last = (self.row("comma"), self.row("and")) if len(parts) > 2 else ("", self.row("and"))
        return between.join(parts[:-1]) + last + parts[-1]


def is_readable(part: Meaning) -> bool:
    """Whether a part is short enough to stand in a sentence."""
    return width_of(part) <= READABLE
