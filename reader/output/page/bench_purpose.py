"""What a formula is for, for the page: our sentence and the author's, and what a model says of it.

::

    {"en", "ja": text | null,                    # formulas between dollars; null where nothing particular is sure
     "author": {"parts": [{"text"} | {"latex"}], "place": "file:line"} | null,
     "model": text,                              # only where a second reader says it: then "author" was checked against
     "told": {"title", "claim": both languages,  # only where one says more: the words for it, and its sentences,
              "lines": [{"text", "author": the same}  # each checked against the author's,
                        | {"en", "ja"}]}}             # or a claim that was tried on numbers

The formulas are drawn with the bench.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from reader.messages import LANGUAGES, table
from reader.output.rows.purpose import PurposeRows
from reader.output.rows.row import Row
from reader.output.typesetting.quotation import ProsePart
from reader.study.purpose.purpose import purpose_of

if TYPE_CHECKING:
    from reader.assistant.proposals import CheckedSentence, FormulaAssistance
    from reader.model.document import Equation
    from reader.study.study import Study


TellingModel = Callable[["Equation"], "FormulaAssistance | None"]


class BenchPurpose:
    """The purposes of one paper's formulas. ``told`` is what a model says of one, by default that of the reading."""

    def __init__(self, study: Study, told: TellingModel | None = None) -> None:
        self.study = study
        self.rows = PurposeRows(study)
        self._told = told

    def row(self, equation: Equation) -> Row | None:
        own, told = self._own(equation), self._told(equation) if self._told else self._of_reading(equation)
        if told is None:
            return own
        row = own or self._by_model(told.purpose)
        lines = list(self._more(told))
        if not lines:
            return row
        texts = table("assistant")
        more = {"title": texts["told-more"], "claim": texts["told-claim"], "lines": lines}
        return {**(row or {**dict.fromkeys(LANGUAGES), "author": None}), "told": more}

    def _own(self, equation: Equation) -> Row | None:
        """What we say, and the author."""
        found = purpose_of(equation, self.study)
        if found is None or not (found.text or found.source):
            return None
        told: Row = {each: found.text.get(each) for each in LANGUAGES}
        shown = self.rows.shown(found)
        return {**told, "author": {**shown, "parts": undrawn(shown["parts"])} if shown else None}

    def _by_model(self, purpose: CheckedSentence | None) -> Row | None:
        """What a second reader says, where nothing else is known."""
        if purpose is None:
            return None
        return {**dict.fromkeys(LANGUAGES), "author": self._quoted(purpose), "model": purpose.text}

    def _more(self, told: FormulaAssistance) -> Iterator[Row]:
        from reader.output.rows.assistance import end_row

        for sentence in told.sentences:
            yield {"text": sentence.text, "author": self._quoted(sentence)}
        for end in told.ends:
            said = end_row(end)
            yield {each: said[each] for each in LANGUAGES}

    def _quoted(self, said: CheckedSentence) -> Row:
        parts, place = self.rows.quoted(said.quote.text, said.quote.span)
        return {"parts": undrawn(parts), "place": place}

    def _of_reading(self, equation: Equation) -> FormulaAssistance | None:
        if self.study.reading.assistance is None:
            return None
        from reader.assistant.assistance import assistance_of

        found = assistance_of(self.study.reading)
        return found.formulas.get(equation.id) if found is not None else None


def undrawn(parts: Iterable[ProsePart]) -> list[ProsePart]:
    """Parts without their drawings: the bench has one of each formula."""
    return [{key: value for key, value in part.items() if key != "mathml"} for part in parts]


def formulas_in_purpose(row: Row | None) -> Iterator[str]:
    """The formulas that stand in the sentences."""
    if row is None:
        return
    for said in (row, *row.get("told", {}).get("lines", ())):
        author = said["author"]["parts"] if said.get("author") else []
        yield from (part.get("latex", "") for part in author)
        for each in (*LANGUAGES, "model", "text"):
            yield from (said.get(each) or "").split("$")[1::2]
