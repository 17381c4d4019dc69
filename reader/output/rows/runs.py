"""A formula's run as plain data: what was put in, the value of each part, the results.

Numbers that JSON does not have are words: ``Infinity``, ``-Infinity``, ``NaN``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from reader.output.typesetting.run_sentences import giving, refusal_text, why
from reader.study.evaluation.code.javascript_code import function_code

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.model.document import Equation
    from reader.output.rows.row import Row
    from reader.study.evaluation.plan import Input, Instruction, PlanStep
    from reader.study.evaluation.planning.run import Run
    from reader.study.evaluation.refusal import Refusal

# Texts of runs that the page has as well: the first are names of axes.
OF_RUNS = ("one-number", "for-each", "letter-draw", "letter-outcome", "holds-where")


def refused_row(refusal: Refusal, language: Language) -> dict[str, Any]:
    """A formula that does not run, in the same form."""
    nothing: dict[str, Any] = {"sizes": {}, "inputs": [], "steps": [], "results": [], "javascript": None}
    return {"refused": refusal_text(refusal, language), **nothing}


def run_row(done: Run, language: Language, equation: Equation, given: Mapping[str, Equation]) -> dict[str, Any]:
    """The run of an equation: values are nested lists, ``javascript`` is what computes them again."""
    return {
        "refused": None,
        "sizes": dict(done.plan.sizes),
        "inputs": [
            {**input_row(each, why(each, language, giving(each, equation, given))), "value": value}
            for each, value in zip(done.plan.inputs, done.inputs, strict=True)
        ],
        "steps": [_step_row(step, done) for step in done.plan.steps],
        "results": [
            {**_step_row(step, done), "name": name}
            for step, name in zip(done.plan.results, done.plan.names, strict=True)
        ],
        "javascript": function_code(done.plan),
    }


def _step_row(step: PlanStep, done: Run) -> dict[str, Any]:
    return {
        "latex": step.latex, "start": step.start, "end": step.end, "at": step.value, "axes": list(step.axes),
        "shape": list(step.shape), "value": in_json(done.of(step).tolist()),
    }  # fmt: skip


def input_row(wanted: Input, reason: Any) -> dict[str, Any]:
    """What is put in, without its numbers; ``reason`` says in words what it was taken for."""
    return {
        "latex": wanted.latex,
        "sizes": list(wanted.sizes),
        "domain": wanted.domain,
        "why": reason,
        "normalised": list(wanted.normalised),
        "fixed": wanted.fixed is not None,
        **({"ends": list(wanted.ends)} if wanted.ends is not None else {}),
    }


def instruction_row(instruction: Instruction) -> list[Any]:
    """``[operation, arguments, options, sizes]``, as the page's interpreter takes it."""
    options = [list(option) if isinstance(option, tuple) else in_json(option) for option in instruction.options]
    return [instruction.operation, list(instruction.arguments), options, list(instruction.sizes)]


def in_json(value: Any) -> Any:
    """Nested lists of numbers, those that JSON does not have as words."""
    if isinstance(value, list):
        return [in_json(each) for each in value]
    if not isinstance(value, float) or math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def formulas_in_run(run: Row) -> Iterator[str]:
    """Every stretch of LaTeX that a run shows."""
    yield from (name for key in ("sizes", "computed", "standing") for name, _ in run[key])
    yield run["part"]["latex"] if run["part"] else ""
    yield from (*run["apart"], *run["holds"])
    yield from (run["watch"]["part"], run["watch"]["other"]) if run.get("watch") else ()
    yield from (each["latex"] for each in run["inputs"])
    yield from (each["name"] for each in run["results"])
    yield from (axis for each in (*run["steps"], *run["results"]) for axis in each["axes"] if axis not in OF_RUNS)
    for switch in run["switches"]:
        yield from (switch["part"], switch["after"], switch["into"] or "")
        yield switch["alternative"]["part"] if switch["alternative"] else ""
    if run["refused"]:
        yield run["refused"]["part"]
