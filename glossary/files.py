"""Atomic writes and locks: the only place where files are written.

After a full disk or a crash the old file is intact. Files that grow piece by piece (a download) are drafts themselves,
and are renamed by :func:`put_in_place`. A file that only grows keeps what was appended to it (:class:`LineFile`).
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import urandom
from pathlib import Path
from typing import Self

from glossary.folders import cache_folder

ATTEMPTS, PAUSE = 5, 0.05  # Windows refuses to replace a file while it is open elsewhere
PATIENCE = 10.0  # seconds of waiting for another process that changes the same file
DRAFT = ".part"


def write_whole(file: Path, content: bytes | str, *, durable: bool = True) -> None:
    """Writes a file atomically. Raises ``OSError``.

    Folders are created; text is UTF-8, with its line breaks. A link's target is written. A file that existed keeps its
    permissions. Without ``durable`` the file is not flushed to the disk, for caches.
    """
    place = file.resolve()
    data = content.encode(errors="backslashreplace") if isinstance(content, str) else content
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists() and not place.is_file():  # a terminal, a pipe
        place.write_bytes(data)
        return
    draft = place.with_name(urandom(16).hex() + DRAFT)
    try:
        with draft.open("xb") as open_file:
            open_file.write(data)
            open_file.flush()
            if durable:
                os.fsync(open_file.fileno())
        put_in_place(draft, place)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def put_in_place(draft: Path, place: Path) -> None:
    """Renames a complete draft to its place. Raises ``OSError``; the caller then removes the draft."""
    with suppress(FileNotFoundError):
        draft.chmod(place.stat().st_mode & 0o7777)
    for attempt in range(ATTEMPTS):
        try:
            draft.replace(place)
            return
        except PermissionError:
            if os.name != "nt" or attempt == ATTEMPTS - 1:
                raise
            time.sleep(PAUSE * 2**attempt)


def sweep_drafts(folder: Path) -> None:
    """Removes the drafts of processes that were killed. Only while no other process writes there."""
    for draft in folder.glob("?" * 32 + DRAFT):
        with suppress(OSError):
            draft.unlink()


class LineFile:
    """A file that only grows. A line that was appended is on the disk; one that a crash tore stands alone on its line.

    Whatever fails raises ``OSError``.
    """

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = file.open("ab", buffering=0)
        self._is_torn = _ends_within_a_line(file)

    def append(self, line: str) -> None:
        """Appends a line, without its line break."""
        data = b"\n" * self._is_torn + line.encode(errors="backslashreplace") + b"\n"
        self._is_torn = True  # until all of it is there
        if self._file.write(data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(self._file.fileno())
        self._is_torn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self._file.close()


def _ends_within_a_line(file: Path) -> bool:
    with file.open("rb") as written:
        size = written.seek(0, os.SEEK_END)
        written.seek(max(0, size - 1))
        return written.read() not in (b"", b"\n")


def keep_beside(file: Path) -> Path:
    """Copies a file that will be replaced to a free name beside it. Raises ``OSError``."""
    content = file.read_bytes()
    for number in range(1, 1000):
        copy = file.with_name(f"{file.stem}.broken{'' if number == 1 else f'-{number}'}{file.suffix}")
        if copy.exists() and copy.read_bytes() != content:
            continue
        write_whole(copy, content)
        return copy
    raise FileExistsError(f"{copy} and all before it are there already")


@contextmanager
def changing(file: Path) -> Iterator[None]:
    """A lock on a file, shared by all processes of this user. Raises ``OSError``, also after a time-out.

    Read the file inside the lock. The lock is not re-entrant.
    """
    from filelock import FileLock  # takes longer to import than most files to be read

    with FileLock(_lock_of(file), timeout=PATIENCE, poll_interval=0.02):
        yield


@contextmanager
def held(file: Path) -> Iterator[bool]:
    """Holds a file for long: whether no other process of this user holds it already. Raises ``OSError``."""
    from filelock import FileLock, Timeout

    lock = FileLock(_lock_of(file))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _lock_of(file: Path) -> Path:
    from hashlib import blake2b

    name = blake2b(os.fsencode(file.resolve()), digest_size=12).hexdigest()
    return _folder_of_locks() / f"{name}.lock"


def _folder_of_locks() -> Path:
    """The user's cache folder, not the files' own; a temporary folder where that cannot be written."""
    folder = cache_folder() / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        import tempfile

        folder = Path(tempfile.gettempdir()) / "tezawari-locks"
        folder.mkdir(parents=True, exist_ok=True)
    return folder
