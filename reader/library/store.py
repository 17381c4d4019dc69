"""The file itself: opened, brought up to date, read and written by several processes and threads at once.

Write-ahead logging lets everyone read while one writes; who writes waits for its turn. A connection is made for each
piece of work and closed after it, so that no thread uses another's.
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
    """One file of papers. Making the value opens nothing; the file is made when it is first needed."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or data_folder() / NAME

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to ask with, whose answers are all of one moment. :class:`LibraryError`."""
        with self._connected() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection to change with: all of it or, where something is raised, nothing."""
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def gather(self) -> None:
        """Puts what the log beside the file holds into the file."""
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
            raise _told(error, self.file) from error
        except OSError as error:
            raise LibraryError("library-unusable", file=self.file, reason=error.strerror or error) from error


def _migrate(connection: sqlite3.Connection, file: Path) -> None:
    """Step by step to this version; whoever comes first does it, the others wait."""
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
    """Write-ahead logging from now on. Where others do the same SQLite gives up at once here, so we wait our turn."""
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
    """One by one, since SQLite's own running of scripts would end the transaction."""
    statement = ""
    for line in "".join(steps).splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the file is not sound. An error without a code is Python's: what stands there as text is none."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in DAMAGED


def _told(error: sqlite3.DatabaseError, file: Path) -> LibraryError:
    if is_damage(error):
        return LibraryDamaged("library-damaged", file=file)
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
        return LibraryError("library-busy", file=file)
    return LibraryError("library-unusable", file=file, reason=error)
