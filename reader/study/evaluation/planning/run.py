"""A formula run once: its plan, its inputs and the values of all its parts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reader.formula.semantics.nodes import Meaning
from reader.study.evaluation.execution import execute
from reader.study.evaluation.inputs import SCALED, Nested, ends_of, flat_of, inputs_of, is_free, nearest, scaled
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.matrices.forms import DEFINITE
from reader.study.evaluation.plan import Plan, PlanStep
from reader.study.evaluation.planning.holes import left_of
from reader.study.evaluation.planning.planner import make_plan
from reader.study.evaluation.planning.switches import Switch
from reader.study.evaluation.refusal import Refusal

CLOSE = 1e-9
MOST_MOVES, ROOM, SHRINKING = 12, 1.2, 0.4  # until a condition is met; beyond it; of what it is made of, each time
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
    return run_plan(plan, numbers_of(plan, seed))


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
    """Whether numbers are of a kind, as far as it has ends; a definite matrix is symmetric and turns no vector back."""
    if domain == DEFINITE:
        return is_definite(values)
    low, high = ends_of(domain)
    return bool((values >= low - CLOSE).all() and (values <= high + CLOSE).all())


def is_definite(matrices: Any) -> bool:
    import numpy as np

    turned = np.swapaxes(matrices, -1, -2)
    alike = np.allclose(matrices, turned, rtol=CLOSE, atol=CLOSE)
    return bool(alike and (np.linalg.eigvalsh((matrices + turned) / 2) >= -CLOSE).all())


def _refuse_broken(plan: Plan, values: Sequence[Any]) -> None:
    """Raises where made-up numbers break a bound or a condition: they would contradict the paper."""
    for low, high in plan.ordered:
        alike = values[low].shape == values[high].shape or () in (values[low].shape, values[high].shape)
        if alike and (values[low] > values[high] + CLOSE).any():
            raise Refusal("no-value", plan.results[-1].latex)
    for low, high, factor, latex in plan.conditions:
        if not holds(values[low], values[high], factor):
            raise Refusal("condition-unkept", latex)


def holds(low: Any, high: Any, factor: float) -> bool:
    """Whether all numbers of one value, so many times, are at most those of another; of what is far below it the sign
    does not count."""
    import numpy as np

    low, high = (np.abs(low), np.abs(high)) if factor > 1 else (low, high)
    return bool((low * factor).max() <= high.min() + CLOSE)


def numbers_of(plan: Plan, seed: int) -> list[Nested]:
    """Numbers for the inputs, moved to where the formula holds as far as that can be done."""
    values = inputs_of(plan, seed)
    for condition in plan.conditions:
        move_to(condition, plan, values)
    return values


def move_to(condition: tuple[int, int, float, str], plan: Plan, values: list[Nested]) -> None:
    """Moves what is compared by itself; else all that only one of the two sides is made of, step by step."""
    import numpy as np

    low, high, factor, _ = condition
    below, above = inputs_behind(plan, low), inputs_behind(plan, high)
    for _ in range(MOST_MOVES):
        done = execute(plan, values)
        if holds(done[low], done[high], factor):
            return
        least, most = (np.abs(done[low]), np.abs(done[high])) if factor > 1 else (done[low], done[high])
        ends = ((high, float(least.max()) * factor, 1.0), (low, float(most.min()) / factor, -1.0))
        for at, end, way in ends:
            k = own_input(plan, at)
            room = ROOM + abs(flat_of(values[k])[0]) % 1 if k is not None else ROOM  # so that each draw is another one
            moved = nearest(plan.inputs[k], values[k], end * room**way or 1.0) if k is not None else None
            if k is not None and moved is not None:
                values[k] = moved
                break
        else:
            for k in below - above or above - below:
                values[k] = scaled(values[k], SHRINKING if below - above else 1 / SHRINKING)


def own_input(plan: Plan, at: int) -> int | None:
    """The number of the input that a value is, where it is one number that may be chosen."""
    instruction = plan.instructions[at]
    k = int(str(instruction.options[0])) if instruction.operation == "input" and not instruction.sizes else None
    return k if k is not None and is_free(plan.inputs[k]) else None


def inputs_behind(plan: Plan, at: int) -> set[int]:
    """The inputs of real numbers that a value is made of and that may be chosen."""
    waiting, found = [at], set()
    while waiting:
        instruction = plan.instructions[waiting.pop()]
        waiting += instruction.arguments
        if instruction.operation == "input":
            found.add(int(str(instruction.options[0])))
    return {k for k in found if is_free(plan.inputs[k]) and plan.inputs[k].domain in SCALED}


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
    if checked:
        _refuse_broken(plan, values)
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
