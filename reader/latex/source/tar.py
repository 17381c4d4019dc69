"""The members of a tar, in one pass over a stream.

:mod:`tarfile` parses the headers, 512 bytes each. What they ask for is done here, under caps: tarfile itself reads long
names whole, takes quadratic time over PAX records, and skips a size of exabytes by reading on past the end.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reader.errors import UnsafeArchive
from reader.latex.source.archive_limits import ArchiveLimits
from reader.latex.source.compressed import Capped
from reader.latex.source.sniff import TAR_BLOCK

RECORDS: Final = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
PASSED_OVER: Final = (tarfile.XGLTYPE, tarfile.GNUTYPE_LONGLINK)
_DIGITS: Final = 20  # of the length of a PAX record


@dataclass(slots=True)
class _Extended:
    """The extended headers of a member, which come before it."""

    name: str | None = None
    size: int | None = None
    has_holes: bool = False


class Tar:
    """An iterator over the members; the content of each can be read until the next is requested."""

    def __init__(self, stream: Capped, limits: ArchiveLimits) -> None:
        self._stream, self._limits = stream, limits
        self._said = 0  # bytes of extended headers
        self._left = 0  # of the content of the member under way

    def __iter__(self) -> Iterator[tarfile.TarInfo]:
        """Every member, its name with bytes that are no UTF-8 as lone surrogates. No text has holes: of what has, only
        what lies between them is there, and it is of the type ``GNUTYPE_SPARSE``.
        """
        extended = _Extended()
        for count in range(self._limits.members * 2):
            block = self._stream.read(TAR_BLOCK)
            header = self._header(block, first=count == 0)
            if header is None:
                return
            if header.type in (*RECORDS, *PASSED_OVER, tarfile.GNUTYPE_LONGNAME):
                self._extend(extended, header)
                continue
            header.name = extended.name or header.name
            header.size = extended.size if extended.size is not None else header.size
            if header.type == tarfile.GNUTYPE_SPARSE:
                self._skip_map(block)
            elif extended.has_holes:
                header.type = tarfile.GNUTYPE_SPARSE
            yield from self._member(header)
            extended = _Extended()
        raise UnsafeArchive("archive-too-large")

    def content(self, most: int) -> bytes:
        """The content of the current member, up to ``most`` bytes."""
        size = min(self._left, most)
        self._left -= size
        return self._stream.exactly(size)

    def _header(self, block: bytes, *, first: bool) -> tarfile.TarInfo | None:
        try:
            header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        except (tarfile.EmptyHeaderError, tarfile.EOFHeaderError, tarfile.TruncatedHeaderError):  # type: ignore[attr-defined]
            if first and len(block) < TAR_BLOCK:
                raise
            return None
        if header.size < 0:
            raise tarfile.ReadError
        return header

    def _member(self, header: tarfile.TarInfo) -> Iterator[tarfile.TarInfo]:
        self._left = size = header.size if header.isreg() else 0
        yield header
        self._stream.skip(self._left + -size % TAR_BLOCK)

    def _extend(self, extended: _Extended, header: tarfile.TarInfo) -> None:
        self._said += header.size
        if self._said > self._limits.header_bytes:
            raise UnsafeArchive("archive-too-large")
        content = self._stream.exactly(header.size)
        self._stream.skip(-header.size % TAR_BLOCK)
        if header.type == tarfile.GNUTYPE_LONGNAME:
            extended.name = _text(content.partition(b"\0")[0])
        elif header.type in RECORDS:
            for key, value in _records(content):
                extended.has_holes |= key.startswith(b"GNU.sparse.")
                if key == b"path":
                    extended.name = _text(value)
                elif key == b"size":
                    extended.size = max(0, int(value))

    def _skip_map(self, block: bytes) -> None:
        """Passes over the list of holes of a GNU tar: the byte that says whether it goes on is 482, then 504."""
        goes_on = block[482]
        while goes_on:
            goes_on = self._stream.exactly(TAR_BLOCK)[504]


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")


def _records(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The records ``length key=value`` of a PAX header; raises :class:`ValueError` where a length is none."""
    start = 0
    while start < len(content) and content[start]:
        space = content.find(b" ", start, start + _DIGITS)
        length = int(content[start : max(space, start)])
        if not space - start < length <= len(content) - start:
            raise ValueError
        key, _, value = content[space + 1 : start + length - 1].partition(b"=")
        yield key, value
        start += length
