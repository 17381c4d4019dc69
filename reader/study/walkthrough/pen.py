"""A sentence is written twice, for the eye with formulas between dollar signs and for the ear in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Meaning, Symbol
from reader.formula.semantics.printer import meaning_latex
from reader.messages import Language, table
from reader.messages.spacing import spaced
from reader.study.speech.aloud import tell_part
from reader.study.walkthrough.skeleton import width_of

if TYPE_CHECKING:
    from reader.study.walkthrough.sameness import Swap
    from reader.study.walkthrough.sentence import Sentence

READABLE = 14.0  # em of a part that is named within a sentence
BESIDE_MARKS = re.compile(r"(?<=[、。（）「」]) | (?=[、。（）「」])")  # Japanese marks bring their own room
OPENING, CLOSING = "([", ")]"  # ``[a, b)`` is an interval
SOUGHT = "sought"  # among the rows of what a formula is for: that something is looked for
# Rows of purposes, and forms in their phrases, that say what a sentence of distances would say again.
SAID_OF_DISTANCES = frozenset((
    "distance", "scatter", "kernel", "looks-near", "form distance", "form squared-distance", "largest-gap",
))  # fmt: skip
Place = tuple[int, int]


def boxes_as(latex: str, write: Callable[[str], str]) -> str:
    """LaTeX with each box as ``write`` has its number."""
    first, *others = latex.split(r"\boxed{")
    parts = (each.partition("}") for each in others)
    return first + "".join(write(number) + behind for number, _, behind in parts)


@dataclass(slots=True)
class Pen:
    """Writes in one language. ``names`` are what symbols are called, each said once; ``parts`` the same of places.
    ``purpose`` is what stands above all sentences, ``rows`` are the forms that it tells; ``quoted`` are the symbols
    that the author's sentence beside it calls by their names."""

    language: Language
    for_ear: bool
    names: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[Place, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    purpose: str = ""
    rows: frozenset[str] = frozenset()
    quoted: frozenset[str] = frozenset()
    lacks: bool = False  # whether the formula lacks, or cuts, a part that the sentence at hand speaks of

    def write(self, sentence: Sentence) -> str:
        """A sentence, "" where there is none or the formula lacks a part that it speaks of: no name counts as said."""
        before, self.lacks = set(self.told), False
        said = sentence.write(self)
        if not said or self.lacks:
            self.told = before
            return ""
        return said

    def row(self, key: str, **blanks: str) -> str:
        said = table("steps")[key][self.language].format(**blanks)
        if self.language == "en":
            return said
        marked = BESIDE_MARKS.sub("", said)
        return marked if self.for_ear else spaced(marked)

    def math(self, latex: str) -> str:
        self.lacks |= not closes(latex)
        return self.whole(latex)

    def whole(self, latex: str) -> str:
        """A formula as a whole, be it with brackets that its author left open."""
        self.lacks |= not latex.strip()
        if not self.for_ear:
            return f"${latex}$"
        boxed = boxes_as(latex, lambda number: rf"\text{{ {self.row('box-aloud', number=number)} }}")
        return tell_part(boxed, self.language)

    def part(self, part: Meaning, named: Meaning | None = None) -> str:
        """A part as it is written, with its name, or that of the ``named`` in it, where that was not said yet."""
        name = self._name_of(named or part)
        written = self.math(meaning_latex(part))
        if not name or name in self.told:
            return written
        self.told.add(name)
        return self.row("named", part=written, name=name)

    def _name_of(self, part: Meaning) -> str:
        return (
            self.names.get(part.latex, "") if isinstance(part, Symbol) else self.parts.get((part.start, part.end), "")
        )

    def is_called_above(self, part: Meaning) -> bool:
        """Whether what the formula is for has the part with its name before it, or the author's sentence its name."""
        name = self._name_of(part)
        if isinstance(part, Symbol) and part.latex in self.quoted:
            return True
        return bool(name) and f"{name} ${meaning_latex(part)}" in self.purpose

    def is_named(self, part: Meaning) -> bool:
        return bool(self._name_of(part))

    def untold(self, parts: Iterable[Meaning]) -> list[tuple[str, str]]:
        """The parts that have a name that was not said yet, as they are written, each with it."""
        names = {meaning_latex(each): self._name_of(each) for each in parts}
        return [(latex, name) for latex, name in names.items() if name and name not in self.told]

    def swaps(self, swaps: Sequence[Swap]) -> str:
        """ "l for w and ref for θ": what stands in whose place."""
        if len(swaps) == 2 and swaps[0] == swaps[1][::-1]:
            return self.row("swap-back", before=self.math(_letter(swaps[0][0])), after=self.math(_letter(swaps[0][1])))
        keys = ["swap-on"] * (len(swaps) - 1) + ["swap"] * bool(swaps)
        told = [
            self.row(key, before=self.math(_letter(before)), after=self.math(_letter(after)))
            for key, (before, after) in zip(keys, swaps, strict=True)
        ]
        return self.listed(told) if self.language == "en" else "".join(told)

    def listed(self, parts: Sequence[str], last: str = "and") -> str:
        """ "a, b and c"; ``last`` is the row of the last joint."""
        if len(parts) < 2:
            return "".join(parts)
        return self.row("comma").join(parts[:-1]) + self.row(last) + parts[-1]


def closes(latex: str) -> bool:
    """Whether each round or square bracket that opens is closed, and none closes before: authors cross them,
    ``f ( a - g \\left( b ) \\right)``, and a term of that is no part of the formula."""
    depth = 0
    for mark in latex:
        depth += (mark in OPENING) - (mark in CLOSING)
        if depth < 0:
            return False
    return not depth


def _letter(text: str) -> str:
    return text if text.startswith("\\") or len(text) == 1 or text.replace(".", "").isdigit() else rf"\mathrm{{{text}}}"


def is_readable(part: Meaning) -> bool:
    """Whether a part is short enough to stand in a sentence."""
    return width_of(part) <= READABLE
