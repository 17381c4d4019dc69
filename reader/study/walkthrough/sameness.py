"""Parts that are written alike but for a letter: "the same with l for w"."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from reader.formula.syntax.nodes import Digits, Identifier, LayoutNode
from reader.formula.syntax.parsing import parse_formula

LEAST = 6  # characters of LaTeX below which it is no wonder that two parts are alike
MOST = 2  # letters that may differ

Swap = tuple[str, str]
"""What stands in the first part, and what stands in its place in the other."""


def swaps_between(first: str, second: str, least: int = LEAST) -> tuple[Swap, ...] | None:
    """The letters by which two stretches of LaTeX differ: () where they are the same, None where they differ
    otherwise, in more than two letters, or are shorter than ``least`` characters."""
    if min(len(first), len(second)) < least:
        return None
    swaps: dict[str, str] = {}
    if not _alike(parse_formula(first).root, parse_formula(second).root, swaps) or len(swaps) > MOST:
        return None
    return tuple(swaps.items())


def _alike(one: Any, other: Any, swaps: dict[str, str]) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, Identifier | Digits):
        set_alike = (one.font, one.bold) == (other.font, other.bold) or _is_word(one) or _is_word(other)
        return set_alike and _swapped(one.text, other.text, swaps)
    if isinstance(one, LayoutNode):
        names = [field.name for field in fields(one) if field.name not in ("start", "end")]
        return all(_alike(getattr(one, name), getattr(other, name), swaps) for name in names)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(_alike(a, b, swaps) for a, b in zip(one, other, strict=True))
    return bool(one == other)


def _is_word(node: Identifier | Digits) -> bool:
    """Words stand upright whatever they stand for: ``\\theta`` and ``\\mathrm{ref}`` are two names below."""
    return isinstance(node, Identifier) and node.is_word


def _swapped(one: str, other: str, swaps: dict[str, str]) -> bool:
    """Whether a letter has the partner that it has elsewhere; itself, where it has none."""
    if one == other and one not in swaps:
        return other not in swaps.values()
    return swaps.setdefault(one, other) == other
