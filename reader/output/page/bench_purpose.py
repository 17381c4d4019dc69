"""What a formula is for, for the page: our sentence and the author's.

::

    {"en", "ja": text | null,                    # formulas between dollars; null where nothing particular is sure
     "author": {"parts": [{"text"} | {"latex"}], "place": "file:line"} | null,
     "model": text}                              # only where a second reader says it: then "author" was checked against

The formulas are drawn with the bench.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reader.messages import LANGUAGES
from reader.output.rows.purpose import PurposeRows
from reader.output.rows.row import Row
from reader.output.typesetting.quotation import ProsePart
from reader.study.purpose.purpose import purpose_of

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.study.study import Study


class BenchPurpose:
    """The purposes of one paper's formulas."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.rows = PurposeRows(study)

    def row(self, equation: Equation) -> Row | None:
        found = purpose_of(equation, self.study)
        if found is None or not (found.text or found.source):
            return self._by_model(equation)
        told: Row = {each: found.text.get(each) for each in LANGUAGES}
        shown = self.rows.shown(found)
        return {**told, "author": {**shown, "parts": undrawn(shown["parts"])} if shown else None}

    def _by_model(self, equation: Equation) -> Row | None:
        """What a second reader says, where nothing else is known."""
        if self.study.reading.assistance is None:
            return None
        from reader.assistant.assistance import assistance_of

        found = assistance_of(self.study.reading)
        told = found.formulas.get(equation.id) if found is not None else None
        if told is None or told.purpose is None:
            return None
        quote = told.purpose.quote
        parts, place = self.rows.quoted(quote.text, quote.span)
        return {
            **dict.fromkeys(LANGUAGES),
            "author": {"parts": undrawn(parts), "place": place},
            "model": told.purpose.text,
        }


def undrawn(parts: Iterable[ProsePart]) -> list[ProsePart]:
    """Parts without their drawings: the bench has one of each formula."""
    return [{key: value for key, value in part.items() if key != "mathml"} for part in parts]


def formulas_in_purpose(row: Row | None) -> Iterator[str]:
    """The formulas that stand in the sentences."""
    if row is None:
        return
    author = row["author"]["parts"] if row["author"] else []
    yield from (part.get("latex", "") for part in author)
    for each in (*LANGUAGES, "model"):
        yield from (row.get(each) or "").split("$")[1::2]
