"""Unpacks a folder, an archive or one file in memory -> names, and how to read each.

Formats are detected from bytes, never from names. Archives are treated as hostile: nothing is written; names that leave
the archive, links and devices are refused; members, bytes and expansion are limited (CWE-22, CWE-59, CWE-409). A name
that is not UTF-8 has its bytes as lone surrogates, as Python's file names have.
"""

from __future__ import annotations

import io
import lzma
import os
import re
import tarfile
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Final, NamedTuple, cast

from reader.errors import DamagedArchive, UnsafeArchive
from reader.latex.source.archive_limits import LIMITS, ArchiveLimits
from reader.latex.source.compressed import DECODERS, Capped
from reader.latex.source.sniff import BIBLIOGRAPHY, TAR_BLOCK, TEX_SUFFIXES, is_tar, is_wanted, sniff
from reader.latex.source.tar import Tar

TEX: Final = ".tex"  # stands for all suffixes of TeX files
Contents = Mapping[str, Callable[[], bytes]]
_NO_UTF8: Final = re.compile(r"[\udc80-\udcff]")
_SEPARATOR: Final = re.compile(r"(?<![^\x00-\x7f])\\")  # and not the second byte of a character in Shift-JIS
_NAMES_ARE_UTF8: Final = 0x800  # a zip's flag; names without it are bytes, which zipfile reads in code page 437


class Unpacked(NamedTuple):
    """The files that are needed, and the names of TeX files that did not fit."""

    contents: Contents
    left_out: tuple[str, ...] = ()


class Room:
    """How much of each file there is room for: a cap for all TeX files, for .bib files, and for what may be TeX."""

    def __init__(self, limits: ArchiveLimits) -> None:
        self._limits = limits
        self._left = {TEX: limits.text_bytes, BIBLIOGRAPHY: limits.bibliography_bytes, "": limits.text_bytes}
        self.left_out: list[str] = []

    def take(self, path: str, size: int) -> int | None:
        """Reserves room for a file; how many bytes to read, None for none. Only TeX and .bib files are cut short."""
        kind = _kind_of(path)
        room = min(self._left[kind], self._limits.file_bytes)
        granted = min(size, room) if kind else size
        if granted > room or (granted == 0 and size) or len(path) > self._limits.name_characters:
            self.leave(path)
            return None
        self._left[kind] -= granted
        return granted

    def leave(self, path: str) -> None:
        """Records a file that is not read, if it is TeX."""
        if _kind_of(path) == TEX:
            self.left_out.append(path)


def _kind_of(path: str) -> str:
    suffix = PurePosixPath(path).suffix.lower()
    return TEX if suffix in TEX_SUFFIXES else suffix if suffix == BIBLIOGRAPHY else ""


def unpack(name: str, file: IO[bytes], limits: ArchiveLimits = LIMITS) -> Unpacked:
    """The files of an archive that are needed; for anything else, the file itself under its own name.

    Raises :class:`UnsafeArchive` or :class:`DamagedArchive`.
    """
    room = Room(limits)
    try:
        contents = {path: _always(content) for path, content in _members(name, file, limits, room)}
    except NotImplementedError as error:
        raise DamagedArchive("archive-unusual", name=name) from error
    except MemoryError as error:
        raise UnsafeArchive("archive-too-large") from error
    except _DAMAGES as error:
        raise DamagedArchive("archive-damaged", name=name) from error
    return Unpacked(contents, tuple(room.left_out))


def _members(name: str, file: IO[bytes], limits: ArchiveLimits, room: Room) -> Iterator[tuple[str, bytes]]:
    head = file.read(4096)
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    kind = sniff(head)
    if size > limits.packed_bytes:
        raise UnsafeArchive("archive-too-large")
    if kind == "zip":
        yield from _zip_members(file, limits, room)
    elif kind == "tar":
        yield from _tar_members(Capped(file, size, limits), limits, room)
    elif kind in DECODERS:
        yield from _decoded_members(Capped(DECODERS[kind](file, limits), size, limits), head, name, limits, room)
    else:
        yield name, file.read(limits.file_bytes)


def _decoded_members(
    stream: Capped, packed: bytes, name: str, limits: ArchiveLimits, room: Room
) -> Iterator[tuple[str, bytes]]:
    """The members of a compressed tar, or the one file that was compressed."""
    head = stream.read(TAR_BLOCK)
    if is_tar(head):
        yield from _tar_members(stream.after(head), limits, room)
    else:
        yield _inner_name(packed) or name, stream.after(head).read(limits.file_bytes)
    stream.finish()


