"""What one paper may cost. The defaults leave room for the largest papers, and none for a formula that never ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

EXPLAINED: Final = 1.0  # seconds for a kilobyte of TeX, in all formats: more than the densest papers take
MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one paper may cost. Only a process of its own can hold a paper to ``memory`` and to all its time."""

    seconds: float = 10.0  # CPU of a paper, beyond what its size explains
    memory: int = 500_000_000  # bytes of the process that reads a paper

    @property
    def formula_seconds(self) -> float:
        """The time of one formula in one stage."""
        return self.seconds / 5

    @property
    def overtime(self) -> float:
        """The time of all formulas that take too long, but for :data:`LEAST` of each."""
        return self.seconds / 2

    def seconds_of(self, characters: int) -> float:
        """The CPU time of a paper with so much text."""
        return self.seconds + EXPLAINED * characters / 1000


LIMITS: Final = Limits()
