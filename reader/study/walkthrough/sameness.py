"""Parts that are written alike but for a letter: "the same with l for w"."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from reader.formula.syntax.nodes import Digits, Identifier, LayoutNode
from reader.formula.syntax.parsing import parse_formula
from reader.model.values import value

LEAST = 6  # characters of LaTeX below which it is no wonder that two parts are alike
MOST = 2  # letters that may differ

Swap = tuple[str, str]
"""What stands in the first part, and what stands in its place in the other."""


@value
class Likeness:
    """The letters by which two parts differ, and how many places have the same letter or number in both."""

    swaps: tuple[Swap, ...]
    kept: int


def swaps_between(first: str, second: str, least: int = LEAST) -> tuple[Swap, ...] | None:
    """The letters by which two stretches of LaTeX differ: () where they are the same, None where they differ
    otherwise, in more than two letters, or are shorter than ``least`` characters."""
    found = likeness(first, second) if min(len(first), len(second)) >= least else None
    return found.swaps if found is not None and len(found.swaps) <= MOST else None


def likeness(first: str, second: str) -> Likeness | None:
    """How two stretches of LaTeX are alike, None where more differs than letters."""
    pairing = _Pairing()
    if not pairing.pairs(parse_formula(first).root, parse_formula(second).root):
        return None
    return Likeness(tuple((one, other) for one, other in pairing.partners.items() if one != other), pairing.kept)


@dataclass(slots=True)
class _Pairing:
    """What stands for each letter of the one part in the other."""

    partners: dict[str, str] = field(default_factory=dict)
    kept: int = 0

    def pairs(self, one: Any, other: Any) -> bool:
        if type(one) is not type(other):
            return False
        if isinstance(one, Identifier | Digits):
            set_alike = (one.font, one.bold) == (other.font, other.bold) or _is_word(one) or _is_word(other)
            return set_alike and self._swaps(one.text, other.text)
        if isinstance(one, LayoutNode):
            names = [each.name for each in fields(one) if each.name not in ("start", "end")]
            return all(self.pairs(getattr(one, name), getattr(other, name)) for name in names)
        if isinstance(one, tuple):
            return len(one) == len(other) and all(self.pairs(a, b) for a, b in zip(one, other, strict=True))
        return bool(one == other)

    def _swaps(self, one: str, other: str) -> bool:
        """Whether a letter has the partner that it has elsewhere. One that stays as it is takes no other's place."""
        if self.partners.setdefault(one, other) != other:
            return False
        if one == other:
            self.kept += 1
            return all(key == one for key, partner in self.partners.items() if partner == other)
        return self.partners.get(other) != other


def _is_word(node: Identifier | Digits) -> bool:
    """Words stand upright whatever they stand for: ``\\theta`` and ``\\mathrm{ref}`` are two names below."""
    return isinstance(node, Identifier) and node.is_word
