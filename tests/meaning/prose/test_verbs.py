"""Verbs that look like nouns before a formula, objects that are no names, and laws with what they are of."""

from __future__ import annotations

import pytest

from reader.latex.document.document import read_passages
from reader.meaning.prose.definitions import definitions_in

CASES = [
    # a noun in the plural behind "a" is a verb
    ("so a tour visits $N = c + 1$ towns a day.", {}),
    ("Each oven bakes $K$ loaves.", {}),
    ("where each client has a weights vector $w$.", {"w": "a weights vector"}),
    ("We fit a few landmarks $s_1, s_2, \\ldots, s_n$.", {"s_1, s_2, \\ldots, s_n": "a few landmarks"}),
    ("The towns $t$ lie far apart.", {"t": "The towns"}),
    ("There is a series $s$ of tides.", {"s": "a series of tides"}),
    ("The keel balances $H$ when the wind is fair.", {}),
    ("There is a tree spanning $V$ in the wood.", {}),
    ("The money flow balancing $G$ is small.", {}),
    ("We try a finite spanning $S$.", {"S": "a finite spanning"}),
    ("We turn the scale to isolate $m$, and read it.", {}),
    # what it is not
    ("We do not assume $w$ to be a fixed weight of the boat.", {}),
    ("We do not use $w$, the weight of the boat, here.", {"w": "the weight of the boat"}),
    ("We assume $w$ to be a fixed weight of the boat.", {"w": "a fixed weight of the boat"}),
    # what is taken away is not what is left
    (r"The scale first subtracts a mean tare: \[ m_i = g_i - \frac{1}{k}\sum_j g_j. \]", {}),
    (r"After subtracting the tide: \[ h = y - t. \]", {}),
    (r"The scale first subtracts a mean tare: \[ t = \frac{1}{k}\sum_j g_j. \]", {"t": "a mean tare"}),
    (r"To the sum we add a drag penalty: \[ D = a - b. \]", {"D": "a drag penalty"}),
    # what an equation is called
    (r"Every point of the bay has a unique representation \[ w = v + U z. \]", {}),
    ("Each word has an embedding $e = f(x)$.", {"e": "an embedding"}),
    ("We see that hull dynamics $v[t] = a v[t-1] + b$ are like waves.", {}),
    ("We use the parameterization $w = v + U z$ of the plane.", {}),
    (r"We rewrite the drift of the boat as an affine map \[ v = a u + b. \]", {}),
    (r"We use the usual trim, namely $x(t) - m(t), t \in T$.", {"x(t) - m(t)": "the usual trim"}),
    (r"where the tides $-b, c \in R$ rise.", {"-b": "the tides", "c": "the tides"}),
    # whose distribution it is
    (r"There is a distribution of crews $\rho$ that wins.", {r"\rho": "distribution of crews"}),
    ("where the law of the tides $P$ is known.", {"P": "law of the tides"}),
    ("under a distribution of inputs $x$.", {"x": "inputs"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pairs"), CASES, ids=[text[:60] for text, _ in CASES])
def test_words_before_a_formula(text: str, pairs: dict[str, str]) -> None:
    said = {one.symbol: one.words or one.text for one in definitions_in(read_passages(text))}
    assert said == pairs


@pytest.mark.parametrize("text", ["a tour visits $u = a + 1$ towns.", "The boat dynamics $u[t] = a u[t-1]$ are slow."])
def test_no_mention_takes_them_for_names(text: str) -> None:
    assert not definitions_in(read_passages(text), 0)
