"""File names -> the paths of a bundle, in characters that every system can write and show."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

from reader.messages.shown import shown

PACKAGES: Final = (".sty", ".cls", ".clo", ".def")  # files whose text is code
_LINES: Final = re.compile(r"[\t\n\r]")


def is_there(name: str) -> bool:
    """Whether something lies at this path. Nothing does at one that no system takes: too long, say."""
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def is_package(path: str) -> bool:
    """Whether a file is a package, a class or what they read, and no text of the author's."""
    return path.lower().endswith(PACKAGES)


def readable(name: str, encodings: Iterable[str] = ()) -> str:
    """The name itself if it is valid text; otherwise its bytes, decoded by the first encoding that fits."""
    if not name.isascii() and shown(name) != name:
        for text in filter(None, (_decoded(name, encoding) for encoding in encodings)):
            return text
    return _LINES.sub(lambda sign: f"%{ord(sign[0]):02X}", shown(name))


def _decoded(name: str, encoding: str) -> str | None:
    try:
        text = name.encode("utf-8", "surrogateescape").decode(encoding)
    except UnicodeError:
        return None
    return text if text.isprintable() else None


def readable_names(names: Collection[str], encodings: Collection[str]) -> dict[str, str]:
    """A readable path for each name; all paths differ."""
    new_names = {name: name for name in names if readable(name) == name}
    used = set(new_names)
    for name in sorted(set(names) - used):
        path = next(path for path in (readable(name, encodings), readable(name), "") if path not in used)
        while not path or path in used:
            path = f"{path or readable(name)}~"
        new_names[name] = path
        used.add(path)
    return new_names
