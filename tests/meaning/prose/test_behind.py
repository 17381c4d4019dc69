"""What follows a description in its sentence and says which one is meant."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.prose.complements.behind import has_index
from reader.meaning.prose.definitions import find_definitions
from reader.pipeline import read

BEHIND = [
    ("The gauge reads the pressure $q_t$ at time $t$ of day.", "q_t", "at time $t$"),
    ("We weigh the fish $w_{ij}$ in pond $i$.", "w_{ij}", "in pond $i$"),
    ("This is the chance $p_k$ of rain in region $k$.", "p_k", "in region $k$"),
    ("and $\\rho$ is the rope being pulled.", "\\rho", "being pulled"),
    ("where $N$ is the number of days before the last boat has left the bay.", "N", "has left the bay"),
    ("It is the price of the bond $B$ sold on the market.", "B", "sold on the market"),
    ("We keep a net $f$ that was trained on the images.", "f", "that was trained on the images"),
]
NOTHING = [
    ("The gauge reads the pressure $q_t$ at time $s$.", "q_t"),  # of another index
    ("The gauge reads the pressure $q_{\\mathrm{t}}$ at time $t$.", "q_{\\mathrm{t}}"),  # a label
    ("The ball $b$ rolled to the wall.", "b"),  # what it did
    ("We take the mean of layer $l$ estimated over the week.", "l"),  # said of the mean
    ("It is the rate $r$ given by the law.", "r"),  # where it is written
    ("We weigh the fish $w$, caught in the pond.", "w"),
    ("where $s$ is the speed and the brackets mean an average.", "s"),
]


@pytest.mark.parametrize(("text", "symbol", "behind"), BEHIND)
def test_what_says_which_one_is_meant_is_found_behind_a_description(text: str, symbol: str, behind: str) -> None:
    assert [one.behind for one in find_definitions(text) if one.symbol == symbol] == [behind]


@pytest.mark.parametrize(("text", "symbol"), NOTHING)
def test_what_belongs_elsewhere_is_not(text: str, symbol: str) -> None:
    assert not any(one.behind for one in find_definitions(text) if one.symbol == symbol)


@pytest.mark.parametrize(
    ("name", "index", "has"),
    [
        ("p_t", "t", True), ("x^{(k)}", "k", True), ("f(u, v)", "v", True), (r"h_{\tau}", r"\tau", True),
        ("t", "t", False), (r"p_{\theta}", "t", False), (r"L_{\mathrm{test}}", "t", False), ("p_t", "t-1", False),
    ],
)  # fmt: skip
def test_an_index_is_a_letter_in_scripts_or_brackets(name: str, index: str, has: bool) -> None:
    assert has_index(name, index) == has


@pytest.mark.parametrize(
    ("text", "symbol", "meaning"),
    [
        (r"It holds the water pressure $q_t$ at time $t$. \[ s = 3 q_t \]", "q_{t}", "water pressure at time $t$"),
        (r"where $\rho$ is the rope being pulled. \[ s = 3 \rho \]", r"\rho", "rope being pulled"),
    ],
)
def test_it_is_added_to_the_words_that_are_shown(text: str, symbol: str, meaning: str) -> None:
    reading = read(bundle_from_bytes("paper.tex", text.encode()))
    shown = next(one for one in reading.annotations if one.symbol.latex == symbol)
    assert shown.meaning == meaning == shown.trace.candidates[0].meaning
