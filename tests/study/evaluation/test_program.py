"""Plans in one program: what they have in common stands there once, and each value is where the program says."""

from typing import Any

import numpy as np

from reader.pipeline import read
from reader.study.evaluation.execution import execute
from reader.study.evaluation.plan import Plan
from reader.study.evaluation.planning.planner import make_plan
from reader.study.evaluation.program import Program
from reader.study.runs import attempt_at, offers_of
from reader.study.study import Study


def test_switched_plans_share_what_no_switch_touches() -> None:
    reading = read("example")
    study = Study(reading)
    equation = next(each for each in reading.document.equations if each.number == "2")
    made = attempt_at(equation, study)
    plan = made.trial.plan
    program = Program()
    at = program.add(plan)
    assert at == tuple(range(len(plan.instructions)))
    blocks = study.blocks[equation.id]
    offers = offers_of(equation, study, blocks)
    assert len(offers) > 2
    for offer in offers:
        switched = make_plan(offer.meaning, made.knowledge, plan.sizes, offer.switches)
        before = len(program.instructions)
        own = program.add(switched)
        assert len(program.instructions) - before < len(switched.instructions)
        inputs: list[Any] = [np.full(each.sizes, 0.3 + k).tolist() for k, each in enumerate(program.inputs)]
        together = execute(whole(program), inputs)
        names = [each.latex for each in program.inputs]
        alone = execute(switched, [inputs[names.index(each.latex)] for each in switched.inputs])
        for k, place in enumerate(own):
            assert np.allclose(alone[k], together[place], equal_nan=True)
    assert program.inputs == list(plan.inputs)


def whole(program: Program) -> Plan:
    empty: dict[str, Any] = {"steps": (), "results": (), "names": (), "sizes": {}}
    return Plan(tuple(program.instructions), tuple(program.inputs), **empty)
