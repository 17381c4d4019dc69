"""arXiv's bulk tars, ``arXiv_src_YYMM_NNN.tar``: the papers in them, read where they lie, nothing unpacked to the disk.

A tar holds some thousand members ``YYMM/<id>.gz`` (one TeX file or a tar) and ``YYMM/<id>.pdf``. Its headers are walked
once, with seeks; each paper is then a window of the file, read under the limits of any other archive.
``arXiv_src_manifest.xml`` beside the tars gives their sizes and MD5 sums.
https://info.arxiv.org/help/bulk_data_s3.html
"""

from __future__ import annotations

import hashlib
import io
import re
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from glossary.files import write_whole
from glossary.folders import cache_folder
from reader.arxiv.identifiers import ArxivIdentifier, parse_identifier
from reader.errors import DamagedArchive, SourceError, UnknownIdentifier, UnsafeArchive
from reader.latex.source.archive_limits import LIMITS, ArchiveLimits
from reader.latex.source.bundle import bundle_from_file, name_of
from reader.latex.source.compressed import Capped
from reader.latex.source.paths import is_there
from reader.latex.source.sniff import is_tar
from reader.latex.source.tar import Tar
from reader.model.source import Paper, SourceBundle

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MANIFEST: Final = "arXiv_src_manifest.xml"
MOST_OF_A_MANIFEST: Final = 64_000_000
BULK_LIMITS: Final = replace(LIMITS, members=200_000, unpacked_bytes=1 << 40, header_bytes=64_000_000)
_MEMBER: Final = re.compile(r"\d{4}/[\w.-]+\.(?:gz|pdf)", re.ASCII)
_DAMAGES: Final = (tarfile.TarError, EOFError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Member:
    """A paper in a tar: a window of the file. ``fault`` names the error of what cannot be read of the tar itself."""

    tar: str
    name: str
    start: int = 0
    size: int = 0
    fault: str = ""

    @property
    def label(self) -> str:
        """The tar and the member, as a path."""
        return f"{self.tar}/{self.name}" if self.name else self.tar

    @property
    def identifier(self) -> ArxivIdentifier | None:
        """The paper's id, without a version: a tar holds the newest of its time."""
        try:
            return parse_identifier(name_of(self.name))
        except UnknownIdentifier:
            return None


def is_bulk(path: Path) -> bool:
    """Whether a file is a bulk tar, by its first members, or the manifest of several."""
    try:
        if not path.is_file():  # a pipe would be read empty
            return False
        with path.open("rb") as file:
            head = file.read(4096)
            return _is_manifest(head) or (is_tar(head) and _holds_papers(file))
    except _DAMAGES:
        return False


def _holds_papers(file: IO[bytes]) -> bool:
    first = next((member for member in _walk(file, BULK_LIMITS) if not member[0].isdir()), None)
    if first is None or not first[0].isreg() or not _MEMBER.fullmatch(first[0].name):
        return False
    return Member("", first[0].name).identifier is not None  # "2019/plot.pdf" begins an ordinary archive


def _is_manifest(head: bytes) -> bool:
    """Whether a file begins as a manifest does; a text that only speaks of one begins otherwise."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<arXivSRC" in head


def members_of(path: Path) -> Iterator[Member]:
    """The papers of a bulk tar, or of those that a manifest names and that lie beside it, in order.

    A tar that differs from its manifest gives one member that says so. Of a tar that breaks off, what is whole is
    given, and then one member that says so.
    """
    with path.open("rb") as file:
        is_manifest = _is_manifest(file.read(4096))
    if not is_manifest:
        beside = path.with_name(MANIFEST)
        yield from _checked_members(path, _manifest_once(beside, beside.stat().st_mtime_ns) if beside.is_file() else {})
        return
    told = read_manifest(path)
    for tar in (path.with_name(name) for name in told):
        if is_there(str(tar)):
            yield from _checked_members(tar, told)


def _checked_members(tar: Path, told: dict[str, tuple[int, str]]) -> Iterator[Member]:
    try:
        if tar.name in told and not _agrees(tar, *told[tar.name]):
            yield Member(str(tar), "", fault="tar-differs")
            return
        with tar.open("rb") as file:
            for header, start in _walk(file, BULK_LIMITS):
                if header.isreg() and header.type != tarfile.GNUTYPE_SPARSE:
                    yield Member(str(tar), header.name, start, header.size)
    except UnsafeArchive as error:
        yield Member(str(tar), "", fault=error.kind)
    except _DAMAGES:
        yield Member(str(tar), "", fault="archive-damaged")


class _Seeking(Capped):
    """A file whose contents are passed over without being read."""

    def __init__(self, file: IO[bytes], limits: ArchiveLimits) -> None:
        self._size = file.seek(0, io.SEEK_END)
        file.seek(0)
        super().__init__(file, self._size, limits)
        self.file = file

    def skip(self, size: int) -> None:
        if self.file.seek(size, io.SEEK_CUR) > self._size:
            raise EOFError


def _walk(file: IO[bytes], limits: ArchiveLimits) -> Iterator[tuple[tarfile.TarInfo, int]]:
    """The headers of a tar, and where the content of each begins."""
    for count, header in enumerate(Tar(_Seeking(file, limits), limits)):
        if count >= limits.members:
            raise UnsafeArchive("archive-too-large")
        yield header, file.tell()


def _agrees(tar: Path, size: int, md5: str) -> bool:
    """Whether a tar is what its manifest says. One that was checked and has not changed since is not read again."""
    status = tar.stat()
    if status.st_size != size:
        return False
    told = f"{size} {status.st_mtime_ns} {status.st_ctime_ns} {md5}"
    note = cache_folder() / "bulk" / blake2b(str(tar.resolve()).encode(), digest_size=12).hexdigest()
    if _noted(note) == told:
        return True
    if _md5_of(tar) != md5:
        return False
    with suppress(OSError):  # where nothing can be kept, it is checked again the next time
        write_whole(note, told)
    return True


def _noted(note: Path) -> str:
    try:
        return note.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _md5_of(tar: Path) -> str:
    with tar.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def read_manifest(path: Path) -> dict[str, tuple[int, str]]:
    """Size and MD5 sum of each tar that a manifest names. Raises :class:`DamagedArchive`."""
    from xml.etree import ElementTree

    try:
        with path.open("rb") as file:
            data = file.read(MOST_OF_A_MANIFEST + 1)
        if len(data) > MOST_OF_A_MANIFEST:
            raise ValueError
        rows = ElementTree.fromstring(data).iter("file")
        return {
            Path(_text(row, "filename")).name: (int(_text(row, "size")), _text(row, "md5sum").lower()) for row in rows
        }
    except (OSError, ValueError, LookupError, ElementTree.ParseError) as error:  # expat bounds what entities become
        raise DamagedArchive("manifest-damaged", name=path.name) from error


def _text(row: Element, name: str) -> str:
    text = (row.findtext(name) or "").strip()
    if not text:
        raise ValueError(name)
    return text


@lru_cache(maxsize=1)
def _manifest_once(path: Path, changed: int) -> dict[str, tuple[int, str]]:
    """The manifest beside many tars, which are read one after the other."""
    return read_manifest(path)


# --- one paper -------------------------------------------------------------------------------------------------------


class _Window(io.RawIOBase):
    """A part of a file, as a file of its own."""

    def __init__(self, file: IO[bytes], start: int, size: int) -> None:
        self._file, self._start, self._size, self._at = file, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence])
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        self._file.seek(self._start + self._at)
        data = self._file.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def open_member(member: Member, main: str | None = None) -> tuple[Paper, SourceBundle]:
    """A paper of a tar. Raises what any other archive raises."""
    if member.fault:
        raise fault_of(member)
    identifier = member.identifier
    try:
        with Path(member.tar).open("rb") as file:
            window = io.BufferedReader(_Window(file, member.start, member.size))
            bundle = bundle_from_file(identifier.file_name if identifier else member.name, window, main)
    except OSError as error:
        raise DamagedArchive("archive-damaged", name=member.tar) from error
    if identifier is None:
        return Paper(), bundle
    return Paper(id=str(identifier), abstract_url=f"https://arxiv.org/abs/{identifier}", source="arxiv"), bundle


def fault_of(member: Member) -> SourceError:
    """The error of a tar."""
    kind = UnsafeArchive if member.fault == "archive-too-large" else DamagedArchive
    return kind(member.fault, name=Path(member.tar).name)
