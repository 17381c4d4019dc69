"""What is left when a block is removed: every row reads, and where its formulas run, the numbers are right."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest
from textbook import blocks_in

from glossary.block import Block
from glossary.blocks_loader import load_blocks
from reader.formula.semantics.parser import read_meaning
from reader.formula.shapes.declared import Declarations, declared_in
from reader.formula.syntax.parsing import parse_formula
from reader.study.evaluation.inputs import inputs_of
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.plan import Plan
from reader.study.evaluation.planning.planner import make_plan
from reader.study.evaluation.planning.run import Comparison, run, run_plan, switch_off
from reader.study.evaluation.refusal import Refusal
from reader.study.runs import block_offer

REMOVALS = [block for block in load_blocks().values() if block.when_removed is not None]
DECLARED = (
    r"A, B, M \in \mathbb{R}^{n \times n}",
    r"Q, K, V, X \in \mathbb{R}^{n \times d}",
    r"W, U \in \mathbb{R}^{d \times d}",
)
LEAST_RUN = 150  # rows with a formula that runs with these declarations alone


@cache
def knowledge() -> Knowledge:
    found = [each for latex in DECLARED for each in declared_in(read_meaning(parse_formula(latex)))]
    return Knowledge(Declarations(tuple(found)), chances=frozenset("pq"), numbers=frozenset("abc"))


def comparisons(block: Block) -> Iterator[Comparison]:
    """The row's formulas and patterns that run, with the block and without it."""
    for latex in (*block.matches, *(pattern.latex for pattern in block.patterns)):
        meaning = read_meaning(parse_formula(latex), knowledge().evidence)
        blocks = blocks_in(latex, spoken=True)
        found = next((each for each in blocks if each.block.id == block.id and not each.differs), None)
        try:
            offer = block_offer(meaning, found, knowledge()) if found else None
            if offer is None:
                continue
            before = run(meaning, knowledge())
            without = make_plan(offer.meaning, knowledge(), before.plan.sizes, offer.switches)
            if {each.latex for each in without.inputs} <= {each.latex for each in before.plan.inputs}:
                yield switch_off(meaning, offer.switches, knowledge(), before, fixed=before.plan.sizes)
        except Refusal:
            continue


@pytest.mark.parametrize("block", REMOVALS, ids=lambda block: block.id)
def test_what_is_left_is_a_formula_in_the_slots_of_the_row(block: Block) -> None:
    removal = block.when_removed
    assert removal is not None and set(removal.text) == {"en", "ja"} and all(removal.text.values())
    assert not parse_formula(removal.neutral).problems


def test_what_is_left_has_the_numbers_of_its_formula() -> None:
    ran_at_all = 0
    for block in REMOVALS:
        ran = next(comparisons(block), None)
        if ran is None:
            continue
        ran_at_all += 1
        assert "--" not in ran.formula, block.id  # a sign that stands outside is not taken twice
        alone = plan_of(ran)
        if alone is None:
            continue
        again = run_plan(alone, inputs_of(alone), checked=False)
        left, right = (each.of(each.plan.results[-1]) for each in (ran.after, again))
        assert np.allclose(left, right, rtol=1e-9, atol=1e-9, equal_nan=True), block.id
    assert ran_at_all >= LEAST_RUN


@pytest.mark.parametrize(
    ("latex", "block", "left"),
    [
        (r"p_i = \frac{\exp(z_i)}{\sum_{j} \exp(z_j)}", "softmax", r"\frac{z_{i}}{\sum_{j} z_{j}}"),
        (r"\operatorname{softmax}(z)", "softmax", None),  # z_i over the sum of z_j has an i that stands nowhere here
        (r"e = \frac{1}{m} \sum_{k=1}^{m} |y_k - h_k|", "mean-absolute-error", r"\frac{1}{m} \sum_{k} (y_{k} - h_{k})"),
        (r"e = \mathbb{E}[|a - b|]", "mean-absolute-error", None),  # there is no n to divide by
        (r"\theta_{k+1} = \theta_k + \alpha \nabla J(\theta_k)", "gradient-ascent", r"\theta_{k}"),
        (r"y_k = x_k + \beta (x_k - x_{k-1})", "nesterov-accelerated-gradient", "x_{k}"),  # a row counts from t + 1
        (r"h_k = \tanh(W h_{k-1} + U x_k + b)", "recurrent-network", r"\tanh(U x_{k} + b)"),
        (r"h_k = \sigma(W h_{k-1} + U x_k + b)", "recurrent-network", None),  # of this spelling tanh is not left
        (r"G = \sum_{k=0}^\infty \gamma^k r_{t+k+1}", "discounted-return", r"\sum_{k} r_{t+k+1}"),
    ],
)
def test_what_is_left_in_the_symbols_of_the_formula(latex: str, block: str, left: str | None) -> None:
    found = [each.left for each in blocks_in(latex, spoken=True) if each.block.id == block]
    assert left in (found or [None])


@pytest.mark.parametrize("block", REMOVALS, ids=lambda block: block.id)
def test_every_spelling_that_a_row_names_leaves_its_formula(block: Block) -> None:
    removal = block.when_removed
    assert removal is not None
    for latex in removal.spellings:
        found = [each for each in blocks_in(latex, spoken=True) if each.block.id == block.id]
        assert not found or any(each.left for each in found), latex


def plan_of(ran: Comparison) -> Plan | None:
    """The formula that is left, planned anew; None where it is only a name or a number, or takes other inputs."""
    try:
        plan = make_plan(
            read_meaning(parse_formula(ran.formula), knowledge().evidence), knowledge(), ran.before.plan.sizes
        )
    except Refusal:
        return None
    known = {(each.latex, each.sizes, each.domain) for each in ran.before.plan.inputs}
    return plan if {(each.latex, each.sizes, each.domain) for each in plan.inputs} <= known else None
