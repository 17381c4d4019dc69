"""What the page says of a symbol beyond its meaning: what it was weighed against, and help where nothing explains it.

::

    {"near": [{"concept", "name": {"en", "ja"}, "why": {"en", "ja"}}],        # weighed, and not shown
     "first": {"file", "line", "sentence"} | null, "relatives": [symbol id]}  # of unknown ones alone
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import glossary
from reader.exporters.places import Places
from reader.meaning.unknown import Near, UnknownHelp, ground_of, unknown_help

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.model import Definition, Reading

Row = dict[str, Any]


def enquiries(reading: Reading) -> dict[str, Row]:
    """By symbol id, of those of which there is more to say."""
    knowledge = glossary.load()
    ground, places = ground_of(reading, knowledge), Places(reading.bundle.files)
    found = {
        each.symbol.id: unknown_help(reading, each, knowledge, ground)
        for each in reading.annotations
        if each.symbol.kind == "identifier"
    }
    rows = {name: _row(each, places, knowledge) for name, each in found.items()}
    return {name: row for name, row in rows.items() if any(row.values())}


def _row(found: UnknownHelp, places: Places, knowledge: Glossary) -> Row:
    row: Row = {"near": [_near(each, knowledge) for each in found.near]}
    if found.annotation.status == "unknown":
        row["first"] = _quoted(found.first, places)
        row["relatives"] = [each.symbol.id for each in found.relatives]
    return row


def _near(near: Near, knowledge: Glossary) -> Row:
    return {"concept": near.concept, "name": dict(knowledge[near.concept].name), "why": dict(near.why)}


def _quoted(first: Definition | None, places: Places) -> Row | None:
    if first is None:
        return None
    line, _ = places.locate(first.sentence_span)
    return {"file": first.sentence_span.file, "line": line, "sentence": first.sentence}
