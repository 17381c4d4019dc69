r"""The entries of a list of references that stands in a text: of ``thebibliography``, or of what biber wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_COMMENT: Final = re.compile(r"(?<!\\)%[^\n]*\n?[ \t]*")
_LIST: Final = re.compile(r"\\begin\s*\{thebibliography\}(.*?)(?:\\end\s*\{thebibliography\}|\Z)", re.S)
_ITEM: Final = re.compile(r"\\bibitem(?![A-Za-z])\s*")
_KEY: Final = re.compile(r"\s*\{([^{}]*)\}")
_ENTRY: Final = re.compile(r"\\entry\{([^{}]*)\}\{[^{}]*\}(.*)", re.S)  # up to its end


class Listed(NamedTuple):
    """An entry as it is written, with its label where it has one."""

    key: str
    label: str
    text: str
    is_of_biber: bool


def without_comments(text: str) -> str:
    """A text as TeX reads it: a comment takes the end of its line along, and the blanks that begin the next."""
    return _COMMENT.sub("", text)


def listed_in(text: str) -> Iterator[Listed]:
    """The entries of a file in their order."""
    if "\\bibitem" not in text and "\\endentry" not in text:
        return
    text = without_comments(text)
    for listed in _LIST.finditer(text):
        for item in _ITEM.split(listed[1])[1:]:
            label, rest = _optional(item)
            key = _KEY.match(rest)
            if key is not None:
                yield Listed(key[1].strip(), label, rest[key.end() :], is_of_biber=False)
    for piece in text.split("\\endentry")[:-1]:
        entry = _ENTRY.search(piece)
        if entry is not None:
            yield Listed(entry[1].strip(), "", entry[2], is_of_biber=True)


def _optional(item: str) -> tuple[str, str]:
    """The label in brackets, which may hold brackets in braces, and what follows it."""
    if not item.startswith("["):
        return "", item
    depth = 0
    for at, sign in enumerate(item):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "]" and depth == 0:
            return item[1:at], item[at + 1 :]
    return "", item
