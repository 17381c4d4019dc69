"""What ``annotate`` says: each paper as it is done, how quickly the batch goes on, and a summary by severity."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.batch.pace import Pace
from reader.batch.severity import SEVERITIES, Tally
from reader.commands.speech import log
from reader.messages import Language, sentences

if TYPE_CHECKING:
    from reader.batch.task import Outcome

say = sentences("cli")
say_of_batch = sentences("batch")
OFTEN: Final = 20.0  # seconds between two lines of progress
MANY: Final = 1000  # papers; of more, those alone have a line that failed
CAUSES: Final = 8  # named in the summary


class BatchTeller:
    """Tells of the papers of one command, one after the other."""

    def __init__(self, options: argparse.Namespace, total: int) -> None:
        self._options = options
        self._language: Language = options.lang
        self._pace, self._tally = Pace(total), Tally()
        self.failed = 0

    def tell(self, outcome: Outcome) -> None:
        """Prints the data, or logs what was written or went wrong; now and then how far the batch is."""
        self.failed += outcome.failure is not None
        self._tally.add(outcome)
        self._pace.count(was_read=outcome.kept is None and outcome.seconds > 0)
        if outcome.failure is not None or self._options.output is None or self._pace.total <= MANY:
            report(outcome, self._options, several=self._pace.total > 1)
        if self._pace.is_due(OFTEN) and self._pace.done < self._pace.total:
            log(progress_text(self._pace, self._language))

    def sum_up(self) -> None:
        """Logs how the batch went, where it is one."""
        total = self._pace.total
        if total == 1:
            return
        log(say("summary", self._language, done=total - self.failed, total=total, failed=self.failed))
        counts = {severity.replace("-", "_"): self._tally.papers[severity] for severity in SEVERITIES}
        log(say_of_batch("severities", self._language, **counts))
        for severity, kind, papers in self._tally.commonest(CAUSES):
            log("  " + say_of_batch("cause", self._language, severity=severity, kind=kind, papers=papers))


def progress_text(pace: Pace, language: Language) -> str:
    """How far a batch is, how quickly it goes on, and how long the rest will take."""
    if pace.left is None:
        return say_of_batch("progress-begun", language, done=pace.done, total=pace.total)
    rate = f"{pace.rate:.2g}" if pace.rate < 10 else f"{pace.rate:.0f}"
    left = duration_text(pace.left, language)
    return say_of_batch("progress", language, done=pace.done, total=pace.total, rate=rate, left=left)


def duration_text(seconds: float, language: Language) -> str:
    """A duration in the unit in which one thinks of it."""
    minutes = round(seconds / 60)
    if minutes < 2:
        return say_of_batch("seconds", language, number=round(seconds))
    if minutes < 120:
        return say_of_batch("minutes", language, number=minutes)
    hours = round(seconds / 3600)
    return (
        say_of_batch("hours", language, number=hours)
        if hours < 48
        else say_of_batch("days", language, number=round(hours / 24))
    )


def report(outcome: Outcome, options: argparse.Namespace, several: bool) -> None:
    """Print the data, or log what was written or went wrong."""
    source, language = outcome.source, options.lang
    if outcome.failure is not None:
        log("tezawari: " + say("failed", language, source=source, reason=outcome.failure))
    elif options.output is None:
        print_result(outcome.texts[0][1], several)
    elif outcome.kept is not None:
        log(say("kept", language, source=source, name=outcome.kept))
    else:
        from reader.output.exporters.registry import BY_NAME

        files = ", ".join(
            str(Path(options.output) / (outcome.name + BY_NAME[form].suffix)) for form, _ in outcome.texts
        )
        key = "done-with-problems" if outcome.problems else "done"
        log(say(key, language, source=source, files=files, count=outcome.problems))


def print_result(text: str | bytes, several: bool) -> None:
    """One result on standard output; several, which are JSON, have a line each."""
    if isinstance(text, bytes):
        sys.stdout.buffer.write(text)
    else:
        sys.stdout.write(text.replace("\n", "") + "\n" if several else text)
    sys.stdout.flush()
