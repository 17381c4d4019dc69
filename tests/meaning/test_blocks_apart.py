"""Formulas taken apart and put together, layers, and two formulas beside each other."""

import pytest

import glossary
from reader.formula import parse_formula
from reader.formula.canonical import canonical_string
from reader.meaning.blocks.apart import opened_to, put_together, take_apart
from reader.meaning.blocks.comparison import Change, compare
from reader.meaning.blocks.finding import find_blocks
from reader.meaning.blocks.layers import core_sample
from reader.meaning.blocks.places import balanced
from reader.meaning.blocks.reading import blocks_by_equation
from reader.pipeline import read

ATTENTION = r"\mathrm{Attention}(Q, K, V) = \mathrm{softmax}\left(\frac{Q K^T}{\sqrt{d_k}}\right) V"


def test_every_formula_of_the_example_is_the_same_again() -> None:
    reading = read("example")
    blocks = blocks_by_equation(reading.document)
    assert sum(map(len, blocks.values())) > 10
    for equation in reading.document.equations:
        latex = equation.formula.expanded
        again = put_together(take_apart(latex, blocks[equation.id]))
        assert canonical_string(parse_formula(again)) == canonical_string(parse_formula(latex))


def test_blocks_open_level_by_level() -> None:
    whole = take_apart(ATTENTION, find_blocks(ATTENTION, lambda word: True))
    levels = [(depth, part.block.block.id) for depth, part in opened_to(whole, 9) if part.block]
    assert (1, "scaled-dot-product-attention") in levels
    assert [depth for depth, name in levels if name == "softmax"] == [2]
    assert {depth for depth, _ in opened_to(whole, 1)} == {1}


def test_blocks_that_cross_are_not_both_cut_out() -> None:
    found = find_blocks(r"a + t (b - a) + \|x\|^2")
    latex = r"a + t (b - a) + \|x\|^2"
    assert put_together(take_apart(latex, (*found, *found))) == latex


@pytest.mark.parametrize(
    ("latex", "piece", "whole"),
    [
        (r"x \left( a + b \right) y", "a + b ", "a + b "),
        (r"\frac{a}{b} c", "a}{b", r"\frac{a}{b}"),
        (r"(a) (b - c) d", "a) (b - c", "(a) (b - c)"),
        (r"f(x", "(x", "(x"),
    ],
)
def test_no_bracket_is_cut_in_two(latex: str, piece: str, whole: str) -> None:
    start = latex.index(piece)
    begin, end = balanced(latex, start, start + len(piece))
    assert latex[begin:end] == whole


@pytest.mark.parametrize(
    ("one", "other", "changes"),
    [
        ("y = a + b", "y = b + a", ()),
        (r"x_t = a x_0 + \epsilon", r"x_t = a \mu(x_t) + \epsilon", (Change("x_{0}", r"\mu(x_{t})"),)),
        (r"\log \sigma(a - b)", r"\log \sigma(a - b - m)", (Change("", "-m"),)),
        (r"\frac{1}{n} \sum_i x_i", r"\frac{1}{n-1} \sum_i x_i", (Change("n", "n-1"),)),
        ("a = b", r"\sum_i x_i \le c", None),
    ],
)
def test_formulas_beside_each_other(one: str, other: str, changes: tuple[Change, ...] | None) -> None:
    assert compare(one, other) == changes


def test_a_formula_stands_on_layers() -> None:
    knowledge = glossary.load()
    strata = core_sample(find_blocks(ATTENTION), (), knowledge)
    order = [layer.id for layer in knowledge.layers]
    assert [order.index(stratum.layer.id) for stratum in strata] == sorted(
        (order.index(stratum.layer.id) for stratum in strata), reverse=True
    )
    held = {block: stratum.layer.id for stratum in strata for block in stratum.blocks}
    assert held["scaled-dot-product-attention"] == "attention-transformer"
    assert held["transpose"] == "linear-algebra"
