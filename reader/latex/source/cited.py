r"""The ``.bib`` files of a source that comes without its list of references, cut down to what the paper cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from reader.latex.source.bibtex import STRING, written
from reader.latex.source.encoding import decode, without_controls
from reader.latex.source.listed import listed_in, without_comments
from reader.latex.source.paths import is_package
from reader.latex.source.sniff import BIBLIOGRAPHY
from reader.latex.source.unpack import Contents, Room
from reader.model.source import SourceFile

_NAMED: Final = re.compile(
    r"\\(?:bibliography|addbibresource|addglobalbib)\s*(?:\[[^\]\n]{0,200}\]\s*)?\{([^{}]{0,2000})\}"
)
MOST: Final = 5_000  # entries of a file
_CITING: Final = re.compile(r"\\([A-Za-z@]*[Cc]ite[A-Za-z]*|bibentry)\*?")
_ARGUMENT: Final = re.compile(r"\s*(?:\[[^\[\]]{0,500}\]\s*){0,2}\{([^{}]{0,5000})\}")


def has_list(files: Mapping[str, SourceFile]) -> bool:
    """Whether a list of references stands in the paper or beside it."""
    texts = (file.text for path, file in files.items() if not is_package(path))
    return any(next(listed_in(text), None) is not None for text in texts)


def named_in(texts: Iterable[str], paths: Iterable[str]) -> list[str]:
    """The ``.bib`` files that the texts name, in the order of their names; all where they name none of them."""
    listed = (names for text in texts for names in _NAMED.findall(without_comments(text)))
    names = (name.strip().rpartition("/")[2] for each in listed for name in each.split(","))
    order = {stem: k for k, stem in enumerate(dict.fromkeys(name.removesuffix(BIBLIOGRAPHY) for name in names))}
    paths = [path for path in paths if PurePosixPath(path).suffix.lower() == BIBLIOGRAPHY]
    named = [path for path in paths if PurePosixPath(path).stem in order]
    return sorted(named, key=lambda path: order[PurePosixPath(path).stem]) or paths


def keys_in(text: str) -> Iterator[str]:
    r"""The keys that a text cites; ``\cites{a}{b}`` takes several arguments."""
    text = without_comments(text)
    for command in _CITING.finditer(text):
        argument = _ARGUMENT.match(text, command.end())
        while argument is not None:
            yield from filter(None, (key.strip() for key in argument[1].split(",")))
            argument = _ARGUMENT.match(text, argument.end()) if command[1].endswith("cites") else None


def cited(contents: Contents, files: Mapping[str, SourceFile], room: Room) -> Iterator[SourceFile]:
    """Of each ``.bib`` file the entries that the paper cites; none where the paper has its list."""
    if has_list(files):
        return
    paths = named_in((file.text for file in files.values()), contents)
    keys = {key for file in files.values() for key in keys_in(file.text)} if paths else set()
    for path in paths:
        content = contents[path]()
        granted = room.take(path, len(content))
        if granted is not None:
            decoded = decode(content[:granted])
            kept = _kept(without_controls(decoded.text), keys)
            if kept:
                yield SourceFile(path, "\n".join(kept), decoded.encoding)


def _kept(text: str, keys: set[str]) -> list[str]:
    """The macros of a file and the first entry of each key, under the key as the paper writes it.

    To BibTeX small and capital letters of a key are the same; where both are there, each is the one that it names.
    """
    exact = {entry.key for entry in written(text) if entry.key in keys}
    spelled = {key.casefold(): key for key in sorted(keys - exact)}
    first: dict[str, str] = {}
    for entry in written(text):
        key = entry.key if entry.key in exact else spelled.get(entry.key.casefold())
        if entry.kind == STRING:
            first.setdefault(entry.text, entry.text)
        elif key is not None and key not in first:
            at = entry.text.rindex(entry.key, 0, entry.start)
            first[key] = entry.text[:at] + key + entry.text[at + len(entry.key) :]
        if len(first) >= MOST:
            break
    return list(first.values())
