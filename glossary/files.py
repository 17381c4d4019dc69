"""A file is written as a whole or not at all: where the disk is full what stood there stays, and no draft beside it."""

from __future__ import annotations

from contextlib import suppress
from os import urandom
from pathlib import Path


def write_whole(file: Path, content: bytes | str) -> None:
    """Folders are made; text is UTF-8 and its line breaks stay. Of a link, what it leads to is written. ``OSError``."""
    place = file.resolve()
    data = content.encode(errors="backslashreplace") if isinstance(content, str) else content
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists() and not place.is_file():  # a terminal, a pipe: nothing stays there
        place.write_bytes(data)
        return
    draft = place.with_name(f"{urandom(16).hex()}.part")
    try:
        with draft.open("xb") as open_file:
            open_file.write(data)
        draft.replace(place)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
