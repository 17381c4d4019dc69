"""Loads the glossary's blocks by id."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from glossary.block import Block
from glossary.loader import load


def load_blocks(*overlays: str | Path) -> Mapping[str, Block]:
    """The built-in blocks under those of the given folders; without folders, under the user's own.

    Raises :class:`GlossaryFault` if a file is unusable, and when an unusable block is looked up.
    """
    return load(*overlays).blocks
