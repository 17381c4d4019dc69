"""Numbers that a paper rules out by what its letters are: none of them is put in, or the formula is not moved."""

from __future__ import annotations

import numpy as np
import pytest
from paper_runs import display, done, offered, tried

from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.refusal import Refusal


def given(text: str) -> dict[str, np.ndarray]:
    """What is put in, by its name."""
    made = offered(text)
    assert isinstance(made, Attempt), made
    return {name: np.array(value) for name, value in done(made).given.items()}


@pytest.mark.parametrize(
    "text",
    [
        r"Let $U \in \mathbb{R}^{m \times r}$ and $V \in \mathbb{Z}_{[a,b]}^{n \times r}$, where in fact"
        r" $U \in \mathbb{Z}_{[a,b]}^{m \times r}$." + display(r"f = \|U V^\top\|_F^2"),
        r"Let $U \in \mathbb{Z}_{+}^{m \times r}$ and $V \in \{0, \dots, 255\}^{n \times r}$."
        + display(r"f = \|U V^\top\|_F^2"),
    ],
)
def test_whole_numbers_stay_whole(text: str) -> None:
    values = given(text)
    assert all((values[name] == np.round(values[name])).all() for name in ("U", "V"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (r"Let $A \in \mathbb{R}^{d \times d}$ and $\lambda > 0$." + display(r"B = (A^\top A + \lambda I_d)^{-1}"),
         {"A", r"\lambda"}),
        (r"Let $A \in \mathbb{R}^{d \times d}$ and $x \in \mathbb{R}^d$." + display(r"y = (\mathbf{I} - A) x"),
         {"A", "x"}),
        (r"Let $I \in \mathbb{R}^{d \times d}$ be the Fisher information matrix and $u \in \mathbb{R}^d$."
         + display(r"y = u^\top I u"), {"I", "u"}),  # not every I is the identity
        (r"Let $I > 0$ be the current and $R > 0$ the resistance." + display(r"P = R I^2"), {"I", "R"}),
    ],
)  # fmt: skip
def test_the_identity_is_no_input(text: str, names: set[str]) -> None:
    assert set(given(text)) == names


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (r"Let $\alpha_t > 0$ be a schedule and $x \in \mathbb{R}^d$." + display(r"v = \dot{\alpha}_t x"),
         r"\dot{\alpha}_{t}"),
        (r"Let $R > 0$ be the radius and $E > 0$ the rim." + display(r"w = \frac{\dot R^2}{2} - \frac{\dot R}{E}"),
         r"\dot{R}"),
    ],
)  # fmt: skip
def test_how_fast_a_letter_changes_is_not_made_up(text: str, part: str) -> None:
    made = offered(text)
    assert isinstance(made, Refusal) and (made.reason, made.part) == ("kind-unknown", part)


def test_a_rate_of_change_that_is_declared_is_moved() -> None:
    text = r"Let $\dot m > 0$ be the flow and $u > 0$ the speed." + display(r"F = \dot m u^2")
    assert (given(text)[r"\dot{m}"] > 0).all()


def test_probabilities_in_bold_are_a_vector() -> None:
    text = (
        r"The model $\mathbf{x}_\theta(\mathbf{z}, t)$ is a distribution over words, $E \in \mathbb{R}^{V \times d}$."
    )
    shapes = {
        name: value.ndim for name, value in given(text + display(r"e = \mathbf{x}_\theta(\mathbf{z}, t) E")).items()
    }
    assert shapes[r"\mathbf{x}_{\theta}(\mathbf{z},t)"] == 1


def test_a_label_beside_a_number_does_not_make_a_vector() -> None:
    text = r"Let $\sigma_t > 0$ and $e \in \mathbb{R}^{n \times d}$." + display(
        r"m = \frac{\sigma_{t|s}^2}{\sigma_t^2} e"
    )
    assert given(text)[r"\sigma_{t\mid s}"].ndim == 0


@pytest.mark.parametrize(
    ("formula", "reason"),
    [(r"\mathbb{P}(x \in C) \ge 1 - \delta", "only-adds"), (r"q = 1 - \delta", "only-adds")],
)
def test_what_is_left_of_one_number_is_not_moved(formula: str, reason: str) -> None:
    made = offered(r"Let $\delta \in (0, 1)$." + display(formula))
    assert isinstance(made, Refusal) and made.reason == reason


def test_two_shares_are() -> None:
    assert isinstance(
        tried(r"Let $\delta \in (0, 1)$ and $p \in (0, 1)$." + display(r"q = (1 - \delta) p"))[0], Attempt
    )
