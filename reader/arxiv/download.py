"""An e-print, streamed to a file under a size cap and moved into place only when it is whole."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import requests

from reader.arxiv.connection import Connection, Refused
from reader.arxiv.identifiers import Identifier
from reader.arxiv.settings import Settings
from reader.errors import DamagedArchive, NoSource, Unreachable
from reader.latex.sniff import sniff
from reader.latex.unpack import unpack

CHUNK: Final = 1 << 16
Report = Callable[[float | None], None]  # the fraction that has come, None where the whole is not known


def download(identifier: Identifier, place: Path, connection: Connection, settings: Settings, report: Report) -> None:
    """The source of one version at ``place``.

    Raises :class:`NoSource` where arXiv has a PDF only, :class:`Unreachable`, :class:`DamagedArchive` where it comes
    broken twice, :class:`UnsafeArchive`.
    """
    url = f"{settings.source}/{identifier}"
    for last in (False, True):
        try:
            part = connection.ask(url, lambda response: _save(response, place.parent.parent, settings, report))
        except Refused as refused:
            raise NoSource("no-source", id=identifier) from refused
        try:
            _check(part, identifier)
            place.parent.mkdir(parents=True, exist_ok=True)
            part.replace(place)
            return
        except DamagedArchive:
            if last:
                raise
        finally:
            part.unlink(missing_ok=True)


def _save(response: requests.Response, folder: Path, settings: Settings, report: Report) -> Path:
    """The body in a temporary file. The caller moves or removes it; nothing is left behind where this fails."""
    expected = response.headers.get("Content-Length", "")
    total = int(expected) if expected.isdecimal() and "Content-Encoding" not in response.headers else None
    handle, name = tempfile.mkstemp(prefix="part-", dir=folder)
    deadline = time.monotonic() + settings.download_timeout
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in response.iter_content(CHUNK):
                file.write(chunk)
                if file.tell() > settings.max_bytes:
                    raise Unreachable("download-too-large", megabytes=settings.max_bytes // 1_000_000)
                if time.monotonic() > deadline:
                    raise requests.Timeout
                report(min(1.0, file.tell() / total) if total else None)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _check(part: Path, identifier: Identifier) -> None:
    data = part.read_bytes()
    kind = sniff(data)
    if kind == "pdf":
        raise NoSource("no-source", id=identifier)
    if kind == "html":
        raise Unreachable("arxiv-refused", status="HTML")
    if kind in ("empty", "binary"):
        raise DamagedArchive("archive-damaged", name=identifier)
    unpack(identifier.file_name, data)
