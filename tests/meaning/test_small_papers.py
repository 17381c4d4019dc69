"""Short papers in the manner of eight fields: what each must say of its symbols, and what it must not say."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import reader
from reader.study.study import Study

FOLDER = Path(__file__).parent / "papers"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))
MISSED = pytest.mark.xfail(reason="the learned weights say otherwise", strict=True)


def rows_of(kind: str) -> list[Any]:
    """What is expected of every paper, and what is known to be missed."""
    return [
        pytest.param(paper, symbol, words, marks=marks)
        for paper, row in EXPECTED.items()
        for asked, marks in ((row, ()), (row.get("missed", {}), MISSED))
        for symbol, words in asked.get(kind, {}).items()
    ]


@cache
def meanings(paper: str) -> dict[str, str | None]:
    reading = reader.read(FOLDER / f"{paper}.tex")
    return {one.symbol.latex: one.meaning for one in reading.annotations}


def test_every_paper_is_asked() -> None:
    assert {path.stem for path in FOLDER.glob("*.tex")} == set(EXPECTED)


@pytest.mark.parametrize(("paper", "symbol", "words"), rows_of("means"))
def test_the_paper_says(paper: str, symbol: str, words: str) -> None:
    meaning = meanings(paper)[symbol]
    assert meaning and re.search(words, meaning)


@pytest.mark.parametrize(("paper", "symbol", "words"), rows_of("never"))
def test_the_paper_does_not_say(paper: str, symbol: str, words: str) -> None:
    assert not re.search(words, meanings(paper)[symbol] or "")


@cache
def annotations(paper: str) -> dict[str, Any]:
    return {one.symbol.latex: one for one in reader.read(FOLDER / f"{paper}.tex").annotations}


def test_letters_of_a_word_are_no_symbols() -> None:
    listed = set(annotations("tariff"))
    assert {r"\mathit{toll}", r"\hat{\nu}^{\mathit{BE}}", "m", "g", "h"} <= listed
    assert not listed & {"o", "l", "B", "E"}


def test_concepts_need_more_than_a_word_of_many_senses() -> None:
    found = annotations("tariff")
    assert "basis" not in [link.concept for link in found[r"\omega"].links]


def test_bars_that_count_are_no_absolute_value() -> None:
    assert "absolute-value" not in [link.concept for link in annotations("tariff")[r"|\cdot|"].links]


def test_a_name_before_a_noun_only_says_of_what_it_is() -> None:
    found = annotations("splash")
    assert "centroid" not in [
        link.concept for link in found["K"].links
    ]  # of the center of mass, but the kinetic energy
    assert "centroid" not in [link.concept for link in found["V"].links]
    assert [link.concept for link in found["I"].links] == ["moment-of-inertia"]  # none of the moments of statistics


def test_what_heat_loses_is_no_loss_of_training() -> None:
    assert "loss-function" not in [link.concept for link in annotations("kiln")[r"\epsilon"].links]


def test_what_a_function_gives_is_drawn_and_not_its_argument() -> None:
    reading = reader.read(FOLDER / "tariff.tex")
    parts = Study(reading).parts
    drawn = {
        one.symbol.latex: played.distribution
        for one in reading.annotations
        if (played := parts.played(one)) is not None
    }
    assert drawn["V"] is None
    assert drawn[r"\bar{y}_{j}"] == r"\mathcal{N}(m_j, s_j^2)"
