"""The blocks of every formula of a paper, made on demand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reader.meaning.blocks.finding import find_blocks
from reader.meaning.blocks.found import FoundBlock
from reader.meaning.blocks.patterns import Shelf, builtin_shelf
from reader.meaning.blocks.prose import Prose
from reader.model import Document, Equation

GOES_ON = re.compile(r"\s*(?:\\q?quad\s*|\\[,;:!]\s*|\{\}\s*|~)*(?:[+-]|\\cdot|\\times|\\pm)(?![A-Za-z])")
MOST_ROWS = 4  # that are read as one formula
LONGEST = 400  # characters of rows that are: what is longer is a proof's sum of terms, each of which is found anyway


def blocks_by_equation(document: Document, blocks: Shelf | None = None) -> Mapping[str, tuple[FoundBlock, ...]]:
    """By equation id, the blocks of the displayed formulas; equal formulas are read once.

    They are looked for on the shelf of ``blocks``, or where none is given on that of the reader's glossary.

    Rows that go on with a sign are read together with the row before them, too: a block that begins in a row and ends
    in a later one is told in the first, up to its end.
    """
    shelf = (blocks or builtin_shelf()).spoken(Prose(document).speaks)
    known: dict[str, tuple[FoundBlock, ...]] = {}
    found: dict[str, tuple[FoundBlock, ...]] = {}
    for equation in document.equations:
        latex = equation.formula.expanded
        if latex not in known:
            known[latex] = find_blocks(latex, shelf=shelf)
        found[equation.id] = known[latex]
    for rows in _continued(document.equations):
        first = rows[0]
        reaching = tuple(_reaching(rows, found[first.id], shelf))
        found[first.id] = tuple(sorted((*found[first.id], *reaching), key=lambda one: (one.start, -one.end, -one.size)))
    return found


def _continued(equations: Sequence[Equation]) -> Iterator[list[Equation]]:
    """Runs of rows of which each but the first goes on with a sign."""
    run: list[Equation] = []
    for equation in equations:
        goes_on = run and equation.group is not None and equation.group == run[-1].group
        if goes_on and len(run) < MOST_ROWS and GOES_ON.match(equation.formula.expanded):
            run.append(equation)
            continue
        if len(run) > 1:
            yield run
        run = [equation]
    if len(run) > 1:
        yield run


def _reaching(rows: Sequence[Equation], own: Sequence[FoundBlock], shelf: Shelf) -> Iterator[FoundBlock]:
    """The blocks that begin in the first row and end in a later one, cut where the first row ends."""
    length = len(rows[0].formula.expanded)
    known = {one.block.id for one in own}
    whole = " ".join(row.formula.expanded for row in rows)
    for one in find_blocks(whole, shelf=shelf) if len(whole) <= LONGEST else ():
        if one.start < length < one.end and one.block.id not in known:
            yield replace(one, end=length, places={})
