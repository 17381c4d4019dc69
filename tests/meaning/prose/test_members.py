"""Several symbols under one noun, and measures of things."""

from __future__ import annotations

import pytest

from reader.meaning.prose.definitions import find_definitions
from reader.meaning.prose.members import element_of, one_of_many, singular

SHARES = (
    (
        "where $i_t$, $f_t$ and $o_t$ are the input, forget and output gates.",
        {"i_t": "input gate", "f_t": "forget gate", "o_t": "output gate"},
    ),
    (
        r"Here $\hat m$ and $\hat v$ are corrected estimates of the first and second moments of the wind.",
        {
            r"\hat m": "corrected estimate of first moment of the wind",
            r"\hat v": "corrected estimate of second moment of the wind",
        },
    ),
    ("where $p$ and $q$ are the true and false rates.", {"p": "true rate", "q": "false rate"}),
    ("on a grid of size $V$", {"V": "size of the grid"}),
    ("where $a$ and $b$ are the weights of the first boat.", {"a": None, "b": None}),
    ("a vector of ones of length $T$", {"T": None}),
    (
        "where $u_r$ and $v_r$ represent the $r$-th columns of $U$ and $V$, respectively.",
        {"u_r": "$r$-th column of $U$", "v_r": "$r$-th column of $V$"},
    ),
    (
        "where $u_i$ and $v_j$ are the $i$th and $j$th entries of piles $u$ and $v$, respectively.",
        {"u_i": "$i$th entry of pile $u$", "v_j": "$j$th entry of pile $v$", "u": None, "v": None},
    ),
    (
        "where $p$ and $q$ are the $i$-th and $j$-th rows of the chart.",
        {"p": "$i$-th row of the chart", "q": "$j$-th row of the chart"},
    ),
    (
        "Here $p$ and $q$ are the $k$th moments of the sea and the shore, respectively.",
        {"p": "$k$th moment of the sea", "q": "$k$th moment of the shore"},
    ),
)


ENDS = (
    (
        r"It lies within a given interval $[\alpha,\beta]$.",
        {
            r"\alpha": r"lower end of the interval $[\alpha,\beta]$",
            r"\beta": r"upper end of the interval $[\alpha,\beta]$",
        },
    ),
    ("We sail over the time interval $[0, T]$.", {"T": "upper end of the time interval $[0, T]$"}),
    (
        r"The confidence interval $\left(L, U\right)$ is wide.",
        {
            "L": r"lower end of the confidence interval $\left(L, U\right)$",
            "U": r"upper end of the confidence interval $\left(L, U\right)$",
        },
    ),
    ("Prices lie within the price bounds $[a, b]$.", {"a": "lower price bound", "b": "upper price bound"}),
    ("They keep the EU bounds $[a, b]$.", {"a": "lower EU bound", "b": "upper EU bound"}),
    (
        r"The gust is enclosed by known bounds $\underline{w}(t) \le w(t) \le \overline{w}(t)$.",
        {r"\underline{w}(t)": "lower bound of $w(t)$", r"\overline{w}(t)": "upper bound of $w(t)$"},
    ),
    ("The bounds $0 < c \\leq C$ hold.", {"C": "upper bound of $c$"}),
    ("in the unit interval $[0, 1]$", {}),
    ("the distance between a point and any interval $[a, b]$", {}),
    (r"It lies in the interval $[y, \infty)$.", {}),
    (r"in the interval $[x - \epsilon, x + \epsilon]$", {}),
    (r"in the interval $[\underline x, 1]$", {r"\underline x": r"lower end of the interval $[\underline x, 1]$"}),
    ("during the time interval $[t, t + h]$ it rains", {}),
    ("The interval $[t_k, t_{k + 1}]$ is short.", {}),
    ("a price range $[p_{\\min}, 5]$", {r"p_{\min}": r"lower end of the price range $[p_{\min}, 5]$"}),
    ("The interval $I = [a, b]$ is closed, and the range $R$ is wide.", {}),
    ("The point $(a, b)$ lies on it.", {}),
    ("The bounds $a$ and $b$ hold.", {}),
)


@pytest.mark.parametrize(("text", "expected"), ENDS)
def test_ends_of_an_interval(text: str, expected: dict[str, str]) -> None:
    found = {one.symbol: one.words for one in find_definitions(text)}
    assert {name: words for name, words in found.items() if words} == expected


@pytest.mark.parametrize(("text", "expected"), SHARES)
def test_words_of_one_symbol(text: str, expected: dict[str, str | None]) -> None:
    assert {one.symbol: one.words for one in find_definitions(text)} == expected


def test_members_of_a_list_need_no_article() -> None:
    found = find_definitions("where $q$, $k$ and $v$ are the query, key and value of a head.")
    assert [(one.symbol, one.text) for one in found] == [("q", "the query"), ("k", "key"), ("v", "value of a head")]


@pytest.mark.parametrize(
    ("words", "one"),
    [("gates", "gate"), ("biases", "bias"), ("matrices", "matrix"), ("vertices", "vertex"), ("indices", "index"),
     ("entropies", "entropy"), ("losses", "loss"), ("loss", "loss"), ("status", "status"),
     ("species", "species"), ("basis", "basis")],
)  # fmt: skip
def test_singular(words: str, one: str) -> None:
    assert singular(words) == one


@pytest.mark.parametrize(
    ("meaning", "element"),
    [("sequence of tokens with $x_t \\in V$", "token"), ("set of large boats", "large boat"), ("vector of mass", ""),
     ("set of weights of the network", ""), ("finite set of actions", "action"), ("token", None),
     ("sequence of $T$ tokens", "token"), ("set of all RGB images", "RGB image"), ("set of sails and oars", "")],
)  # fmt: skip
def test_element_of_a_whole(meaning: str, element: str | None) -> None:
    assert element_of(meaning) == element


@pytest.mark.parametrize(
    ("many", "one"),
    [("learnable vectors of length $n$", "learnable vector of length $n$"), ("sails", "sail"), ("mass", "mass"),
     ("weights and biases of the net", "weights and biases of the net"), ("points on a line", "point on a line"),
     ("gates ($n$ of them)", "gate ($n$ of them)"), ("noise of the sensors", "noise of the sensors"),
     ("knots that hold the sail", "knot"), ("knots of a rope that hold", "knot of a rope")],
)  # fmt: skip
def test_one_of_many(many: str, one: str) -> None:
    assert one_of_many(many) == one
