"""Pieces of a formula on values of other kinds: what each computes, and that together they compute the formula."""

from typing import Any

import numpy as np
import pytest

from reader.formula.semantics.parser import read_meaning
from reader.formula.shapes.declared import Declarations, declared_in
from reader.formula.syntax.parsing import parse_formula
from reader.study.construction.pieces import Made, exchanged_all, taken_apart
from reader.study.evaluation.execution import execute
from reader.study.evaluation.inputs import inputs_of
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.plan import Plan
from reader.study.evaluation.planning.fragments import FIRST_HOLE, Fragment, FragmentKind, Trial, explore
from reader.study.evaluation.planning.run import run_plan
from reader.study.evaluation.refusal import Refusal


def knowing(*given: str) -> Knowledge:
    found = tuple(each for row in given for each in declared_in(read_meaning(parse_formula(row))))
    return Knowledge(Declarations(found), functions={r"\sigma": "sigmoid"})


def value(fragment: Fragment, holes: list[Any], inputs: list[Any]) -> Any:
    """The fragment alone, run as any plan is."""
    given = [*inputs, *[0.0] * (FIRST_HOLE - len(inputs)), *holes]
    plan = Plan(fragment.instructions, (), (), (), (), {})
    return execute(plan, given)[fragment.at]


def built(made: Made, trial: Trial, inputs: list[Any]) -> tuple[Any, FragmentKind]:
    """The value of a tree of pieces, made from fragments and nothing else."""
    parts = [built(part, trial, inputs) for part in made.parts if part is not None]
    piece = made.piece
    if not parts:
        fragment = trial.fragment_of(piece.node)
        return value(fragment, [], inputs), fragment.kind
    kinds = tuple(kind for _, kind in parts)
    fragment = trial.fragment(piece.node, lambda names: exchanged_all(piece.node, piece.holes, names), kinds)
    return value(fragment, [each.tolist() for each, _ in parts], inputs), fragment.kind


ATTENTION = (r"Q \in \mathbb{R}^{n \times d}", r"K \in \mathbb{R}^{m \times d}", r"V \in \mathbb{R}^{m \times h}")


@pytest.mark.parametrize(
    ("latex", "given"),
    [
        (r"\operatorname{softmax}(\frac{Q K^\top}{\sqrt{d}}) V", ATTENTION),
        (r"\frac{\exp(z_i)}{\sum_{j=1}^n \exp(z_j)}", ()),
        (r"\frac{1}{n-1} \sum_{i=1}^n (x_i - m)^2", ()),
        (r"-\log \sigma(\beta \log \frac{p(y \mid x)}{q(y \mid x)} - a)", ()),
        (r"\sum_{i=1}^n \sum_{j=1}^n w_i w_j a", ()),
        (r"\|W \mathbf{x} + \mathbf{b}\|^2",
         (r"W \in \mathbb{R}^{m \times n}", r"\mathbf{x} \in \mathbb{R}^n", r"\mathbf{b} \in \mathbb{R}^m")),
        (r"\max(a, b) - \min(a, b)", ()),
        (r"\mathbb{E}_{z \sim q(z)}[\log p(x, z)] - \mathbb{E}_{q(z)}[\log q(z)]", ()),
        (r"\mathbb{E}[(x - \mathbb{E}[x])^2]", ()),
    ],
)  # fmt: skip
def test_the_pieces_together_compute_the_formula(latex: str, given: tuple[str, ...]) -> None:
    meaning = read_meaning(parse_formula(latex))
    trial = Trial.of(meaning, knowing(*given))
    inputs = inputs_of(trial.plan)
    done = run_plan(trial.plan, inputs)
    found, kind = built(taken_apart(meaning, knowing(*given)), trial, inputs)
    expected = done.of(trial.plan.results[0])
    assert found.shape == expected.shape == kind.sizes
    assert np.allclose(found, expected, rtol=1e-12)


def test_what_does_not_go_together_has_no_way() -> None:
    meaning = read_meaning(parse_formula(r"Q K^\top"))
    trial = Trial.of(meaning, knowing(*ATTENTION))
    made = taken_apart(meaning, knowing(*ATTENTION))
    q, k = (trial.fragment_of(each.piece.node).kind for each in made.walk() if not each.piece.holes)
    piece = made.piece

    def multiply(names: list[Any]) -> Any:
        return exchanged_all(piece.node, piece.holes, names)

    turned = FragmentKind((), (k.sizes[1], k.sizes[0]), (k.sizes[1], k.sizes[0]))
    explored = explore(trial, {"multiply": (piece.node, 2, multiply)}, [("multiply", (q, turned))])
    assert explored.ways["multiply"][q, turned].kind.shape == (q.shape[0], k.shape[0])
    assert (q, q) not in explored.ways["multiply"] and "multiply" in explored.whole
    with pytest.raises(Refusal):
        trial.fragment(piece.node, multiply, (q, q))
    with pytest.raises(Refusal):
        explore(trial, {"multiply": (piece.node, 2, multiply)}, [("multiply", (q, q))])
