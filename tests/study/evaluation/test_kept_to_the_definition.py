"""What the paper defines, orders or puts in a place of a kind holds on the numbers of a run."""

from __future__ import annotations

import numpy as np
import pytest
from paper_runs import display, done, offered

from reader.study.evaluation.attempts import Attempt, numbers_for
from reader.study.evaluation.refusal import Refusal


def drawn(text: str) -> list[dict[str, np.ndarray]]:
    """The inputs on all sets of numbers."""
    made = offered(text)
    assert isinstance(made, Attempt), made
    plan = made.trial.plan
    return [dict(zip([each.latex for each in plan.inputs], map(np.asarray, values), strict=True))
            for values in numbers_for(plan)]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "part", "value"),
    [
        (  # a rate of an enzyme, said of another letter
            r"Let $K > 0$ be the half load and $s > 0$ the substrate."
            + display(r"g(u) = \frac{u}{u + K}")
            + display(r"v = g(s)^2 + K s"),
            "g(s)",
            lambda given: given["s"] / (given["s"] + given["K"]),
        ),
        (  # a discount in economics
            r"Let $r > 0$ be the interest and $t > 0$ the time in years."
            + display(r"D(t) = \exp(-r t)")
            + display(r"V = D(t) + r^2 t"),
            "D(t)",
            lambda given: np.exp(-given["r"] * given["t"]),
        ),
        (  # a potential in physics, in the text
            r"Let $x > 0$ be the way and $k > 0$ the stiffness. Let $U(x) = \frac{1}{2} k x^2$."
            + display(r"E = U(x) + k x"),
            "U(x)",
            lambda given: given["k"] * given["x"] ** 2 / 2,
        ),
    ],
)
def test_a_value_that_a_formula_gives_is_computed(text, part, value) -> None:
    made = offered(text)
    assert isinstance(made, Attempt), made
    run = done(made)
    assert part not in run.given
    assert run.parts[part] == pytest.approx(value(run.given))
    assert made.borrowed == (part.partition("(")[0],)


@pytest.mark.parametrize(
    "law",
    [
        r"c(u) = u - \bar u",  # has kin of its own
        r"c(u) = \sum_{x} x u^x",  # counts with a letter
        r"c(u) = c(u / 2) + 1",  # goes back to itself
    ],
)
def test_what_would_mix_letters_is_not_put_in(law: str) -> None:
    made = offered(r"Let $x > 0$ be the tide and $a > 0$." + display(law) + display(r"y = a^2 c(x) + x^2"))
    assert isinstance(made, Refusal)


@pytest.mark.parametrize(
    "text",
    [
        # an inverse, whose other side is of any entries
        r"Let $x \in \mathbb{R}^n$ be the flow, $T_t, B_t \in \mathbb{R}^{n \times n}$."
        + display(r"N_t = I + T_t, \qquad B_t = N_t^{-1}")
        + display(r"y = B_t x + x"),
        # a share beside what it is a share of
        r"Let $a_t, b_t > 0$ be the votes for each $t$ and $s_t \in [0, 1]$ the share."
        + display(r"u_t = 2 b_t, \qquad s_t = \frac{a_t}{a_t + b_t}")
        + display(r"L = a_t s_t^2 + \exp(s_t)"),
        # a scaled identity
        r"Let $x \in \mathbb{R}^n$ and $s > 0$ be the spread, $\Sigma_t \in \mathbb{R}^{n \times n}$ the covariance."
        + display(r"n_t = t^2, \qquad \Sigma_t = s^2 I")
        + display(r"y = x^\top \Sigma_t x + s"),
    ],
)
def test_what_another_line_defines_is_not_made_up(text: str) -> None:
    found = offered(text)
    assert isinstance(found, Refusal)
    assert found.reason == "function-given"


COLUMN = r"Let $h \in \mathbb{R}^n$ be the sensor and $r > 0$ the noise."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (COLUMN + display(r"\mathbf{k} = \frac{\mathbf{P} h}{r + h^\top \mathbf{P} h}"), r"\mathbf{P}"),
        (COLUMN + r"Let $M \in \mathbb{R}^{n \times n}$." + display(r"s = \sqrt{h^\top M h} + r"), "M"),
        (
            r"Let $x \sim \mathcal{N}(m, Q)$, $v \in \mathbb{R}^n$, $Q \in \mathbb{R}^{n \times n}$."
            + display(r"y = v^\top Q v + 1"),
            "Q",
        ),
        (
            COLUMN + r"Here $C_t \in \mathbb{R}^{n \times n}$ is the covariance of the wind."
            r" Let $\hat C_t \in \mathbb{R}^{n \times n}$." + display(r"y = h^\top \hat C_t h + r^2"),
            r"\hat{C}_{t}",
        ),
    ],
)
def test_a_covariance_by_its_place_or_kin_is_definite(text: str, name: str) -> None:
    for given in drawn(text):
        matrix = given[name]
        assert np.allclose(matrix, matrix.T)
        assert np.linalg.eigvalsh(matrix).min() > 0


