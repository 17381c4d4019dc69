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


@pytest.mark.parametrize(
    ("environment", "is_told"), [("theorem", False), ("lemma", False), ("proof", False), ("center", True)]
)
def test_a_theorem_holds_for_more_than_the_value_of_the_experiments(environment: str, is_told: bool) -> None:
    claim = r"We have \begin{equation} \|a - b\| \le \beta c \end{equation}"
    body = rf"\begin{{{environment}}} {claim} \end{{{environment}}}"
    setting = r"In all experiments the hyperparameter $\beta$ is set to $\beta = 0.25$."
    heads = r"\newtheorem{theorem}{Theorem}\newtheorem{lemma}{Lemma}"
    text = rf"\documentclass{{article}}{heads}\begin{{document}}\section{{Method}} {body} {setting}\end{{document}}"
    study = Study(read(bundle_from_bytes("p.tex", text.encode())))
    (told,) = ([step.text["en"] for step in steps_in(each, study)] for each in study.document.equations if each.display)
    assert any("The authors set" in each for each in told) == is_told


@pytest.mark.parametrize(
    ("setting", "is_told"),
    [
        (r"In all experiments the learning rate $\eta$ is set to $\eta = 0.25$.", True),
        (r"For all bridges we use the value $\eta = 0.25$.", True),
        (r"Throughout the trial we use the significance level $\eta = 0.05$.", True),
        (r"Both simulations use $\eta = 0.25$.", False),
        (r"As an example we use the damping ratio $\eta = 0.25$.", False),
        (r"In Figure 2 we set the significance level to $\eta = 0.05$.", False),
        (r"\begin{figure} \caption{Growth of the error. We use $\eta = 0.25$.} \end{figure}", False),
        (r"\begin{lemma} It is \[ w < \eta u \] \end{lemma} In all experiments we use $\eta = 0.25$.", False),
    ],
)
def test_a_number_of_one_picture_or_run_is_no_setting(setting: str, is_told: bool) -> None:
    body = rf"The step is \[ V = a - \eta B \] where $\eta$ is the hyperparameter. {setting}"
    heads = r"\newtheorem{lemma}{Lemma}\newtheorem{theorem}{Theorem}"
    text = rf"\documentclass{{article}}{heads}\begin{{document}}\section{{Method}} {body}\end{{document}}"
    study = Study(read(bundle_from_bytes("p.tex", text.encode())))
    equation = next(each for each in study.document.equations if each.display)
    assert any("The authors set" in step.text["en"] for step in steps_in(equation, study)) == is_told


def test_where_a_value_goes_is_told_beside_something_else() -> None:
    assert told_of("g := a b", "f = g + c")[0] == []
    assert "used to get" not in told_of("g := (1-t) a + t b", "f = g + c")[0][-1]  # what for, is not said
    told = told_of("g := (1-t) a + t b", "f = g + c", before="this. Here $f$ denotes the total cost.")
    assert told[0][-1] == "$g$ is used to get the total cost $f$ in (2)."


def test_a_twin_is_told_by_what_differs(told: Sequence[Sequence[str]]) -> None:
    assert "It is (4) once more, with $s$ for $c$." in told[4]


def test_of_two_definitions_none_is_told(told: Sequence[Sequence[str]]) -> None:
    assert not any("(6)" in text or "(7)" in text for text in told[7])


def test_another_chapter_may_mean_something_else(told: Sequence[Sequence[str]]) -> None:
    assert not any("(1)" in text for text in told[8])


@pytest.mark.parametrize(
    "latex",
    [
        r"f = \sum_{k=1}^{K} c_k + d", r"f = \int h(k) \, dk", r"f = \min_k h(k)", r"f(k) = k^2 + c",
        r"f = \frac{dx}{dk}", r"f = \nabla_k h(k)", r"f = \operatorname{E}_k[h(k)]",
        r"f = \{k \in U : h(k) > 0\}",
    ],
)  # fmt: skip
def test_what_a_formula_binds_has_no_origin(latex: str) -> None:
    first, second = told_of("k := a + b", latex)
    assert not first and not any("(1)" in text for text in second)
    assert told_of("k := a + b", "f = k + c") == [[], ["By (1), $k$ is $a+b$."]]


def test_arguments_that_are_all_given_are_values() -> None:
    *_, last = told_of("u := a + b", "v := a - b", "f(u, v) = u v")
    assert "By (1), $u$ is $a+b$." in last


@pytest.mark.parametrize(
    "latex", [r"g := a + b \quad \text{if } t < 0", r"g := a + b, \quad (t < 0)", r"g := a + b, \text{or } g := a - b"]
)
def test_a_definition_with_conditions_is_not_told_without(latex: str) -> None:
    assert not any("(1)" in text for text in told_of(latex, "h = g + c")[1])


def test_a_condition_in_a_row_of_its_own_is_one() -> None:
    rows = r"\begin{align} g &:= a + b \\ &\text{if } t < 0 \end{align}"
    assert not any("(1)" in text for text in told_of("h = g + c", before=rows)[-1])


@pytest.mark.parametrize(
    "latex", [r"\frac{d x_t}{d t} = v(x_t, t)", "x_{t+h} = x_t + h v(x_t, t)", r"x_{t-\delta} = x_t - \delta v(x_t, t)"]
)
def test_what_a_formula_solves_for_is_no_other_formulas_value(latex: str) -> None:
    assert not any("(1)" in text for text in told_of("x_t = a + b", latex)[1])
    assert told_of("x_t = a + b", "L = c x_t")[1] == ["By (1), $x_{t}$ is $a+b$."]


def told_of(*formulas: str, before: str = "") -> list[list[str]]:
    """The steps of each of them, in a paper of their own."""
    body = " so that ".join(rf"\begin{{equation}} {each} \end{{equation}}" for each in formulas)
    text = rf"\documentclass{{article}}\begin{{document}}\section{{Method}} Let us set {before} {body}\end{{document}}"
    study = Study(read(bundle_from_bytes("p.tex", text.encode())))
    return [[step.text["en"] for step in steps_in(each, study)] for each in study.document.equations if each.display]


CLAIM = r"\begin{equation} v = a + b + c \end{equation}"
PROOF = r"\begin{align} v &= a + d \notag \\ &= a + e \notag \\ &= a + b + c \end{align}"


@pytest.mark.parametrize(
    ("body", "first", "last"),
    [
        (f"{CLAIM} Indeed {PROOF}", "The lines from the formula below on work it out step by step.", "(1) is shown."),
        (rf"{CLAIM} \section{{Proofs}} {PROOF}", "The lines from the formula below on", "(1) is shown."),
        (rf"{CLAIM} \section*{{A proof}} $$d = e$$ Then {PROOF}", "", "(1) is shown."),  # far away
        (rf"{CLAIM} Indeed {PROOF.replace('&= a + b + c', '&= a + b')}", "", ""),
        (rf"{CLAIM} Indeed {PROOF.replace('&= a + e', '&< a + e')}", "", "$v$ is at most"),  # that is not what it says
    ],
)
def test_a_claim_and_the_lines_that_show_it(body: str, first: str, last: str) -> None:
    text = rf"\documentclass{{article}}\begin{{document}}\section{{Method}} We have {body}\end{{document}}"
    study = Study(read(bundle_from_bytes("p.tex", text.encode())))
    told = [[step.text["en"] for step in steps_in(each, study)] for each in study.document.equations if each.display]
    assert any(first in text for text in told[0]) == bool(first), told
    assert any(last in text for text in told[-1]) == bool(last), told
