"""Prose folded for looking words up in it: lower case, accents set, one space, one dash and one apostrophe."""

from __future__ import annotations

from collections.abc import Iterable

from reader.formula.syntax.printed import TEXT_ACCENT, accented

SIGNS = str.maketrans({"~": " ", "‐": "-", "‑": "-", "–": "-", "—": "-", "’": "'"})


def fold(wanted: str) -> str:
    """Words that are looked for: ``Poincar\\'e`` as poincaré, ``Moore--Penrose`` as moore-penrose."""
    folded = TEXT_ACCENT.sub(accented, wanted).casefold().translate(SIGNS)
    return folded.replace("---", "-").replace("--", "-")


def fold_all(texts: Iterable[str]) -> str:
    """Texts in which words are looked for, their words one space apart."""
    return " ".join(fold(" ".join(texts)).split())
