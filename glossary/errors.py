"""What stops a glossary from loading at all. Everything milder is a :class:`glossary.checking.problem.GlossaryProblem`."""

from __future__ import annotations


class GlossaryFault(Exception):
    """A glossary file that cannot be used. ``file`` is where, ``reason`` what is wrong, in one English sentence."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason
