"""The one to three formulas that carry a paper: those for which most speaks, the first one first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from reader.limits.watch import spare
from reader.model.reading import Reading
from reader.study.start.grounds import FOR, StartEvidence, StartReason, against
from reader.study.start.outline import Display
from reader.study.start.uses import left_side

LEAST = 1  # that must speak for a formula: one ground, beside its number
MOST = 3  # formulas that are named
SHARE = 0.6  # of what speaks for the first that must speak for a further one


@dataclass(frozen=True, slots=True)
class Start:
    """A formula to start with, the rows that stand with it, and the grounds, the most telling first."""

    equation: str
    rows: tuple[str, ...]
    weight: float
    grounds: tuple[StartReason, ...]


NOTHING = Start("", (), 0, ())  # is known of a display that could not be weighed


def start_here(reading: Reading) -> tuple[Start, ...]:
    """None of the appendix, none for which hardly anything speaks, and no second one of the same left side."""
    paper = StartEvidence(reading)
    weighed = _weighed(paper)
    alike = Counter(start.weight for start, _ in weighed)
    chosen: list[Start] = []
    sides: set[str] = set()
    for start, display in sorted(weighed, key=lambda each: -each[0].weight):
        side = left_side(display.rows[0])
        least = SHARE * chosen[0].weight if chosen else LEAST
        is_crowd = bool(chosen) and alike[start.weight] > MOST  # nothing tells them apart
        if len(chosen) == MOST or start.weight < least or is_crowd:
            break
        if side is None or side.latex not in sides:
            chosen.append(start)
            sides |= {side.latex} if side else set()
    return tuple(chosen or _last_resort(weighed, paper))


def first_of_all(reading: Reading) -> tuple[Start, ...]:
    """Of a paper that no formula carries, those to look at, the one for which most speaks first; they are no claim."""
    weighed = [start for start, _ in _weighed(StartEvidence(reading)) if start.rows]
    return tuple(replace(each, grounds=()) for each in sorted(weighed, key=lambda each: -each.weight)[:MOST])


def _weighed(paper: StartEvidence) -> list[tuple[Start, Display]]:
    return [(spare("start", each.rows[0], NOTHING, _weigh, each, paper), each) for each in paper.main]


def _last_resort(weighed: list[tuple[Start, Display]], paper: StartEvidence) -> list[Start]:
    """Of a paper with few formulas, for none of which much speaks, the best that is neither background nor a trial."""
    able = [start for start, each in weighed if not paper.is_background(each) and not paper.is_trial(each)]
    best = max(able, key=lambda each: each.weight, default=NOTHING)
    return [best] if best.weight >= 0 and any(each.kind != "numbered" for each in best.grounds) else []


def _weigh(display: Display, paper: StartEvidence) -> Start:
    found = (ground(display, paper) for ground in FOR)
    grounds = tuple(each for each in found if each is not None)
    weight = sum(each.weight for each in grounds) - against(display, paper)
    return Start(paper.uses.cited_row(display).id, tuple(row.id for row in display.rows), weight, grounds)
