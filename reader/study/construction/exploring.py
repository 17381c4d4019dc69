"""What each piece of some formulas computes, and what those with holes make of each value that may go in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reader.formula.semantics.nodes import Meaning
from reader.study.construction.pieces import Made, Piece, exchanged_all
from reader.study.evaluation.planning.fragments import (
    MOST_KINDS,
    Explored,
    Fragment,
    FragmentKind,
    Holed,
    Trial,
    explore,
)


@dataclass(frozen=True, slots=True)
class Exploration:
    """``names`` are the values of pieces without holes, by number; ``explored`` what the others make of values."""

    names: Mapping[int, Fragment]
    explored: Explored


def explore_pieces(made: Iterable[Made], pieces: Sequence[Piece], trial: Trial, most: int = MOST_KINDS) -> Exploration:
    """The pieces by number, ``made`` everything in the formulas that they come from, parts before what is around them.

    ``most`` kinds of values are put into the holes.
    """
    number = {piece.latex: k for k, piece in enumerate(pieces)}
    names: dict[int, Fragment] = {}
    kinds: dict[int, FragmentKind] = {}  # by identity of what is built
    wanted: list[tuple[str, tuple[FragmentKind, ...]]] = []
    for each in made:
        fragment = trial.fragment_of(each.piece.node)
        kinds[id(each)] = fragment.kind
        at = number[each.piece.latex]
        if not each.piece.holes:
            names[at] = fragment
            wanted.append(("", (fragment.kind,)))
        wanted.append((str(at), tuple(kinds[id(part)] for part in each.parts)))
    open_pieces: dict[str, Holed] = {
        str(k): (piece.node, len(piece.holes), _filler(piece)) for k, piece in enumerate(pieces) if piece.holes
    }
    return Exploration(names, explore(trial, open_pieces, wanted, most))


def _filler(piece: Piece) -> Callable[[Sequence[Meaning]], Meaning]:
    return lambda names: exchanged_all(piece.node, piece.holes, names)
