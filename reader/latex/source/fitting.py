"""Cuts a paper down to a maximal number of characters and formulas, and reports what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from reader.latex.source.archive_limits import ArchiveLimits
from reader.latex.source.mainfile import reach_of
from reader.model.source import Problem, SourceFile, Span

_OPENINGS: Final = ("\\(", "\\[", "\\begin")
_OPENING: Final = re.compile(r"\$|\\\(|\\\[|\\begin")


def fit(
    files: Mapping[str, SourceFile], main: str, limits: ArchiveLimits
) -> tuple[dict[str, SourceFile], list[Problem]]:
    """The files, cut short beyond the limits, and a problem for each cut.

    The main file goes first, then the files that it inputs, small ones before large ones: a chapter is worth more than
    a drawing.
    """
    if _size(files.values()) <= limits.characters and sum(map(_formulas, files.values())) <= limits.formulas:
        return dict(files), []
    reached = reach_of(main, {path: file.text for path, file in files.items()})
    order = sorted(files, key=lambda path: (path != main, path not in reached, len(files[path].text), path))
    fitting_files: dict[str, SourceFile] = {}
    problems = []
    characters, formulas = limits.characters, limits.formulas
    for path in order:
        text = files[path].text
        cut = min(characters, _place_of(text, formulas))
        fitting_files[path] = replace(files[path], text=text[:cut])
        characters -= cut
        formulas -= min(formulas, _formulas(fitting_files[path]))
        if cut < len(text):
            arguments = (("characters", f"{limits.characters:,}"), ("formulas", f"{limits.formulas:,}"))
            problems.append(Problem("text-cut-short", "error", Span(path, cut, cut), arguments))
    return {path: fitting_files[path] for path in files}, problems


def _size(files: Iterable[SourceFile]) -> int:
    return sum(len(file.text) for file in files)


def _formulas(file: SourceFile) -> int:
    """An upper bound for the formulas in a file: pairs of dollars, and commands that open a formula."""
    return file.text.count("$") // 2 + sum(map(file.text.count, _OPENINGS))


def _place_of(text: str, number: int) -> int:
    """The offset before the formula after the first ``formulas`` ones; the end if there are no more."""
    left = 2 * number
    for match in _OPENING.finditer(text):
        weight = 1 if match[0] == "$" else 2
        if left < weight:
            return match.start()
        left -= weight
    return len(text)
