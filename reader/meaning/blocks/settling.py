"""Where several blocks say the same thing: the larger one with more evidence stays, and says what it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from glossary.block import Block
from reader.meaning.blocks.matcher import Fit
from reader.meaning.blocks.patterns import Ready


@dataclass(frozen=True, slots=True, eq=False)
class Seat:
    """A pattern that fits at a place. ``settled`` are ids of blocks that were left out in favour of this one;
    ``anchor`` is where it begins, of two sides of a relation the later one."""

    ready: Ready
    fit: Fit
    start: int
    end: int
    settled: tuple[str, ...] = ()
    anchor: int = 0

    @property
    def block(self) -> Block:
        return self.ready.block

    @property
    def size(self) -> int:
        return self.ready.size

    @property
    def odd(self) -> int:
        """How many ways there are in which the formula departs from the textbook."""
        return len(self.fit.extra) + (self.ready.pattern.differs is not None)


def settle(found: Sequence[Seat]) -> tuple[Seat, ...]:
    """The blocks that stay, by place, the larger first.

    A block goes where one that covers it holds the same place, be that shown or covered in its turn, and where it
    crosses a larger block instead of lying inside it.
    """
    ranked = sorted(found, key=lambda one: (-one.size, one.end - one.start, one.start, one.block.id))
    kept: list[Seat] = []
    covered: list[Seat] = []
    for rank, one in enumerate(ranked):
        if any(covers(other, one) and not (k > rank and covers(one, other)) for k, other in enumerate(ranked)):
            covered.append(one)
        elif not any(yields(one, other) for other in kept):
            kept.append(one)
    for one in covered:
        around = (k for k, other in enumerate(kept) if _holds(other, one) or _holds(one, other))
        by = next((k for k in around if kept[k].block.covers), None)
        if by is not None and one.block.id not in kept[by].settled:
            kept[by] = replace(kept[by], settled=(*kept[by].settled, one.block.id))
    return tuple(sorted(kept, key=lambda one: (one.start, -one.end, -one.size)))


def covers(larger: Seat, one: Seat) -> bool:
    """Whether the larger block makes this one superfluous: it says so, and holds its place."""
    if one.block.id not in larger.block.covers:
        return False
    statement = one.ready.term.head[:3] == "rel" and larger.ready.term.head[:3] != "rel"  # of which it is a side
    return _holds(larger, one) or (statement and _holds(one, larger))


def yields(one: Seat, kept: Seat) -> bool:
    """Whether a block that nothing covers gives way to one that ranks before it."""
    related = one.ready.term.head[:3] == kept.ready.term.head[:3] == "rel"  # neighbours in a chain share a side
    crossing = one.start < kept.end and kept.start < one.end and not _holds(one, kept) and not _holds(kept, one)
    return crossing and one.size < kept.size and not related


def _holds(outer: Seat, inner: Seat) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
