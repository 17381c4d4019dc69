"""A cache of parsed glossary rows in the user's cache folder, so that TOML is parsed once: one file per content.

A file has one line with its layout version, digest and checksum, one with the names, and one per row, which is parsed
when it is needed. The cache is optional: where the folder is not writable, or a file is not valid, the TOML is parsed.
"""

from __future__ import annotations

import json
import pkgutil
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from glossary.folders import cache_folder
from glossary.glossary import Glossary, GlossaryRow

KEPT = 8  # contents; the oldest go
VERSION = "glossary 3"  # of the files' layout
FOLDING = crc32(pkgutil.get_data("glossary", "naming.py") or b"")  # the names kept here are folded by this code


def find(digest: str) -> Glossary | None:
    """The cached glossary with this content. None where it is not in the cache."""
    try:
        head, _, body = _file(digest).read_bytes().partition(b"\n")
        if head != _head(digest, body):
            return None
        names, *lines = body.decode().split("\n")
        rows = [GlossaryRow(*line.split("\t", 3)) for line in lines]
        return Glossary(rows, digest, [tuple(entry) for entry in json.loads(names)])
    except (OSError, ValueError, TypeError, RuntimeError):
        return None


def keep(glossary: Glossary) -> None:
    """Writes the rows to the cache if possible. Rows that JSON cannot express (a date) are not cached."""
    with suppress(OSError, TypeError, ValueError, RuntimeError):
        rows = ["\t".join((row.kind, row.key, row.file, _packed(row.values))) for row in glossary.rows]
        if any(row.count("\t") != 3 or "\n" in row for row in rows):
            return  # a key with a tab or a line break: its fault is for the checks
        body = "\n".join((_packed(glossary.names), *rows)).encode()
        _write(_file(glossary.digest), _head(glossary.digest, body) + b"\n" + body)


def _head(digest: str, body: bytes) -> bytes:
    return f"{VERSION} {FOLDING} {digest} {crc32(body)}".encode()


def _packed(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write(place: Path, content: bytes) -> None:
    """Writes the file, and removes the oldest ones."""
    from glossary.files import write_whole  # imports what takes long

    write_whole(place, content)
    files = sorted(place.parent.glob("*.rows"), key=lambda file: file.stat().st_mtime)
    for oldest in files[:-KEPT]:
        oldest.unlink(missing_ok=True)


def _file(digest: str) -> Path:
    return cache_folder() / "glossary" / f"{digest}.rows"
