"""One command of ``tezawari``, run in a place and looked at from outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cases import COMMAND, LOST, MEGABYTES, OUTSIDE, OVER_MEMORY, OVER_TIME, SECONDS, Place, Result
from outside import Watched
from verdict import of_terminal

SILENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said and did; ``code`` is None where it had no end."""

    code: int | None
    out: str
    said: str
    seconds: float
    megabytes: int
    faults: tuple[str, ...]

    def result(self, name: str, *faults: str) -> Result:
        outcome = {0: "done", 1: "refused", 2: "refused"}.get(-1 if self.code is None else self.code, "ended")
        return Result(name, outcome, self.seconds, self.megabytes, (*self.faults, *faults))


def ask(
    place: Place,
    *words: str,
    before: Callable[[], None] | None = None,
    stdout: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Answer:
    """``tezawari`` with these words; ``before`` is called in its process before it begins."""
    output = stdout or place.folder("said") / "out"
    around = {**place.environment(), **(environment or {})}
    with Watched([COMMAND, *words], folder=place.home, environment=around, stdout=output, before=before) as watched:
        code = watched.wait(SILENCE)
        left = watched.left()
    out = output.read_text(encoding="utf-8", errors="replace") if output.is_file() else ""
    said = watched.text()
    faults = [*of_terminal(said), *of_terminal(out)]
    faults += [f"no end: {SILENCE:.0f} s"] if code is None else []
    faults += [f"exit: {code}"] if code not in (None, 0, 1, 2) else []
    faults += [f"{LOST}: exit {code} without a word"] if code and not said.strip() else []
    faults += [f"{OVER_TIME}: {watched.seconds:.0f} s"] if watched.seconds > SECONDS else []
    faults += [f"{OVER_MEMORY}: {watched.megabytes} MB"] if watched.megabytes > MEGABYTES else []
    faults += [f"{OUTSIDE}: {path}" for path in place.strangers()]
    faults += ["still runs"] if left and code is not None else []
    return Answer(code, out, said, watched.seconds, watched.megabytes, tuple(faults))


def faults_of(answers: list[Answer]) -> list[str]:
    return [fault for answer in answers for fault in answer.faults]
