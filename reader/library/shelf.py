"""The papers of the library: listed, found by name, loaded, removed."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from typing import Any

from reader.arxiv.identifiers import parse_identifier
from reader.errors import LibraryError, UnknownIdentifier
from reader.library.adding import LOCAL, remove, unpack_reading, unpack_source
from reader.library.store import Library
from reader.model.source import SourceBundle

LISTED = "SELECT id, key, base, version, title, authors, published, name, equations, digest, main, tool, glossary, opened FROM readings"  # fmt: skip # noqa: E501


@dataclass(frozen=True, slots=True)
class ShelfEntry:
    """A paper of the library, without its content. ``opened`` is in seconds since 1970."""

    key: str
    base: str
    version: int
    title: str
    authors: str
    published: str | None
    equations: int
    tool: str
    glossary: str
    opened: float

    @property
    def is_local(self) -> bool:
        """Whether it came from this machine rather than from arXiv."""
        return self.key.startswith(LOCAL)


def list_entries(library: Library, limit: int = -1) -> tuple[ShelfEntry, ...]:
    """The papers, last opened first."""
    with library.reading() as connection:
        rows = connection.execute(f"{LISTED} ORDER BY opened DESC LIMIT ?", [limit]).fetchall()
    return tuple(map(_entry, rows))


def papers_with_unknown(library: Library, latex: str, without: str, limit: int) -> tuple[ShelfEntry, ...]:
    """The papers in which nothing explains a symbol of this spelling, last opened first, but for one."""
    with library.reading() as connection:
        rows = connection.execute(
            f"{LISTED} WHERE key != ? AND id IN (SELECT reading FROM symbols WHERE latex = ? AND status = 'unknown')"
            " ORDER BY opened DESC LIMIT ?",
            [without, latex, limit],
        ).fetchall()
    return tuple(map(_entry, rows))


def find_entry(library: Library, name: str, *, by_title: bool = True) -> ShelfEntry | None:
    """The paper with this key or arXiv id (newest), or the only one with this in its title; None if none fits."""
    name = name.strip()
    with library.reading() as connection:
        row = _by_name(connection, name)
        if row is None and by_title and len(name) > 2:
            pattern = "%" + name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
            rows = connection.execute(f"{LISTED} WHERE title LIKE ? ESCAPE '\\' LIMIT 2", [pattern]).fetchall()
            row = rows[0] if len(rows) == 1 else None
    return _entry(row) if row else None


def require_entry(library: Library, name: str) -> ShelfEntry:
    """Like :func:`find_entry`, but raises :class:`LibraryError` where no paper fits."""
    entry = find_entry(library, name)
    if entry is None:
        raise LibraryError("not-in-library", wanted=" ".join(name.split())[:100])
    return entry


def _by_name(connection: sqlite3.Connection, name: str) -> sqlite3.Row | None:
    try:
        identifier = parse_identifier(name)
    except UnknownIdentifier:
        condition, value = "key = ?", name
    else:
        condition, value = ("key = ?", str(identifier)) if identifier.version else ("base = ?", identifier.id)
    row: sqlite3.Row | None = connection.execute(
        f"{LISTED} WHERE {condition} ORDER BY version DESC LIMIT 1", [value]
    ).fetchone()
    return row


def reading_of(library: Library, key: str) -> dict[str, Any]:
    """The JSON of a paper's reading."""
    with library.reading() as connection:
        row = connection.execute("SELECT json FROM readings WHERE key = ?", [key]).fetchone()
    if row is None:
        raise LibraryError("not-in-library", wanted=key)
    return unpack_reading(row["json"])


def source_of(library: Library, key: str) -> SourceBundle | None:
    """The source of a paper; None where it was not stored."""
    with library.reading() as connection:
        row = connection.execute(
            "SELECT files FROM sources JOIN readings ON id = reading WHERE key = ?", [key]
        ).fetchone()
    return unpack_source(row["files"]) if row else None


def touch(library: Library, key: str) -> None:
    """Records that a paper was opened now."""
    with library.writing() as connection:
        connection.execute("UPDATE readings SET opened = ? WHERE key = ?", (time.time(), key))


def forget(library: Library, key: str) -> bool:
    """Removes a paper and everything derived from it; whether it was there."""
    with library.writing() as connection:
        return remove(connection, key)


def _entry(row: sqlite3.Row) -> ShelfEntry:
    return ShelfEntry(
        row["key"], row["base"], row["version"], row["title"], row["authors"], row["published"], row["equations"],
        row["tool"], row["glossary"], row["opened"],
    )  # fmt: skip
