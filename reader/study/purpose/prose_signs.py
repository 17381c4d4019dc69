"""Signs that a sentence says what a formula is for, or that it does not: the rows of ``signs.toml``."""

from __future__ import annotations

import pkgutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.study.purpose.surroundings import NearSentence


@dataclass(frozen=True, slots=True)
class ProseSign:
    """A row of ``signs.toml``."""

    weight: float
    says: tuple[str, ...]
    starts: bool
    example: str


@cache
def signs() -> Mapping[str, ProseSign]:
    content = pkgutil.get_data(__package__, "signs.toml") or b""
    rows: dict[str, dict[str, Any]] = tomllib.loads(content.decode("utf-8"))
    return {
        key: ProseSign(row["weight"], tuple(map(_beginning, row["says"])), row.get("starts", False), row["example"])
        for key, row in rows.items()
    }


def _beginning(says: str) -> str:
    return f" {says}".replace("|", " ") if says.isascii() else says


def said_in(piece: NearSentence) -> Mapping[str, ProseSign]:
    """The signs that it has."""
    return {key: sign for key, sign in signs().items() if is_said(sign, piece.words)}


def is_said(sign: ProseSign, words: str) -> bool:
    return any(words.startswith((each, f" {each}")) if sign.starts else each in words for each in sign.says)
