"""The elements that make up a part of a drawn formula."""

from __future__ import annotations

import re

import pytest

from reader.formula.syntax.parsing import parse_formula
from reader.output.drawing.mathml import to_mathml


def marked(latex: str, *parts: str) -> str:
    places = [(latex.index(part), latex.index(part) + len(part)) for part in parts]
    return to_mathml(parse_formula(latex), places=places)


@pytest.mark.parametrize(
    ("latex", "part", "elements"),
    [
        (r"\frac{a b}{\sqrt{d_k}}", r"\frac{a b}{\sqrt{d_k}}", ["mfrac"]),
        (r"\frac{a b}{\sqrt{d_k}}", r"\sqrt{d_k}", ["msqrt"]),
        (r"\frac{a b}{\sqrt{d_k}}", "d_k", ["msub"]),
        (r"\frac{a b}{\sqrt{d_k}}", "a b", ["mi", "mi"]),
        (r"x - y = z", "x - y", ["mi", "mo", "mi"]),
        (r"\sum_{i=1}^n x_i", "i=1", ["mi", "mo", "mn"]),
        (r"\left( a + b \right) c", r"\left( a + b \right)", ["mrow"]),
        (r"\hat{x} y", r"\hat{x}", ["mover"]),
        (r"\begin{cases} a & b \\ c & d \end{cases}", r"c & d", ["mi", "mi"]),
        (r"\underbrace{a + b}_{c} d", "a + b", ["mi", "mo", "mi"]),
        (r"\text{if $a = b$}", "a = b", ["mi", "mo", "mi"]),
        (r"a + b", "", []),
    ],
)
def test_a_part_is_the_largest_elements_within_it(latex: str, part: str, elements: list[str]) -> None:
    assert re.findall(r'<(\w+) data-te="0"', marked(latex, part)) == elements


def test_an_element_of_several_parts_has_the_numbers_of_all() -> None:
    assert '<mi data-te="0 1">b</mi>' in marked("a + b c", "b c", "b")


def test_a_symbol_can_be_a_part_too() -> None:
    drawn = to_mathml(parse_formula("x_t + y"), [(0, 3, "s1")], places=[(0, 3)])
    assert '<msub data-te="0" data-tezawari-symbol="s1">' in drawn


def test_without_parts_nothing_is_marked() -> None:
    assert "data-te=" not in to_mathml(parse_formula("a + b"))
