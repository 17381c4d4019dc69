"""Where to start in a paper: the formulas that carry it, the first one first.

::

    start: [{"equation", "kind", "purpose": {"en", "ja"} | null, "source": {...} | null}]      # of tezawari/reading/1
    the page: the same with "author": {"parts", "place": "file:line"} | null in place of "source",
              "rows": [equation id], "grounds": [{"text": {"en", "ja"}, "symbol": symbol id | null}],
              "labels": [{"name": {"en", "ja"}, "at": [start, end] | null, "symbol": symbol id | null}],  # of its row
              "carries": bool   # else no formula of the paper is known to carry it, and this is one to look at first
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.limits.watch import spare
from reader.messages import LANGUAGES, table
from reader.output.rows.purpose import PurposeRows
from reader.output.rows.row import Row
from reader.study.purpose.purpose import purpose_of
from reader.study.start.choosing import first_of_all
from reader.study.start.labels import labels_in

if TYPE_CHECKING:
    from reader.study.start.choosing import Start
    from reader.study.start.grounds import StartReason
    from reader.study.study import Study

SHOWN = 2  # grounds of a formula
STRONGER = {"cited": "cited-most", "numbered": "labelled"}  # what says more than a ground


def start_rows(study: Study) -> list[Row]:
    """The formulas with what they are for."""
    purposes = PurposeRows(study)
    return [_start(each, purposes.row(study.equations[each.equation])) for each in study.start]


def reasoned_start_rows(study: Study) -> list[Row]:
    """The same with the rows to draw, and why we think so. Where none carries the paper, one to look at: of those for
    which most speaks the first of which it is known what it is for."""
    purposes = PurposeRows(study)
    if study.start:
        return [{**_reasoned(each, purposes), "carries": True} for each in study.start]
    rows = [_reasoned(each, purposes) for each in spare("start", None, (), first_of_all, study.reading)]
    return [{**row, "carries": False} for row in sorted(rows, key=_is_silent)[:1]]


def _is_silent(row: Row) -> bool:
    return not row["purpose"] and not row["author"]


def _start(start: Start, found: Row | None) -> Row:
    """A formula with what it is for, as far as that is known."""
    if found is None:
        return {"equation": start.equation, "kind": None, "purpose": None, "source": None}
    purpose = {"en": found["en"], "ja": found["ja"]} if found["en"] else None
    return {"equation": start.equation, "kind": found["kind"], "purpose": purpose, "source": found["source"]}


def _reasoned(start: Start, purposes: PurposeRows) -> Row:
    found = purpose_of(purposes.study.equations[start.equation], purposes.study)
    row = _start(start, purposes.row_of(found))
    del row["source"]
    labels = [
        {"name": dict(each.name), "at": each.place and list(each.place), "symbol": each.symbol}
        for each in labels_in(purposes.study.equations[start.equation], purposes.study)
    ]
    return {
        **row,
        "author": purposes.shown(found),
        "rows": list(start.rows),
        "labels": labels,
        "grounds": _grounds(start),
    }


def _grounds(start: Start) -> list[Row]:
    """The most telling; each sentence once, and of two that say the same the stronger."""
    told = [each for each in start.grounds if each.is_told]
    kinds = {each.kind for each in told}
    rows = [_ground(each) for each in told if STRONGER.get(each.kind) not in kinds]
    return [row for place, row in enumerate(rows) if row not in rows[:place]][:SHOWN]


def _ground(ground: StartReason) -> Row:
    text = table("start")[ground.kind]
    said = {each: text[each].format(symbol="{symbol}", words=ground.words) for each in LANGUAGES}
    return {"text": said, "symbol": ground.symbol}
