"""What the page says of a symbol beyond its meaning: what it was weighed against, and help where nothing explains it.

::

    {"near": [{"concept", "name": {"en", "ja"}, "why": {"en", "ja"}}],        # weighed, and not shown
     "first": {"file", "line", "sentence"} | null, "relatives": [symbol id]}  # of unknown ones alone
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import glossary
from reader.exporters.places import Places
from reader.meaning.tracing import evidence_of, trace
from reader.meaning.unknown import Near, first_use, near_of, relatives

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.meaning.evidence import Evidence
    from reader.model import Annotation, Definition, Reading

Row = dict[str, Any]


def enquiries(reading: Reading) -> dict[str, Row]:
    """By symbol id, of those of which there is more to say."""
    knowledge = glossary.load()
    evidence, places = evidence_of(reading, knowledge), Places(reading.bundle.files)
    rows = {
        each.symbol.id: _row(each, reading, evidence, places)
        for each in reading.annotations
        if each.symbol.kind == "identifier"
    }
    return {name: row for name, row in rows.items() if any(row.values())}


def _row(annotation: Annotation, reading: Reading, evidence: Evidence, places: Places) -> Row:
    near = near_of(annotation, trace(annotation, evidence))
    row: Row = {"near": [_near(each, evidence.glossary) for each in near]}
    if annotation.status == "unknown":
        row["first"] = _quoted(first_use(annotation, evidence), places)
        row["relatives"] = [each.symbol.id for each in relatives(reading, annotation)]
    return row


def _near(near: Near, knowledge: Glossary) -> Row:
    return {"concept": near.concept, "name": dict(knowledge[near.concept].name), "why": dict(near.why)}


def _quoted(first: Definition | None, places: Places) -> Row | None:
    if first is None:
        return None
    line, _ = places.locate(first.sentence_span)
    return {"file": first.sentence_span.file, "line": line, "sentence": first.sentence}
