"""Reading -> JSON, schema ``tezawari/reading/1``: its rows (``reader/output/rows/reading.py``) as text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.output.rows.reading import ReadingRows
from reader.output.rows.row import Row

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.study.study import Study


def export(study: Study, language: Language = "en", extras: Sequence[str] = ()) -> str:
    """One JSON object with a line for each equation, symbol and so on, so that files can be compared line by line."""
    written = bytearray()
    for piece in _written(ReadingRows(study, language, extras)):
        written += piece.encode("utf-8", "surrogatepass")
    return written.decode("utf-8", "surrogatepass")


def _written(rows: ReadingRows) -> Iterator[str]:
    """The text in pieces, put together as bytes: of a large paper they take many megabytes, and twice that as text."""
    yield "{"
    yield ",\n".join(f"{_dump(key)}: {_dump(value)}" for key, value in rows.head().items())
    for key, listed in (
        ("equations", rows.equations()),
        ("groups", iter(rows.groups())),
        ("symbols", map(_agreed, rows.each_symbol())),
        ("start", iter(rows.start())),
        ("concepts", rows.concepts()),
    ):
        yield f",\n{_dump(key)}: "
        yield from _listed(listed)
    for key, value in rows.paths().items():
        yield f",\n{_dump(key)}: {_dump(value)}"
    yield f",\n{_dump('problems')}: "
    yield from _listed(rows.problems())
    yield "}\n"


def _agreed(symbol: Row) -> Row:
    """The symbol with the statuses that the schema knows: words that the paper only mentions are no explanation."""
    senses = [{**sense, "status": _status(sense)} for sense in symbol["senses"]]
    return {**symbol, "status": _status(symbol), "senses": senses}


def _status(said: Row) -> str:
    return "unknown" if said["status"] == "mention" else str(said["status"])


def _listed(rows: Iterator[object]) -> Iterator[str]:
    """A line for each row."""
    before = "["
    for row in rows:
        yield f"{before}\n "
        yield _dump(row)
        before = ","
    yield "[]" if before == "[" else "\n]"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
