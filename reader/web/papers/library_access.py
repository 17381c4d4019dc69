"""The library as the app uses it: it remembers, and never stands in the way of reading.

Where it cannot be used the app goes on without; where its file is damaged it is rebuilt. Either is told once, by
whoever shows ``notices()``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from reader.errors import LibraryError
from reader.library import adding, integrity, recovery, shelf
from reader.library.recovery import Rebuilt
from reader.library.store import Library
from reader.model.source import Paper

if TYPE_CHECKING:
    from reader.library.shelf import ShelfEntry
    from reader.model.source import SourceBundle

T = TypeVar("T")
Notice = Rebuilt | LibraryError
_notices: list[Notice] = []
_lock = Lock()


def attempt(work: Callable[[Library], T], otherwise: T) -> T:
    """What ``work`` gives, or ``otherwise`` and a notice."""
    library = Library()
    try:
        return recovery.run_with_repair(library, lambda: work(library), tell)
    except LibraryError as error:
        if error.kind != "not-in-library":
            tell(error)
        return otherwise


def notices() -> tuple[Notice, ...]:
    """What has to be told, each once."""
    with _lock:
        told = tuple({str(each): each for each in _notices}.values())
        _notices.clear()
    return told


def tell(notice: Notice) -> None:
    """To be told by whoever shows ``notices()``."""
    with _lock:
        _notices.append(notice)


def file() -> Path:
    """Where the library lies."""
    return Library().file


def add(reading: Mapping[str, Any], bundle: SourceBundle) -> str:
    """Remembers a reading; its key, also where that failed."""
    return attempt(lambda library: adding.add(library, reading, bundle), adding.key_of(reading["paper"]))


def look_over(seconds: float) -> None:
    """Looks once a day for damage that nobody has met."""
    attempt(lambda library: integrity.check_integrity(library, seconds), None)


def touch(key: str) -> None:
    """It was opened just now."""
    attempt(lambda library: shelf.touch(library, key), None)


def recent(limit: int) -> tuple[ShelfEntry, ...]:
    """The papers opened last."""
    return attempt(lambda library: shelf.list_entries(library, limit), ())


def key_of(wanted: str) -> str | None:
    """The key of a paper by its id, URL or key, if it is there."""
    found = attempt(lambda library: shelf.find_entry(library, wanted, by_title=False), None)
    return found.key if found else None


def source(key: str) -> tuple[Paper, SourceBundle] | None:
    """A paper's metadata and text files, where they were kept."""
    return attempt(lambda library: _source(library, key), None)


def _source(library: Library, key: str) -> tuple[Paper, SourceBundle] | None:
    bundle = shelf.source_of(library, key)
    if bundle is None:
        return None
    row = shelf.reading_of(library, key)["paper"]
    if row["id"] is None:
        return Paper(), bundle
    metadata = Paper(
        id=row["id"], title=row["title"], authors=tuple(row["authors"]), categories=tuple(row["categories"]),
        published=row["published"], licence=row["licence"], abstract_url=row["abstract_url"], source=row["source"],
    )  # fmt: skip
    return metadata, bundle
