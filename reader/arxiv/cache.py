"""The cache of downloads: a folder per paper and version, with the source as it came and ``paper.json``.

``paper.json`` is written last; a folder without it is not an entry. Names use only characters that every file system
accepts.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from glossary.files import write_whole
from reader.arxiv.identifiers import ArxivIdentifier, parse_identifier
from reader.arxiv.settings import Settings
from reader.errors import OutputError, UnknownIdentifier
from reader.model.source import Paper

SOURCE: Final = "source"
METADATA: Final = "paper.json"


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """One version of one paper in the cache."""

    identifier: ArxivIdentifier
    paper: Paper
    source: Path
    checked: float  # when arXiv was last asked for the newest version, seconds since 1970

    @property
    def size(self) -> int:
        return self.source.stat().st_size


def list_entries(settings: Settings) -> tuple[CacheEntry, ...]:
    """All entries, by id and version."""
    folder = _papers(settings)
    names = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
    entries = (_entry(folder / name) for name in names)
    return tuple(sorted((entry for entry in entries if entry), key=lambda entry: entry.identifier))


def find_entry(settings: Settings, identifier: ArxivIdentifier) -> CacheEntry | None:
    """The entry of that version, or the newest entry where no version is named. None if there is none."""
    if identifier.version is not None:
        return _entry(source_place(settings, identifier).parent)
    pattern = f"{identifier.file_name}v*"
    entries = [_entry(folder) for folder in _papers(settings).glob(pattern)]
    versions = [entry for entry in entries if entry is not None and entry.identifier.id == identifier.id]
    return max(versions, key=lambda entry: entry.identifier.version or 0, default=None)


def source_place(settings: Settings, identifier: ArxivIdentifier) -> Path:
    """The path for the source of a version."""
    return _papers(settings) / identifier.file_name / SOURCE


def store_paper(settings: Settings, paper: Paper) -> CacheEntry:
    """Writes the metadata of a paper whose source is in place, with the time of this look-up."""
    identifier = parse_identifier(paper.id or "")
    folder = source_place(settings, identifier).parent
    row = asdict(paper) | {"checked": time.time()}
    write_whole(folder / METADATA, json.dumps(row, ensure_ascii=False, indent=1))
    entry = _entry(folder)
    assert entry is not None
    return entry


def clear(settings: Settings, identifiers: Iterable[ArxivIdentifier] | None = None) -> int:
    """Removes all papers, or those named; returns the number of entries removed.

    An identifier without a version names all versions of its paper.
    """
    to_remove = None if identifiers is None else set(identifiers)
    removed = 0
    for entry in list_entries(settings):
        if to_remove is None or entry.identifier in to_remove or ArxivIdentifier(entry.identifier.id) in to_remove:
            with locked(settings, entry.identifier):
                shutil.rmtree(entry.source.parent, ignore_errors=True)
            removed += not entry.source.exists()
    return removed


@contextmanager
def locked(settings: Settings, identifier: ArxivIdentifier) -> Iterator[None]:
    """Locks a paper, all versions, so that no other process downloads or removes it. Raises :class:`OutputError`."""
    from filelock import FileLock

    folder = settings.cache / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _papers(settings).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError("cache-unwritable", folder=settings.cache) from error
    with FileLock(folder / f"{ArxivIdentifier(identifier.id).file_name}.lock"):
        yield


def _papers(settings: Settings) -> Path:
    return settings.cache / "papers"


def _entry(folder: Path) -> CacheEntry | None:
    """The entry in a folder. None where it is incomplete or not ours."""
    try:
        row = json.loads((folder / METADATA).read_text(encoding="utf-8"))
        values = {field.name: row.get(field.name) for field in fields(Paper)}
        values |= {name: tuple(values[name] or ()) for name in ("authors", "categories")}
        paper = Paper(**values)
        entry = CacheEntry(parse_identifier(str(paper.id)), paper, folder / SOURCE, float(row.get("checked", 0)))
    except (OSError, ValueError, TypeError, AttributeError, UnknownIdentifier):
        return None
    return entry if entry.source.is_file() else None
