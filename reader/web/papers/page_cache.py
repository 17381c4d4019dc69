"""Pages that were drawn, kept in the cache folder: drawing a paper takes longer than reading it.

A page is true as long as its stamp is: the same program, glossary and corrections drew it.
"""

from __future__ import annotations

import os
import zlib
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.files import write_whole
from glossary.folders import cache_folder

if TYPE_CHECKING:
    from reader.model.context import Context

KEPT = 200  # pages, the last used ones


def stamp(context: Context) -> str:
    """What pages depend on, as a short hash."""
    try:
        corrections = context.corrections.read_bytes() if context.corrections else b""
    except OSError:
        corrections = b""
    parts = (program(), context.fingerprint.encode(), corrections)
    return blake2b(b"\0".join(parts), digest_size=8).hexdigest()


@cache
def program() -> bytes:
    """The program's own files, so that a changed one draws anew; none of them is read."""
    import glossary
    import reader

    seen = blake2b(digest_size=16)
    for package in (reader, glossary):
        for file in sorted(Path(package.__file__ or "").parent.rglob("*.*")):
            if file.suffix in {".py", ".toml", ".mjs", ".css"}:
                status = file.stat()
                seen.update(f"{file.name}{status.st_size} {status.st_mtime_ns}\n".encode())
    return seen.digest()


def find(key: str, of: str) -> str | None:
    """The page of a paper, if it is kept and true."""
    file = _file(key, of)
    try:
        drawing = zlib.decompress(file.read_bytes()).decode()
        os.utime(file)
    except (OSError, zlib.error, UnicodeDecodeError):
        return None
    return drawing


def keep(key: str, of: str, drawing: str) -> None:
    """Keeps a page. Where that cannot be done, the page is drawn anew the next time."""
    file = _file(key, of)
    try:
        write_whole(file, zlib.compress(drawing.encode(), 1))
        _tidy(file)
    except OSError:
        return


def forget(key: str) -> None:
    """Removes a paper's pages."""
    for file in _folder().glob(f"{_digest(key)}-*.page"):
        file.unlink(missing_ok=True)


def size() -> int:
    """How many bytes all pages take."""
    return sum(file.stat().st_size for file in _folder().glob("*.page"))


def clear() -> None:
    """Removes all pages."""
    for file in _folder().glob("*.page"):
        file.unlink(missing_ok=True)


def _tidy(kept: Path) -> None:
    """Earlier pages of the same paper go, and the oldest of too many."""
    paper = kept.name.partition("-")[0]
    for file in kept.parent.glob(f"{paper}-*.page"):
        if file != kept:
            file.unlink(missing_ok=True)
    pages = sorted(kept.parent.glob("*.page"), key=lambda file: file.stat().st_mtime)
    for file in pages[:-KEPT]:
        file.unlink(missing_ok=True)


def _folder() -> Path:
    return cache_folder() / "pages"


def _file(key: str, of: str) -> Path:
    return _folder() / f"{_digest(key)}-{of}.page"


def _digest(key: str) -> str:
    return blake2b(key.encode(), digest_size=8).hexdigest()
