"""The tables of spoken readings, read once: letters, signs, and how each kind of piece is said."""

from __future__ import annotations

import pkgutil
import tomllib
from functools import cache
from typing import Any

Row = dict[str, Any]


@cache
def letters() -> dict[str, dict[str, Row]]:
    """``spoken_letters.toml``: sections ``letter``, ``font``, ``accent``, ``word``."""
    return _read("spoken_letters")


@cache
def signs() -> dict[str, dict[str, Row]]:
    """``spoken_signs.toml``: sections ``relation``, ``operator``, ``constant``, ``punctuation``, ``big`` and so on."""
    return _read("spoken_signs")


@cache
def nodes() -> dict[str, Row]:
    """``spoken_nodes.toml``: a row per kind of piece."""
    return _read("spoken_nodes")


def _read(name: str) -> dict[str, Any]:
    content = pkgutil.get_data(__package__, f"{name}.toml")
    return tomllib.loads((content or b"").decode("utf-8"))
