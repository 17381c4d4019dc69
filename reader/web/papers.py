"""What a user wants read, and the papers of this server: each drawn once, the last at hand, all of them remembered."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock, RLock, Timer
from typing import TYPE_CHECKING, Any, Literal

from reader.web import pages, remembered

if TYPE_CHECKING:
    from reader.exporters.supply import Supply
    from reader.model import Paper as Metadata
    from reader.model import Reading, SourceBundle

Progress = Callable[[str, float | None], None]  # the stage that goes on, and how much of it is done where that is known
KEPT = 12  # papers at hand; each takes a few megabytes
PAUSE = 1.5  # seconds in which a page appears


@dataclass(frozen=True, slots=True)
class Source:
    """An arXiv id or URL as typed, an uploaded file, the example paper, or a paper of the library by its key there."""

    kind: Literal["arxiv", "upload", "example", "library"]
    name: str
    data: bytes = field(default=b"", repr=False)

    @property
    def key(self) -> str:
        """Equal for equal sources, and short."""
        content = f"{self.kind}\0{self.name}\0".encode() + self.data
        return hashlib.sha256(content).hexdigest()[:16]


@dataclass(frozen=True)
class Paper:
    """A paper as the front end draws it; ``drawing`` is JSON: equal bytes are not sent again.

    ``key`` names it in the library, ``name`` is what files of it are called. The reading itself is made when someone
    asks for what the page does not hold: workbenches, or something to take along.
    """

    key: str
    name: str
    drawing: str
    read: Callable[[], Reading]
    lock: RLock = field(default_factory=RLock, repr=False, compare=False)

    @cached_property
    def payload(self) -> dict[str, Any]:
        """What ``drawing`` says."""
        payload: dict[str, Any] = json.loads(self.drawing)
        return payload

    @cached_property
    def symbols(self) -> Mapping[str, Any]:
        """The rows of the symbols by their ids."""
        return {row["id"]: row for row in self.payload["reading"]["symbols"]}

    @cached_property
    def supply(self) -> Supply:
        """What the page does not hold, made from the reading when first asked for."""
        from reader.exporters.supply import Supply

        return Supply(self.reading)

    @cached_property
    def reading(self) -> Reading:
        """The reading, made when first asked for."""
        return self.read()

    def pieces(self, wanted: Sequence[tuple[str, str]]) -> list[tuple[str, str, Any]]:
        """What the front end asked for: kind, name and piece."""
        with self.lock:
            return [(kind, name, self._piece(kind, name)) for kind, name in wanted]

    def _piece(self, kind: str, name: str) -> Any:
        if kind != "elsewhere":
            return self.supply.piece(kind, name)
        from reader.web.elsewhere import counterparts

        return counterparts(self.key, name)

    def prepare(self) -> None:
        """Make the reading beside the page, after it was shown: the first workbench will not have to wait for it."""
        if "supply" not in self.__dict__:
            timer = Timer(PAUSE, lambda: self.pieces(()))
            timer.daemon = True
            timer.start()


class Shelf:
    """The last papers shown, by the key of their source. Shared by all sessions."""

    def __init__(self) -> None:
        self._papers: OrderedDict[str, Paper] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Paper | None:
        with self._lock:
            if key in self._papers:
                self._papers.move_to_end(key)
            return self._papers.get(key)

    def put(self, key: str, paper: Paper) -> None:
        with self._lock:
            self._papers[key] = paper
            while len(self._papers) > KEPT:
                self._papers.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._papers.clear()


SHELF = Shelf()  # one for the whole server


def find_paper(source: Source) -> Paper | None:
    """The paper if it can be shown at once: it is at hand, or the library knows it and its page is still true."""
    stamp = pages.stamp()
    found = SHELF.get(source.key + stamp)
    if found is None:
        key = _key_in_library(source)
        drawing = pages.find(key, stamp) if key else None
        if key is None or drawing is None:
            return None
        found = Paper(key, _file_name(key), drawing, lambda: _read_remembered(key))
        SHELF.put(source.key + stamp, found)
    return found


def open_paper(source: Source, progress: Progress, *, offline: bool = False) -> Paper:
    """The paper read and drawn now, and remembered. :class:`reader.errors.ReaderError`."""
    from reader.exporters.json import to_dict
    from reader.exporters.payload import core_payload
    from reader.exporters.supply import Supply
    from reader.pipeline import read_bundle

    stamp = pages.stamp()
    metadata, bundle = open_source(source, progress, offline)
    reading = read_bundle(metadata, bundle, progress=lambda stage: progress(stage, None))
    progress("draw", None)
    supply = Supply(reading)
    drawing = json.dumps(core_payload(reading, supply), ensure_ascii=False, separators=(",", ":"))
    progress("remember", None)
    key = remembered.add(to_dict(reading), bundle)
    pages.keep(key, stamp, drawing)
    paper = Paper(key, reading.paper.id or bundle.name, drawing, lambda: reading)
    paper.__dict__["supply"] = supply  # made already
    SHELF.put(source.key + stamp, paper)
    return paper


def open_source(source: Source, progress: Progress, offline: bool) -> tuple[Metadata, SourceBundle]:
    """Metadata and text files of what the user gave."""
    from reader.arxiv.fetch import fetch
    from reader.arxiv.identifiers import parse_identifier
    from reader.errors import LibraryError, UnknownIdentifier
    from reader.latex.bundle import bundle_from_bytes, example_bundle
    from reader.model import Paper as Metadata

    if source.kind == "example":
        return Metadata(), example_bundle()
    if source.kind == "upload":
        progress("unpack", None)
        return Metadata(), bundle_from_bytes(source.name, source.data)
    if (kept := _kept_source(source)) is not None:
        return kept
    # never as a path: who types into a page must not be able to open this machine's files
    try:
        identifier = parse_identifier(source.name)
    except UnknownIdentifier as error:
        if source.kind == "library":
            raise LibraryError("not-in-library", wanted=source.name) from error
        raise
    progress("fetch", None)
    return fetch(identifier, offline=offline, progress=lambda stage, done: progress("fetch", done))


def _kept_source(source: Source) -> tuple[Metadata, SourceBundle] | None:
    """The source as the library has it: what was read once needs no network to be read again."""
    key = _key_in_library(source)
    return remembered.source(key) if key else None


def _read_remembered(key: str) -> Reading:
    from reader.pipeline import read_bundle

    metadata, bundle = open_source(Source("library", key), lambda stage, done: None, offline=False)
    return read_bundle(metadata, bundle)


def _key_in_library(source: Source) -> str | None:
    from reader.latex.bundle import bundle_from_bytes, example_bundle
    from reader.library.adding import local_key

    if source.kind == "example":
        bundle = example_bundle()
    elif source.kind == "upload":
        bundle = bundle_from_bytes(source.name, source.data)
    else:
        return remembered.key_of(source.name)
    return remembered.key_of(local_key(bundle.digest, bundle.main))


def _file_name(key: str) -> str:
    return key.replace("/", "_").removeprefix("local:").replace(":", "-")
