"""What could not be understood, as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.limits.watch import noted
from reader.messages import problem_text
from reader.output.rows.row import Row

if TYPE_CHECKING:
    from reader.latex.source.places import SourcePlaces
    from reader.messages import Language
    from reader.model.reading import Reading
    from reader.model.source import Problem


def all_problems(reading: Reading) -> Iterator[Problem]:
    """Those of the reading, then those that were met since; the last rows to be made."""
    yield from reading.problems
    yield from (each for each in noted() if each not in reading.problems)  # one watch may have seen both


def problem_row(problem: Problem, places: SourcePlaces, language: Language) -> Row:
    """A problem in words, with the line and column of its place."""
    line, column = places.locate(problem.span) if problem.span else (None, None)
    return {
        "kind": problem.kind,
        "severity": problem.severity,
        "message": problem_text(problem, language),
        "file": problem.span.file if problem.span else None,
        "line": line,
        "column": column,
        "equation": problem.equation,
    }
