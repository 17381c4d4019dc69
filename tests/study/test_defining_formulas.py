"""Which formula says what a symbol is, and what is said where that is not computed."""

from typing import Any

import pytest

from reader.latex.source.bundle import SourceBundle
from reader.model.reading import Reading
from reader.model.source import SourceFile
from reader.output.page.bench_runs import BenchRuns
from reader.output.rows.reading import to_dict
from reader.output.rows.report import how_known
from reader.pipeline import read
from reader.study.study import Study

MASK = r"""Let $Q, K, V \in \mathbb{R}^{n \times d}$ and $M \in \mathbb{R}^{n \times n}$.
\begin{equation} A = \operatorname{softmax}(Q K^\top + M) V \end{equation}
\begin{equation} M_{ij} = \begin{cases} 0 & \text{if } j \le i, \\ -\infty & \text{otherwise} \end{cases} \end{equation}
"""


def reading_of(body: str) -> Reading:
    text = "\\documentclass{article}\n\\begin{document}\n" + body + "\n\\end{document}\n"
    return read(SourceBundle("paper", {"paper.tex": SourceFile("paper.tex", text, "utf-8")}, "paper.tex", "digest"))


def given_in(body: str) -> dict[str, str | None]:
    return {spelling: equation.number for spelling, equation in Study(reading_of(body)).given.items()}


@pytest.mark.parametrize(
    ("body", "given"),
    [
        (r"\begin{equation} r := \frac{a}{b} \end{equation} $L = r c$", {"r": "1", "L": None}),
        (r"\begin{equation} L = r c \end{equation} \begin{equation} r \triangleq \frac{a}{b} \end{equation}",
         {"L": "1", "r": "2"}),
        (MASK, {"A": "1", "M_{ij}": "2", "M": "2"}),  # what all entries are, the whole is
        (r"\begin{equation} u = B z + s, \quad z = C v \end{equation}", {"u": "1", "z": "1"}),
        (r"\begin{equation} u_k = a + b, \quad k = n + 1 \end{equation}", {"u_{k}": "1"}),  # the range of an index
        (r"We know that $\kappa = \beta / \mu$.", {"\\kappa": None}),
        (r"The value for $\kappa = \beta / \mu$ is least.", {}),
        (r"With $\kappa$ large, we have $\kappa = \beta / \mu$.", {}),  # no definition: it was spoken of before
        (r"$a = 3$ and $b = c$ and $i = 1, 2, \ldots, m$", {}),
        (r"\begin{equation} f(0) = a + b \end{equation}", {}),  # one value
        (r"\begin{equation} w(n + m) = w(n) w(m) \end{equation}", {}),
    ],
)  # fmt: skip
def test_the_formula_that_gives_a_symbol(body: str, given: dict[str, str | None]) -> None:
    assert given_in(body) == given


def test_what_a_formula_gives_is_not_said_to_be_not_found() -> None:
    row = to_dict(Study(reading_of(r"\begin{equation} r := \frac{\kappa}{b} \end{equation} $L = r c$")))
    symbols = {symbol["latex"]: symbol for symbol in row["symbols"]}
    assert symbols["r"]["status"] == symbols[r"\kappa"]["status"] == "unknown"
    assert [how_known(symbols["r"], each) for each in ("en", "ja")] == ["given by formula (1)", "式 (1) で定義"]
    assert how_known(symbols["L"], "en") == "given by a formula"
    assert how_known(symbols[r"\kappa"], "en") == "not found"


def run_of(body: str, number: str) -> dict[str, Any]:
    study = Study(reading_of(body))
    runs = BenchRuns(study)
    equation = next(each for each in study.document.equations if each.number == number)
    return runs.row(equation, runs.tried(equation))


def test_what_another_formula_defines_is_computed_by_it() -> None:
    row = run_of(MASK, "1")
    assert row["computed"] == [["M", "2"]]
    assert [each["latex"] for each in row["inputs"]] == ["Q", "K", "V"]


def test_made_up_numbers_are_said_to_be_so() -> None:
    body = r"""\begin{equation} a = c r \end{equation}
    \begin{equation} r := \int_0^1 h(u)^2 du \end{equation}"""
    whys = {each["latex"]: each["why"] for each in run_of(body, "1")["inputs"]}
    assert "Formula (2) gives it" in whys["r"]["en"] and "式 (2)" in whys["r"]["ja"]
    assert "made up" not in whys["c"]["en"]
