"""Formulas taken apart and put together, and the layers below them."""

import pytest
from textbook import blocks_in

import glossary
from reader.formula.syntax.canonical import canonical_string
from reader.formula.syntax.parsing import parse_formula
from reader.meaning.blocks.apart import opened_to, put_together, take_apart
from reader.meaning.blocks.places import balanced
from reader.pipeline import read
from reader.study.core_sample import core_sample
from reader.study.study import Study

ATTENTION = r"\mathrm{Attention}(Q, K, V) = \mathrm{softmax}\left(\frac{Q K^T}{\sqrt{d_k}}\right) V"


def test_every_formula_of_the_example_is_the_same_again() -> None:
    reading = read("example")
    blocks = Study(reading).blocks
    assert sum(map(len, blocks.values())) > 10
    for equation in reading.document.equations:
        latex = equation.formula.expanded
        again = put_together(take_apart(latex, blocks[equation.id]))
        assert canonical_string(parse_formula(again)) == canonical_string(parse_formula(latex))


def test_blocks_open_level_by_level() -> None:
    whole = take_apart(ATTENTION, blocks_in(ATTENTION, spoken=True))
    levels = [(depth, part.block.block.id) for depth, part in opened_to(whole, 9) if part.block]
    assert (1, "scaled-dot-product-attention") in levels
    assert [depth for depth, name in levels if name == "softmax"] == [2]
    assert {depth for depth, _ in opened_to(whole, 1)} == {1}


def test_blocks_that_cross_are_not_both_cut_out() -> None:
    found = blocks_in(r"a + t (b - a) + \|x\|^2")
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


def test_a_formula_stands_on_layers() -> None:
    knowledge = glossary.load()
    core = core_sample(blocks_in(ATTENTION), (), knowledge)
    strata = core.strata
    order = [layer.id for layer in knowledge.layers]
    assert [order.index(stratum.layer.id) for stratum in strata] == sorted(
        (order.index(stratum.layer.id) for stratum in strata), reverse=True
    )
    held = {block: stratum.layer.id for stratum in strata for block in stratum.blocks}
    assert held["scaled-dot-product-attention"] == "attention-transformer"
    assert held["transpose"] == "linear-algebra"
    named = {each.block.under for each in blocks_in(ATTENTION)}
    assert core.concepts == len(knowledge.path(sorted(named))) > len(named)
