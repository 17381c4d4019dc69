"""Formulas that hold under conditions which a run does not know are not moved, however well they run."""

from __future__ import annotations

import pytest
from paper_runs import display, offered

from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.refusal import Refusal

SAILS = r"Let $a > 0$ be the length of the sail and $b > 0$ its width."


@pytest.mark.parametrize(
    "text",
    [
        SAILS + display(r"a^2 + b^2 \ge 2 a b + \log a"),
        SAILS + display(r"s \le a \exp(-b a^2)"),
        r"Let $u, v > 0$ be prices." + display(r"w \propto e^u \; z \propto e^v"),
        r"Let $d_{ij} > 0$ be the distance of towns $i$ and $j$." + display(r"D = \sum_{i \neq j} d_{ij} \log d_{ij}"),
        r"Let $x_i \in \mathbb{R}^3$ be the place of town $i$."
        + display(r"q_{ij} = \frac{\exp(-\|x_i - x_j\|^2)}{\sum_{k \neq l} \exp(-\|x_k - x_l\|^2)}"),
        r"Let $z \in \mathbb{R}^3$ and $\sigma > 0$."
        + display(r"f(z) = (2 \pi \sigma^2)^{-n/2} \exp(-\|z\|^2 / (2 \sigma^2))"),
    ],
)
def test_what_holds_under_conditions_is_not_moved(text: str) -> None:
    assert isinstance(offered(text), Refusal)


@pytest.mark.parametrize(
    "text",
    [
        SAILS + display(r"s = a \exp(-b a^2), \quad k > 1"),
        r"Let $x_i \in \mathbb{R}^3$ be the place of town $i$." + display(r"D = \sum_{i=1}^n \|x_i\|^2 \exp(-\|x_i\|)"),
    ],
)
def test_what_is_only_beside_a_condition_is(text: str) -> None:
    assert isinstance(offered(text), Attempt)
