"""Downloads an e-print: streams it into a file under a size limit, and moves it into place when it is complete."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import requests

from glossary.files import put_in_place
from reader.arxiv.connection import CHUNK, Connection, RequestRefused
from reader.arxiv.identifiers import ArxivIdentifier
from reader.arxiv.settings import Settings
from reader.errors import DamagedArchive, NoSource, NoTexFound, Unreachable
from reader.latex.source.bundle import bundle_from_file
from reader.latex.source.sniff import looks_like_tex, sniff

NOT_THERE: Final = frozenset({404, 410})
_PART: Final = "part-"
Report = Callable[[float | None], None]  # the fraction that has come, None where the whole is not known


def download(
    identifier: ArxivIdentifier, place: Path, connection: Connection, settings: Settings, report: Report
) -> None:
    """Downloads the source of one version to ``place``.

    Raises :class:`NoSource` where arXiv has only a PDF, :class:`Unreachable` also where the answer is no source,
    :class:`DamagedArchive` where it comes damaged twice, and :class:`UnsafeArchive`.
    """
    _sweep(place.parent.parent, settings)
    url = f"{settings.source}/{identifier}"
    for last in (False, True):
        try:
            part = connection.ask(
                url,
                lambda response: _save(response, place.parent.parent, settings, report),
                seconds=settings.download_timeout,
            )
        except RequestRefused as refused:
            if refused.status in NOT_THERE:
                raise NoSource("no-source", id=identifier) from refused
            raise Unreachable("arxiv-refused", status=refused.status) from refused
        try:
            _check(part, identifier)
            place.parent.mkdir(parents=True, exist_ok=True)
            put_in_place(part, place)
            return
        except DamagedArchive:
            if last:
                raise
        finally:
            part.unlink(missing_ok=True)


def _save(response: requests.Response, folder: Path, settings: Settings, report: Report) -> Path:
    """Writes the body to a temporary file, which the caller moves or removes. A failure leaves nothing behind."""
    expected = response.headers.get("Content-Length", "")
    total = int(expected) if expected.isdecimal() and "Content-Encoding" not in response.headers else None
    handle, name = tempfile.mkstemp(prefix=_PART, dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in response.iter_content(CHUNK):
                file.write(chunk)
                if file.tell() > settings.max_bytes:
                    raise Unreachable("download-too-large", megabytes=settings.max_bytes // 1_000_000)
                report(min(1.0, file.tell() / total) if total else None)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _sweep(folder: Path, settings: Settings) -> None:
    """Removes partial downloads of processes that were killed: those older than a download may take."""
    for part in folder.glob(f"{_PART}*"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > settings.download_timeout:
                part.unlink()


def _check(part: Path, identifier: ArxivIdentifier) -> None:
    """Raises where the file cannot be read. A file that enters the cache is not downloaded again."""
    with part.open("rb") as file:
        _check_kind(file.read(CHUNK), identifier)
        try:
            bundle_from_file(identifier.file_name, file)
        except NoTexFound as nothing:
            if nothing.kind != "no-main-file":  # which a reader can name
                raise NoSource("no-source", id=identifier) from nothing


def _check_kind(data: bytes, identifier: ArxivIdentifier) -> None:
    kind = sniff(data)
    if kind == "pdf":
        raise NoSource("no-source", id=identifier)
    if kind == "html":
        raise Unreachable("arxiv-refused", status="HTML")
    if kind in ("empty", "binary"):
        raise DamagedArchive("archive-damaged", name=identifier)
    if kind == "text" and not _may_be_source(data):
        raise Unreachable("arxiv-nonsense")


def _may_be_source(data: bytes) -> bool:
    """Whether a text is TeX, or the comment with which arXiv marks a withdrawn paper, and not JSON."""
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return looks_like_tex(data) or data.lstrip().startswith(b"%")
    return False
