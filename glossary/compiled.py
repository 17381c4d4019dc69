"""The rows of a glossary kept in the user's cache folder, so that TOML is read once: one file for each content.

Nothing depends on it: where the folder cannot be written, or holds something else, the TOML files are read.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from glossary.model import Row

KEPT = 8  # contents; the oldest go
VERSION = 1  # of the files' layout


def folder() -> Path:
    """Where compiled glossaries lie: below ``$TEZAWARI_CACHE``, or in the user's own cache folder."""
    chosen = os.environ.get("TEZAWARI_CACHE")
    if chosen:
        return Path(chosen).expanduser() / "glossary"
    from platformdirs import user_cache_path

    return user_cache_path("tezawari") / "glossary"


def find(digest: str) -> list[Row] | None:
    """The rows of this content, or None where they are not kept."""
    try:
        version, rows = json.loads(_file(digest).read_bytes())
        return [Row(*row) for row in rows] if version == VERSION else None
    except (OSError, ValueError, TypeError):
        return None


def keep(digest: str, rows: list[Row]) -> None:
    """Keeps the rows, if it can be done; what cannot be written in JSON (a date in a row) is not kept."""
    with suppress(OSError, TypeError, ValueError):
        content = json.dumps(
            [VERSION, [(row.kind, row.key, row.file, row.values) for row in rows]],
            ensure_ascii=False, separators=(",", ":"),
        )  # fmt: skip
        place = _file(digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
        Path(name).replace(place)
        _forget_oldest(place.parent)


def _file(digest: str) -> Path:
    return folder() / f"{digest}.json"


def _forget_oldest(place: Path) -> None:
    files = sorted(place.glob("*.json"), key=lambda file: file.stat().st_mtime)
    for file in files[:-KEPT]:
        file.unlink(missing_ok=True)
