"""What a user wants read, and the readings of this server: each made once, the last few kept."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

if TYPE_CHECKING:
    from reader.exporters.supply import Supply
    from reader.model import Reading

Progress = Callable[[str], None]
KEPT = 12  # readings; each holds a few megabytes


@dataclass(frozen=True, slots=True)
class Source:
    """An arXiv id or URL as typed, an uploaded file, or the example paper."""

    kind: Literal["arxiv", "upload", "example"]
    name: str
    data: bytes = field(default=b"", repr=False)

    @property
    def key(self) -> str:
        """Equal for equal sources, and short."""
        content = f"{self.kind}\0{self.name}\0".encode() + self.data
        return hashlib.sha256(content).hexdigest()[:16]


@dataclass(frozen=True)
class Paper:
    """A reading with what the front end draws from it; ``drawing`` is its JSON: equal bytes are not sent again."""

    key: str
    reading: Reading
    payload: dict[str, Any]
    drawing: str
    supply: Supply

    @cached_property
    def symbols(self) -> Mapping[str, Any]:
        """The rows of the symbols by their ids."""
        return {row["id"]: row for row in self.payload["reading"]["symbols"]}

    def pieces(self, wanted: Sequence[tuple[str, str]]) -> str:
        """What the front end asked for, as JSON: ``[[kind, name, piece]]``."""
        rows = [[kind, name, self.supply.piece(kind, name)] for kind, name in wanted]
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


class Shelf:
    """The last papers read, by the key of their source. Shared by all sessions."""

    def __init__(self) -> None:
        self._papers: OrderedDict[str, Paper] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Paper | None:
        with self._lock:
            if key in self._papers:
                self._papers.move_to_end(key)
            return self._papers.get(key)

    def put(self, paper: Paper) -> None:
        with self._lock:
            self._papers[paper.key] = paper
            while len(self._papers) > KEPT:
                self._papers.popitem(last=False)


@st.cache_resource
def shelf() -> Shelf:
    """One for the whole server."""
    return Shelf()


def open_paper(source: Source, progress: Progress) -> Paper:
    """The paper from the shelf, or read now; ``progress`` is told each stage. :class:`reader.errors.ReaderError`."""
    found = shelf().get(source.key)
    if found is None:
        found = draw(source.key, read_source(source, progress), progress)
        shelf().put(found)
    return found


def read_source(source: Source, progress: Progress) -> Reading:
    """The pipeline, called for what the user gave."""
    from reader.arxiv.identifiers import parse_identifier
    from reader.latex.bundle import bundle_from_bytes, example_bundle
    from reader.pipeline import read

    if source.kind == "example":
        return read(example_bundle(), progress=progress)
    if source.kind == "upload":
        progress("unpack")
        return read(bundle_from_bytes(source.name, source.data), progress=progress)
    # never as a path: who types into a page must not be able to open this machine's files
    return read(f"arXiv:{parse_identifier(source.name)}", progress=progress)


def draw(key: str, reading: Reading, progress: Progress) -> Paper:
    from reader.exporters.payload import core_payload
    from reader.exporters.supply import Supply

    progress("draw")
    supply = Supply(reading)
    payload = core_payload(reading, supply)
    return Paper(key, reading, payload, json.dumps(payload, ensure_ascii=False, separators=(",", ":")), supply)
