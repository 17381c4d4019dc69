"""Numbers that a formula itself ties together are not moved apart."""

from __future__ import annotations

import pytest
from paper_runs import display, offered

from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.refusal import Refusal

BROKEN = (
    # another b has another K(u / b)
    r"Let $b > 0$ be the width, $u > 0$, $K: \mathbb{R} \to [0, \infty)$ a bump."
    + display(r"g = b^{-2} K(u / b) \log b"),
    # a mean of squares is never below zero
    r"Let $u > 0$ be the gain and $c > 0$." + display(r"\mathbb{E}[(z - a)^2] = \log c - u^2"),
    # entries with one index, and a whole array beside them
    r"Let $a \in \mathbb{R}^n$ be the aim, $\|a_i\|$ its norm and $s_i > 0$ a number."
    + display(r"g = 1 - \frac{a_i^2}{s_i^2} \exp(s_i)"),
)


@pytest.mark.parametrize("text", BROKEN)
def test_what_would_break_is_not_moved(text: str) -> None:
    found = offered(text)
    assert isinstance(found, Refusal)
    assert found.reason == "related-values"


@pytest.mark.parametrize(
    "text",
    [
        r"Let $b > 0$ be the width and $c > 0$ the load." + display(r"g = b^{-2} \exp(c / b) \log b"),
        r"Let $u > 0$ be the gain and $c > 0$." + display(r"d = \log c - u^2"),
    ],
)
def test_what_keeps_together_is_moved(text: str) -> None:
    assert isinstance(offered(text), Attempt)
