"""What is worth offering to a reader's fingers: what moves, and tells more than that made-up numbers add up."""

from __future__ import annotations

from reader.study.evaluation.plan import Plan
from reader.study.evaluation.planning.switches import Switch
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.shown_parts import moving_values
from reader.study.evaluation.spelling import base_of

MADE_UP = frozenset({"atom-value", "ground-plain", "ground-relative"})  # what the paper does not speak of
ADDING = frozenset({"add", "subtract", "negative", "sum"})
ARRANGING = frozenset({"input", "number", "counter", "arrange", "spread", "slice", "choose", "join"})
SLOPE = r"\nabla"
ALGEBRA = frozenset({"divisor", "exponent"})  # what one takes out of a formula without a word for what is lost


def refuse_idle(plan: Plan) -> None:
    """Raises why nobody understands a formula better by moving it."""
    if not moves(plan):
        raise Refusal("nothing-moves")
    if only_adds(plan):
        raise Refusal("only-adds")
    if (function := apart_from_slope(plan)) is not None:
        raise Refusal("slope-apart", function)


def moves(plan: Plan) -> bool:
    """Whether a result depends on what one can move: in ``(9 - 3 - 2) = 4`` none does."""
    moving = moving_values(plan)
    return any(each.value in moving for each in plan.results)


def only_adds(plan: Plan) -> bool:
    """``y = u + v``, of which the paper says no number; not ``V(a) - V(b)``, which compares."""
    done = {str(each.options[0]) if each.operation in ("map", "zip", "reduce") else each.operation
            for each in plan.instructions if each.operation not in ARRANGING}  # fmt: skip
    if not done <= ADDING:
        return False
    free = [each for each in plan.inputs if each.fixed is None]
    bases = [base_of(each.latex.partition("(")[0]) for each in free]
    compares = "subtract" in done and len(set(bases)) < len(bases)
    return not compares and all(each.why in MADE_UP and each.chosen is None for each in free)


def apart_from_slope(plan: Plan) -> str | None:
    """The function whose values and whose slope are both put in: they would have nothing to do with each other."""
    heads = [each.latex.partition("(") for each in plan.inputs]
    slopes = [head for head, _, _ in heads if head.startswith(SLOPE)]
    functions = [head for head, called, _ in heads if called and not head.startswith(SLOPE)]
    return next((each for each in functions for slope in slopes if _is_slope_of(slope, each)), None)


def _is_slope_of(slope: str, function: str) -> bool:
    """``\\nabla F`` and ``\\nabla_{w}F`` of ``F``."""
    return slope.removeprefix(SLOPE).strip() == function or slope.endswith(f"}}{function}")


def is_telling(switch: Switch, plan: Plan, swap: str | None, *, named: bool) -> bool:
    """Whether one learns something by a part taken out or put in another's place. ``named``: a block or the author says
    what is lost. ``swap`` is its row; the largest of several vectors would be taken entry by entry.
    """
    if swap == "largest":
        return all(step.shape == () for step in plan.steps if step.latex == switch.part)
    return named or switch.form not in ALGEBRA
