"""Compressed streams, read within limits: neither the content nor the decoder's memory may exceed them."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable, Mapping
from typing import IO, Final, cast

from reader.errors import UnsafeArchive
from reader.latex.source.archive_limits import ArchiveLimits

CHUNK: Final = 1 << 16


class Capped:
    """A stream that refuses to give more than the caps allow."""

    def __init__(self, stream: IO[bytes], packed: int, limits: ArchiveLimits) -> None:
        self._stream, self._packed, self._limits = stream, packed, limits
        self._given = 0
        self._again = b""

    def after(self, head: bytes) -> Capped:
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

    def exactly(self, size: int) -> bytes:
        data = self.read(size)
        if len(data) < size:
            raise EOFError
        return data

    def skip(self, size: int) -> None:
        if size > self._limits.unpacked_bytes:
            raise UnsafeArchive("archive-too-large")
        while size > 0:
            size -= len(self.exactly(min(size, CHUNK)))

    def finish(self) -> None:
        """Reads to the end, where the check sum stands. What follows a whole gzip file is passed over."""
        try:
            while self.read(CHUNK):
                pass
        except gzip.BadGzipFile as error:
            if not str(error).startswith("Not a gzipped file"):
                raise


class _Xz:
    """An xz file whose decoder has a memory limit, which :class:`lzma.LZMAFile` does not support."""

    def __init__(self, packed: IO[bytes], limits: ArchiveLimits) -> None:
        self._packed, self._limits = packed, limits
        self._decoder = self._new()

    def _new(self) -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=self._limits.decoder_bytes)

    def read(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size and (packed := self._next()) is not None:
            data += self._decoder.decompress(packed, size - len(data))
        return bytes(data)

    def _next(self) -> bytes | None:
        """The next input of the decoder. None at the end. Several streams may follow each other."""
        if self._decoder.eof:
            packed = self._decoder.unused_data.lstrip(b"\0") or self._packed.read(CHUNK).lstrip(b"\0")
            self._decoder = self._decoder if not packed else self._new()
            return packed or None
        packed = self._packed.read(CHUNK) if self._decoder.needs_input else b""
        if self._decoder.needs_input and not packed:
            raise EOFError
        return packed


DECODERS: Final[Mapping[str, Callable[[IO[bytes], ArchiveLimits], IO[bytes]]]] = {
    "gzip": lambda packed, _: cast("IO[bytes]", gzip.GzipFile(fileobj=packed)),
    "bzip2": lambda packed, _: cast("IO[bytes]", bz2.BZ2File(packed)),
    "xz": lambda packed, limits: cast("IO[bytes]", _Xz(packed, limits)),
}
