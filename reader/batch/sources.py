"""The arguments of a command line -> one source each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

STDIN = "-"
COMMENT = re.compile(r"(?:^|\s)#.*")


def list_sources(words: Iterable[str], lines: Iterable[str], subfolders: bool = False) -> Iterator[str]:
    """The sources in order. ``-`` stands for ``lines`` (one source a line, ``#`` begins a comment).

    With ``subfolders`` a folder stands for its subfolders, sorted by name, hidden ones left out.
    """
    for word in words:
        for source in _listed(lines) if word == STDIN else [word]:
            if subfolders and Path(source).is_dir():
                yield from (str(folder) for folder in _subfolders(Path(source)))
            else:
                yield source


def _listed(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if source := COMMENT.sub("", line).strip():
            yield source


def _subfolders(folder: Path) -> list[Path]:
    return sorted(entry for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith("."))
