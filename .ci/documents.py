"""The displays of papers, as reading goes on with them, for checks that need no meanings."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from reader.errors import ReaderError
from reader.formula.symbols.typed_words import with_typed_words
from reader.latex.document.document import read_document
from reader.latex.source.bundle import example_bundle, load
from reader.model.document import Equation


def papers(folders: Sequence[str]) -> Iterator[str]:
    """The bundled example, each folder that is a paper, and the papers in the others."""
    yield "example"
    for folder in map(Path, folders):
        if any(folder.glob("*.tex")):
            yield str(folder)
        else:
            yield from (str(entry) for entry in sorted(folder.iterdir()) if any(entry.glob("**/*.tex")))


def displays(source: str) -> list[Equation]:
    """The displays of one paper; none, and a word, where it cannot be read."""
    try:
        document = with_typed_words(read_document(example_bundle() if source == "example" else load(source)))
    except ReaderError as error:
        print(f"{source}: {error}", file=sys.stderr)
        return []
    return [equation for equation in document.equations if equation.display]
