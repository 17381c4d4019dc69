"""Two parts that are one block of the glossary, written in two ways: a divergence by its name and by its formula."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from reader.meaning.blocks.kinds import stem_of
from reader.meaning.blocks.matcher import Fit
from reader.meaning.blocks.patterns import Ready, Shelf
from reader.meaning.blocks.terms import Term, walk

MOST_FITS = 3
SMALLEST = 5  # a pattern of fewer operators says too little


def both_are(one: Term, other: Term, shelf: Shelf) -> str:
    """The id of a block that both parts are, in two spellings, with the same in its slots; "" where there is none."""
    found = list(whole_fits(one, shelf)) if one.head != other.head else []
    if not found:
        return ""
    for ready, fit in whole_fits(other, shelf):
        for mine, own in found:
            twice = mine.block.id == ready.block.id and mine.pattern.latex != ready.pattern.latex
            if twice and max(mine.size, ready.size) >= SMALLEST and agree(own, fit):
                return ready.block.id
    return ""


def whole_fits(term: Term, shelf: Shelf) -> Iterator[tuple[Ready, Fit]]:
    """Blocks that the whole term is, as the textbook has them."""
    for ready in shelf.candidates(term):
        if ready.pattern.differs is not None:
            continue
        for fit in islice(ready.matcher.fits(ready.term, term), MOST_FITS):
            if not fit.beside and not fit.extra:
                yield ready, fit


def agree(one: Fit, other: Fit) -> bool:
    """Whether slots of both hold the same; at least two, and all that both have."""
    shared = [name for name in one.values if name in other.values and not name.startswith("D")]
    return len(shared) > 1 and all(same(one.values[name], other.values[name]) for name in shared)


def same(one: Term, other: Term) -> bool:
    """Equal, or the one a function and the other a value of it."""
    return one.key == other.key or (_head(one) == _head(other) != "")


def _head(term: Term) -> str:
    if term.head == "app" and term.args[0].head == "sym":
        return term.args[0].text
    return term.text if term.head == "sym" and stem_of(term) and not any(p.head == "app" for p in walk(term)) else ""
