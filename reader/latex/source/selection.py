"""Selects the TeX files of a source: by suffix, by content where there is none, or because other files input them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Final

from reader.latex.source.mainfile import input_names
from reader.latex.source.sniff import TEX_SUFFIXES, looks_like_tex, sniff
from reader.latex.source.unpack import Contents, Room

_README: Final = "00readme"
_README_BYTES: Final = 100_000


def as_named(content: bytes) -> str:
    """A text in which the names of files are as in :data:`Contents`, whatever it is encoded in."""
    return content.decode("utf-8", "surrogateescape")


def selected(contents: Contents, room: Room) -> tuple[Mapping[str, str], Mapping[str, bytes]]:
    """The texts of the 00README files, and the TeX files by path, as far as there is ``room``."""
    readme: dict[str, str] = {}
    data: dict[str, bytes] = {}
    waiting: list[str] = []
    for path, read in contents.items():
        if PurePosixPath(path).name.lower().startswith(_README):
            readme[path] = read()[:_README_BYTES].decode("utf-8", "replace")
        elif (is_tex := _look_of(PurePosixPath(path).suffix.lower())) is None:
            waiting.append(path)
        elif is_tex(content := read()):
            _keep(path, content, data, room)
    for path in _named_in(data, waiting):
        _keep(path, contents[path](), data, room)
    return readme, {path: data[path] for path in sorted(data)}


def _keep(path: str, content: bytes, data: dict[str, bytes], room: Room) -> None:
    granted = room.take(path, len(content))
    if granted is not None:
        data[path] = content[:granted]


def _look_of(suffix: str) -> Callable[[bytes], bool] | None:
    """The check that tells by its bytes whether a file with this suffix is TeX.

    None for suffixes where a file is TeX only if another one inputs it.
    """
    if suffix in TEX_SUFFIXES:
        return lambda content: sniff(content) in ("text", "html", "empty")
    return looks_like_tex if not suffix or suffix[1:].isdigit() else None


def _named_in(data: Mapping[str, bytes], paths: list[str]) -> list[str]:
    """The paths that a text inputs literally."""
    names = {name for content in data.values() for name in input_names(as_named(content))} if paths else set()
    return [path for path in paths if path in names or PurePosixPath(path).name in names]
