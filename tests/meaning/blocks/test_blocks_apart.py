"""Blocks in blocks, places that are whole, and the layers below a formula."""

from dataclasses import replace

import pytest
from textbook import blocks_in

import glossary
from reader.meaning.blocks.found import levels
from reader.meaning.blocks.places import balanced
from reader.study.core_sample import core_sample

ATTENTION = r"\mathrm{Attention}(Q, K, V) = \mathrm{softmax}\left(\frac{Q K^T}{\sqrt{d_k}}\right) V"


def test_blocks_open_level_by_level() -> None:
    found = [(depth, one.block.id) for depth, one in levels(blocks_in(ATTENTION, spoken=True))]
    assert (1, "scaled-dot-product-attention") in found
    assert [depth for depth, name in found if name == "softmax"] == [2]


def test_a_weight_is_no_value_of_an_attention() -> None:
    weights = r"\mathrm{softmax}(\frac{A B^T}{\sqrt{d}})"
    found = blocks_in(rf"Y = ({weights} - \lambda {weights}) C", spoken=True)
    values = [one.bindings.get("V") for one in found if one.block.id == "scaled-dot-product-attention"]
    assert set(values) <= {"C"}


@pytest.mark.parametrize(
    ("inside", "sides"),
    [
        ("(p_i - q_i) - (r_i - s_i)", None),  # the sides are the brackets; no term crosses over
        ("p_i - q_i - r_i", {"p_{i}-q_{i}", "r_{i}"}),
        ("p_i - q_i", {"p_{i}", "q_{i}"}),
    ],
)
def test_the_sides_of_a_difference_are_as_they_stand(inside: str, sides: set[str] | None) -> None:
    found = blocks_in(rf"\frac{{1}}{{n}} \sum_{{i=1}}^{{n}} \| {inside} \|^2", spoken=True)
    told = [{one.bindings["a"], one.bindings["b"]} for one in found if one.block.id == "mean-squared-error"]
    assert told == ([] if sides is None else [sides])


def test_of_two_blocks_that_cross_one_is_shown() -> None:
    one = blocks_in(r"\|x\|^2")[0]
    first, second, inner = replace(one, start=0, end=8), replace(one, start=5, end=9), replace(one, start=6, end=8)
    assert list(levels((second, inner, first))) == [(1, first), (2, inner)]


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
