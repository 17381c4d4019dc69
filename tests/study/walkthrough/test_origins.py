"""Where the parts of a formula come from, where its value goes, and which formula it repeats."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.pipeline import read
from reader.study.study import Study
from reader.study.walkthrough.steps import steps_in

LOSS = r"\sum_{i=1}^{n} t_c(i) \log y_c(i) + \sum_{i=1}^{n} h_i"
BODY = rf"""
\section{{Method}}
The gap is
\begin{{equation}} g := \|u - v\| \end{{equation}}
and the long one
\begin{{equation}} r(k) := \log(1 + \exp(k + u + v)) + \log(2 + \exp(k + u + v)) + \log(3 + k) \end{{equation}}
so that the cost is
\begin{{equation}} h = g + \beta r(3) \end{{equation}}
In all experiments the hyperparameter $\beta$ is set to $\beta = 0.25$.
The first loss is
\begin{{equation}} J_c = {LOSS} \end{{equation}}
and the second
\begin{{equation}} J_s = {LOSS.replace("_c", "_s")} \end{{equation}}
\section{{Twice}}
First we set
\begin{{equation}} m = u + 1 \end{{equation}}
and then
\begin{{equation}} m = u + 2 \end{{equation}}
so that
\begin{{equation}} e = f m \end{{equation}}
\section{{Elsewhere}}
\begin{{equation}} a = g w \end{{equation}}
"""


@pytest.fixture(scope="module")
def study() -> Study:
    text = rf"\documentclass{{article}}\begin{{document}}{BODY}\end{{document}}"
    return Study(read(bundle_from_bytes("p.tex", text.encode())))


@pytest.fixture(scope="module")
def told(study: Study) -> Sequence[Sequence[str]]:
    return [[step.text["en"] for step in steps_in(each, study)] for each in study.document.equations if each.display]


def test_a_short_definition_is_said_and_a_long_one_is_named(told: Sequence[Sequence[str]]) -> None:
    assert r"By (1), $g$ is $\|u-v\|$." in told[2] and "$r$ is given by (2)." in told[2]


def test_what_the_authors_choose_is_said(told: Sequence[Sequence[str]]) -> None:
    assert any(text.startswith(r"The authors set $\beta$") and text.endswith("to $0.25$.") for text in told[2])


def test_where_a_value_goes(told: Sequence[Sequence[str]]) -> None:
    assert "$g$ goes into (3)." in told[0]


def test_a_twin_is_told_by_what_differs(told: Sequence[Sequence[str]]) -> None:
    assert "It is (4) once more, with $s$ for $c$." in told[4]


def test_of_two_definitions_none_is_told(told: Sequence[Sequence[str]]) -> None:
    assert not any("(6)" in text or "(7)" in text for text in told[7])


def test_another_chapter_may_mean_something_else(told: Sequence[Sequence[str]]) -> None:
    assert not any("(1)" in text for text in told[8])
