"""An arXiv identifier -> the paper and its source, from the cache where possible."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from reader.arxiv.cache import CacheEntry, find_entry, locked, source_place, store_paper
from reader.arxiv.identifiers import ArxivIdentifier, parse_identifier
from reader.arxiv.settings import Settings, settings_from_environment
from reader.errors import NotCached, Unreachable
from reader.latex.source.bundle import bundle_from_file
from reader.model.source import Paper, SourceBundle

Stage = Literal["metadata", "download", "licence"]
Progress = Callable[[Stage, float | None], None]  # the stage, and the fraction done where that is known


def fetch(
    identifier: ArxivIdentifier,
    settings: Settings | None = None,
    *,
    main: str | None = None,
    offline: bool = False,
    progress: Progress | None = None,
) -> tuple[Paper, SourceBundle]:
    """The paper and its source. Raises what :func:`bring` raises, and the errors of
    :func:`reader.latex.source.bundle.bundle_from_file`.
    """
    entry = bring(identifier, settings, offline=offline, progress=progress)
    return entry.paper, _bundle(entry, main)


def bring(
    identifier: ArxivIdentifier,
    settings: Settings | None = None,
    *,
    offline: bool = False,
    progress: Progress | None = None,
) -> CacheEntry:
    """The paper in the cache, unopened.

    A version in the cache is never downloaded again. The newest version is looked up once a day; where arXiv is
    unreachable, or with ``offline``, the newest version in the cache is used. Raises the errors below
    :class:`reader.errors.ArxivError`.
    """
    settings = settings or settings_from_environment()
    entry = find_entry(settings, identifier)
    if offline and entry is None:
        raise NotCached("not-cached", id=identifier)
    if entry is None or not (offline or _is_fresh(entry, identifier, settings)):
        with locked(settings, identifier):
            entry = _fetch_online(identifier, settings, progress or _silent)
    return entry


def _silent(stage: Stage, fraction: float | None) -> None:
    """Ignores the progress, for callers that do not show it."""


def _is_fresh(entry: CacheEntry, identifier: ArxivIdentifier, settings: Settings) -> bool:
    return identifier.version is not None or 0 <= time.time() - entry.checked < settings.fresh


def _bundle(entry: CacheEntry, main: str | None) -> SourceBundle:
    with entry.source.open("rb") as file:
        return bundle_from_file(entry.identifier.file_name, file, main)


def _fetch_online(identifier: ArxivIdentifier, settings: Settings, progress: Progress) -> CacheEntry:
    cached = find_entry(settings, identifier)  # another process may have fetched it while we waited for the lock
    if cached is not None and _is_fresh(cached, identifier, settings):
        return cached
    from reader.arxiv.connection import Connection
    from reader.arxiv.metadata import find_licence, find_paper

    connection = Connection(settings)
    progress("metadata", None)
    try:
        paper = find_paper(identifier, connection, settings)
    except Unreachable:
        if cached is None:
            raise
        return cached
    resolved = parse_identifier(paper.id or str(identifier))
    cached_version = find_entry(settings, resolved)
    if cached_version is not None:
        return store_paper(settings, replace(paper, licence=cached_version.paper.licence))
    from reader.arxiv.download import download

    progress("download", 0.0)
    download(
        resolved,
        source_place(settings, resolved),
        connection,
        settings,
        lambda fraction: progress("download", fraction),
    )
    progress("licence", None)
    return store_paper(settings, replace(paper, licence=find_licence(resolved, connection, settings)))
