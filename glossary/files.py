"""Atomic writes and locks: the only place where files are written.

After a full disk or a crash the old file is intact. Files that grow piece by piece (a download) are drafts themselves,
and are renamed by :func:`put_in_place`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import urandom
from pathlib import Path

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
    from hashlib import blake2b

    from filelock import FileLock  # takes longer to import than most files to be read

    name = blake2b(os.fsencode(file.resolve()), digest_size=12).hexdigest()
    with FileLock(_folder_of_locks() / f"{name}.lock", timeout=PATIENCE, poll_interval=0.02):
        yield


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
