"""The error that keeps a glossary from loading. Milder faults are in ``glossary.checking.problem``."""

from __future__ import annotations


class GlossaryFault(Exception):
    """A glossary file that cannot be used. ``file`` is its path, ``reason`` one English sentence."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason
