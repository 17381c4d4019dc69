"""Words typed as bare letters: the prose of the paper tells them from products."""

from __future__ import annotations

import pytest

import reader
from reader.formula.symbols.typed_words import typed_words
from reader.latex.source.bundle import bundle_from_bytes
from reader.study.speech.aloud import read_aloud

SPOKEN = frozenset(("toll", "fare", "that", "MLE", "WE", "AB", "MoE", "TOLL"))
ROWS = (
    ("0.5 toll |a|", ["toll"]),
    (r"mgh + kT + abcd", []),
    (r"\mathrm{toll} + \text{the toll}", []),
    (r"{\rm toll} x", []),
    (r"x^{WE}_i + y_{MLE}", ["WE", "MLE"]),
    (r"x_{i,MoE}", ["MoE"]),
    (r"WE x", []),
    (r"AB", []),
    (r"\toll x", []),
    (r"\hat{fare}(x) \toll_{AB}", ["fare", "AB"]),
    (r"x \quad that", []),  # what the parser knows as prose
)


@pytest.mark.parametrize(("latex", "expected"), ROWS)
def test_runs(latex: str, expected: list[str]) -> None:
    assert [latex[start:end] for start, end in typed_words(latex, SPOKEN)] == expected


PAPER = r"""\documentclass{article}
\newcommand{\BE}{BE}
\newcommand{\guess}[1]{\hat\mu^{#1}}
\begin{document}
The driver pays a fixed toll at each gate. The Bold Estimator (\BE) is the largest mean. Let $m$ be the mass.
\begin{equation} r = 0.5 toll x - mgh + \guess{\BE}(S) \end{equation}
\end{document}
"""


def test_a_word_is_one_symbol_at_its_own_place() -> None:
    reading = reader.read(bundle_from_bytes("paper.tex", PAPER.encode()))
    names = {one.symbol.latex: one.symbol for one in reading.annotations}
    assert {r"\mathit{toll}", r"\hat{\mu}^{\mathit{BE}}", "m", "g", "h", "x", "S"} <= set(names)
    assert not {"t", "o", "l", "B", "E"} & set(names)
    places = {spelling: names[spelling].occurrences[0].span for spelling in (r"\mathit{toll}", "x", "S")}
    written = {spelling: PAPER[span.start : span.end] for spelling, span in places.items()}
    assert written == {r"\mathit{toll}": "toll", "x": "x", "S": "S"}


def test_the_word_is_said() -> None:
    reading = reader.read(bundle_from_bytes("paper.tex", PAPER.encode()))
    assert "toll" in read_aloud(reading.document.equations[0].formula.expanded)
