"""Why a formula does not run: one row of ``messages/running.toml``, with the part that it is about."""

from __future__ import annotations


class Refusal(Exception):
    """``reason`` names the row, ``part`` is the LaTeX of what lacks a shape, a meaning or a value."""

    def __init__(self, reason: str, part: str = "") -> None:
        super().__init__(f"{reason}: {part}")
        self.reason, self.part = reason, part

    def kept(self) -> Refusal:
        """The refusal as a value: without where it was raised, which holds everything that was at hand there."""
        return self.with_traceback(None)
