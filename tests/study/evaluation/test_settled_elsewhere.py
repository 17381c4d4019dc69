"""Inputs that another line, another side or the paper's words settle: the formula is not moved on made-up ones."""

from __future__ import annotations

import numpy as np
import pytest
from paper_runs import display, done, offered

from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.refusal import Refusal
from reader.study.noun_kinds import quantity_of


@pytest.mark.parametrize(
    "text",
    [
        # the weights of a mixture beside the softmax that gives them
        r"Let $u \in \mathbb{R}^d$ be a feature, $\pi(u)$ the gating weights and $f_e(u)$ the expert, a number."
        + display(r"f(u) = \sum_{e=1}^{E} \pi_e(u) f_e(u), \qquad \pi(u) = \operatorname{softmax}(s(u))"),
        # the slope at one place beside those at all places
        r"Let $y_t \in \mathbb{R}^d$ be the position and $\nabla F(y_t) \in \mathbb{R}^d$ its gradient."
        + display(r"B = \frac{\|\nabla F(y_1)\|^2}{2} + \sum_{t=1}^{T} \mathbb{E}[\|\nabla F(y_t)\|^2]"),
        # a power in square brackets
        r"Let $p_{\mathrm{b}} \in [0, 1]$ be the probability of a fault and $q_i$ binary integers."
        + display(r"L = \prod_{i=1}^{N} [1 - p_{\mathrm{b}}]^{q_i} p_{\mathrm{b}}^{[1 - q_i]}"),
        # the loss itself beside its slope
        r"Let $w \in \mathbb{R}^d$ be the weights and $L > 0$ the loss." + display(r"v = w - L \nabla_{w} L"),
    ],
)
def test_what_the_display_itself_settles_is_not_made_up(text: str) -> None:
    assert isinstance(offered(text), Refusal)


@pytest.mark.parametrize(
    "text",
    [
        # the product of parts, and what is computed of it
        r"Let $q_k(u)$ be the probability of species $k$." + display(r"q(u) = \prod_{k=1}^{K} q_k(u)"),
        # a name with a word is no entry of what is computed
        r"Let $R_{\mathrm{soft}}(s) \ge 0$ and $R_{\mathrm{hard}}(s) \ge 0$ be the rewards."
        + display(r"R(s) = \frac{R_{\mathrm{soft}}(s)}{R_{\mathrm{soft}}(s) + R_{\mathrm{hard}}(s)}"),
        # another law of the same letter
        r"Let $\pi(a \mid s)$ be the policy and $\pi(a \mid o)$ the policy of an observer."
        + display(r"r = \frac{\pi(a \mid s)}{\pi(a \mid o)}"),
        # the right side of an equation in which the left one has a name of its own
        r"Let $y, x \in \mathbb{R}^d$ be points and $\beta \in (0, 1)$ the share."
        + display(r"z - y = \frac{\beta}{1 - \beta} (y - x)"),
    ],
)
def test_what_nothing_settles_is_moved(text: str) -> None:
    made = offered(text)
    assert isinstance(made, Attempt), made


def test_a_value_that_a_softmax_gives_is_a_share() -> None:
    text = (
        r"Let $h \in \mathbb{R}^d$ be the code, $t(l)$ the probability of label $l$, and $\bm{y}_s$ the output."
        + r"\[\bm{y}_s = \operatorname{softmax}(W h)\]"
        + display(r"J = - \sum_{l \in \mathcal{L}} t(l) \log y_s(l)")
    )
    made = offered(text)
    if isinstance(made, Attempt):
        assert all((np.array(value) <= 1).all() for value in done(made).given.values())


@pytest.mark.parametrize(
    ("phrase", "domain"),
    [
        ("binary integers", "binary"),
        ("silhouette coefficient of the clustering", "signed-unit"),
        ("integer", "integer"),
    ],
)
def test_nouns_of_few_numbers(phrase: str, domain: str) -> None:
    assert quantity_of(phrase) == domain
