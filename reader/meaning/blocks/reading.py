"""The blocks of every formula of a paper, made on demand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from glossary import Glossary
from reader.limits.memory import cached_for_a_paper
from reader.limits.watch import spare
from reader.meaning.blocks.finding import find_blocks
from reader.meaning.blocks.found import FoundBlock
from reader.meaning.blocks.patterns import Shelf, shelf_under, spoken_shelf
from reader.meaning.blocks.prose import ProseWords
from reader.model.document import Document, Equation

GOES_ON = re.compile(r"\s*(?:\\q?quad\s*|\\[,;:!]\s*|\{\}\s*|~)*(?:[+-]|\\cdot|\\times|\\pm)(?![A-Za-z])")
MOST_ROWS = 4  # that are read as one formula
LONGEST = 400  # characters of rows that are: what is longer is a proof's sum of terms, each of which is found anyway


BlocksByEquation = Mapping[str, tuple[FoundBlock, ...]]


def shelf_for(document: Document, glossary: Glossary) -> Shelf:
    """The blocks of a glossary as the words of a paper allow them."""
    return spoken_shelf(shelf_under(glossary), ProseWords(document).speaks)


def blocks_by_equation(document: Document, shelf: Shelf) -> BlocksByEquation:
    """By equation id, the blocks of the displayed formulas. Each formula is searched when it is first asked for.

    ``shelf`` is that :func:`for the paper <shelf_for>`.

    Rows that go on with a sign are read together with the row before them, too: a block that begins in a row and ends
    in a later one is told in the first, up to its end.
    """
    return _Blocks(document, shelf)


class _Blocks(Mapping[str, tuple[FoundBlock, ...]]):
    def __init__(self, document: Document, shelf: Shelf) -> None:
        self._shelf = shelf
        self._equations = {equation.id: equation for equation in document.equations}
        self._runs = _continued(document.equations)
        self._found: dict[str, tuple[FoundBlock, ...]] = {}

    def __getitem__(self, name: str) -> tuple[FoundBlock, ...]:
        if name not in self._found:
            self._found[name] = spare("blocks", self._equations[name], (), self._search, name)
        return self._found[name]

    def _search(self, name: str) -> tuple[FoundBlock, ...]:
        own = blocks_of(self._equations[name].formula.expanded, self._shelf)
        reaching = _reaching(self._runs.get(name, ()), own, self._shelf)
        return tuple(sorted((*own, *reaching), key=lambda one: (one.start, -one.end, -one.size)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._equations)

    def __len__(self) -> int:
        return len(self._equations)


@cached_for_a_paper(4096)
def blocks_of(latex: str, shelf: Shelf) -> tuple[FoundBlock, ...]:
    """The blocks of one formula. Linking asks for them first, the exporters again."""
    return find_blocks(latex, shelf=shelf)


def _continued(equations: Sequence[Equation]) -> Mapping[str, list[Equation]]:
    """By the first row's id, the row and those after it that go on with a sign."""
    runs: dict[str, list[Equation]] = {}
    run: list[Equation] = []
    for equation in equations:
        goes_on = run and equation.group is not None and equation.group == run[-1].group and len(run) < MOST_ROWS
        run = [*run, equation] if goes_on and GOES_ON.match(equation.formula.expanded) else [equation]
        runs[run[0].id] = run
    return runs


def _reaching(rows: Sequence[Equation], own: Sequence[FoundBlock], shelf: Shelf) -> Iterator[FoundBlock]:
    """The blocks that begin in the first row and end in a later one, cut where the first row ends."""
    known = {one.block.id for one in own}
    whole = " ".join(row.formula.expanded for row in rows)
    for one in find_blocks(whole, shelf=shelf) if len(rows) > 1 and len(whole) <= LONGEST else ():
        length = len(rows[0].formula.expanded)
        if one.start < length < one.end and one.block.id not in known:
            yield replace(one, end=length, places={})
