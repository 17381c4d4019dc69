r"""The ``.bib`` files of a source that comes without its list of references, cut down to what the paper may cite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from reader.latex.source.bibtex import STRING, written
from reader.latex.source.encoding import decode, without_controls
from reader.latex.source.sniff import BIBLIOGRAPHY
from reader.latex.source.unpack import Contents, Room
from reader.model.source import SourceFile

_NAMED: Final = re.compile(
    r"\\(?:bibliography|addbibresource|addglobalbib)\s*(?:\[[^\]\n]{0,200}\]\s*)?\{([^{}]{0,2000})\}"
)
MOST: Final = 5_000  # entries of a file
_WORD: Final = re.compile(r"[^\s,{}]+")
_LISTS: Final = ("\\bibitem", "\\endentry")


def has_list(files: Mapping[str, SourceFile]) -> bool:
    """Whether a list of references stands in the paper or beside it."""
    texts = (file.text for path, file in files.items() if PurePosixPath(path).suffix.lower() not in (".sty", ".cls"))
    return any(sign in text for text in texts for sign in _LISTS)


def named_in(texts: Iterable[str], paths: Iterable[str]) -> list[str]:
    """The ``.bib`` files that the texts name; all where they name none of them."""
    names = [name.strip() for text in texts for listed in _NAMED.findall(text) for name in listed.split(",")]
    stems = {PurePosixPath(name).name.removesuffix(BIBLIOGRAPHY) for name in names}
    paths = [path for path in paths if PurePosixPath(path).suffix.lower() == BIBLIOGRAPHY]
    return [path for path in paths if PurePosixPath(path).stem in stems] or paths


def cited(contents: Contents, files: Mapping[str, SourceFile], room: Room) -> Iterator[SourceFile]:
    """Of each ``.bib`` file the entries whose keys stand anywhere in the paper; none where the paper has its list."""
    if has_list(files):
        return
    paths = named_in((file.text for file in files.values()), contents)
    words = {word for file in files.values() for word in _WORD.findall(file.text)} if paths else set()
    for path in paths:
        content = contents[path]()
        granted = room.take(path, len(content))
        if granted is not None:
            decoded = decode(content[:granted])
            entries = written(without_controls(decoded.text))
            kept = [each for each in entries if each.kind == STRING or each.key in words]
            first = {each.key or each.text: each.text for each in reversed(kept)}  # of each key
            if first:
                yield SourceFile(path, "\n".join(list(reversed(first.values()))[:MOST]), decoded.encoding)
