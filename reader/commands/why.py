"""``tezawari why``: how a symbol came by its meaning, or a question to copy where it has none."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from reader.commands.speech import FAILED, WELL, stop
from reader.messages import Language, sentences, table

if TYPE_CHECKING:
    from reader.commands.knowledge import Adder
    from reader.model import Annotation, Equation, Reading

Row = dict[str, Any]


say = sentences("why")


def add_to(commands: Any, add: Adder, reading: argparse.ArgumentParser, language: Language) -> None:
    """The command ``why``."""
    made = add(commands, "why", why, reading)
    made.add_argument("source", metavar="SOURCE", help=table("cli")["help-source"][language])
    made.add_argument("symbol", metavar="SYMBOL", help=say("help-symbol", language))
    made.add_argument("--equation", metavar="N", help=say("help-equation", language))
    made.add_argument("--question", action="store_true", help=say("help-question", language))


def why(options: argparse.Namespace) -> int:
    """Explain one symbol."""
    import glossary
    from reader.exporters.explanation import Explanation, question

    reading = read_paper(options)
    annotation = symbol_of(reading, options.symbol, options.lang)
    equation = equation_of(reading, options.equation, options.lang) if options.equation else None
    explained = Explanation(reading, annotation, glossary.load(), options.lang)
    if options.question:
        sys.stdout.write(question(reading, explained.help, options.lang))
    else:
        for line in explained.lines(equation):
            print(line)
    return WELL


def read_paper(options: argparse.Namespace, inline: bool = False) -> Reading:
    """The source's reading; the end of the command, with one sentence, where it cannot be read."""
    from reader.batch.task import Task, read, refusal

    try:
        return read(Task(options.source, (), options.lang, options.main, options.offline, inline))
    except Exception as error:
        reason = refusal(error, options.lang)
        stop(FAILED, table("cli")["failed"][options.lang].format(source=options.source, reason=reason))


def symbol_of(reading: Reading, wanted: str, language: Language) -> Annotation:
    """The symbol that was asked for; the end of the command where the paper has none such."""
    from reader.exporters.terminal import find_symbol, most_used

    rows: list[Row] = [
        {
            "id": one.symbol.id,
            "latex": one.symbol.latex,
            "written": one.symbol.written,
            "count": len(one.symbol.occurrences),
        }
        for one in reading.annotations
    ]
    found = find_symbol({"symbols": rows}, wanted)
    if found is None:
        known = "  ".join(each["latex"] for each in most_used(rows)) or "–"
        stop(FAILED, table("cli")["no-symbol"][language].format(wanted=wanted, known=known))
    return next(one for one in reading.annotations if one.symbol.id == found["id"])


def equation_of(reading: Reading, wanted: str, language: Language) -> Equation:
    """The formula with this number, label or id; the end of the command where there is none."""
    from reader.exporters.terminal import find_equation

    rows: list[Row] = [{"id": one.id, "number": one.number, "labels": one.labels} for one in reading.document.equations]
    found = find_equation({"equations": rows}, wanted)
    if found is None:
        known = ", ".join(one.number for one in reading.document.equations if one.number) or "–"
        stop(FAILED, table("cli")["no-equation"][language].format(wanted=wanted, known=known))
    return next(one for one in reading.document.equations if one.id == found["id"])
