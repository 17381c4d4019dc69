"""What a definition says of an input, what a part leaves out, and rows of one derivation: the page keeps to them."""

from __future__ import annotations

import numpy as np
import pytest
from paper_runs import display, done, moved, offered

from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.refusal import Refusal

ROWS = r"\begin{align} %s \end{align}"


@pytest.mark.parametrize(
    "text",
    [
        # what the function gives is said, and cannot be computed here
        r"Let $\mathrm{centre}(u) = u - \bar u$ and $u, h \in \mathbb{R}^d$."
        + display(r"h' = 2 h + \beta \, \mathrm{centre}(u) + h \odot h"),
        display(r"Y(n) = \max_{b \le n} \sum_i g(b, i)")
        + r"Let $p_k$ be the probability of branch $k$."
        + display(r"E = \sum_{k=1}^K p_k Y(n_k)"),
        # at its first place it is 1
        r"Here $S(g, 1) = 1$, and $S(g, t) \in [0, 1]$ is the share of seedlings of bed $g$ that are alive in week $t$."
        + display(r"L = \sum_{t=1}^{T} S(g(t), t)^2"),
        # another formula makes it of what stands beside it
        r"Let $A, B_k \in \mathbb{R}^{d \times d}$ be covariances and $m, m_k \in \mathbb{R}^d$ the means of block $k$."
        + display(r"C_k = (A^{-1} + B_k^{-1})^{-1}")
        + "Then"
        + display(r"v_k = C_k (A^{-1} m + B_k^{-1} m_k)"),
        # what no member has beside itself
        r"Let $x_i \in \mathbb{R}^d$ be the sites."
        + display(r"p_{ij} = \frac{e^{-\|x_i - x_j\|^2}}{\sum_{k \ne i} e^{-\|x_i - x_k\|^2}}"),
        # a spike that a row above computes
        ROWS % (r"v[t] &= \beta v[t-1] + x[t] \\ s[t] &= \Theta(v[t] - c) \\ w[t] &= v[t] - c \cdot s[t] + 3 x[t]"),
    ],
)
def test_values_that_a_definition_gives_are_not_made_up(text: str) -> None:
    assert isinstance(moved(text), Refusal)


def test_a_function_that_may_give_any_number_is() -> None:
    text = (
        r"Let $p(x)$ and $q(x)$ be densities and $c > 0$ a scale."
        + display(r"r(x) = c \log \frac{p(x)}{q(x)}")
        + r"Here $r(x) \in \mathbb{R}$ is the score. The chance that $a$ is preferred to $b$ is"
        + display(r"w = \frac{1}{1 + e^{-(r(a) - r(b))}}")
    )
    assert isinstance(moved(text), Attempt)


@pytest.mark.parametrize(
    "formula",
    [
        r"D = b \log(1 + b) + \Psi[b](1 - b)(2 - b)",  # a term
        r"D = \int_{\mathbb{R}} |a - b|^3 q \, dx",  # what is integrated
        r"D = \lim_{b \to \infty} \frac{a}{1 + b} \log b",  # what goes to a limit
        r"\max_{\sum_m b_m = C} \sum_m a_m b_m^2",  # what is made largest under a condition
    ],
)
def test_a_piece_of_what_is_said_is_not_moved(formula: str) -> None:
    assert isinstance(moved("Let $a, b, q, C > 0$ be numbers." + display(formula)), Refusal)


@pytest.mark.parametrize(
    ("formula", "name"),
    [
        (r"\mathbb{E}[(z^\top B z)^2] = 2 s^4 \operatorname{tr}(B^2) + s^4 \operatorname{tr}(B)^2", "2s^{4}"),
        (r"D_2(k + 1) = \frac{s^2}{4} \sum_{i=1}^n (a_i - b_i)^2", "s^{2}"),
    ],
)
def test_a_side_that_runs_has_the_name_of_the_left_one(formula: str, name: str) -> None:
    said = r"Let $s > 0$ be the scale, $B \in \mathbb{R}^{n \times n}$ symmetric, and $a_i, b_i > 0$ the two spectra."
    made = offered(said + display(formula))
    assert isinstance(made, Attempt) and made.trial.plan.names[0] not in ("", name)


