"""Where to start: each ground says something of the formula that it is about, and nothing of the others."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.messages import table
from reader.model.reading import Reading
from reader.pipeline import read
from reader.study.start import FEWEST, GROUNDS, start_here
from reader.study.study import Study

PAPER = r"""
\documentclass{article}
\title{Learning from a Difference of Scores}
\begin{document}
\maketitle
\begin{abstract}We study the temperature of a softmax.\end{abstract}
\section{Method}
The quiet margin $m$ is the difference of two scores,
\begin{equation} m = s(a) - s(b) + c . \label{m} \end{equation}
It is small where the two agree.
\begin{equation} q = \log (1 + m) + \log (2 + m) + d . \end{equation}
\begin{equation} u = \exp(m) / (1 + \exp(m)) . \label{u} \end{equation}
By \eqref{u}, by \eqref{u} and, once more, by \eqref{u}, all is well. For training we minimise
\begin{equation} \min_{\theta} \; \sum_i h_i(\theta) + g . \label{aim} \end{equation}
\begin{equation} \boxed{k + l = r + t + v + w} \end{equation}
Filling comes next.
\begin{equation} a + b = b + a + 0 \end{equation}
\appendix
\section{Proofs}
\begin{equation} \max_{\theta} \; \sum_i h_i(\theta) + 2 g \end{equation}
\end{document}
"""


def reading(text: str = PAPER) -> Reading:
    return read(bundle_from_bytes("paper.tex", text.encode()))


@pytest.fixture(scope="module")
def found() -> dict[str, set[str]]:
    """The kinds of grounds by the number of the formula."""
    paper = reading()
    numbers = {each.id: each.number or "" for each in paper.document.equations}
    starts = start_here(paper, Study(paper).blocks)
    return {numbers[each.equation]: {ground.kind for ground in each.grounds} for each in starts}


def test_three_to_five_formulas_in_reading_order(found: dict[str, set[str]]) -> None:
    assert 3 <= len(found) <= 5
    assert list(found) == sorted(found)
    assert not {"6", "A1"} & set(found)


@pytest.mark.parametrize(
    ("number", "kind"),
    [("1", "title"), ("1", "defines"), ("3", "cited"), ("4", "extreme"), ("4", "introduced"), ("5", "boxed")],
)
def test_each_ground_is_found_where_it_holds(found: dict[str, set[str]], number: str, kind: str) -> None:
    assert kind in found[number]
    assert sum(kind in kinds for kinds in found.values()) <= 2


def test_every_ground_has_its_sentence() -> None:
    said = table("start")
    assert all(row["en"] and row["ja"] for row in said.values())
    assert len(GROUNDS) <= len(said)


def test_a_paper_with_hardly_any_formula_needs_no_start() -> None:
    few = "".join(rf"\begin{{equation}} x_{k} = y + z + w \end{{equation}}" for k in range(FEWEST - 1))
    paper = reading(rf"\documentclass{{article}}\begin{{document}}{few}\end{{document}}")
    assert start_here(paper, Study(paper).blocks) == ()


def test_of_the_example_the_losses_are_among_them() -> None:
    paper = read("example")
    numbers = {each.id: each.number for each in paper.document.equations}
    starts = start_here(paper, Study(paper).blocks)
    assert {"10", "20"} <= {numbers[each.equation] for each in starts}
