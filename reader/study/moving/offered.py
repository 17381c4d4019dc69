"""What of a formula is moved, or why nothing is: that it runs is not enough."""

from __future__ import annotations

from collections.abc import Mapping

from reader.formula.semantics.nodes import Meaning
from reader.model.document import Equation
from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.conditions.lost import why_lost
from reader.study.evaluation.conditions.settled import why_settled
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.worth import (
    one_operation,
    only_straight,
    varied_in,
    why_apart,
    why_idle,
    why_nought,
    why_unknown,
)
from reader.study.moving.bounds import why_conditional
from reader.study.moving.densities import why_density
from reader.study.moving.elsewhere import why_elsewhere, why_equated
from reader.study.moving.held import why_held
from reader.study.moving.means import why_not_drawn
from reader.study.moving.rows import why_apart_from_rows
from reader.study.moving.senses import why_another_sense
from reader.study.moving.squares import why_any_matrix
from reader.study.moving.tied import why_tied
from reader.study.moving.updates import why_uphill
from reader.study.runs import attempt_at, given_trees
from reader.study.study import Study


def worth_moving(equation: Equation, study: Study, fixed: Mapping[str, int] | None = None) -> Attempt | Refusal:
    """What runs of one formula and is worth moving, with sizes that its reader chose, or why nothing is."""
    try:
        made = attempt_at(equation, study, fixed)
    except Refusal as refusal:
        return refusal.kept()
    said = study.trees.said(equation).told
    idle = why_not_moved(made, said, given_trees(equation, study)) or why_apart_from_rows(equation, made, study)
    return made if idle is None else made.missing or idle  # of a part it matters why the whole does not run


def why_not_moved(made: Attempt, said: Meaning, given: Mapping[str, Meaning]) -> Refusal | None:
    """What the formula itself and the paper's others have against it."""
    own = why_idle(made.trial.plan) or why_apart(made.trial) or why_lost(made, said)
    return own or why_settled(made, said, given)


def known_numbers(equation: Equation, made: Attempt | Refusal, study: Study) -> Attempt | Refusal:
    """What was tried, where it moves on numbers of which something says that they can be these; or that nothing
    does. What fills a block's place for a concept is such a number, and what the formula is a function of.
    """
    if isinstance(made, Refusal):
        return made
    said, given = study.trees.said(equation).told, given_trees(equation, study)
    named = {
        latex
        for each in study.blocks_said(equation)
        for slot, latex in each.bindings.items()
        if slot in each.block.slots and each.block.slots[slot].concept
    }
    return (
        why_unknown(made.trial.plan, named | varied_in(said))
        or why_nought(made.trial.plan)
        or why_conditional(made, said)
        or why_not_drawn(made, said)
        or why_equated(made, said)
        or why_held(made, said)
        or why_elsewhere(made, given, equation, study)
        or why_any_matrix(made, study)
        or why_uphill(made, said)
        or why_density(made.trial, study)
        or why_tied(made, said, equation, study)
        or why_another_sense(made, equation, study)
        or made
    )


def telling(made: Attempt | Refusal, taught: bool = False) -> Attempt | Refusal:
    """What was tried, where it does more than one step of arithmetic on numbers that nobody gives, and more than draw
    straight lines; these tell something on numbers that the authors set, and where a textbook formula is ``taught``.
    """
    if isinstance(made, Refusal):
        return made
    plan = made.trial.plan
    if one_operation(plan):
        return Refusal("one-operation", "")
    known = taught or any(each.chosen is not None for each in plan.inputs)
    return Refusal("only-straight") if not known and only_straight(plan) else made


def is_taught(equation: Equation, study: Study) -> bool:
    """Whether a block stands in a formula that a living formula shows."""
    blocks = {each.block.id for each in study.blocks_said(equation)}
    return any(not blocks.isdisjoint(each.blocks) for each in study.glossary.living.values())
