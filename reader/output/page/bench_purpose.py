"""What a formula is for, for the page: our sentence and the author's.

::

    {"en", "ja": text | null,                    # formulas between dollars; null where nothing particular is sure
     "author": {"parts": [{"text"} | {"latex"}], "place": "file:line"} | null}

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
            return None
        told: Row = {each: found.text.get(each) for each in LANGUAGES}
        shown = self.rows.shown(found)
        return {**told, "author": {**shown, "parts": undrawn(shown["parts"])} if shown else None}


def undrawn(parts: Iterable[ProsePart]) -> list[ProsePart]:
    """Parts without their drawings: the bench has one of each formula."""
    return [{key: value for key, value in part.items() if key != "mathml"} for part in parts]


def formulas_in_purpose(row: Row | None) -> Iterator[str]:
    """The formulas that stand in the sentences."""
    if row is None:
        return
    author = row["author"]["parts"] if row["author"] else []
    yield from (part.get("latex", "") for part in author)
    yield from (latex for each in LANGUAGES for latex in (row[each] or "").split("$")[1::2])
