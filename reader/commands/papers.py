"""The paper, the formula and the symbol that were asked for; one sentence and the end of the command where none is."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from reader.commands.speech import FAILED, stop
from reader.messages import Language, table
from reader.model.lookup import find_equation, find_symbol

if TYPE_CHECKING:
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.model.reading import Reading

NAMED = 15  # symbols named where there is none such


def read_paper(options: argparse.Namespace, source: str | None = None, *, inline: bool = False) -> Reading:
    """The reading of ``source``, of the command's own if there is none."""
    from reader.batch.task import Task, read, refusal

    wanted = options.source if source is None else source
    try:
        return read(Task(wanted, (), options.lang, options.main, options.offline, inline, context=options.choice))
    except Exception as error:
        reason = refusal(error, options.lang)
        stop(FAILED, table("cli")["failed"][options.lang].format(source=wanted, reason=reason))


def equation_of(reading: Reading, wanted: str, language: Language) -> Equation:
    """The formula with this number, label or id."""
    found = find_equation(reading.document.equations, wanted)
    if found is None:
        known = ", ".join(one.number for one in reading.document.equations if one.number) or "–"
        stop(FAILED, table("cli")["no-equation"][language].format(wanted=wanted, known=known))
    return found


def symbol_of(reading: Reading, wanted: str, language: Language) -> Annotation:
    """The symbol with this spelling or id."""
    found = find_symbol(reading.annotations, wanted)
    if found is None:
        most_used = sorted(reading.annotations, key=lambda each: -len(each.symbol.occurrences))[:NAMED]
        known = "  ".join(each.symbol.latex for each in most_used) or "–"
        stop(FAILED, table("cli")["no-symbol"][language].format(wanted=wanted, known=known))
    return found
