"""What papers shall be explained with, as it is chosen where a command, the app or a program begins.

A choice says where things lie, so that it can be compared, kept with a job, and sent to another process.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from glossary import Glossary, folders
from glossary.course import Course, course_among
from glossary.errors import GlossaryFault
from glossary.loader import load_own
from reader.errors import GlossaryError
from reader.model.context import Context
from reader.user.corrections import corrections_file


@dataclass(frozen=True, slots=True)
class ContextChoice:
    """Folders laid over the built-in rows, the later over the earlier; a course, else that of the folders; corrections.

    ``course`` is a course.toml or a folder that has one; ``corrections`` need not exist.
    """

    overlays: tuple[Path, ...] = ()
    course: Path | None = None
    corrections: Path | None = None

    def load(self) -> Context:
        """What these files say now, read again only where they changed.

        :class:`GlossaryError` where the glossary or the course is unusable.
        """
        try:
            glossary = self.load_glossary()
            for block in glossary.blocks if self.overlays else ():
                glossary.blocks[block]  # a broken row of the reader's own is said before anything is read
            return Context(glossary, self.load_course(), self.corrections)
        except GlossaryFault as fault:
            raise GlossaryError("broken-glossary", file=fault.file, reason=fault.reason) from fault

    def load_glossary(self) -> Glossary:
        """The glossary alone. :class:`GlossaryFault` where a folder is not there."""
        return load_own(*self.overlays)

    def load_course(self) -> Course | None:
        """The course alone. :class:`GlossaryFault` where the one that was chosen cannot be read."""
        return course_among(self.course, self.overlays)

    def as_environment(self) -> Mapping[str, str]:
        """The environment of a process that shall begin with this choice."""
        laid = tuple(folder for folder in self.overlays if folder != folders.own_rows())
        return {
            **os.environ,
            folders.OVERLAYS: os.pathsep.join(map(str, laid)),
            folders.COURSE: str(self.course or ""),
            folders.CORRECTIONS: str(self.corrections or ""),
        }


BUILT_IN: Final = ContextChoice()
"""The glossary as it comes, nothing of the reader's own."""


def current_choice() -> ContextChoice:
    """What the environment and the reader's own folders ask for."""
    return ContextChoice(folders.overlays(), folders.named_course(), folders.named_corrections() or corrections_file())


def current_context() -> Context:
    """The same, loaded. :class:`GlossaryError`."""
    return current_choice().load()