@pytest.mark.parametrize(
    "given",
    [
        r"$H_i(w) = \nabla^2 f_i(w)$",
        r"$G_i = \nabla^2 f_i$ and $H_i = \sum_k G_k$",
    ],
)
def test_second_derivatives_and_what_is_made_of_them_are_symmetric(given: str) -> None:
    text = rf"Let $H_i \in \mathbb{{R}}^{{d \times d}}$ and $x \in \mathbb{{R}}^d$, where {given}."
    run = done(offered(text + display(r"q = \frac12 \sum_{i=1}^n x^\top H_i x")))
    matrices = np.array(next(value for name, value in run.given.items() if name.startswith("H")))
    assert np.allclose(matrices, np.swapaxes(matrices, -1, -2))


def test_what_is_said_to_be_diagonal_comes_out_so() -> None:
    said = r"Let $U, A \in \mathbb{R}^{d \times d}$ be matrices."
    assert isinstance(moved(said + display(r"B = U^\top A U = \operatorname{diag}(c_i : i \in I)")), Refusal)


@pytest.mark.parametrize(
    ("rows", "runs"),
    [
        (r"y &= a^2 + 2 a b + b^2 \\ &= (a + b)^2 + c - c", True),
        (r"y &= a b + a c \\ &= a d + \log b", False),  # d is what makes them equal
        (r"y &= a^2 + b \\ &\le a^2 + 3 b^2 + a b + 2", False),  # a bound
        (r"y &= a^2 + 2 b \\ &\le \frac{a b}{4} + \frac{b}{8}", False),
    ],
)
def test_rows_of_one_derivation_agree(rows: str, runs: bool) -> None:
    text = "Let $a, b, c, d > 0$ be the four rates." + ROWS % rows
    assert isinstance(moved(text), Attempt) == runs


@pytest.mark.parametrize("formula", [r"s = \frac{p}{q}", "v = x - y", r"g = (1 - p) x", r"u = p \, q"])
def test_one_step_of_arithmetic_shows_nothing(formula: str) -> None:
    text = r"Let $p, q \in (0, 1)$ be shares, and $x, y > 0$ the two prices." + display(formula)
    assert isinstance(offered(text), Attempt) and isinstance(moved(text), Refusal)


def test_a_product_has_two_factors() -> None:
    run = done(offered(r"Let $p_j \in (0, 1)$." + display(r"S_k = \prod_{j=1}^{k-1} (1 - p_j)")))
    assert all(np.array(value).size > 1 for name, value in run.given.items() if name.startswith("p"))


def test_a_letter_that_is_counted_with_is_whole() -> None:
    text = r"Let $p \in (0, 1)$." + display(r"m = \sum_{d=1}^{D} a_d") + "Then" + display(r"q = (1 - p) p^{d-1}")
    assert {each.latex: each.domain for each in _inputs(text)}["d"] == "natural"


def test_a_letter_with_a_word_is_no_matrix_of_the_field() -> None:
    text = r"Queries $Q$, keys $K$ and values $V$ are matrices. $V_{\mathrm{off}}$ is the voltage at rest."
    made = offered(text + display(r"u = V_{\mathrm{off}} x + x^2"))
    assert isinstance(made, Refusal) or all(not each.sizes for each in made.trial.plan.inputs)


def test_the_argument_of_a_function_is_what_stands_before_it() -> None:
    text = r"Let $p_t, q_t \in (0, 1)$ be chances." + display(r"z_t = \log \frac{p_t}{q_t}, \qquad k(z) = \frac12 z^2")
    made = offered(text)
    assert "z" not in {each.latex for each in _inputs(text)} and isinstance(made, Attempt)
    run = done(made)
    z, k = (float(np.squeeze(run.of(each))) for each in made.trial.plan.results)
    assert k == pytest.approx(z * z / 2)


def _inputs(text: str) -> tuple:
    made = offered(text)
    assert isinstance(made, Attempt), made
    return made.trial.plan.inputs
