"""A block at a place of a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from glossary.block import Block
from reader.meaning.blocks.filling import filled
from reader.meaning.blocks.indices import Names


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """A block at one place of a formula. ``bindings`` are its slots in the paper's own symbols.

    ``start`` and ``end`` count characters of the formula's macro-free LaTeX. ``differs`` are texts by language, {}
    where the formula is the textbook's; ``settled`` are ids of blocks that were left out in favour of this one.
    ``anchor`` is where it begins, of two sides of a relation the later one. ``indices`` are the paper's names for the
    row's indices, with the offset of steps, ``pattern`` the one of the row that fits.
    """

    block: Block
    start: int
    end: int
    bindings: Mapping[str, str]
    places: Mapping[str, tuple[int, int]]
    size: int
    differs: Mapping[str, str] = field(default_factory=dict)
    settled: tuple[str, ...] = ()
    anchor: int = 0
    indices: Names = field(default_factory=dict)
    pattern: str = ""

    def in_symbols(self, latex: str) -> str | None:
        """A formula of the block's row in the paper's symbols; None where this spelling has nothing for a slot."""
        return filled(latex, self.block, self.bindings, self.indices)

    @property
    def left(self) -> str | None:
        """The formula that is left without the block, in the paper's symbols; None where its row does not say."""
        removal = self.block.when_removed
        if removal is None or not removal.neutral or self.differs:
            return None
        if removal.spellings and self.pattern not in removal.spellings:
            return None
        return self.in_symbols(removal.neutral)


def levels(found: Iterable[FoundBlock]) -> Iterator[tuple[int, FoundBlock]]:
    """Blocks in blocks, in order, each with its depth: 1 for those in the formula itself. Of two that cross the first.

    Where two hold the same place, the larger pattern is the outer one.
    """
    around: list[FoundBlock] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end, -one.size, one.block.id)):
        while around and around[-1].end <= one.start:
            around.pop()
        if not around or one.end <= around[-1].end:
            around.append(one)
            yield len(around), one
