"""What one paper may cost. The defaults suffice for the largest papers, and stop a formula that never ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

EXPLAINED: Final = 1.0  # seconds for a kilobyte of TeX, in all formats: more than the densest papers take
MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The budget of one paper. ``memory`` and the total time can only be enforced in a process of its own."""

    seconds: float = 10.0  # CPU of a paper, beyond what its size explains
    memory: int = 500_000_000  # bytes of the process that reads a paper

    @property
    def formula_seconds(self) -> float:
        """CPU seconds for one formula in one stage."""
        return self.seconds / 5

    @property
    def overtime(self) -> float:
        """CPU seconds for all formulas that take too long, beyond :data:`reader.limits.watch.LEAST` for each."""
        return self.seconds / 2

    def seconds_of(self, characters: int) -> float:
        """CPU seconds for a paper with so many characters of text."""
        return self.seconds + EXPLAINED * characters / 1000


LIMITS: Final = Limits()
