"""What was given, unpacked in memory: a folder, an archive or one file -> names and how to read each.

Formats are told by their bytes, never by names. Archives are taken as hostile: nothing is written, names that leave the
archive, links and devices are refused, and members, bytes and expansion are capped (CWE-22, CWE-59, CWE-409).
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import tarfile
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

from reader.errors import DamagedArchive, UnsafeArchive
from reader.latex.sniff import TAR_BLOCK, is_tar, is_wanted, sniff

Contents = Mapping[str, Callable[[], bytes]]


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps: arXiv's largest sources have some thousands of files and some hundred MB, nearly all of it pictures."""

    members: int = 20_000
    unpacked_bytes: int = 2_000_000_000
    packed_bytes: int = 1_000_000_000
    text_bytes: int = 100_000_000
    file_bytes: int = 16_000_000
    expansion: int = 200  # unpacked : packed, asked beyond `expansion_from` bytes
    expansion_from: int = 64_000_000
    folder_entries: int = 20_000
    folder_depth: int = 12


LIMITS: Final = Limits()


def unpack(name: str, data: bytes, limits: Limits = LIMITS) -> Contents:
    """The wanted files of an archive; of anything else, the one file itself under its own name.

    Raises :class:`UnsafeArchive` or :class:`DamagedArchive`.
    """
    try:
        return {path: _always(content) for path, content in _members(name, data, limits)}
    except _DAMAGES as error:
        raise DamagedArchive("archive-damaged", name=name) from error


def _members(name: str, data: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    kind = sniff(data)
    if kind == "zip":
        yield from _zip_members(data, limits)
    elif kind == "tar":
        yield from _tar_members(_Capped(io.BytesIO(data), len(data), limits), limits)
    elif kind in _COMPRESSIONS:
        stream = _Capped(_COMPRESSIONS[kind](io.BytesIO(data)), len(data), limits)
        head = stream.read(TAR_BLOCK)
        if is_tar(head):
            yield from _tar_members(stream.after(head), limits)
        else:
            yield _inner_name(data) or name, stream.after(head).read_within(limits.text_bytes)
    else:
        yield name, data


def _always(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def _inner_name(data: bytes) -> str | None:
    """The name that a gzip header keeps of the file within (RFC 1952, FNAME), if it is a plain one."""
    if data[:2] != b"\x1f\x8b" or len(data) < 10 or data[3] & 0b1100 != 0b1000:
        return None
    name = data[10:].split(b"\0", 1)[0].decode("latin-1")
    return name if re.fullmatch(r"[\w.-]{1,100}", name, re.ASCII) and not name.startswith(".") else None


def walk(folder: Path, limits: Limits = LIMITS) -> tuple[Contents, bool]:
    """The wanted files of a folder, nearest first, and whether a cap cut the walk short. No linked folders."""
    found: dict[str, Callable[[], bytes]] = {}
    waiting = deque([(folder, "", 0)])
    seen = 0
    while waiting:
        current, prefix, depth = waiting.popleft()
        for entry in _entries(current):
            seen += 1
            if seen > limits.folder_entries:
                return found, True
            if entry.is_dir(follow_symlinks=False):
                if depth < limits.folder_depth and is_wanted(entry.name):
                    waiting.append((Path(entry.path), f"{prefix}{entry.name}/", depth + 1))
            elif is_wanted(entry.name) and entry.is_file() and entry.stat().st_size <= limits.file_bytes:
                found[prefix + entry.name] = Path(entry.path).read_bytes
    return found, False


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


class _Capped:
    """A stream that refuses to give more than the caps allow."""

    def __init__(self, stream: IO[bytes], packed: int, limits: Limits) -> None:
        self._stream, self._packed, self._limits = stream, packed, limits
        self._given = 0
        self._again = b""

    def after(self, head: bytes) -> _Capped:
        """The same stream with what was read of it put back."""
        self._again = head
        return self

    def read(self, size: int) -> bytes:
        again, self._again = self._again[:size], self._again[size:]
        chunk = self._stream.read(size - len(again))
        self._given += len(chunk)
        expanded = self._given > self._limits.expansion_from and self._given > self._limits.expansion * self._packed
        if expanded or self._given > self._limits.unpacked_bytes:
            raise UnsafeArchive("archive-too-large")
        return again + chunk

    def read_within(self, size: int) -> bytes:
        data = self.read(size + 1)
        if len(data) > size:
            raise UnsafeArchive("archive-too-large")
        return data


_COMPRESSIONS: Final[Mapping[str, Callable[[IO[bytes]], IO[bytes]]]] = {
    "gzip": lambda packed: cast("IO[bytes]", gzip.GzipFile(fileobj=packed)),
    "bzip2": lambda packed: cast("IO[bytes]", bz2.BZ2File(packed)),
    "xz": lambda packed: cast("IO[bytes]", lzma.LZMAFile(packed)),  # noqa: SIM115
}
_DAMAGES: Final = (
    tarfile.TarError, zipfile.BadZipFile, EOFError, zlib.error, lzma.LZMAError, OSError, RuntimeError,
    NotImplementedError, ValueError,
)  # fmt: skip


def _tar_members(stream: _Capped, limits: Limits) -> Iterator[tuple[str, bytes]]:
    total = 0
    with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|") as archive:
        for count, member in enumerate(archive):
            if count >= limits.members:
                raise UnsafeArchive("archive-too-large")
            path = safe_name(member.name)
            if member.isdir():
                continue
            if not member.isreg():
                raise UnsafeArchive("archive-unsafe", member=member.name)
            if is_wanted(path) and member.size <= limits.file_bytes:
                total += member.size
                if total > limits.text_bytes:
                    raise UnsafeArchive("archive-too-large")
                content = archive.extractfile(member)
                yield path, content.read() if content else b""


def _zip_members(data: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > limits.members:
            raise UnsafeArchive("archive-too-large")
        total = 0
        for member in members:
            path = safe_name(member.filename)
            if member.is_dir():
                continue
            file_type = (member.external_attr >> 16) & 0o170000
            if file_type not in (0, 0o100000):
                raise UnsafeArchive("archive-unsafe", member=member.filename)
            if is_wanted(path) and member.file_size <= limits.file_bytes:
                with archive.open(member) as content:
                    text = content.read(limits.file_bytes + 1)  # the size in the directory may lie
                total += len(text)
                if total > limits.text_bytes or len(text) > limits.file_bytes:
                    raise UnsafeArchive("archive-too-large")
                yield path, text


def safe_name(name: str) -> str:
    """A member's name with ``/`` and without ``./``; raises :class:`UnsafeArchive` where it leaves the archive."""
    path = name.replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or ".." in parts or "\x00" in path or re.match(r"[A-Za-z]:", path):
        raise UnsafeArchive("archive-unsafe", member=name)
    return "/".join(parts)
