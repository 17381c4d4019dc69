"""What the pieces of a formula to build are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossary.blocks_loader import load_blocks
from reader.meaning.crafting.naming import name_of
from reader.messages import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.formula.running.kinds import Knowledge
    from reader.meaning.crafting.pieces import Piece


def piece_name(piece: Piece, knowledge: Knowledge) -> Mapping[str, str]:
    """What an operation is called, or the block that it is."""
    if piece.block:
        return load_blocks()[piece.block].name
    return table("crafting")[f"piece-{name_of(piece.node, knowledge)}"]
