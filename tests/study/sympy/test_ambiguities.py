"""Rows of factors that may be no product: each row's example is refused by that row, with its reason."""

import pytest

from reader.formula.semantics.nodes import Product
from reader.formula.semantics.parser import read_meaning
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tree import walk
from reader.messages import table
from reader.study.sympy.ambiguities import DOUBTS, Doubt, doubt_of
from reader.study.sympy.bridge import to_sympy


@pytest.mark.parametrize("doubt", DOUBTS, ids=lambda doubt: doubt.holds.__name__)
def test_the_example_of_a_row(doubt: Doubt) -> None:
    products = [node for node in walk(read_meaning(parse_formula(doubt.example))) if isinstance(node, Product)]
    assert any(doubt.holds(product) for product in products)
    assert to_sympy(doubt.example).problem == doubt.reason and doubt.reason in table("conversion")


@pytest.mark.parametrize(
    "latex", ["4ac", "n R T", r"2 x e^{2x}", r"e^{ikx}", r"\mathbf{A}\mathbf{B} x", r"2 \pi r", "(f + g)(x + y)", "a d"]
)
def test_products_stay_products(latex: str) -> None:
    for node in walk(read_meaning(parse_formula(latex))):
        if isinstance(node, Product):
            assert doubt_of(node) is None
    assert to_sympy(latex).status == "ok"
