"""Formulas in papers at which a course points: still under their number, under another, or gone."""

import pytest

import reader
from glossary.course import Course
from reader.study.authoring.lessons import pointed_at, strayed

PAPER = r"""\documentclass{article}
\begin{document}
\begin{equation} L = \lambda + \mu \end{equation}
\begin{equation} K = \frac{\sigma(\beta)}{d_k} \end{equation}
\end{document}
"""
CASES = [
    # symbols, number, kind of fault, what is said
    (r"\sigma, \beta, d_{k}", "2", None, ""),
    (r"\sigma, \beta", "1", "formula-moved", r"2400.00001 (1) lacks \sigma, \beta: (2) has all of it"),
    (r"\sigma, \beta", "7", "formula-moved", "(2) has all of it"),
    (r"\sigma, \theta", "2", "formula-gone", r"(2) lacks \theta, and so does every other formula"),
]


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    file = tmp_path_factory.mktemp("paper") / "main.tex"
    file.write_text(PAPER, encoding="utf-8")
    return reader.read(file)


@pytest.mark.parametrize(("symbols", "number", "kind", "said"), CASES)
def test_a_number_that_has_changed_is_noticed(symbols, number, kind, said, reading):
    papers = {"dpo": f"2400.00001 ({number}), 1706.03762", "softmax": "2400.00002 (1)"}
    course = Course({"en": "", "ja": ""}, ("dpo", "softmax"), papers=papers, symbols={"dpo": symbols})
    assert pointed_at(course) == ("2400.00001",)
    found = list(strayed(course, "2400.00001", reading))
    assert [one.kind for one in found] == [kind] * bool(kind)
    assert all(said in one.message and one.text("ja") != one.message for one in found)
