"""What readings leave unexplained: words and symbols without a concept, ranked by how many papers have them.

This is what to write next: a word becomes a concept or the alias of one, a symbol becomes a notation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reader.meaning.evidence.concept_names import head_phrase
from reader.model.annotations import Annotation
from reader.model.reading import Reading


@dataclass(slots=True)
class Gap:
    """``kind`` is ``word`` (what authors call symbols) or ``symbol``; ``examples`` are symbols, or a paper's words."""

    kind: str
    text: str
    symbols: int = 0
    papers: set[str] = field(default_factory=set)
    examples: dict[str, None] = field(default_factory=dict)  # in the order met

    def add(self, paper: str, example: str) -> None:
        """One more symbol."""
        self.symbols += 1
        self.papers.add(paper)
        self.examples.setdefault(example)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the symbols in displayed formulas, how many have a concept, and what the others are called, frequent first."""

    symbols: int
    linked: int
    gaps: tuple[Gap, ...]


def cover(readings: Iterable[Reading]) -> Coverage:
    """Looks through readings one by one; they may be made as they are asked for."""
    gaps: dict[tuple[str, str], Gap] = {}
    symbols = linked = 0
    for reading in readings:
        for annotation in _displayed(reading):
            symbols += 1
            if annotation.links:
                linked += 1
                continue
            kind, text, example = _what_is_missing(annotation)
            gaps.setdefault((kind, text), Gap(kind, text)).add(reading.bundle.name, example)
    ranked = sorted(gaps.values(), key=lambda gap: (-len(gap.papers), -gap.symbols, gap.text))
    return Coverage(symbols, linked, tuple(ranked))


def _displayed(reading: Reading) -> Iterator[Annotation]:
    rows = [equation.id for equation in reading.document.equations if equation.display]
    shown = {symbol for row in rows for symbol in reading.symbols.get(row, ())}
    return (annotation for annotation in reading.annotations if annotation.symbol.id in shown)


def _what_is_missing(annotation: Annotation) -> tuple[str, str, str]:
    latex = annotation.symbol.latex
    said = head_phrase(annotation.meaning) if annotation.meaning and annotation.status == "paper" else ""
    return ("word", said, latex) if said else ("symbol", latex, annotation.meaning or "")
