"""The tables of spoken readings, read once: letters, signs, and how each kind of piece is said."""

from __future__ import annotations

import pkgutil
import tomllib
from functools import cache
from typing import Any

Row = dict[str, Any]


@cache
def letters() -> dict[str, dict[str, Row]]:
    """``spoken_letters.toml``: sections ``letter``, ``font``, ``accent``."""
    return _read("spoken_letters")


@cache
def words() -> dict[str, Row]:
    """``spoken_words.toml``: section ``word``."""
    found: dict[str, Row] = _read("spoken_words")["word"]
    return found


@cache
def katakana() -> dict[str, str]:
    """``spoken_words.toml``: section ``katakana``, what English words are in Japanese."""
    found: dict[str, str] = _read("spoken_words")["katakana"]
    return found


@cache
def signs() -> dict[str, dict[str, Row]]:
    """``spoken_signs.toml``: sections ``relation``, ``operator``, ``constant``, ``punctuation``, ``big`` and so on."""
    return _read("spoken_signs")


@cache
def nodes() -> dict[str, Row]:
    """``spoken_nodes.toml``: a row per kind of piece."""
    return _read("spoken_nodes")


@cache
def boxes() -> dict[str, dict[str, Row]]:
    """``spoken_boxes.toml``: sections ``noun``, ``place``, ``rest``."""
    return _read("spoken_boxes")


def _read(name: str) -> dict[str, Any]:
    content = pkgutil.get_data(__package__, f"{name}.toml")
    return tomllib.loads((content or b"").decode("utf-8"))
