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
    ("where $u$ and $v$ are the kinetic and potential energy.", {"u": "kinetic energy", "v": "potential energy"}),
    ("where $p$ and $q$ are the price and sales tax.", {"p": None, "q": None}),
    ("on a grid of size $V$", {"V": "size of the grid"}),
    ("where $a$ and $b$ are the weights of the first boat.", {"a": None, "b": None}),
    ("a vector of ones of length $T$", {"T": None}),
    (
        "where $p$ and $q$ are the $i$-th and $j$-th rows of the chart.",
        {"p": "$i$-th row of the chart", "q": "$j$-th row of the chart"},
    ),
)


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
