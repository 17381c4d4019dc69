"""Rows of one derivation on the same numbers: where they come out apart, the later one is not moved."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from reader.formula.semantics.nodes import Chain
from reader.formula.shapes.declared import EQUAL
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST
from reader.model.document import Equation
from reader.study.evaluation.attempts import UNEQUAL, Attempt
from reader.study.evaluation.planning.run import numbers_of, run_plan
from reader.study.evaluation.refusal import Refusal
from reader.study.runs import attempt_at
from reader.study.study import Study

MOST_SEEDS = 2
SLACK = 1e-9


def why_apart_from_rows(equation: Equation, made: Attempt, study: Study) -> Refusal | None:
    """Why a row would contradict those above it, with which the authors say that it is equal, or in order. Inputs of
    one name hold the same numbers in all of them.
    """
    found = ranked(equation, study) if made.whole else ()
    for relation, other in found:
        try:
            above = attempt_at(other, study)
        except Refusal:
            continue
        if above.whole and not all(agree(relation, above, made, seed) for seed in range(MOST_SEEDS)):
            return Refusal(UNEQUAL, "")
    return None


def ranked(equation: Equation, study: Study) -> Iterator[tuple[str, Equation]]:
    """The row above and the first one, each with the relation in which it stands to this one: ``=``, ``<`` or ``>``."""
    statement = study.trees.statements.get(equation.id)
    rows = [row.equation for row in statement.rows] if statement else []
    at = rows.index(equation.id) if equation.id in rows else 0
    by_id = {each.id: each for each in study.document.equations if each.id in rows}
    for k in dict.fromkeys((at - 1, 0)) if at else ():
        between = [relation_of(by_id[row], study) for row in rows[k + 1 : at + 1] if row in by_id]
        if (relation := joined(between)) and rows[k] in by_id:
            yield relation, by_id[rows[k]]


def relation_of(row: Equation, study: Study) -> str:
    """How a row goes on from the one above: "" where it begins anew, or by no such relation."""
    said = study.trees.said(row).meaning
    if not isinstance(said, Chain) or said.operands[0].start >= said.start:
        return ""
    sign = said.relations[0].sign
    return "=" if sign in EQUAL else "<" if sign in AT_MOST else ">" if sign in AT_LEAST else ""


def joined(relations: list[str]) -> str:
    """What several relations one after the other come to; "" for none."""
    signs = set(relations)
    if "" in signs or {"<", ">"} <= signs:
        return ""
    return next((sign for sign in "<>" if sign in signs), "=")


def agree(relation: str, above: Attempt, below: Attempt, seed: int) -> bool:
    """Whether the last side above and the first one below keep to their relation; arrays of other sizes are let be."""
    first, last = result_of(above, seed, -1), result_of(below, seed, 0)
    if first.shape != last.shape or not (np.isfinite(first).all() and np.isfinite(last).all()):
        return True
    scale = SLACK * (1 + max(np.abs(first).max(initial=0.0), np.abs(last).max(initial=0.0)))
    apart = first - last
    return bool(
        (abs(apart) <= scale).all() if relation == "=" else (apart * (1 if relation == "<" else -1) <= scale).all()
    )


def result_of(made: Attempt, seed: int, place: int) -> np.ndarray:
    """One of the results on the numbers of a seed."""
    plan = made.trial.plan
    found = run_plan(plan, numbers_of(plan, seed), checked=False).of(plan.results[place])
    return np.squeeze(np.asarray(found, dtype=float))
