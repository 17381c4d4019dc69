"""What happens in the things to try: each number before and after, and whether it does what the row claims."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.study.living.planned import LivingFault, PlannedLiving

if TYPE_CHECKING:
    from glossary.living.model import LivingRead, LivingTry
    from reader.study.evaluation.inputs import Nested
    from reader.study.evaluation.planning.run import Run

CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class ToldNumber:
    """A number that a text tells: what it was, and what it becomes."""

    read: LivingRead
    was: float
    value: float

    @property
    def holds(self) -> bool:
        """Whether it does what the row claims."""
        read, close = self.read, math.isclose(self.was, self.value, rel_tol=CLOSE, abs_tol=CLOSE)
        goes = {"": True, "same": close, "up": self.value > self.was, "down": self.value < self.was}[read.goes]
        within = (read.above is None or self.value > read.above) and (read.below is None or self.value < read.below)
        return goes and within and (read.goes in ("", "same") or not close)


@dataclass(frozen=True, slots=True)
class Tried:
    """One thing that was tried: the numbers that were put in, and what the text tells."""

    one: LivingTry
    values: tuple[Nested, ...]
    switch: int | None
    told: tuple[ToldNumber, ...]


def tried(living: PlannedLiving) -> tuple[Tried, ...]:
    """All things to try of a row, computed. Raises :class:`LivingFault` for a name that the formula does not have."""
    before = living.run()
    return tuple(_tried(one, living, before) for one in living.row.tries)


def _tried(one: LivingTry, living: PlannedLiving, before: Run) -> Tried:
    values = living.put(one.set)
    switch = living.row.switches.index(one.without) if one.without in living.row.switches else None
    after = living.run(values) if switch is None else living.run_without(switch, values)
    return Tried(one, values, switch, tuple(_told(one, living, before, after)))


def _told(one: LivingTry, living: PlannedLiving, before: Run, after: Run) -> Iterator[ToldNumber]:
    for read in one.reads.values():
        yield ToldNumber(read, number_in(read, living, before), number_in(read, living, after))


def number_in(read: LivingRead, living: PlannedLiving, run: Run) -> float:
    """The number of a run that is read."""
    value = _array(read, living, run)
    if len(read.at) != value.ndim or any(not 0 < at <= size for at, size in zip(read.at, value.shape, strict=True)):
        raise LivingFault(read.of, "no-entry")
    return float(value[tuple(at - 1 for at in read.at)])


def _array(read: LivingRead, living: PlannedLiving, run: Run) -> Any:
    import numpy as np

    kind, k = living.part(read.of)
    if kind == "input":
        return np.asarray(run.given[living.plan.inputs[k].latex])
    if kind == "result":
        return run.of(run.plan.results[k])
    if living.plan.steps[k].latex not in run.parts:
        raise LivingFault(read.of, "unknown-part")
    return run.parts[living.plan.steps[k].latex]
