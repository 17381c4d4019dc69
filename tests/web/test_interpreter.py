"""The page's interpreter of plans against NumPy: every formula of the bundled paper, every seed, every switch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from reader.formula.semantics.printer import meaning_latex
from reader.frontend import build
from reader.pipeline import read
from reader.study.evaluation.planning.run import run_plan
from reader.study.runs import Offer, compare_equation, offers_of, plan_of
from reader.study.study import Study

ALL_VALUES = """(row) => row.inputs.length ? row.inputs[0].values.map((_, seed) => {
  const values = new Values(row.instructions, row.inputs.map((each) => each.values[seed]));
  const written = ({ sizes, data }) => ({ sizes, data: data.map(String) });
  return row.instructions.map((_, k) => written(values.value(k)));
}) : []"""


@pytest.fixture
def interpreter(tab: Callable[..., Any]) -> Any:
    page = tab(offline=True).page
    script = build.script(("runtime", "program")) + "\nObject.assign(globalThis, { Values });"
    page.set_content(f"<script type='module'>{script}</script>")
    page.wait_for_function("Boolean(globalThis.Values)")
    return page


def key_of(row: dict[str, Any]) -> tuple[str, str, str | None, str | None]:
    return row["form"], row["part"], row["block"], row["into"]


def key_of_offer(offer: Offer) -> tuple[str, str, str | None, str | None]:
    switch = offer.switches[0]
    block = offer.block.block.id if offer.block else None
    return switch.form, meaning_latex(switch.target), block, offer.part if offer.swap is not None else None


def as_array(value: dict[str, Any]) -> Any:
    return np.array([float(each.replace("Infinity", "inf")) for each in value["data"]]).reshape(value["sizes"])


def test_every_value_of_every_run_is_numpys(interpreter: Any, payload: dict[str, Any]) -> None:
    reading = read("example")
    study = Study(reading)
    blocks = study.blocks
    compared = switched = 0
    for equation in reading.document.equations:
        row = payload["benches"].get(equation.id, {}).get("run")
        if row is None or row["refused"]:
            continue
        seeds = interpreter.evaluate(ALL_VALUES, row)
        plan = plan_of(equation, study)
        for seed, values in enumerate(seeds):
            done = run_plan(plan, [each["values"][seed] for each in row["inputs"]])
            for k, value in enumerate(done.values):
                assert np.allclose(as_array(values[k]), value, rtol=1e-9, atol=1e-9, equal_nan=True), equation.number
                compared += 1
        for offer in offers_of(equation, study, blocks[equation.id]):
            shown = next((each for each in row["switches"] if key_of(each) == key_of_offer(offer)), None)
            if shown is None:
                continue
            after = compare_equation(equation, study, offer).after
            for result, step in zip(shown["results"], after.plan.results, strict=True):
                value = as_array(seeds[0][result["value"]])
                assert np.allclose(value, after.of(step), rtol=1e-9, atol=1e-9, equal_nan=True), offer.part
                switched += 1
    assert compared > 150 and switched > 40
