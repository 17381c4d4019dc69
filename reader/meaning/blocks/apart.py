"""A formula taken apart: blocks in blocks, and put together again it is the same formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.meaning.blocks.found import FoundBlock


@dataclass(frozen=True, slots=True)
class BlockPart:
    """A stretch of a formula. ``inside`` is its text, cut where blocks are; ``block`` is None for the whole formula."""

    block: FoundBlock | None
    start: int
    end: int
    inside: tuple[str | BlockPart, ...]

    @property
    def parts(self) -> tuple[BlockPart, ...]:
        """The blocks right inside this one, in order."""
        return tuple(piece for piece in self.inside if isinstance(piece, BlockPart))


def take_apart(latex: str, found: Iterable[FoundBlock]) -> BlockPart:
    """The formula as nested blocks. Where two hold the same place, the larger pattern is the outer one."""
    ordered = sorted(found, key=lambda one: (one.start, -one.end, -one.size, one.block.id))
    whole, rest = _gathered(latex, None, 0, len(latex), ordered)
    assert not rest
    return whole


def _gathered(
    latex: str, block: FoundBlock | None, start: int, end: int, waiting: list[FoundBlock]
) -> tuple[BlockPart, list[FoundBlock]]:
    """The part from ``start`` to ``end`` with the waiting blocks that lie in it, and those that come later."""
    inside: list[str | BlockPart] = []
    at = start
    while waiting and waiting[0].start < end:
        first, *others = waiting
        if first.end > end or first.start < at:  # it crosses its neighbour: one place holds one block
            waiting = others
            continue
        part, waiting = _gathered(latex, first, first.start, first.end, others)
        inside += [latex[at : first.start], part]
        at = first.end
    inside.append(latex[at:end])
    return BlockPart(block, start, end, tuple(piece for piece in inside if piece != "")), waiting


def put_together(part: BlockPart) -> str:
    """The text of a part again."""
    return "".join(piece if isinstance(piece, str) else put_together(piece) for piece in part.inside)


def opened_to(part: BlockPart, depth: int) -> Iterator[tuple[int, BlockPart]]:
    """The blocks down to a depth, each with its own: 1 for those in the formula itself."""
    yield from _below(part, 1, depth)


def _below(part: BlockPart, level: int, depth: int) -> Iterator[tuple[int, BlockPart]]:
    for inner in part.parts if level <= depth else ():
        yield level, inner
        yield from _below(inner, level + 1, depth)
