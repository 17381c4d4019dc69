"""A formula as a tree of pieces: each piece has holes in which others stand; a piece without holes is a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from glossary.block import Block
from reader.formula.semantics.nodes import Constant, Meaning, Number, Symbol
from reader.formula.semantics.printer import meaning_latex
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.holes import Hole, form_of, holes_of, put_in

EMPTY = Symbol(0, 0, r"\Box", r"\Box")  # stands in a hole


@dataclass(frozen=True)
class Piece:
    """``node`` is the piece with whatever stood in its ``holes``; ``block`` the closed block that it is."""

    node: Meaning
    holes: tuple[Hole, ...]
    block: Block | None = field(default=None, compare=False)
    slots: tuple[str, ...] = ()  # of the closed block, by hole

    @cached_property
    def latex(self) -> str:
        """The piece with its holes open: equal for equal pieces."""
        return meaning_latex(self.empty)

    @cached_property
    def empty(self) -> Meaning:
        return exchanged_all(self.node, self.holes, [EMPTY] * len(self.holes))

    @property
    def form(self) -> str:
        return form_of(self.node)

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        """By hole, the forms that get brackets there."""
        return tuple(hole.brackets for hole in self.holes)


@dataclass(frozen=True)
class Made:
    """A piece with what stands in its holes, in order; None where nothing does yet."""

    piece: Piece
    parts: tuple[Made | None, ...] = ()

    @cached_property
    def meaning(self) -> Meaning:
        """The formula; an empty square where a hole is open."""
        return put_in(self.piece.node, self.piece.holes, [part.meaning if part else EMPTY for part in self.parts])

    @cached_property
    def latex(self) -> str:
        return meaning_latex(self.meaning)

    @property
    def count(self) -> int:
        return sum(1 for _ in self.walk())

    def walk(self) -> Iterator[Made]:
        """What is inside before what is outside, from left to right: the order in which one builds."""
        for part in self.parts:
            if part is not None:
                yield from part.walk()
        yield self


def exchanged_all(node: Meaning, holes: Sequence[Hole], parts: Sequence[Meaning]) -> Meaning:
    """The node with parts in its holes and no brackets."""
    bare = [replace(hole, brackets=frozenset()) for hole in holes]
    return put_in(node, bare, parts)


Closed = Callable[[Meaning], "tuple[Block | None, Mapping[str, str]] | None"]
"""For a node that shall stay one piece: the block that it is, if it is one, and by LaTeX the slots that stand in it."""


def taken_apart(node: Meaning, knowledge: Knowledge, closed: Closed = lambda node: None) -> Made:
    """The formula in its pieces, down to names; numbers stay in the piece that they stand in."""
    kept = closed(node)
    if kept is None:
        piece = Piece(node, tuple(_open(node, knowledge)))
    else:
        block, slots = kept
        holes = tuple(_slots(node, knowledge, slots)) if block else ()
        piece = Piece(node, holes, block, tuple(slots.get(meaning_latex(hole.part), "") for hole in holes))
    return Made(piece, tuple(taken_apart(hole.part, knowledge, closed) for hole in piece.holes))


def _open(node: Meaning, knowledge: Knowledge) -> Iterator[Hole]:
    for hole in holes_of(node, knowledge):
        if not isinstance(hole.part, Number | Constant):
            yield hole


def _slots(node: Meaning, knowledge: Knowledge, slots: Mapping[str, str]) -> Iterator[Hole]:
    """The holes of a closed block: where its slots stand, and names that are none of them."""
    for hole in _open(node, knowledge):
        inner = any(True for _ in _open(hole.part, knowledge))
        if meaning_latex(hole.part) in slots or not inner:
            yield hole
        else:
            yield from _slots(hole.part, knowledge, slots)
