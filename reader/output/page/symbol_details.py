"""What the page says of a symbol beyond its meaning: what it was weighed against, and help where nothing explains it.

::

    {"near": [{"concept", "name": {"en", "ja"}, "why": {"en", "ja"}}],        # weighed, and not shown
     "first": {"file", "line", "sentence"} | null, "relatives": [symbol id]}  # of unknown ones alone
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.limits.watch import spare
from reader.output.rows.row import Row
from reader.study.tracing import rows_of
from reader.study.unknown import Near, Relatives, first_use, near_of

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.latex.source.places import SourcePlaces
    from reader.model.annotations import Annotation, Definition
    from reader.study.study import Study


class Enquiries:
    """Looks into the identifiers of one reading, one at a time."""

    def __init__(self, study: Study) -> None:
        reading = study.reading
        self._evidence, self._places = study.evidence, study.places
        self._relatives = Relatives(reading.annotations)
        self._identifiers = {each.symbol.id: each for each in reading.annotations if each.symbol.kind == "identifier"}

    def of(self, symbol: str) -> Row | None:
        """What there is to say of one, None where nothing."""
        found = self._identifiers.get(symbol)
        row = spare("candidates", found, {}, self._row, found) if found else {}
        return row if any(row.values()) else None

    def all(self) -> dict[str, Row]:
        """By symbol id, those of which there is more to say."""
        rows = ((name, self.of(name)) for name in self._identifiers)
        return {name: row for name, row in rows if row is not None}

    def _row(self, annotation: Annotation) -> Row:
        near = near_of(annotation, rows_of(annotation, self._evidence))
        row: Row = {"near": [_near(each, self._evidence.glossary) for each in near]}
        if annotation.status == "unknown":
            row["first"] = _quoted(first_use(annotation, self._evidence), self._places)
            row["relatives"] = [each.symbol.id for each in self._relatives.of(annotation)]
        return row


def _near(near: Near, knowledge: Glossary) -> Row:
    return {"concept": near.concept, "name": dict(knowledge[near.concept].name), "why": dict(near.why)}


def _quoted(first: Definition | None, places: SourcePlaces) -> Row | None:
    if first is None:
        return None
    line, _ = places.locate(first.sentence_span)
    return {"file": first.sentence_span.file, "line": line, "sentence": first.sentence}
