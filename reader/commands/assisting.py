"""``--second-reader`` and ``--answers``: a model's answers, asked for or recorded, for ``tezawari annotate``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.commands.speech import FAILED, USAGE, log, stop
from reader.messages import Language, sentences

if TYPE_CHECKING:
    from reader.assistant.asking import SecondReader
    from reader.batch.task import Outcome, Task

say = sentences("assistant")


def add_options(to: Any, language: Language) -> None:
    """The options."""
    to.add_argument("--second-reader", action="store_true", help=say("help-second-reader", language))
    to.add_argument("--answers", metavar="FILE", help=say("help-answers", language))
    to.add_argument("--whole-paper", action="store_true", help=say("help-whole-paper", language))


def with_answers(tasks: Sequence[Task], options: argparse.Namespace) -> Sequence[Task]:
    """The tasks with the answers that they are read with; the model is asked here, before anything is exported.

    The end of the command, with one sentence, where no model is set up, or what is set up, or recorded, cannot be used.
    """
    if not options.second_reader and options.answers is None:
        if options.whole_paper:
            stop(USAGE, say("whole-paper-of-nothing", options.lang))
        return tasks
    from reader.assistant.asking import SecondReader
    from reader.assistant.settings import model_settings
    from reader.assistant.shelf import AnswerShelf
    from reader.errors import AssistantError
    from reader.messages import error_text

    recorded = Path(options.answers) if options.answers is not None else None
    try:
        settings = model_settings() if options.second_reader else None
        if options.second_reader and settings is None:
            stop(USAGE, say("not-set-up", options.lang))
        shelf = AnswerShelf(recorded, settings.model if settings else "", options.whole_paper)
        told = [replace(task, answers=shelf) for task in tasks]
        shelf.open()
        if settings is not None:
            ask_about(told, options.jobs, SecondReader(settings, shelf, options.lang, log))
    except AssistantError as error:
        stop(FAILED, error_text(error, options.lang))
    return told


def ask_about(tasks: Sequence[Task], jobs: int, second: SecondReader) -> None:
    """Asks the model about each paper in turn. Where it fails, the other papers are not asked about.

    Raises :class:`reader.errors.AssistantError` where the client is not installed, or cannot read the address.
    """
    from reader.batch.results import annotate
    from reader.errors import AssistantError
    from reader.messages import error_text

    for outcome in annotate([replace(task, asks=True) for task in tasks], jobs, lambda text: None):
        if outcome.asks is None:  # it cannot be read, or its result is up to date
            continue
        try:
            asked = second.ask(outcome.asks.questions, outcome.asks.paper)
        except AssistantError as error:
            if not error.kind.startswith("licence"):  # which is that of this paper alone
                raise
            log(f"tezawari: {outcome.source}: {error_text(error, second.language)}")
            continue
        if asked.error is not None:
            return


def account(outcome: Outcome, language: Language) -> None:
    """Logs what passed of the answers, and why the rest was dropped."""
    found = outcome.assistance
    if found is None:
        return
    if found.questions and not found.answered:
        log(f"{outcome.source}: " + say("checked-none", language, by=found.by, questions=found.questions))
        return
    from reader.assistant.asking import dropped_lines

    dropped = sum(found.dropped.values())
    log(
        f"{outcome.source}: "
        + say(
            "checked",
            language,
            by=found.by,
            proposed=found.proposed,
            shown=found.shown,
            dropped=dropped,
            answered=found.answered,
            questions=found.questions,
        )
    )
    for line in dropped_lines(found.dropped, language):
        log(f"  {line}")
