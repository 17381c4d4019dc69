"""What the page says of a symbol beyond its meaning: what it was weighed against, and help where nothing explains it.

::

    {"near": [{"concept", "name": {"en", "ja"}, "why": {"en", "ja"}}],        # weighed, and not shown
     "first": {"file", "line", "sentence"} | null, "relatives": [symbol id],   # of unknown ones alone, as the next
     "sentences": [{"equation", "file", "line", "parts": [{"text"} | {"latex", "mathml"}]}]}   # in the app: that may
                                                                                              # say what it is
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.limits.watch import spare
from reader.output.rows.row import Row
from reader.output.typesetting.quotation import Quotations
from reader.study.tracing import rows_of
from reader.study.unknown import Near, Relatives, first_use, near_of

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.latex.source.places import SourcePlaces
    from reader.model.annotations import Annotation, Definition
    from reader.study.study import Study

SENTENCES = 3  # that are offered
LOOKED_AT = 12  # places of a symbol


class Enquiries:
    """Looks into the identifiers of one reading, one at a time."""

    def __init__(self, study: Study) -> None:
        reading = study.reading
        self._evidence, self._places = study.evidence, study.places
        self._quotations = Quotations.in_document(reading.document)
        self._relatives = Relatives(reading.annotations)
        self._identifiers = {each.symbol.id: each for each in reading.annotations if each.symbol.kind == "identifier"}

    def of(self, symbol: str) -> Row | None:
        """What there is to say of one, None where nothing."""
        found = self._identifiers.get(symbol)
        row = spare("candidates", found, {}, self._row, found) if found else {}
        if found and found.status == "unknown":
            row["sentences"] = spare("candidates", found, [], self._telling, found)
        return row if any(row.values()) else None

    def all(self) -> dict[str, Row]:
        """By symbol id, those of which there is more to say, for a page on which nobody answers."""
        rows = {name: spare("candidates", found, {}, self._row, found) for name, found in self._identifiers.items()}
        return {name: row for name, row in rows.items() if any(row.values())}

    def _row(self, annotation: Annotation) -> Row:
        near = near_of(annotation, rows_of(annotation, self._evidence))
        row: Row = {"near": [_near(each, self._evidence.glossary) for each in near]}
        if annotation.status == "unknown":
            row["first"] = _quoted(first_use(annotation, self._evidence), self._places)
            row["relatives"] = [each.symbol.id for each in self._relatives.of(annotation)]
        return row

    def _telling(self, annotation: Annotation) -> list[Row]:
        """The sentences that tell most of a symbol, the most telling first, each once."""
        mentions, told = self._evidence.mentions, list[str]()
        rows = []
        for mention in mentions.telling(annotation.symbol, LOOKED_AT):
            quoted = mentions.quoted(annotation.symbol, mention.equation)
            if quoted is None or len(told) == SENTENCES or any(_overlap(quoted.sentence, each) for each in told):
                continue
            told.append(quoted.sentence)
            line, _ = self._places.locate(quoted.sentence_span)
            place = {"equation": mention.equation.id, "file": quoted.sentence_span.file, "line": line}
            rows.append({**place, "parts": self._quotations.sentence(quoted)})
        return rows


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def _near(near: Near, knowledge: Glossary) -> Row:
    return {"concept": near.concept, "name": dict(knowledge[near.concept].name), "why": dict(near.why)}


def _quoted(first: Definition | None, places: SourcePlaces) -> Row | None:
    if first is None:
        return None
    line, _ = places.locate(first.sentence_span)
    return {"file": first.sentence_span.file, "line": line, "sentence": first.sentence}
