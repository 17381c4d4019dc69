"""Rebuilds a damaged library from what can still be read. The damaged file is kept beside the new one.

Only the readings matter: everything else derives from them. Readings that were also written as JSON files (``tezawari
annotate -o``) can be added. Where the file's first page or another page of its schema is lost, SQLite finds nothing.
The pages of a new library replace them: its tables were created in the same order, so they lie at the same place.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from reader.errors import LibraryDamaged, LibraryError, ReaderError
from reader.library.adding import add, unpack_reading, unpack_source
from reader.library.integrity import is_damaged
from reader.library.store import Library
from reader.model.source import SourceBundle

T = TypeVar("T")
UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)  # the latter where the complaint itself quotes what is no text
PAGES = 28  # where a file's first page says how many pages there are
INTERIOR = 5  # the kind of page of a table that points to others


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The result: the keys of the papers that were saved, the number of lost ones, and the path of the old file.

    ``lost`` is None where nothing of the old file could be read, so that the number is unknown.
    """

    saved: tuple[str, ...]
    lost: int | None
    old: Path | None

    @property
    def outcome(self) -> str:
        """The name of its row in the table of messages."""
        return "rebuilt-blind" if self.lost is None else "rebuilt-with-loss" if self.lost else "rebuilt"


def run_with_repair(library: Library, work: Callable[[], T], report: Callable[[Rebuilt], None]) -> T:
    """The result of ``work``. Where it meets damage, the library is rebuilt with a report, and ``work`` runs again."""
    try:
        return work()
    except Exception as error:
        if not _comes_from_damage(error, library):
            raise
        report(rebuild(library))
        return work()


def _comes_from_damage(error: Exception, library: Library) -> bool:
    """Whether an error may come from damage, which can show as anything: a missing name, a row of the wrong form."""
    if isinstance(error, ReaderError) and error.kind != "library-unusable":
        return isinstance(error, LibraryDamaged)
    return is_damaged(library)


def rebuild(library: Library, files: Iterable[Path] = ()) -> Rebuilt:
    """Rebuilds the library from its own readings and from those in ``files``."""
    from filelock import FileLock

    try:
        library.file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(library.file.with_suffix(".rebuilding")):
            return _rebuild(library, files)
    except OSError as error:
        raise LibraryError("library-unusable", file=library.file, reason=error.strerror or error) from error
    except LibraryError as error:
        if error.kind != "library-unusable":
            raise
        raise LibraryError(error.kind, file=library.file, reason=error.arguments["reason"]) from error


def _rebuild(library: Library, files: Iterable[Path]) -> Rebuilt:
    draft = Library(library.file.with_suffix(".new"))
    _remove(draft.file)
    try:
        saved, lost = _salvaged(library.file, draft)
        saved.extend(add(draft, reading_in(file)) for file in files)
        with draft.writing():
            pass  # made, even if nothing could be saved
        draft.gather()
        old = _set_aside(library.file)
        draft.file.replace(library.file)
    finally:
        _remove(draft.file)
    return Rebuilt(tuple(dict.fromkeys(saved)), lost, old)


def _salvaged(file: Path, draft: Library) -> tuple[list[str], int | None]:
    """Adds what can still be read to the draft. Returns the keys of these papers, and the number of lost ones."""
    if not file.is_file():
        return [], 0
    try:
        return _moved(file, draft)
    except UNREADABLE:
        copy = file.with_suffix(".salvage")
        try:
            _with_new_schema(file, copy)
            return _moved(copy, draft)
        except UNREADABLE:
            return [], None
        finally:
            _remove(copy)


def _moved(file: Path, draft: Library) -> tuple[list[str], int]:
    saved: list[str] = []
    lost = 0
    for salvaged in salvage(file):
        try:
            reading, source = salvaged or ({}, None)
            saved.append(add(draft, reading, source))
        except LibraryError as error:
            if error.kind != "no-reading":  # the new file cannot be written: nothing is lost, it is not the time
                raise
            lost += 1
        except Exception:  # whatever a damaged file holds in place of a reading
            lost += 1
    return saved, lost


def _with_new_schema(file: Path, copy: Path) -> None:
    """A copy of the file and of its log, with the schema's pages (the first included) from a new library."""
    fresh = Library(copy)
    with fresh.reading() as connection:
        size = int(connection.execute("PRAGMA page_size").fetchone()[0])
    fresh.gather()
    new_schema = copy.read_bytes()
    _remove(copy)
    shutil.copyfile(file, copy)
    log = file.with_name(file.name + "-wal")
    if log.is_file():
        shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
    with copy.open("r+b") as place:
        for number in _pages_of_schema(new_schema):
            place.seek((number - 1) * size)
            place.write(new_schema[(number - 1) * size : number * size])
        place.seek(PAGES)
        place.write((copy.stat().st_size // size).to_bytes(4, "big"))


def _pages_of_schema(database: bytes) -> Iterator[int]:
    """The first page of a file and the pages that it points to. A file's header has 100 bytes, a page's 12."""
    yield 1
    if database[100] == INTERIOR:
        yield int.from_bytes(database[108:112], "big")
        for at in range(112, 112 + 2 * int.from_bytes(database[103:105], "big"), 2):
            cell = int.from_bytes(database[at : at + 2], "big")
            yield int.from_bytes(database[cell : cell + 4], "big")


def reading_in(file: Path) -> dict[str, Any]:
    """The reading in a JSON file. :class:`LibraryError` where there is none."""
    try:
        row = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LibraryError("no-reading", file=file) from error
    if not isinstance(row, dict) or not str(row.get("schema", "")).startswith("tezawari/reading/"):
        raise LibraryError("no-reading", file=file)
    return row


def salvage(file: Path) -> Iterator[tuple[dict[str, Any], SourceBundle | None] | None]:
    """Every reading that can still be read, with its source where possible, one by one past the damage.

    None stands for a reading that is lost. Raises an error of ``UNREADABLE`` where even their number is unknown.
    """
    with closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as connection:
        for number in _numbers(connection):
            try:
                row = connection.execute("SELECT json FROM readings WHERE id = ?", [number]).fetchone()
                reading = None if row is None else (unpack_reading(row[0]), _source(connection, number))
            except Exception:
                yield None
            else:
                if reading is not None:
                    yield reading


def _source(connection: sqlite3.Connection, number: int) -> SourceBundle | None:
    """The source of a reading; None where it is damaged, since the reading does not need it."""
    with suppress(Exception):
        row = connection.execute("SELECT files FROM sources WHERE reading = ?", [number]).fetchone()
        return unpack_source(row[0]) if row else None
    return None


def _numbers(connection: sqlite3.Connection) -> Iterable[int]:
    """The ids of readings; where the table cannot be walked, all ids that may have been given."""
    try:
        return [int(row[0]) for row in connection.execute("SELECT id FROM readings NOT INDEXED")]
    except UNREADABLE:
        row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'readings'").fetchone()
        return range(1, int(row[0]) + 1 if row else 1)


def _set_aside(file: Path) -> Path | None:
    """Renames the old file and its log."""
    if not file.exists():
        return None
    old = file.with_name(f"{file.stem}-{time.strftime('%Y%m%d-%H%M%S')}.damaged")
    file.replace(old)
    for suffix in ("-wal", "-shm"):
        beside = file.with_name(file.name + suffix)
        if beside.exists():
            beside.replace(old.with_name(old.name + suffix))
    return old


def _remove(file: Path) -> None:
    for name in (file.name, file.name + "-wal", file.name + "-shm"):
        file.with_name(name).unlink(missing_ok=True)
