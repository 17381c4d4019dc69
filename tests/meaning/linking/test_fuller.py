"""Words that are true but say too little, made fuller."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.pipeline import read


def shown(latex: str, text: str) -> str | None:
    """What is shown of a symbol of a paper."""
    paper = rf"\documentclass{{article}}\begin{{document}}{text}\end{{document}}"
    reading = read(bundle_from_bytes("p.tex", paper.encode()))
    return next(one for one in reading.annotations if one.symbol.latex == latex).meaning


PARTICULAR = [
    # the same with a complement
    (r"K", r"The cargo $K$ is heavy. Here $K$ is the cargo of the ferry. \[ s = 3 K \]", "cargo of the ferry"),
    (r"o_t", r"We meet the current reading $o_t$ first. Let $o_t$ be the reading of the gauge at noon. \[ s = 3 o_t \]",
     "reading of the gauge at noon"),
    # what a passing noun is called is defined elsewhere
    (r"V", r"The plan $V$ is long. where $V$ is the cheapest route through the harbour. \[ s = 3 V \]",
     "cheapest route through the harbour"),
]  # fmt: skip
AS_IT_IS = [
    # other words before the noun
    (r"E", r"We use the dry summer crop $E$. Let $E$ be a crop on the hill. \[ y = 3 E \]", "dry summer crop"),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "text", "meaning"), [*PARTICULAR, *AS_IT_IS])
def test_the_definition_that_says_which_goes_before_the_noun_alone(latex: str, text: str, meaning: str) -> None:
    assert shown(latex.replace("_t", "_{t}"), text) == meaning


WEIGHTS = r"We train a neural network by gradient descent: each layer has weights. "
LABELLED = [
    (r"W_{\mathrm{skip}}", WEIGHTS + r"A skip path helps. \[ y = W_{\mathrm{skip}} x + b \]", "skip weight matrix"),
    (r"W_{\mathrm{out}}", WEIGHTS + r"\[ y = W_{\mathrm{out}} x + b \]", "output weight matrix"),
    (
        r"W_{\mathrm{resid}}",
        WEIGHTS + r"The residual stays. \[ y = W_{\mathrm{resid}} x + b \]",
        "residual weight matrix",
    ),
    # short for one of two words, or for none of the paper
    (r"W_{\mathrm{trans}}", WEIGHTS + r"A transposed transition. \[ y = W_{\mathrm{trans}} x + b \]", "weight matrix"),
    (r"W_{\mathrm{kx}}", WEIGHTS + r"\[ y = W_{\mathrm{kx}} x + b \]", "weight matrix"),
]


@pytest.mark.parametrize(("latex", "text", "meaning"), LABELLED)
def test_a_usual_meaning_is_told_with_what_the_label_is_short_for(latex: str, text: str, meaning: str) -> None:
    assert shown(latex, text) == meaning


DRAWN = [
    # of what it is a moment
    (
        r"\mu",
        r"The height $h$ of a wave varies. \[ h \sim \mathcal{N}(\mu, v), \quad z = (x - \mu) / s \]",
        "mean of the height of a wave",
    ),
    # from what it is drawn
    (
        "x",
        r"Let $\pi$ be the prior of the fleet. We take samples $x \sim \pi$. \[ y = 3 x \]",
        "sample from the prior of the fleet",
    ),
]


@pytest.mark.parametrize(("latex", "text", "meaning"), DRAWN)
def test_a_formula_says_of_what_or_from_what(latex: str, text: str, meaning: str) -> None:
    assert shown(latex, text) == meaning


INDICES = [
    ("i", r"We count the ripe apples $a_i$. \[ b_i = 3 a_i \]", "index of the ripe apple"),
    ("i", r"We keep the weights $w_i$. \[ b_i = 3 w_i \]", "index"),  # of what the weights are of
    ("i", r"We count the ripe apples $a_i$. \[ b_i = 3 a_i, \quad i \in F \]", "index"),  # one of a set
    ("i", r"We note the rain $a_i$. \[ b_i = 3 a_i \]", "index"),
]


@pytest.mark.parametrize(("latex", "text", "meaning"), INDICES)
def test_an_index_is_that_of_the_things_that_stand_with_it(latex: str, text: str, meaning: str) -> None:
    assert shown(latex, text) == meaning