def _always(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def _inner_name(data: bytes) -> str | None:
    """The name that a gzip header keeps of the file within (RFC 1952, FNAME), if it is a plain one."""
    if data[:2] != b"\x1f\x8b" or len(data) < 10 or data[3] & 0b1100 != 0b1000:
        return None
    name = data[10:].split(b"\0", 1)[0].decode("latin-1")
    return name if re.fullmatch(r"[\w.-]{1,100}", name, re.ASCII) and not name.startswith(".") else None


def walk(folder: Path, limits: ArchiveLimits = LIMITS) -> tuple[Contents, bool]:
    """The wanted files of a folder, nearest first, and whether a cap cut the walk short. No linked folders."""
    files: dict[str, Callable[[], bytes]] = {}
    waiting = deque([(folder, "", 0)])
    entries = 0
    while waiting:
        current, prefix, depth = waiting.popleft()
        for entry in _entries(current):
            entries += 1
            if entries > limits.folder_entries:
                return files, True
            if entry.is_dir(follow_symlinks=False):
                if depth < limits.folder_depth and is_wanted(entry.name):
                    waiting.append((Path(entry.path), f"{prefix}{entry.name}/", depth + 1))
            elif is_wanted(entry.name) and entry.is_file():
                files[prefix + entry.name] = partial(head_of, Path(entry.path), limits)
    return files, False


def head_of(path: Path, limits: ArchiveLimits = LIMITS) -> bytes:
    """The content of a file, up to the limit for one file."""
    with path.open("rb") as file:
        return file.read(limits.file_bytes)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


_DAMAGES: Final = (
    tarfile.TarError, zipfile.BadZipFile, EOFError, zlib.error, lzma.LZMAError, OSError, RuntimeError, ValueError,
)  # fmt: skip
# How a zip's members may be packed: zipfile gives what bzip2 and LZMA unpack to at once, however much it is.
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def _tar_members(stream: Capped, limits: ArchiveLimits, room: Room) -> Iterator[tuple[str, bytes]]:
    archive = Tar(stream, limits)
    for count, member in enumerate(archive):
        if count >= limits.members:
            raise UnsafeArchive("archive-too-large")
        path = safe_name(member.name)
        if member.isdir():
            continue
        if not member.isreg():
            raise UnsafeArchive("archive-unsafe", member=path[:200])
        if member.type == tarfile.GNUTYPE_SPARSE:
            room.leave(path)
        elif is_wanted(path) and (granted := room.take(path, member.size)) is not None:
            yield path, archive.content(granted)


class _ZipFile:
    """A file that zipfile reads in pieces of bounded size: it would read a directory whole, whatever its size is."""

    def __init__(self, file: IO[bytes], limits: ArchiveLimits) -> None:
        self._file, self._limits = file, limits
        self.seek, self.tell = file.seek, file.tell

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if size > max(self._limits.header_bytes, self._limits.file_bytes):
            raise UnsafeArchive("archive-too-large")
        return self._file.read(size)


def _zip_members(file: IO[bytes], limits: ArchiveLimits, room: Room) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(cast("IO[bytes]", _ZipFile(file, limits))) as archive:
        members = archive.infolist()
        if len(members) > limits.members:
            raise UnsafeArchive("archive-too-large")
        for member in members:
            path = safe_name(_zip_name(member))
            if member.is_dir():
                continue
            file_type = (member.external_attr >> 16) & 0o170000
            if file_type not in (0, 0o100000):
                raise UnsafeArchive("archive-unsafe", member=path[:200])
            if is_wanted(path) and (granted := room.take(path, member.file_size)) is not None:
                if member.compress_type not in _METHODS:
                    raise NotImplementedError
                with archive.open(member) as content:
                    yield path, content.read(granted)  # checks the check sum where it comes to the end


def _zip_name(member: zipfile.ZipInfo) -> str:
    """The name as bytes say it, UTF-8 or not, where the archive does not say in which encoding it is."""
    if member.flag_bits & _NAMES_ARE_UTF8 or member.filename.isascii():
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # an extra field has said it
        return member.filename


def safe_name(name: str) -> str:
    """A member's name with ``/`` and without ``./``; raises :class:`UnsafeArchive` where it leaves the archive."""
    path = _SEPARATOR.sub("/", name) if _NO_UTF8.search(name) else name.replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or ".." in parts or "\x00" in path or re.match(r"[A-Za-z]:", path):
        raise UnsafeArchive("archive-unsafe", member=name[:200])
    return "/".join(parts)
