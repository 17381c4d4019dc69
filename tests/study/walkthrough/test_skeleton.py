"""A formula folded until it fits one line: boxes, what they stand for, and parts that say the same."""

from __future__ import annotations

import pytest
from formula_soup import TOKENS
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.parsing import parse_formula
from reader.study.walkthrough.sameness import swaps_between
from reader.study.walkthrough.skeleton import MOST_BOXES, ROOM, Skeleton, skeleton_of, width_of

LONG = (
    r"L = \|\hat{y}_{a} - f_{\theta}(x_{a}, t)\|^2 + \|\hat{y}_{b} - f_{\theta}(x_{b}, t)\|^2"
    r" + \frac{\sum_{i=1}^{n} w_i^2 + \sum_{i=1}^{n} v_i^2}{1 + \exp(u + v)}"
)


def folded(latex: str) -> Skeleton:
    return skeleton_of(read_meaning(parse_formula(latex)))


def test_a_short_formula_stays_as_it_is() -> None:
    assert folded("y = a x + b").boxes == ()


def test_a_long_formula_gets_boxes_that_fit() -> None:
    skeleton = folded(LONG)
    assert width_of(skeleton.line) <= ROOM < width_of(read_meaning(parse_formula(LONG)))
    assert [box.number for box in skeleton.boxes] == list(range(1, len(skeleton.boxes) + 1))
    assert skeleton.boxes[0].sign in meaning_latex(skeleton.line)


def test_boxes_put_back_give_the_formula() -> None:
    skeleton = folded(LONG)
    latex = meaning_latex(skeleton.line)
    for box in skeleton.boxes:
        latex = latex.replace(box.sign, meaning_latex(box.line))
    assert latex == meaning_latex(read_meaning(parse_formula(LONG)))


def test_parallel_parts_are_said_once() -> None:
    alike = [box.alike for box in folded(LONG).boxes if box.alike is not None]
    assert (("a", "b"),) in [one.swaps for one in alike]


@pytest.mark.parametrize(
    ("first", "second", "swaps"),
    [
        (r"\|a - f(x^{w})\|", r"\|a - f(x^{l})\|", (("w", "l"),)),
        (r"f(x_{1}) + g(x_{1})", r"f(x_{2}) + g(x_{2})", (("1", "2"),)),
        ("f(x) + g(x)", "f(x) + g(x)", ()),
        ("f(x) + g(x)", "f(y) + g(z)", None),  # one letter, two partners
        ("f(x) + g(y)", "f(z) + g(z)", (("x", "z"), ("y", "z"))),
        ("f(x) + g(y)", "f(x) - g(y)", None),  # another sign
        ("f(a, b, c)", "f(u, v, w)", None),  # too many letters
        ("x + 1", "y + 1", None),  # too short to tell
        (r"|b|^{-1} \sum_{x \in b} x", r"|b|^{-1} \sum_{x \in c} x", None),  # b stays here, and goes there
        (r"f(b) + g(b)", r"f(c) + g(b)", None),
    ],
)
def test_what_tells_two_parts_apart(first: str, second: str, swaps: object) -> None:
    found = swaps_between(first.replace(" ", ""), second.replace(" ", ""))
    assert found == swaps


@given(st.lists(TOKENS, max_size=40))
@settings(max_examples=100, deadline=None)
def test_nothing_raises(tokens: list[str]) -> None:
    skeleton = folded(" ".join(tokens))
    assert len(skeleton.boxes) <= MOST_BOXES
