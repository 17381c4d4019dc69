"""What the pieces of a formula to build are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.messages import table
from reader.study.construction.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.study.construction.pieces import Piece
    from reader.study.evaluation.knowledge import Knowledge


def piece_name(piece: Piece, knowledge: Knowledge) -> Mapping[str, str]:
    """What an operation is called, or the block that it is."""
    if piece.block:
        return piece.block.name
    return table("crafting")[f"piece-{name_of(piece.node, knowledge)}"]
