"""How bad the worst is that was met in a paper, counted over a batch as the builders of ar5iv count it."""

from __future__ import annotations

from collections import Counter
from typing import Final

from reader.batch.task import Outcome

WELL: Final = "no-problem"
FATAL: Final = "fatal"
SEVERITIES: Final = (WELL, "warning", "error", FATAL)  # the later the worse; what is for information is no problem


def severity_of(outcome: Outcome) -> str:
    """The severity of the worst problem; ``fatal`` where there is no result."""
    if outcome.failure is not None:
        return FATAL
    met = [severity for severity, _, _ in outcome.found if severity in SEVERITIES]
    return max(met, key=SEVERITIES.index, default=WELL)


class Tally:
    """Papers by severity, and by what was met in them."""

    def __init__(self) -> None:
        self.papers: Counter[str] = Counter()
        self._causes: Counter[tuple[str, str]] = Counter()

    def add(self, outcome: Outcome) -> None:
        """Counts a paper, once for each kind of problem in it."""
        self.papers[severity_of(outcome)] += 1
        kinds = [(FATAL, outcome.cause)] if outcome.failure is not None else [found[:2] for found in outcome.found]
        self._causes.update(kind for kind in kinds if kind[0] in SEVERITIES)

    def commonest(self, most: int) -> tuple[tuple[str, str, int], ...]:
        """Severity and kind of what was met in most papers, and in how many; the worst severity first."""
        causes = sorted(self._causes.items(), key=lambda one: (-SEVERITIES.index(one[0][0]), -one[1], one[0]))
        return tuple((severity, kind, papers) for (severity, kind), papers in causes[:most])
