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
