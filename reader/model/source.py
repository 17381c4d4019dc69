"""A paper's files, and places in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from reader.model.values import value

FREE_HOSTS = frozenset({"creativecommons.org", "www.creativecommons.org", "opensource.org", "www.opensource.org"})

# --- places and problems -------------------------------------------------------------------------------------------

Severity = Literal["info", "warning", "error"]


@value
class Span:
    """A place in an author's file: characters ``start`` to ``end`` (exclusive) of the decoded text of ``file``."""

    file: str  # relative to the source root, with "/"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be understood, with its place; reading went on.

    ``kind`` names a row of ``reader/messages/problems.toml``; ``arguments`` fill its blanks.
    """

    kind: str
    severity: Severity
    span: Span | None = None
    arguments: tuple[tuple[str, str], ...] = ()
    equation: str | None = None  #: id of the equation it concerns


# --- archive -> bundle ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One text file of the paper, decoded. Line ends are as in the file."""

    path: str
    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class SourceBundle:
    """The text files of one paper. ``digest`` is a hash over all of them, so that equal sources are known as equal."""

    name: str  # what results are called: resolved arXiv id, folder name, or file name without its suffixes
    files: Mapping[str, SourceFile]
    main: str
    digest: str
    problems: tuple[Problem, ...] = ()
    works: tuple[SourceFile, ...] = ()  # of .bib files what may be cited, where the paper has no list of references


@dataclass(frozen=True, slots=True)
class Paper:
    """Who wrote what, where: the metadata of a paper. Local sources know their title at most."""

    id: str | None = None  #: with version: "2305.18290v3"
    title: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    published: str | None = None  #: ISO date
    licence: str | None = None  #: URL
    abstract_url: str | None = None
    source: Literal["arxiv", "local"] = "local"

    @property
    def is_free(self) -> bool:
        """Whether its licence lets everybody pass its words on."""
        try:
            return urlsplit(self.licence or "").hostname in FREE_HOSTS
        except ValueError:  # it is no address
            return False
