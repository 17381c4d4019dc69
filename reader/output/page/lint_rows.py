"""Remarks for the reader of a paper: where its notation may trip, and where to start.

::

    lint:  [{"kind", "symbols": [symbol id], "file", "line", "text": {"en": [part], "ja": [part]}}]  # with quotation.py
    start: [{"equation", "grounds": [{"text": {"en", "ja"}, "symbol": symbol id | null}]}]            # heaviest first
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.messages import LANGUAGES, sentences, table
from reader.output.rows.row import Row
from reader.output.typesetting.quotation import split_prose
from reader.study.lint import Finding, lint
from reader.study.start import StartReason, start_here

if TYPE_CHECKING:
    from reader.latex.source.places import SourcePlaces
    from reader.messages import Language
    from reader.study.study import Study

SHOWN = 2  # grounds of a formula
LIGHTEST = 0.5  # that is worth a line

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


def start_rows(study: Study) -> list[Row]:
    """The formulas to start with, each with its heaviest grounds."""
    return [
        {
            "equation": each.equation,
            "grounds": [_ground(one) for one in each.grounds if one.weight >= LIGHTEST][:SHOWN],
        }
        for each in start_here(study.reading, study.blocks)
    ]


def _ground(ground: StartReason) -> Row:
    text = table("start")[ground.kind]
    said = {}
    for language in LANGUAGES:
        blanks = {name: value[language] for name, value in ground.blanks.items()}
        said[language] = text[language].format(symbol="{symbol}", **blanks)
    return {"text": said, "symbol": ground.symbol}
