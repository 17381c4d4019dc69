"""Reading -> the table of its notation as CSV (RFC 4180): a line per symbol.

A spreadsheet takes a cell that begins with ``=`` for a formula and runs it: such cells begin with an apostrophe here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.output.rows.reading import ReadingRows
from reader.output.rows.report import concept_name, how_known, said, word
from reader.output.rows.sheets import credits_of, say

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.output.rows.row import Row
    from reader.study.study import Study

COLUMNS = ("symbol", "meaning", "evidence", "concept", "count")
RUN = ("=", "+", "-", "@", "\t", "\r")


def export(study: Study, language: Language = "en") -> str:
    """All symbols, with a line of headings in ``language``; each line says whose paper it is, and its licence."""
    written = io.StringIO()
    table = csv.writer(written)
    more = (say("column-place", language), say("column-sentence", language), say("column-paper", language),
            say("column-licence", language))  # fmt: skip
    table.writerow((*(word(f"column-{column}", language) for column in COLUMNS), *more))
    whose = credits_of(study, language)
    for row in ReadingRows(study, language).symbols:
        cells = (*_cells(row, study, language), whose.address or whose.title, whose.licence)
        table.writerow(map(_plain, cells))
    return written.getvalue()


def _cells(row: Row, study: Study, language: Language) -> Iterator[str]:
    source = row["meaning_source"]
    yield row["latex"]
    yield said(row, language)
    yield how_known(row, language)
    yield concept_name(row["concepts"][0]["id"], study.glossary, language) if row["concepts"] else ""
    yield str(row["count"])
    yield f"{source['file']}:{source['line']}" if source else ""
    yield " ".join(source["sentence"].split()) if source else ""


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RUN) else cell
