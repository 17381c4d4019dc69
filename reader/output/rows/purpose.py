"""What a formula is for, as plain data."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.output.rows.row import Row
from reader.output.typesetting.quotation import Quotations, plain_prose
from reader.study.purpose.purpose import purpose_of

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.model.source import Span
    from reader.output.typesetting.quotation import ProsePart
    from reader.study.purpose.author import AuthorSentence
    from reader.study.purpose.purpose import Purpose
    from reader.study.study import Study


class PurposeRows:
    """The purposes of one paper's formulas."""

    def __init__(self, study: Study) -> None:
        self.study = study

    def row(self, equation: Equation) -> Row | None:
        """Kind, sentence in both languages and the author's own; null for each that is not known, and for all of it."""
        return self.row_of(purpose_of(equation, self.study))

    def row_of(self, found: Purpose | None) -> Row | None:
        """The same of a purpose that is known."""
        if found is None:
            return None
        source = self._author(found.source) if found.source is not None else None
        return {"kind": found.kind, "en": found.text.get("en"), "ja": found.text.get("ja"), "source": source}

    def _author(self, source: AuthorSentence) -> Row:
        """The sentence as it was written, and in a line of plain characters as it is printed."""
        line, _ = self.study.places.locate(source.span)
        printed = plain_prose(self._quotations.quoted(source.sentence, source.span))
        return {
            "kind": "sentence",
            "file": source.span.file,
            "line": line,
            "sentence": source.sentence,
            "printed": printed,
        }

    def shown(self, found: Purpose | None) -> Row | None:
        """The author's sentence for a page: {"parts", "place": "file:line"}, its formulas drawn."""
        if found is None or found.source is None:
            return None
        parts, place = self.quoted(found.source.sentence, found.source.span)
        return {"parts": parts, "place": place}

    def quoted(self, sentence: str, span: Span) -> tuple[list[ProsePart], str]:
        """A sentence of the author's with its formulas drawn, and its place."""
        return list(self._quotations.quoted(sentence, span)), self.study.places.say(span)

    @cached_property
    def _quotations(self) -> Quotations:
        return Quotations.in_document(self.study.document)
