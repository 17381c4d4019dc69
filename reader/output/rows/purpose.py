"""What a formula is for, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.output.rows.row import Row
from reader.study.purpose.purpose import purpose_of

if TYPE_CHECKING:
    from reader.latex.source.places import SourcePlaces
    from reader.model.document import Equation
    from reader.study.purpose.author import AuthorSentence
    from reader.study.study import Study


def purpose_row(equation: Equation, study: Study) -> Row | None:
    """Kind, sentence in both languages and the author's own; null for each that is not known, and for all of it."""
    found = purpose_of(equation, study) if equation.display else None
    if found is None:
        return None
    source = author_row(found.source, study.places) if found.source is not None else None
    return {"kind": found.kind, "en": found.text.get("en"), "ja": found.text.get("ja"), "source": source}


def author_row(source: AuthorSentence, places: SourcePlaces) -> Row:
    line, _ = places.locate(source.span)
    return {"kind": "sentence", "file": source.span.file, "line": line, "sentence": source.sentence}
