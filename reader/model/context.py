"""What papers are explained with, chosen where a command, the app or a program begins, and kept by each reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from glossary import Glossary
from glossary.course import Course, fingerprint


@dataclass(frozen=True, slots=True)
class Context:
    """The glossary with the reader's own rows, the course that is followed, and the file of the reader's corrections.

    Two readings made with equal ``fingerprint`` and corrections of one source are equal.
    """

    glossary: Glossary = field(repr=False)
    course: Course | None = None
    corrections: Path | None = None

    @property
    def fingerprint(self) -> str:
        """A hash of the glossary and the course."""
        return fingerprint(self.glossary, self.course)
