"""A block at a place of a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from glossary.block import Block

SLOT = re.compile(r"\\[A-Za-z]+|[A-Za-z]")  # a letter of a block's formula that may stand for something


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """A block at one place of a formula. ``bindings`` are its slots in the paper's own symbols.

    ``start`` and ``end`` count characters of the formula's macro-free LaTeX. ``differs`` are texts by language, {}
    where the formula is the textbook's; ``settled`` are ids of blocks that were left out in favour of this one.
    ``anchor`` is where it begins, of two sides of a relation the later one.
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

    def in_symbols(self, latex: str) -> str:
        """A formula of the block's row, with the paper's symbols in place of its slots."""
        return SLOT.sub(lambda match: self.bindings.get(match.group(), match.group()), latex)


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
