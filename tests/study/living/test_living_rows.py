"""Every living formula: it runs on its numbers, its things to try do what it says, NumPy and JavaScript agree."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import glossary
from glossary.living.model import LivingFormula
from reader.output.living.code_to_run import code_to_run
from reader.output.living.page_row import living_row
from reader.study.evaluation.code.javascript_code import javascript_code
from reader.study.living.claims import tried
from reader.study.living.planned import planned, read_as
from reader.study.living.rehearsal import rehearse_living

KNOWLEDGE = glossary.load()
ROWS = tuple(KNOWLEDGE.living.values())
NODE = shutil.which("node")
ASKED_FOR = {  # what a reader meets on the way from the perceptron to flow matching
    "perceptron", "softmax", "cross-entropy", "kl-divergence", "normal-distribution", "gradient-descent",
    "back-propagation", "recurrent-network", "lstm", "layer-normalisation", "scaled-dot-product-attention",
    "multi-head-attention", "rotary-embedding", "causal-mask", "masked-language-model", "nucleus-sampling",
    "bradley-terry-model", "dpo", "policy-gradient", "grpo", "lora", "quantisation", "noise-prediction",
    "classifier-free-guidance", "flow-matching",
}  # fmt: skip


def row(name: str) -> LivingFormula:
    return next(each for each in ROWS if each.id == name)


def test_the_road_has_its_formulas() -> None:
    assert {concept for each in ROWS for concept in each.concepts} >= ASKED_FOR


# Sliders that do not move the curve, on the row's own numbers, since that is what they teach.
STILL = {"dpo-loss": {r"\beta"}, "low-rank-adaptation": {r"\alpha"}, "flow-matching": {"t"}, "causal-mask": {"S"}}


@pytest.mark.parametrize("living", ROWS, ids=lambda each: each.id)
def test_each_row_does_what_it_says(living: LivingFormula) -> None:
    assert [problem.message for problem in rehearse_living(living)] == []
    assert 1 <= len(living.controls) <= 3 and len(living.tries) == 3


@pytest.mark.parametrize("living", ROWS, ids=lambda each: each.id)
def test_each_control_moves_the_curve(living: LivingFormula) -> None:
    done = planned(living)
    kind, k = done.part(living.curve or done.plan.names[-1])
    assert kind == "result"
    still = set()
    for control in living.controls:
        entry = f"[{', '.join(map(str, control.at))}]" if control.at else ""
        middle = control.low + control.step * round((control.high - control.low) / control.step / 2)
        numbers = (control.low, middle, control.high)
        runs = [done.run(done.put({control.input + entry: number})) for number in numbers]
        ends = [run.of(run.plan.results[k]) for run in runs]
        assert np.isfinite(ends).all()
        if all(np.allclose(ends[0], other) for other in ends[1:]):
            still.add(control.input)
    assert still == STILL.get(living.id, set())


@pytest.mark.parametrize("living", ROWS, ids=lambda each: each.id)
def test_a_claim_that_is_turned_round_is_found(living: LivingFormula) -> None:
    turned = {"up": "down", "down": "up", "same": "up", "": "same"}
    first = living.tries[0]
    reads = {name: replace(read, goes=turned[read.goes]) for name, read in first.reads.items()}
    wrong = replace(living, tries=(replace(first, reads=reads), *living.tries[1:]))
    assert {problem.kind for problem in rehearse_living(wrong)} == {"living-claim"}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"formula": (r"p_i = \frac{e^{z_i/\tau} + b}{\sum_{j=1}^{n} e^{z_j/\tau}}",)}, "living-missing-input"),
        ({"formula": (r"p_i = \frac{e^{z_i}}{\sum_{j=1}^{n} e^{z_j}}",)}, "living-unused-input"),
        ({"formula": (r"p = \operatorname{argmax}_\tau f(z)",)}, "living-refused"),
        ({"formula": (r"p_i = \frac{e^{z_i",)}, "living-unread"),
        ({"switches": (r"z_i",)}, "living-no-switch"),
    ],
)
def test_a_row_that_does_not_go_together_is_told(change: dict[str, tuple[str, ...]], kind: str) -> None:
    problems = list(rehearse_living(replace(row("softmax-with-temperature"), **change)))  # type: ignore[arg-type]
    assert [problem.kind for problem in problems] == [kind]
    assert problems[0].message and problems[0].text("ja")


@pytest.mark.parametrize("living", ROWS, ids=lambda each: each.id)
def test_one_value_stands_in_one_place(living: LivingFormula) -> None:
    run = living_row(living, KNOWLEDGE)["run"]
    places = [step["at"] for step in run["steps"]]
    assert len(set(places)) == len(places)


def test_a_power_is_not_told_by_its_base() -> None:
    """Of ``\\theta'^2`` one sees the square, 3.24, and not the 1.8 of its base."""
    done = planned(row("gradient-step"))
    made = living_row(done.row, KNOWLEDGE)
    (step,) = (each for each in made["run"]["steps"] if done.latex[slice(*made["places"][each["at"]])] == r"\theta'^2")
    plan = done.plan.steps
    assert {each.value for each in plan if each.latex == r"\theta'"} != {step["value"]}
    assert float(done.run().values[step["value"]]) == pytest.approx(3.24)


