"""A claim about an end ("as β goes to 0, the loss goes to 0") tried on numbers: the formula itself decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reader.assistant.proposals import CheckedEnd, Dropped, EndProposal
from reader.study.evaluation.refusal import Refusal
from reader.study.runs import UnknownName, run_equation

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.study.study import Study

TRIALS = 5  # draws of the other numbers; all must agree
STEPS = {  # what the symbol is set to on its way
    "0": (1.0, 0.1, 0.01, 1e-3, 1e-4, 1e-5),
    "1": (0.5, 0.9, 0.99, 0.999, 1 - 1e-4, 1 - 1e-5),
    "infinity": (1.0, 10.0, 100.0, 1e3, 1e4, 1e5),
    "-infinity": (-1.0, -10.0, -100.0, -1e3, -1e4, -1e5),
}
NEAR = 0.02  # of what it was at first, to which it must have come
FAR = 20.0  # times what it was at first, beyond which it must have gone


def check_end(claim: EndProposal, equation: Equation, study: Study) -> CheckedEnd | Dropped:
    """The claim, where every draw of the other numbers agrees with it; nothing that cannot be run is shown."""
    holds = HOLDS.get(claim.gives)
    if claim.towards not in STEPS or holds is None:
        return Dropped("not-run", claim.symbol)
    value = ""
    for seed in range(TRIALS):
        try:
            way = [run_equation(equation, study, seed, {claim.symbol: at}) for at in STEPS[claim.towards]]
        except (Refusal, UnknownName):
            return Dropped("not-run", claim.symbol)
        value = way[0].plan.results[-1].latex
        if not all(map(holds, _ways([run.of(run.plan.results[-1]) for run in way]))):
            return Dropped("disagrees", claim.symbol)
    return CheckedEnd(claim.equation, claim.symbol, claim.towards, claim.gives, value, TRIALS)


def _ways(values: Sequence[Any]) -> list[tuple[float, ...]]:
    """For each number that comes out, its values on the way."""
    import numpy as np

    flat = [np.asarray(value, dtype=float).ravel() for value in values]
    return [tuple(float(each[place]) for each in flat) for place in range(flat[0].size)]


def _comes_to(end: float) -> Callable[[Sequence[float]], bool]:
    def holds(way: Sequence[float]) -> bool:
        gaps = [abs(value - end) for value in way]
        return (
            gaps[-1] < gaps[0] and gaps[-1] <= NEAR * max(gaps[0], NEAR) and all(b <= a for a, b in pairwise(gaps[1:]))
        )

    return holds


def _goes_beyond(sign: int) -> Callable[[Sequence[float]], bool]:
    def holds(way: Sequence[float]) -> bool:
        along = [sign * value for value in way]
        return along[-1] > FAR * max(1.0, abs(along[0])) and all(b > a for a, b in pairwise(along[1:]))

    return holds


def _moves(sign: int) -> Callable[[Sequence[float]], bool]:
    return lambda way: all(sign * (b - a) > 0 for a, b in pairwise(way))


HOLDS: dict[str, Callable[[Sequence[float]], bool]] = {
    "0": _comes_to(0.0), "1": _comes_to(1.0), "infinity": _goes_beyond(1), "-infinity": _goes_beyond(-1),
    "larger": _moves(1), "smaller": _moves(-1),
}  # fmt: skip
