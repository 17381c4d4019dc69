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
    partners: dict[str, str] = {}
    if not _alike(parse_formula(first).root, parse_formula(second).root, partners):
        return None
    swaps = tuple((one, other) for one, other in partners.items() if one != other)
    return swaps if len(swaps) <= MOST else None


def _alike(one: Any, other: Any, partners: dict[str, str]) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, Identifier | Digits):
        set_alike = (one.font, one.bold) == (other.font, other.bold) or _is_word(one) or _is_word(other)
        return set_alike and _swapped(one.text, other.text, partners)
    if isinstance(one, LayoutNode):
        names = [field.name for field in fields(one) if field.name not in ("start", "end")]
        return all(_alike(getattr(one, name), getattr(other, name), partners) for name in names)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(_alike(a, b, partners) for a, b in zip(one, other, strict=True))
    return bool(one == other)


def _is_word(node: Identifier | Digits) -> bool:
    """Words stand upright whatever they stand for: ``\\theta`` and ``\\mathrm{ref}`` are two names below."""
    return isinstance(node, Identifier) and node.is_word


def _swapped(one: str, other: str, partners: dict[str, str]) -> bool:
    """Whether a letter has the partner that it has elsewhere. One that stays as it is takes no other one's place."""
    if partners.setdefault(one, other) != other:
        return False
    if one == other:
        return all(key == one for key, partner in partners.items() if partner == other)
    return partners.get(other) != other
