"""What stops a glossary from loading at all. For milder faults see ``glossary.checking.problem``."""

from __future__ import annotations


class GlossaryFault(Exception):
    """A glossary file that cannot be used. ``file`` is where, ``reason`` what is wrong, in one English sentence."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason
