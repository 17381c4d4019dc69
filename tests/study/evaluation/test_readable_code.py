"""A formula's run as NumPy to read: what the lines compute is what the run computed, and each line knows its part."""

from typing import Any

import numpy as np
import pytest

from reader.pipeline import read
from reader.study.evaluation.inputs import inputs_of
from reader.study.evaluation.planning.run import run_plan
from reader.study.evaluation.readable_code import readable_code
from reader.study.evaluation.refusal import Refusal
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