def test_a_diagonal_matrix_has_as_many_rows_as_columns() -> None:
    words = r"Let $S \in \mathbb{R}^{d \times m}$ be the stock, $\mathbf{D}$ a diagonal matrix."
    assert all(
        given[r"\mathbf{D}"].shape == (4, 4)
        for given in drawn(words + display(r"\mathbf{T} = \operatorname{softmax}(\mathbf{D} S)"))
    )


@pytest.mark.parametrize(
    ("words", "is_moved"),
    [
        ("is the learned weight matrix", True),
        ("is a matrix", True),
        ("is the Kalman gain", False),
        ("is the inverse of the stiffness", False),
        ("is the Jacobian of the flow", False),
    ],
)
def test_a_square_matrix_that_is_called_more_is_not_any(words: str, is_moved: bool) -> None:
    text = rf"Let $x \in \mathbb{{R}}^n$ be the load. Here $G \in \mathbb{{R}}^{{n \times n}}$ {words}."
    assert isinstance(offered(text + display(r"y = G x + x")), Attempt) == is_moved


@pytest.mark.parametrize(
    ("text", "is_moved"),
    [
        (r"the vector $k \in \mathbb{R}^d$ of $d$ entries", True),
        (r"the vector $k \in \mathbb{R}^m$ and the dimension $d$", False),
    ],
)
def test_a_size_below_a_root_is_the_length_of_its_vector(text: str, is_moved: bool) -> None:
    text = rf"Let $W \in \mathbb{{R}}^{{d \times n}}$ and {text}."
    assert isinstance(offered(text + display(r"s = \operatorname{softmax}(\frac{k}{\sqrt{d}})")), Attempt) == is_moved


@pytest.mark.parametrize("ends", [("min", "max"), ("lo", "hi"), ("lower", "upper"), ("low", "high")])
def test_a_number_lies_between_its_least_and_its_greatest(ends: tuple[str, str]) -> None:
    low, high = (rf"x_{{\mathrm{{{each}}}}}" if each not in ("min", "max") else rf"x_{{\{each}}}" for each in ends)
    text = rf"Let $x > 0$ be the depth, ${low} > 0$ and ${high} > 0$ its ends."
    for given in drawn(text + display(rf"z = (\frac{{x - {low}}}{{{high} - {low}}})^2")):
        assert given[low] <= given["x"] <= given[high]


def test_the_ends_of_an_interval_are_what_the_paper_says() -> None:
    text = r"Let $x_{\min}, x_{\max} > 0$ be its ends. The depth $x \in [2, 6]$ is in metres."
    for given in drawn(text + display(r"z = (\frac{x - x_{\min}}{x_{\max} - x_{\min}})^2")):
        assert (given[r"x_{\min}"], given[r"x_{\max}"]) == (2, 6)
        assert 2 <= given["x"] <= 6


VECTORS = r"Let $x_t, g_t, k_t \in \mathbb{R}^n$ and $b_t, c_t \in \mathbb{R}$ for each $t$."


@pytest.mark.parametrize(
    ("text", "is_moved"),
    [
        (display(r"x_{t+1} = x_t - b_t g_t"), False),  # of either sign
        (r"Let $b_t > 0$." + display(r"x_{t+1} = x_t - b_t g_t"), True),
        (r"Let $b_t > 0$." + display(r"x_{t+1} = x_t + b_t k_t (c_t - x_t^\top k_t)"), False),  # goes too far
        (r"Here $b_t > 0$ is the learning rate." + display(r"x_{t+1} = x_t + b_t k_t (c_t - x_t^\top k_t)"), True),
        (display(r"x_{t+1} = x_t + k_t (c_t - x_t^\top g_t)"), False),  # a gain that nobody says
    ],
)
def test_a_step_of_unknown_sign_or_length_is_not_moved(text: str, is_moved: bool) -> None:
    assert isinstance(offered(VECTORS + text), Attempt) == is_moved


def test_weights_that_a_mean_divides_by_and_steps_down_are_above_nought() -> None:
    text = r"Let $z_i, w_i \in \mathbb{R}$ be the prices."
    mean = display(r"m = \frac{\sum_{i=1}^{n} w_i z_i}{\sum_{i=1}^{n} w_i}")
    assert all((given["w_{i}"] > 0).all() for given in drawn(text + mean))
