"""A formula run once: its plan, its inputs and the values of all its parts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reader.formula.semantics.nodes import Meaning
from reader.study.evaluation.execution import execute
from reader.study.evaluation.inputs import Nested, ends_of, inputs_of
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.plan import Plan, PlanStep
from reader.study.evaluation.planning.holes import left_of
from reader.study.evaluation.planning.planner import make_plan
from reader.study.evaluation.planning.switches import Switch
from reader.study.evaluation.refusal import Refusal

CLOSE = 1e-9
HUGE = 1e12  # what comes out larger was divided by nearly nothing


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """``values`` are arrays, one for each instruction of the plan."""

    plan: Plan
    inputs: tuple[Nested, ...]
    values: tuple[Any, ...]

    def __repr__(self) -> str:
        results = ", ".join(f"{name} = {value!r}" for name, value in self.results.items())
        return f"<Run: {results}>"

    def of(self, step: PlanStep) -> Any:
        return self.values[step.value]

    @property
    def results(self) -> Mapping[str, Any]:
        """By its left side, or by its own LaTeX where it has none, the array of each result."""
        named = zip(self.plan.names, self.plan.results, strict=True)
        return {name or step.latex: self.of(step) for name, step in named}

    @property
    def given(self) -> Mapping[str, Nested]:
        """By its LaTeX what was put in: a number, or nested lists."""
        return {each.latex: value for each, value in zip(self.plan.inputs, self.inputs, strict=True)}

    @property
    def parts(self) -> Mapping[str, Any]:
        """By its LaTeX the array of each part, from the leaves on."""
        return {step.latex: self.of(step) for step in self.plan.steps}


def run(meaning: Meaning, knowledge: Knowledge, seed: int = 0, fixed: Mapping[str, int] | None = None) -> Run:
    """Run a display on seeded numbers. Raises :class:`Refusal` with the reason why it does not run."""
    plan = make_plan(meaning, knowledge, fixed)
    return run_plan(plan, inputs_of(plan, seed))


def is_singular(matrix: Any) -> bool:
    """Whether an inverse would be made of rounding errors."""
    import numpy as np

    return bool((np.linalg.cond(matrix) > 1 / CLOSE).any())


@dataclass(frozen=True, slots=True)
class Comparison:
    """A formula with parts switched off: what is left of it as LaTeX, both runs, on the same inputs."""

    switches: tuple[Switch, ...]
    formula: str
    before: Run
    after: Run


def switch_off(
    meaning: Meaning,
    switches: Sequence[Switch],
    knowledge: Knowledge,
    before: Run,
    seed: int = 0,
    fixed: Mapping[str, int] | None = None,
) -> Comparison:
    """A display that has run, run again with parts of it in their neutral form. ``fixed`` are sizes chosen before."""
    plan = make_plan(meaning, knowledge, fixed, switches)
    after = run_again(plan, before.plan, before.inputs, seed)
    computed = frozenset((step.start, step.end) for step in before.plan.results)
    left = left_of(meaning, switches, computed, keeps_equal(after))
    return Comparison(tuple(switches), left, before, after)


def keeps_equal(run: Run) -> bool:
    """Whether the sides that an equals sign joins came out equal."""
    import numpy as np

    sides = ((run.values[left], run.values[right]) for left, right in run.plan.same)
    return all(a.shape == b.shape and np.allclose(a, b, rtol=CLOSE, atol=CLOSE, equal_nan=True) for a, b in sides)


def keeps_to(domain: str, values: Any) -> bool:
    """Whether numbers are of a kind, as far as it has ends."""
    low, high = ends_of(domain)
    return bool((values >= low - CLOSE).all() and (values <= high + CLOSE).all())


def run_plan(plan: Plan, inputs: Sequence[Nested], checked: bool = True) -> Run:
    """Run a plan on given inputs. Where ``checked``, sides that an equals sign joins must come out equal: else it is a
    condition on the symbols, or was misread; a result that is no number is refused as well.
    """
    import numpy as np

    values = execute(plan, inputs)
    numbers = [each.options[0] for each in plan.instructions if each.operation == "number"]
    finite = not any(isinstance(each, float) and math.isinf(each) for each in numbers)
    if any(is_singular(values[each.arguments[0]]) for each in plan.instructions if each.operation == "inverse"):
        raise Refusal("no-value", plan.results[-1].latex)
    for step in plan.results if checked else ():
        value = values[step.value]
        if np.isnan(value).any() or (finite and (np.abs(value) > HUGE).any()):
            raise Refusal("no-value", step.latex)
    for low, high in plan.ordered if checked else ():  # made-up numbers that break a bound would contradict the paper
        alike = values[low].shape == values[high].shape or () in (values[low].shape, values[high].shape)
        if alike and (values[low] > values[high] + CLOSE).any():
            raise Refusal("no-value", plan.results[-1].latex)
    for value, domain, name in plan.held if checked else ():
        if not keeps_to(domain, values[value]):
            raise Refusal("out-of-range", name)
    done = Run(plan, tuple(inputs), tuple(values))
    if checked and not keeps_equal(done):
        raise Refusal("no-identity", "")
    return done


def run_again(plan: Plan, before: Plan, values: Sequence[Nested], seed: int = 0) -> Run:
    """A changed formula on what the formula as it stands was given, with fresh numbers where it has other inputs."""
    known = {(each.latex, each.sizes): value for each, value in zip(before.inputs, values, strict=True)}
    fresh = zip(plan.inputs, inputs_of(plan, seed), strict=True)
    return run_plan(plan, [known.get((each.latex, each.sizes), value) for each, value in fresh], checked=False)
