"""Formulas with wildcards against formulas, and the index that must not lose any that fit."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.formula.syntax.parsing import parse_formula
from reader.library.patterns import is_empty, pattern_of, slack_of
from reader.library.trees import ANYTHING, Items, dump, load, pieces, tree_of

EXACT, LOOSE, NOT = "exact", "loose", "not"
CASES = [
    (r"\mathbb{E}[? \log ?]", r"L = -\mathbb{E}\left[\log \sigma(x)\right]", EXACT),
    (r"\mathbb{E}[? \log ?]", r"\mathbb{E}_{x \sim p}[\lambda \log D(x)]", LOOSE),
    (r"\mathbb{E}[? \log ?]", r"\mathbb{E}_{x \sim p}[D(x)] + \log y", NOT),
    (r"\mathbb{E}[? \log ?]", r"\operatorname{E}\bigl(\log x\bigr)", LOOSE),
    (r"\frac{?}{\sqrt{?}}", r"\mathrm{softmax}\Bigl(\frac{QK^\top}{\sqrt{d_k}}\Bigr)V", EXACT),
    (r"\frac{?}{\sqrt{?}}", r"\frac{a}{b}", NOT),
    (r"\frac{a}{?}", r"\frac{a + b}{c}", NOT),  # a whole argument, not its beginning
    ("x_i", r"\sum_i x_i^2", LOOSE),
    ("x_i^2", r"\sum_i x_i^2", EXACT),
    ("x_i^2", "x_i", NOT),
    ("x", "x_i", LOOSE),
    ("x_i", "x", NOT),
    ("a ? b", "a b", EXACT),  # nothing is something
    ("a ? b", "b + a", NOT),
    ("a ? b ? c", "a + b - (d) c", EXACT),
    ("? = ?", "a = b", EXACT),
    ("log ?", r"\log x", EXACT),  # typed as a word
    ("α + β", r"\alpha+\beta", EXACT),
    ("？＋b", "a + b", NOT),  # a full-width plus is no plus
    ("？+b", "a + b", EXACT),
    (r"\hat{x}", r"\hat{x}_t", LOOSE),
    (r"\hat{x}", "x", NOT),
    (r"\|?\|^2", r"\lVert a - b \rVert_2^2", LOOSE),
    (r"p(y|x)", r"p(y \mid x)", EXACT),
    (r"\begin{pmatrix} a & ? \end{pmatrix}", r"\begin{bmatrix} a & b \end{bmatrix}", EXACT),
    (r"\begin{pmatrix} a & ? \end{pmatrix}", r"\begin{pmatrix} a \\ b \end{pmatrix}", NOT),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "formula", "fits"), CASES)
def test_a_pattern_fits_or_not(pattern: str, formula: str, fits: str) -> None:
    slack = slack_of(pattern_of(pattern), tree_of(parse_formula(formula)))
    assert (NOT if slack is None else EXACT if slack == 0 else LOOSE) == fits


@pytest.mark.parametrize(("pattern", "formula", "fits"), CASES)
def test_the_index_loses_nothing_that_fits(pattern: str, formula: str, fits: str) -> None:
    if fits != NOT:
        needed = set(pieces(pattern_of(pattern)).split())
        assert needed <= set(pieces(tree_of(parse_formula(formula))).split())


def test_nothing_but_wildcards_is_no_question() -> None:
    assert is_empty(pattern_of("? ?"))
    assert is_empty(pattern_of(""))
    assert not is_empty(pattern_of("?x"))


ATOMS = st.sampled_from(["x", "y", "+", "=", r"\log", r"\alpha", "2"])


def branches(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    row = st.lists(inner, min_size=1, max_size=4)
    return st.one_of(
        row.map(lambda items: ["()", items]),
        row.map(lambda items: ["sqrt", items, []]),
        st.tuples(row, row).map(lambda pair: ["frac", *pair]),
        st.tuples(ATOMS, row, st.lists(ATOMS, max_size=1)).map(lambda three: ["^", [three[0]], *three[1:]]),
    )


TREES = st.lists(st.recursive(ATOMS, branches, max_leaves=12), min_size=1, max_size=6)


def loosened(items: Items, draw: Any) -> Items:
    """The formula with some of its parts replaced by wildcards."""
    made: Items = []
    for item in items:
        if draw(st.integers(0, 3)) == 0:
            made.append(ANYTHING)
        elif isinstance(item, list):
            first = item[1] if item[0] == "^" else loosened(item[1], draw)
            made.append([item[0], first, *(loosened(each, draw) for each in item[2:])])
        else:
            made.append(item)
    return made


@given(TREES, st.data())
def test_a_formula_is_found_by_what_is_left_of_it(tree: Items, data: st.DataObject) -> None:
    pattern = loosened(tree, data.draw)
    assert slack_of(pattern, tree) is not None
    assert set(pieces(pattern).split()) <= set(pieces(tree).split())


@given(TREES)
def test_a_tree_comes_back_as_it_was_kept(tree: Items) -> None:
    assert load(dump(tree)) == tree
