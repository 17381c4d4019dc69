"""The glossary's blocks by id."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from glossary.block import Block
from glossary.loader import load


def load_blocks(*overlays: str | Path) -> Mapping[str, Block]:
    """The built-in blocks under those of the given folders, or where none is given of those that the user has.

    :class:`GlossaryFault` if a file is unusable, and when a block is taken whose row is none.
    """
    return load(*overlays).blocks
