"""The library's file: opened, migrated, read and written by several processes and threads at once.

Write-ahead logging allows reads during a write; a second writer waits. Each piece of work has a connection of its own,
so that no thread uses another's.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from glossary.folders import data_folder
from reader.errors import LibraryDamaged, LibraryError
from reader.library.schema import MIGRATIONS

NAME: Final = "library.sqlite3"
PATIENCE: Final = 30.0  # seconds to wait for one's turn
AGAIN: Final = 0.02  # seconds between two tries
DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class Library:
    """One file of papers. Constructing the value opens nothing; the file is created when it is first needed."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or data_folder() / NAME

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for queries, all within one transaction. Raises :class:`LibraryError`."""
        with self._connected() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection for changes: all of them or, where an error is raised, none."""
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def gather(self) -> None:
        """Checkpoints the write-ahead log into the file."""
        with self._connected() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.file, timeout=PATIENCE, isolation_level=None)) as connection:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA synchronous = NORMAL")
                if connection.execute("PRAGMA user_version").fetchone()[0] != len(MIGRATIONS):
                    _migrate(connection, self.file)
                yield connection
        except sqlite3.DatabaseError as error:
            raise _library_error(error, self.file) from error
        except OSError as error:
            raise LibraryError("library-unusable", file=self.file, reason=error.strerror or error) from error


def _migrate(connection: sqlite3.Connection, file: Path) -> None:
    """Migrates the file step by step to this version. The first process does it, the others wait."""
    _log_ahead(connection)
    connection.execute("BEGIN IMMEDIATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise LibraryError("library-newer", file=file)
    for statement in statements(MIGRATIONS[version:]):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("COMMIT")


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Switches to write-ahead logging. SQLite does not wait for other processes here, so we retry."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(AGAIN)
        else:
            return


def statements(steps: Iterable[str]) -> Iterator[str]:
    """Splits SQL into statements, to be executed one by one: ``executescript`` would end the transaction."""
    statement = ""
    for line in "".join(steps).splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether an error means that the file is damaged.

    An error without a code is Python's own: it could not decode the stored text.
    """
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in DAMAGED


def _library_error(error: sqlite3.DatabaseError, file: Path) -> LibraryError:
    if is_damage(error):
        return LibraryDamaged("library-damaged", file=file)
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
        return LibraryError("library-busy", file=file)
    return LibraryError("library-unusable", file=file, reason=error)
