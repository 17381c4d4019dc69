"""A formula's run as NumPy and PyTorch to read: the lines compute what the run computed, and each knows its part."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from torch_names import torch

import glossary
from reader.formula.semantics.parser import read_meaning
from reader.formula.syntax.parsing import parse_formula
from reader.pipeline import read
from reader.study.evaluation.code.dialects import TORCH
from reader.study.evaluation.code.readable_code import readable_code
from reader.study.evaluation.inputs import inputs_of
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.plan import Plan
from reader.study.evaluation.planning.planner import make_plan
from reader.study.evaluation.planning.run import run_plan
from reader.study.evaluation.refusal import Refusal
from reader.study.living.planned import planned
from reader.study.runs import attempt_at
from reader.study.study import Study


def computed(code: str, inputs: list[Any]) -> Any:
    space: dict[str, Any] = {}
    exec(code, space)
    function = next(each for each in space.values() if getattr(each, "__code__", None))
    with np.errstate(all="ignore"):
        return function(*(np.asarray(each, dtype=float) for each in inputs))


@pytest.fixture(scope="module")
def runs() -> dict[str, Any]:
    reading = read("example")
    study = Study(reading)
    found = {}
    for equation in reading.document.equations:
        try:
            plan = attempt_at(equation, study).plan_as_written
            found[equation.number or equation.id] = equation, run_plan(plan, inputs_of(plan))
        except Refusal:
            continue
    return found


def test_the_lines_give_what_the_run_gave(runs: dict[str, Any]) -> None:
    assert len(runs) > 15
    for name, (_, done) in runs.items():
        given = computed("\n".join(map(str, readable_code(done.plan))), done.inputs)
        results = given if len(done.plan.results) > 1 else (given,)
        for step, value in zip(done.plan.results, results, strict=True):
            assert np.shape(value) == done.of(step).shape, name
            assert np.allclose(value, done.of(step), rtol=1e-9, atol=1e-9, equal_nan=True), name


def test_attention_reads_as_one_would_write_it(runs: dict[str, Any]) -> None:
    _, done = runs["2"]
    lines = [line.text.strip() for line in readable_code(done.plan)]
    assert lines[3:9] == [
        "def Attention(Q, K, d_k, M, V):",
        "part_1 = K.T",
        "part_2 = Q @ part_1",
        "part_3 = np.sqrt(d_k)",
        "part_4 = part_2 / part_3",
        "part_5 = part_4 + M",
    ]


def test_a_line_knows_the_part_that_it_computes(runs: dict[str, Any]) -> None:
    equation, done = runs["2"]
    line = next(line for line in readable_code(done.plan) if "np.sqrt" in line.text)
    assert line.step is not None
    assert equation.formula.expanded[line.step.start : line.step.end] == r"\sqrt{d_k}"


def in_torch(code: str, inputs: list[Any]) -> Any:
    """The code run by the names of PyTorch that it may use; any other is none."""
    imported, _, rest = code.partition("\n")
    assert imported == "import torch" and "np." not in rest
    space: dict[str, Any] = {"torch": torch}
    exec(rest, space)
    function = next(each for each in space.values() if getattr(each, "__code__", None))
    with np.errstate(all="ignore"):
        return function(*(np.asarray(each, dtype=float) for each in inputs))


def plans(runs: dict[str, Any]) -> Iterator[tuple[str, Plan, Any]]:
    """Those of the paper, of the living formulas, and of what neither has."""
    yield from ((name, done.plan, done) for name, (_, done) in runs.items())
    for name, row in glossary.load().living.items():
        living = planned(row)
        yield name, living.plan, living.run()
    for latex in (
        r"a = \prod_{i=1}^n \prod_{j=1}^m b_{i,j}",
        r"c = \max(2, \sqrt{2}) x",
        r"d = \max_{i} e^{y_i}",
    ):
        plan = make_plan(read_meaning(parse_formula(latex)), Knowledge())
        yield latex, plan, run_plan(plan, inputs_of(plan))


def test_pytorch_gives_what_numpy_gives(runs: dict[str, Any]) -> None:
    count = 0
    for name, plan, done in plans(runs):
        given = in_torch("\n".join(map(str, readable_code(plan, TORCH))), done.inputs)
        results = given if len(plan.results) > 1 else (given,)
        for step, value in zip(plan.results, results, strict=True):
            assert np.shape(value) == done.of(step).shape, name
            assert np.allclose(value, done.of(step), rtol=1e-9, atol=1e-9, equal_nan=True), name
            count += 1
    assert count > 50