def test_numbers_of_another_size_are_told() -> None:
    living = row("softmax-with-temperature")
    first = replace(living.tries[0], set={"z": (1.0, 2.0)})
    assert [each.kind for each in rehearse_living(replace(living, tries=(first,)))] == ["living-other-size"]
    first = replace(living.tries[0], set={"z[9]": 1.0})
    assert [each.kind for each in rehearse_living(replace(living, tries=(first,)))] == ["living-no-entry"]


@pytest.mark.parametrize("living", ROWS, ids=lambda each: each.id)
def test_its_code_prints_its_results(living: LivingFormula, capsys: pytest.CaptureFixture[str]) -> None:
    done = planned(living)
    exec(compile(code_to_run(done), living.id, "exec"), {})
    run = done.run()
    named = zip(run.plan.names, run.plan.results, strict=True)
    expected = "".join(f"{read_as(name)} = {run.of(step)}\n" for name, step in named)
    assert numbers_in(capsys.readouterr().out) == pytest.approx(numbers_in(expected), abs=1e-7, nan_ok=True)


def numbers_in(text: str) -> list[float]:
    """The numbers that were printed behind the names."""
    plain = " ".join(line.rpartition(" = ")[2] for line in text.splitlines())
    return [float(word) for word in plain.replace("[", " ").replace("]", " ").split()]


def test_attention_is_attention() -> None:
    done = planned(row("attention"))
    values = {each.latex: np.asarray(value) for each, value in zip(done.plan.inputs, done.values, strict=True)}
    scores = values["Q"] @ values["K"].T / 2
    weights = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    run = done.run()
    assert run.of(run.plan.results[0]) == pytest.approx(weights)
    assert run.of(run.plan.results[1]) == pytest.approx(weights @ values["V"])
    (without,) = (each for each in tried(done) if each.switch is not None)
    unscaled = np.exp(2 * scores) / np.exp(2 * scores).sum(axis=1, keepdims=True)
    assert without.told[0].value == pytest.approx(unscaled[2, 1])


@pytest.mark.skipif(NODE is None, reason="needs node")
def test_javascript_and_numpy_agree_on_all_rows(tmp_path: Path) -> None:
    """On the row's own numbers and on those of each thing to try, each value of each part."""
    runs = []
    for each in ROWS:
        done = planned(each)
        runs += [done.run(), *(done.run(one.values) for one in tried(done) if one.switch is None)]
        runs += [done.run_without(k, done.values) for k in range(len(done.switched))]
    for k, done_run in enumerate(runs):
        (tmp_path / f"plan{k}.mjs").write_text(javascript_code(done_run.plan), encoding="utf-8")
    script = "const out = [];\n" + "".join(
        f"out.push((await import('./plan{k}.mjs')).run({json.dumps(list(each.inputs))}));\n"
        for k, each in enumerate(runs)
    )
    flat = "const text = (k, v) => (typeof v === 'number' && !Number.isFinite(v) ? String(v) : v);\n"
    (tmp_path / "all.mjs").write_text(f"{script}{flat}console.log(JSON.stringify(out, text));\n", encoding="utf-8")
    printed = subprocess.run([str(NODE), "all.mjs"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    compared = 0
    for done_run, values in zip(runs, json.loads(printed), strict=True):
        for ours, theirs in zip(done_run.values, values, strict=True):
            assert list(np.shape(ours)) == theirs["sizes"]
            data = [float(str(number).replace("Infinity", "inf")) for number in theirs["data"]]
            assert np.allclose(np.ravel(ours), data, rtol=1e-9, atol=1e-9, equal_nan=True)
            compared += len(data)
    assert compared > 1000
