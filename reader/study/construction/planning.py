"""A formula to build, planned to run on small numbers: its display, its sorts, inputs that have a value."""

from __future__ import annotations

from reader.formula.semantics.printer import meaning_latex
from reader.study.construction.recipes import Craft
from reader.study.construction.sorts import Sorts
from reader.study.evaluation.planning.fragments import Trial
from reader.study.evaluation.planning.run import Run, numbers_of, run_plan
from reader.study.evaluation.refusal import Refusal

SEEDS = range(4)


def planned_or_not(craft: Craft) -> Trial | Refusal:
    try:
        return tried(craft)
    except Refusal as refusal:
        return refusal.kept()


def sorts_of(craft: Craft, planned: Trial | Refusal | None = None) -> Sorts:
    """What the pieces are and take."""
    found = planned or planned_or_not(craft)
    return Sorts.of_craft(craft, None if isinstance(found, Refusal) else found)


def tried(craft: Craft) -> Trial:
    """The display planned; sizes that nobody tells are different ones, so that what does not fit shows."""
    if isinstance(craft.planned, Refusal):
        raise craft.planned
    first = craft.planned or Trial.of(craft.display, craft.knowledge)
    unknown = sorted(name for name in first.workshop.atoms.sizes if name.startswith("?") and "." in name)
    if not unknown:
        return first
    try:
        return Trial.of(craft.display, craft.knowledge, {name: (3, 2, 4)[k % 3] for k, name in enumerate(unknown)})
    except Refusal:
        return first


def refuse_unknown(craft: Craft, trial: Trial) -> None:
    """Raises where a function that nobody knows is open to other arguments than its own."""
    computed = {id(node) for node in trial.nodes}
    for made in craft.goal.walk():
        if id(made.piece.node) not in computed:
            around = next(each for each in craft.goal.walk() if made in each.parts)
            raise Refusal("function-unknown", meaning_latex(getattr(around.piece.node, "function", around.piece.node)))


def seeded(trial: Trial) -> list[Run]:
    """Runs on inputs on which the formula has a value, one or more."""
    found = []
    for seed in SEEDS:
        try:
            found.append(run_plan(trial.plan, numbers_of(trial.plan, seed)))
        except Refusal:
            continue
    if not found:
        raise Refusal("no-value", trial.plan.results[-1].latex)
    return found
