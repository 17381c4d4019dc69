"""Where several blocks say the same thing: the larger one with more evidence stays, and says what it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from glossary.block import Block
from reader.meaning.blocks.matcher import Fit
from reader.meaning.blocks.patterns import Ready


@dataclass(frozen=True, slots=True, eq=False)
class Seat:
    """A pattern that fits at a place. ``settled`` are ids of blocks that were left out in favour of this one."""

    ready: Ready
    fit: Fit
    start: int
    end: int
    settled: tuple[str, ...] = ()

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

    A block goes where one that covers it holds the same place; where the same concept is named by a larger pattern
    round it; and where it crosses a larger block instead of lying inside it.
    """
    ranked = sorted(found, key=lambda one: (-one.size, one.end - one.start, one.start, one.block.id))
    kept: list[Seat] = []
    for one in ranked:
        rival = next((k for k, other in enumerate(kept) if yields(one, other)), None)
        if rival is None:
            kept.append(one)
        elif one.block.id not in (kept[rival].block.id, *kept[rival].settled):
            kept[rival] = replace(kept[rival], settled=(*kept[rival].settled, one.block.id))
    covered = _covered(kept)
    return tuple(sorted(covered, key=lambda one: (one.start, -one.end, -one.size)))


def _covered(kept: list[Seat]) -> list[Seat]:
    """Without those that another one, of whatever size, covers."""
    out = list(kept)
    for one in kept:
        by = next((k for k, other in enumerate(out) if other is not one and covers(other, one)), None)
        if by is not None and one in out:
            out[by] = replace(out[by], settled=(*out[by].settled, one.block.id))
            out.remove(one)
    return out


def covers(larger: Seat, one: Seat) -> bool:
    """Whether the larger block makes this one superfluous: it says so, and holds its place."""
    if one.block.id not in larger.block.covers:
        return False
    statement = one.ready.term.head[:3] == "rel" and larger.ready.term.head[:3] != "rel"  # of which it is a side
    return _holds(larger, one) or (statement and _holds(one, larger))


def yields(one: Seat, kept: Seat) -> bool:
    """Whether a block gives way to one that ranks before it."""
    if covers(kept, one):
        return True
    if one.block.id == kept.block.id:
        return _holds(kept, one) and (one.start, one.end) == (kept.start, kept.end)
    related = one.ready.term.head[:3] == kept.ready.term.head[:3] == "rel"  # neighbours in a chain share a side
    return crosses(one, kept) and one.size < kept.size and not related


def crosses(one: Seat, other: Seat) -> bool:
    """Whether they overlap and neither lies in the other."""
    apart = one.end <= other.start or other.end <= one.start
    return not apart and not _holds(one, other) and not _holds(other, one)


def _holds(outer: Seat, inner: Seat) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
