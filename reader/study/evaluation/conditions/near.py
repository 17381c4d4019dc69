"""Values of a model and of the one that it began as, which lie close where the authors weigh their difference heavily.

With ``\\beta = 5000`` in ``\\sigma(-\\beta (\\|u - f_\\theta(x)\\|^2 - \\|u - f_{\\mathrm{ref}}(x)\\|^2))`` two values
that have nothing to do with each other leave 0 or 1 of the sigmoid, which no training would start from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reader.study.evaluation.execution import execute
from reader.study.evaluation.inputs import inputs_of, is_free
from reader.study.evaluation.plan import Closeness, Input, Plan
from reader.study.evaluation.relations import word_of_script
from reader.study.evaluation.spelling import base_of

REFERENCES = frozenset({"ref", "reference", "old", "sft", "base", "init", "pre", "prev"})
NEAR_WHY = "near-reference"
STEEP = 3.0  # what goes into an exponential: beyond that a sigmoid hardly moves
SPREADS = tuple(10.0**-k for k in range(1, 7))
SEEDS = 4


def brought_near(plan: Plan) -> Plan:
    """The same with the reference's values as close to the model's as what the authors set asks for, where that makes
    what goes into the exponentials of ordinary size; else the same.
    """
    pairs = tuple(pairs_in(plan.inputs)) if any(each.chosen is not None for each in plan.inputs) else ()
    if not pairs or not steepest(plan) > STEEP:
        return plan
    for spread in SPREADS:
        inputs = list(plan.inputs)
        for own, reference in pairs:
            inputs[reference] = replace(inputs[reference], near=Closeness(own, spread), why=NEAR_WHY)
        closer = replace(plan, inputs=tuple(inputs))
        if steepest(closer) <= STEEP:
            return closer
    return plan


def pairs_in(inputs: tuple[Input, ...]) -> Iterator[tuple[int, int]]:
    """Values of two functions of one letter at one place, of which the second is called the reference."""
    places = {(script_of(each), *called(each)): k for k, each in enumerate(inputs) if is_free(each)}
    for (script, base, place), k in places.items():
        if script in REFERENCES and place:
            beside = [at for (other, own, there), at in places.items()
                      if (own, there) == (base, place) and other not in REFERENCES]  # fmt: skip
            if len(beside) == 1 and inputs[beside[0]].sizes == inputs[k].sizes:
                yield beside[0], k


def called(each: Input) -> tuple[str, str]:
    """The letter of a function and what it is applied to; "" for what is no value."""
    head, _, place = each.latex.partition("(")
    return base_of(head), place


def script_of(each: Input) -> str:
    return word_of_script(each.latex.partition("(")[0].partition("_")[2])


def steepest(plan: Plan) -> float:
    """The largest number that goes into an exponential, whatever its sign."""
    places = [each.arguments[0] for each in plan.instructions if each.operation == "map" and each.options[0] == "exp"]
    runs = (execute(plan, inputs_of(plan, seed)) for seed in range(SEEDS)) if places else ()
    return max((float(abs(values[k]).max()) for values in runs for k in places), default=0.0)
