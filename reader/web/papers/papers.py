"""What a user wants read, opened, read and drawn, and remembered; ``desk`` says where that happens."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from reader.web.papers import library_access as remembered
from reader.web.papers import page_cache as pages

if TYPE_CHECKING:
    from reader.model.context import Context
    from reader.model.reading import Reading
    from reader.output.page.on_demand import Supply
    from reader.pipeline import OpenedPaper

# Told of the stage that goes on, and how much of it is done where that is known.
PaperProgress = Callable[[str, float | None], None]


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
class DrawnPaper:
    """A paper as the front end draws it, and what is made of its reading when someone asks for what the page has not.

    ``key`` names it in the library, ``name`` is what files of it are called, ``drawing`` is JSON.
    """

    key: str
    name: str
    drawing: str
    read: Callable[[], Supply]

    @cached_property
    def supply(self) -> Supply:
        """What the page does not hold; the paper is read when it is first asked for."""
        return self.read()

    @property
    def is_read(self) -> bool:
        """Whether the supply is at hand."""
        return "supply" in vars(self)


def kept_paper(source: Source, context: Context) -> DrawnPaper | None:
    """The paper if it can be shown at once: the library knows it, and its page is still true."""
    key = key_in_library(source)
    drawing = pages.find(key, pages.stamp(context)) if key else None
    return (
        None
        if key is None or drawing is None
        else DrawnPaper(key, file_name(key), drawing, lambda: supply_again(Source("library", key), context))
    )


def open_paper(source: Source, context: Context, progress: PaperProgress, *, offline: bool = False) -> DrawnPaper:
    """The paper read and drawn now, and remembered. :class:`reader.errors.ReaderError`."""
    return draw_paper(open_source(source, progress, offline=offline), context, progress)


def draw_paper(opened: OpenedPaper, context: Context, progress: PaperProgress) -> DrawnPaper:
    """What was opened, read and drawn now, and remembered."""
    from reader.output.page.payload import core_payload
    from reader.output.rows.reading import ReadingRows
    from reader.pipeline import read_bundle

    stamp = pages.stamp(context)
    reading = read_bundle(*opened, context=context, progress=progress)
    supply = _supply_of(reading)
    progress("draw", None)
    rows = ReadingRows(supply.study, "en")
    drawing = json.dumps(core_payload(supply, rows=rows), ensure_ascii=False, separators=(",", ":"))
    progress("remember", None)
    key = remembered.add(rows.whole(), reading.bundle)
    pages.keep(key, stamp, drawing)
    return DrawnPaper(key, reading.paper.id or reading.bundle.name, drawing, lambda: supply)


def open_source(source: Source, progress: PaperProgress, *, offline: bool = False) -> OpenedPaper:
    """Metadata and text files of what the user gave: from memory or the library, else from arXiv.

    Nothing is opened as a path: who types into a page must not be able to open this machine's files.
    """
    from reader import pipeline
    from reader.errors import LibraryError, UnknownIdentifier

    if source.kind == "example":
        return pipeline.open_example()
    if source.kind == "upload":
        return pipeline.open_archive(source.name, source.data, progress)
    if (kept := _kept_source(source)) is not None:
        return kept
    try:
        return pipeline.open_arxiv(source.name, offline=offline, progress=progress)
    except UnknownIdentifier as error:
        if source.kind == "library":
            raise LibraryError("not-in-library", wanted=source.name) from error
        raise


def _kept_source(source: Source) -> OpenedPaper | None:
    """The source as the library has it: what was read once needs no network to be read again."""
    key = key_in_library(source)
    return remembered.source(key) if key else None


def read_again(source: Source, context: Context) -> Reading:
    """The reading alone, of a paper that was drawn before."""
    from reader.pipeline import read_bundle

    return read_bundle(*open_source(source, _silent), context=context)


def supply_again(source: Source, context: Context) -> Supply:
    """What a paper that was drawn before has beyond its page."""
    return _supply_of(read_again(source, context))


def _supply_of(reading: Reading) -> Supply:
    from reader.output.page.on_demand import Supply
    from reader.study.study import Study

    return Supply(Study(reading), asked=True)


def _silent(stage: str, fraction: float | None) -> None:
    """Nobody is watching."""


def key_in_library(source: Source) -> str | None:
    """What the library calls a source, if it is there."""
    from reader.latex.source.bundle import bundle_from_bytes, example_bundle
    from reader.library.adding import local_key

    if source.kind == "example":
        bundle = example_bundle()
    elif source.kind == "upload":
        bundle = bundle_from_bytes(source.name, source.data)
    else:
        return remembered.key_of(source.name)
    return remembered.key_of(local_key(bundle.digest, bundle.main))


def file_name(key: str) -> str:
    """What files of a paper are called."""
    return key.replace("/", "_").removeprefix("local:").replace(":", "-")
