"""Checks that a library agrees with its readings: damage that no query meets would give wrong answers in silence.

Everything derives from the readings, so everything can be compared with them: the tables with SQLite's own checks and
with the JSON, the trees of formulas with the index of their pieces. A large library takes a while, so each check has a
time limit, and the next one continues where it ended.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import Any, Final

from glossary.files import write_whole
from reader.errors import LibraryDamaged
from reader.library.adding import (
    EQUATION_COLUMNS,
    SYMBOL_COLUMNS,
    equation_row,
    symbol_row,
    unpack_reading,
    unpack_source,
)
from reader.library.schema import MIGRATIONS
from reader.library.store import PATIENCE, Library, is_damage, statements
from reader.library.trees import load, pieces

A_DAY: Final = 86_400.0
STEPS: Final = 20_000  # of SQLite's machine, between two looks at the clock
INDEXES: Final = ("words", "pieces")


class Unsound(Exception):
    """Something does not agree with the readings."""


# what is raised where something else stands in place of a reading, a tree or a name
WRONG: Final = (Unsound, zlib.error, ValueError, LookupError, TypeError, AttributeError)


def check_integrity(library: Library, seconds: float) -> None:
    """Checks for damage once a day, for so many seconds. Raises :class:`LibraryDamaged`."""
    mark = library.file.with_suffix(".checked")
    behind = 0
    with suppress(OSError, ValueError):
        if 0 <= time.time() - mark.stat().st_mtime < A_DAY:
            return
        behind = int(mark.read_text(encoding="utf-8"))
    if library.file.is_file():
        _note(mark, 0)  # before what is found is raised: it is raised once, whatever comes of that
        _note(mark, _reached(library, seconds, behind))


def _note(mark: Path, reached: int) -> None:
    with suppress(OSError):  # where it cannot be written, the check runs again
        write_whole(mark, str(reached))


def is_damaged(library: Library) -> bool:
    """The result of a thorough check, after an error."""
    if not library.file.is_file():
        return False
    try:
        _reached(library, PATIENCE, 0)
    except LibraryDamaged:
        return True
    return False


def _reached(library: Library, seconds: float, behind: int) -> int:
    """The id of the last reading that was checked; 0 after the last one. Raises :class:`LibraryDamaged`."""
    reached = behind
    until = time.monotonic() + seconds
    try:
        with closing(sqlite3.connect(library.file, timeout=min(seconds, PATIENCE), isolation_level=None)) as connection:
            connection.set_progress_handler(lambda: time.monotonic() > until, STEPS)
            _check_whole(connection)
            for number in _readings(connection, behind):
                _check_reading(connection, number)
                reached = number
    except sqlite3.DatabaseError as error:  # else a time-out or a lock, which says nothing of damage
        if is_damage(error):
            raise LibraryDamaged("library-damaged", file=library.file) from error
        return reached
    except WRONG as error:
        raise LibraryDamaged("library-damaged", file=library.file) from error
    return 0


def _check_whole(connection: sqlite3.Connection) -> None:
    """Runs SQLite's own checks, and checks that each row has its reading."""
    connection.execute("BEGIN")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if _schema(connection) != _expected_schema(version):
        raise Unsound
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise Unsound
    for table in ("equations", "symbols", "blocks", "concepts", "sources"):
        orphans = f"SELECT 1 FROM {table} WHERE reading NOT IN (SELECT id FROM readings) LIMIT 1"
        if connection.execute(orphans).fetchone():
            raise Unsound
    connection.execute("ROLLBACK")
    _check_indexes(connection)


def _check_indexes(connection: sqlite3.Connection) -> None:
    """Runs FTS5's own check, which needs to write; where it cannot, the check is skipped."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if is_damage(error):
            raise
        return
    for index in INDEXES:
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
    connection.execute("ROLLBACK")


def _schema(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """The tables and indexes that we create; not those that FTS5 creates."""
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {(name, sql) for name, sql in rows if not name.startswith(tuple(f"{index}_" for index in INDEXES))}


@cache
def _expected_schema(version: int) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in statements(MIGRATIONS[:version]):
            connection.execute(statement)
        return _schema(connection)


def _readings(connection: sqlite3.Connection, behind: int) -> Iterator[int]:
    for row in connection.execute("SELECT id FROM readings WHERE id > ? ORDER BY id", [behind]).fetchall():
        yield row[0]


def _check_reading(connection: sqlite3.Connection, number: int) -> None:
    """Compares one paper's rows with its JSON, within one transaction."""
    connection.execute("BEGIN")
    row = connection.execute("SELECT json FROM readings WHERE id = ?", [number]).fetchone()
    if row is not None:  # not forgotten meanwhile
        reading = unpack_reading(row[0])
        source = connection.execute("SELECT files FROM sources WHERE reading = ?", [number]).fetchone()
        if source is not None:
            unpack_source(source[0])
        _compare(connection, "equations", EQUATION_COLUMNS, number, map(equation_row, reading["equations"]))
        _compare(connection, "symbols", SYMBOL_COLUMNS, number, map(symbol_row, reading["symbols"]))
        _check_pieces(connection, number)
    connection.execute("ROLLBACK")


def _compare(
    connection: sqlite3.Connection, table: str, columns: str, number: int, expected: Iterator[tuple[Any, ...]]
) -> None:
    rows = connection.execute(f"SELECT {columns} FROM {table} WHERE reading = ? ORDER BY id", [number])
    if rows.fetchall() != list(expected):
        raise Unsound


def _check_pieces(connection: sqlite3.Connection, number: int) -> None:
    """Checks that the index finds the pieces of each formula's tree. The index stores no text to compare with."""
    trees = connection.execute("SELECT id, tree FROM equations WHERE reading = ?", [number]).fetchall()
    for equation, tree in trees:
        needed = pieces(load(tree)).split()
        indexed = "SELECT 1 FROM pieces WHERE pieces MATCH ? AND rowid = ?"
        if needed and not connection.execute(indexed, (" AND ".join(needed), equation)).fetchone():
            raise Unsound
