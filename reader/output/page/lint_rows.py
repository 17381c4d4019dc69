"""Remarks for the reader of a paper: where its notation may trip.

::

    lint: [{"kind", "symbols": [symbol id], "file", "line", "text": {"en": [part], "ja": [part]}}]  # with quotation.py
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.messages import LANGUAGES, sentences
from reader.output.rows.row import Row
from reader.output.typesetting.quotation import split_prose
from reader.study.lint import Finding, lint

if TYPE_CHECKING:
    from reader.latex.source.places import SourcePlaces
    from reader.messages import Language
    from reader.study.study import Study

say = sentences("lint")


def lint_rows(study: Study) -> list[Row]:
    """What may trip the readers of a paper's notation."""
    places = study.places
    ids = {each.symbol.latex: each.symbol.id for each in study.reading.annotations}
    return [
        {
            "kind": finding.kind,
            "symbols": [ids[latex] for latex in dict.fromkeys(finding.symbols) if latex in ids],
            "file": finding.places[0].file,
            "line": places.locate(finding.places[0])[0],
            "text": {each: list(split_prose(remark(finding, places, each))) for each in LANGUAGES},
        }
        for finding in lint(study)
    ]


def remark(finding: Finding, places: SourcePlaces, language: Language) -> str:
    """What a finding says."""
    first, *more = finding.words or ("",)
    return say(
        finding.kind,
        language,
        symbol=finding.symbols[0],
        second=finding.symbols[-1],
        words=" ".join(first.split()),
        more=" ".join(" ".join(more).split()),
        other=places.say(finding.places[-1]),
    )
