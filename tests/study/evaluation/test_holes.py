"""Parts taken out of formulas and put into others, with the brackets that print needs."""

import pytest

from reader.formula.semantics.nodes import Meaning
from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.parsing import parse_formula
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.holes import holes_of, put_in

KNOWLEDGE = Knowledge()


def read(latex: str) -> Meaning:
    return read_meaning(parse_formula(latex))


@pytest.mark.parametrize(
    ("latex", "parts"),
    [
        (r"\operatorname{softmax}(Q K^\top) V", [r"\operatorname{softmax}(QK^{\top})", "V"]),
        (r"(a + b) c", ["a+b", "c"]),  # the brackets belong to the place
        (r"\left( \frac{a}{b} \right)^2", [r"\frac{a}{b}", "2"]),
        (r"\sum_{i=1}^n w_i x_i", ["w_{i}x_{i}"]),  # the range belongs to the sum
        (r"\mathbb{E}_{x \sim p}[f(x)]", ["f(x)"]),
        (r"f(x)", []),  # an unknown function of a name is a name
        (r"f(x + h)", ["x+h"]),
        (r"\underbrace{a}_{x} + b", ["a", "b"]),
        (r"\int f(x) dx", ["f(x)"]),
        ("x_t", []),
    ],
)
def test_parts_are_what_a_node_is_computed_from(latex: str, parts: list[str]) -> None:
    assert [meaning_latex(hole.part) for hole in holes_of(read(latex), KNOWLEDGE)] == parts


@pytest.mark.parametrize(
    ("outer", "at", "inner", "expected"),
    [
        ("a b", 0, "c + d", "(c+d)b"),
        ("a b", 1, "c + d", "a(c+d)"),
        ("a b", 1, "-c", "a(-c)"),
        ("a b", 1, "c d", "acd"),
        ("a b", 1, "2 c", "a(2c)"),
        ("a b", 1, "3", "a(3)"),
        ("a b", 0, r"\sum_i c_i", r"(\sum_{i}c_{i})b"),
        ("a b", 1, r"\sum_i c_i", r"a\sum_{i}c_{i}"),
        ("a b", 1, r"\frac{c}{d}", r"a\frac{c}{d}"),
        ("a b", 1, "c / d", "a(c/d)"),
        ("a b", 1, r"c \odot d", r"a(c\odot d)"),
        ("a - b", 1, "c + d", "a-(c+d)"),
        ("a - b", 0, "c + d", "c+d-b"),
        ("a + b", 1, "c + d", "a+c+d"),
        ("a + b", 1, "-c", "a+(-c)"),
        ("(a + b) c", 0, "d", "dc"),
        (r"\frac{a}{b}", 1, "c + d", r"\frac{a}{c+d}"),
        ("a / b", 1, "c d", "a/(cd)"),
        ("a / b", 0, "c d", "cd/b"),
        ("a^2", 0, "b + c", "(b+c)^{2}"),
        ("a^2", 0, r"\frac{b}{c}", r"(\frac{b}{c})^{2}"),
        ("a^2", 0, r"\sqrt{b}", r"(\sqrt{b})^{2}"),
        ("a^2", 0, "x^2", "(x^{2})^{2}"),
        ("a^2", 0, r"\exp(b)", r"\exp(b)^{2}"),
        ("a^2", 0, r"\mathbb{E}[b]", r"(\mathbb{E}[b])^{2}"),
        (r"A^\top", 0, "B C", r"(BC)^{\top}"),
        (r"\exp(a)", 0, "b + c", r"\exp(b+c)"),
        (r"\log a", 0, "b + c", r"\log(b+c)"),
        (r"\log a", 0, r"\exp(b)", r"\log\exp(b)"),
        (r"\sum_i a_i", 0, "b_i + c_i", r"\sum_{i}(b_{i}+c_{i})"),
        (r"\sum_i a_i", 0, "b_i c_i", r"\sum_{i}b_{i}c_{i}"),
        (r"\|a\|", 0, r"\|b\|", r"\|(\|b\|)\|"),
    ],
)
def test_brackets_stand_where_print_needs_them(outer: str, at: int, inner: str, expected: str) -> None:
    node = read(outer)
    holes = holes_of(node, KNOWLEDGE)
    parts = [read(inner) if k == at else hole.part for k, hole in enumerate(holes)]
    assert meaning_latex(put_in(node, holes, parts)) == expected
