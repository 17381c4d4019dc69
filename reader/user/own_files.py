"""Faults in the reader's own files, one sentence each. A broken file or row is set aside, and papers are still read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import GlossaryError
from reader.messages import error_text
from reader.user.corrections import survey_corrections
from reader.user.profile import survey_profile

if TYPE_CHECKING:
    from glossary.broken_rows import SetAside
    from reader.errors import ReaderError
    from reader.messages import Language
    from reader.user.context import ContextChoice


def set_aside(choice: ContextChoice, language: Language) -> tuple[str, ...]:
    """The sentences: rows of the glossary, the course of their folders, corrections, the profile."""
    return (*_rows(choice, language), *(error_text(error, language) for error in _errors(choice)))


def row_text(row: SetAside, language: Language) -> str:
    """The sentence for one row, or for a file that cannot be parsed."""
    blanks = {"place": row.place, "row": row.row, "reason": row.problem.text(language).rstrip(".。")}
    return error_text(GlossaryError("row-set-aside" if row.row else "file-set-aside", **blanks), language)


def _rows(choice: ContextChoice, language: Language) -> Iterator[str]:
    from glossary.errors import GlossaryFault

    try:
        rows = choice.load_glossary().set_aside if choice.overlays else ()
    except GlossaryFault:  # a folder that is not there, which ends whatever asks for the glossary
        rows = ()
    yield from (row_text(row, language) for row in rows)


def _errors(choice: ContextChoice) -> Iterator[ReaderError]:
    yield from _course(choice)
    if choice.corrections is not None:
        yield from survey_corrections(choice.corrections)[1]
    yield from filter(None, [survey_profile()[1]])


def _course(choice: ContextChoice) -> Iterator[ReaderError]:
    from glossary.course import broken_courses

    for fault in broken_courses(choice.course, choice.overlays):
        yield GlossaryError("course-set-aside", file=Path(fault.file), reason=fault.reason.rstrip("."))
