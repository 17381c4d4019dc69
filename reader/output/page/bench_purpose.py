"""What a formula is for, for the page: our sentence and the author's, with the formulas in them drawn.

::

    {"en": [part], "ja": [part],                               # null where nothing particular is sure
     "author": {"parts": [part], "place": "file:line"} | null}
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.messages import LANGUAGES
from reader.output.rows.row import Row
from reader.output.typesetting.quotation import Quotations, split_prose
from reader.study.purpose.purpose import purpose_of

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.study.study import Study


class BenchPurpose:
    """The purposes of one paper's formulas."""

    def __init__(self, study: Study) -> None:
        self.study = study

    def row(self, equation: Equation) -> Row | None:
        found = purpose_of(equation, self.study)
        if found is None or not (found.text or found.source):
            return None
        told = {language: list(split_prose(found.text[language])) if found.text else None for language in LANGUAGES}
        author: Row | None = None
        if found.source is not None:
            parts = self.quotations.quoted(found.source.sentence, found.source.span)
            author = {"parts": parts, "place": self.study.places.say(found.source.span)}
        return {**told, "author": author}

    @cached_property
    def quotations(self) -> Quotations:
        return Quotations.in_document(self.study.document)
