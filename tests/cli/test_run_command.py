"""``tezawari run``: values on standard output, one sentence where a formula does not run."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

import reader
from reader.cli import main
from reader.output.rows.runs import run_row
from reader.output.terminal.runs import shown
from reader.study.runs import run_equation
from reader.study.study import Study

Captured = pytest.CaptureFixture[str]


def test_attention_runs(capsys: Captured) -> None:
    assert main(["run", "example", "--equation", "2", "--set", "d_k=2", "--set", "n=4"]) == 0
    said = capsys.readouterr().out
    assert "d_{k} = 2" in said and "n = 4" in said and "4 × 4" in said


def test_a_large_array_is_cut_and_a_small_one_is_not() -> None:
    assert shown([[1.0, 2.0, 3.0, 4.0]] * 2) == "[[1, 2, 3, 4], [1, 2, 3, 4]]"
    assert shown([[1.0] * 9] * 4) == "[[1, 1, 1, …], [1, 1, 1, …], [1, 1, 1, …], …]"


def test_in_japanese(capsys: Captured) -> None:
    assert main(["run", "example", "--equation", "8", "--set", "tau=2", "--lang", "ja"]) == 0
    said = capsys.readouterr().out
    assert "正の数" in said and "今回の大きさ" in said


def test_one_sentence_where_it_does_not_run(capsys: Captured) -> None:
    assert main(["run", "example", "--equation", "6"]) == 1
    assert main(["run", "example", "--equation", "99"]) == 1
    assert main(["run", "example", "--equation", "2", "--set", "d_k=2.5"]) == 1
    assert main(["run", "example", "--equation", "8", "--set", "z=1"]) == 2
    assert main(["run", "example", "--equation", "8", "--set", "tau"]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and len(captured.err.splitlines()) == 5 and "Traceback" not in captured.err


def test_the_code_runs_by_itself(capsys: Captured) -> None:
    assert main(["run", "example", "--equation", "8", "--code", "numpy"]) == 0
    code = capsys.readouterr().out
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nprint(run([[1.0, 2.0, 3.0], 1.0])[-1].sum())"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert float(done.stdout) == pytest.approx(1)
    assert main(["run", "example", "--equation", "8", "--code", "javascript"]) == 0
    assert "export { run };" in capsys.readouterr().out


@pytest.fixture(scope="module")
def ran() -> dict[str, Any]:
    """Every display of the example that runs, by its number."""
    from reader.study.evaluation.refusal import Refusal

    example = reader.read("example")
    study = Study(example)
    found = {}
    for equation in example.document.equations:
        try:
            found[equation.number or equation.id] = run_row(run_equation(equation, study), "en", equation, {})
        except Refusal:
            continue
    return found


def test_most_of_the_example_runs(ran: dict[str, Any]) -> None:
    assert len(ran) >= 20 and {"1a", "2", "5", "8", "10", "12", "16", "19"} <= set(ran)


def test_rows_are_plain_data(ran: dict[str, Any]) -> None:
    json.dumps(ran)
    policy = ran["8"]["results"][0]
    assert policy["name"].startswith("p_") and sum(policy["value"]) == pytest.approx(1)
    shares = next(each for each in ran["2"]["steps"] if each["latex"].startswith(r"\operatorname{softmax}"))
    assert all(sum(row) == pytest.approx(1) for row in shares["value"])


def test_numbers_as_people_write_them() -> None:
    assert shown([1.0, 0.33333, [float("-inf"), 2.5]]) == "[1, 0.333, [-inf, 2.5]]"
