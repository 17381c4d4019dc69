"""A library of its own for each test, and small papers to put into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.library.adding import add
from reader.library.store import Library
from reader.model.reading import Reading
from reader.model.source import Paper
from reader.output.rows.reading import to_dict
from reader.pipeline import read
from reader.study.study import Study

PAGE = r"\documentclass{article}\title{%s}\begin{document}\maketitle %s\end{document}"


def read_text(title: str, body: str, identifier: str | None = None) -> Reading:
    reading = read(bundle_from_bytes("main.tex", (PAGE % (title, body)).encode()))
    if identifier is None:
        return reading
    return replace(reading, paper=Paper(id=identifier, title=title, authors=("A. Author",), source="arxiv"))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data" / "library.sqlite3")


@pytest.fixture
def put(library: Library) -> Callable[..., str]:
    """Reads a text and remembers it; its key."""

    def put_text(title: str, body: str, identifier: str | None = None) -> str:
        reading = read_text(title, body, identifier)
        return add(library, to_dict(Study(reading)), reading.bundle)

    return put_text


@pytest.fixture(scope="session")
def example() -> Reading:
    return read("example")


@pytest.fixture(scope="session")
def example_row(example: Reading) -> dict[str, Any]:
    return to_dict(Study(example))
