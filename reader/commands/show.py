"""``tezawari show``: a paper's summary, one of its formulas or one of its symbols; or a formula to take along."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glossary.files import write_whole
from reader.commands.speech import FAILED, USAGE, WELL, stop
from reader.messages import Language, sentences, table

if TYPE_CHECKING:
    from reader.commands.arguments import Adder
    from reader.model.document import Equation
    from reader.output.page.workbench import Workbench

say = sentences("cli")


def add_to(commands: Any, add: Adder, reading: argparse.ArgumentParser, language: Language) -> None:
    """The command ``show``."""
    made = add(commands, "show", show, reading)
    made.add_argument("source", metavar="SOURCE", help=say("help-source", language))
    made.add_argument("--equation", metavar="N", help=say("help-equation", language))
    made.add_argument("--symbol", metavar="LATEX", help=say("help-symbol", language))
    for flag in ("steps", "shapes"):
        made.add_argument(f"--{flag}", action="store_true", help=say(f"help-{flag}", language))
    made.add_argument("--as", choices=tuple(FORMS), dest="form", help=say("help-take-as", language))
    made.add_argument("-o", "--output", metavar="FILE", help=say("help-take-output", language))


def show(options: argparse.Namespace) -> int:
    """Print what was asked for, or write it down."""
    if options.form is not None:
        return take(options)
    if options.output is not None:
        stop(USAGE, say("output-needs-as", options.lang))
    return look(options)


# --- in the terminal -------------------------------------------------------------------------------------------------


def look(options: argparse.Namespace) -> int:
    """A summary, a formula, a symbol."""
    from reader.commands import course
    from reader.commands.papers import equation_of, read_paper, symbol_of
    from reader.commands.screen import Screen
    from reader.output.rows.reading import to_dict
    from reader.output.terminal import reading as terminal
    from reader.output.terminal.purpose import purpose_lines
    from reader.output.typesetting.quotation import Quotations
    from reader.study.study import Study

    reading, language = read_paper(options), options.lang
    study, glossary = Study(reading), reading.context.glossary
    row = terminal.in_plain_words(to_dict(study, language), reading)
    views: list[Any] = []
    equation = None
    if options.equation is not None:
        picked = equation_of(reading, options.equation, language)
        equation = picked.id
        if not options.steps:
            views.append(purpose_lines(study, picked, Quotations.in_document(reading.document), language))
            shown = next(each for each in row["equations"] if each["id"] == equation)
            views.append(terminal.equation_view(row, shown, glossary, language))
            views.append(course.formula_lines(reading, equation, language))
    if options.symbol is not None:
        wanted = symbol_of(reading, options.symbol, language).symbol.id
        symbol = next(each for each in row["symbols"] if each["id"] == wanted)
        views.append(terminal.symbol_view(row, symbol, glossary, language))
    if options.steps:
        from reader.output.terminal.steps import steps_view

        views.append(steps_view(study, language, equation))
    if options.shapes:
        from reader.output.terminal.shapes import shapes_view

        views.append(shapes_view(study, language, equation))
    console = Screen()
    for view in views or [terminal.summary(row, options.source, glossary, language)]:
        console.print(*view, sep="\n")
    return WELL


# --- to take along ---------------------------------------------------------------------------------------------------

FORMS: dict[str, Callable[[Workbench, Equation, Language], str]] = {
    "card": lambda bench, equation, language: bench.card(equation, language),
    "llm": lambda bench, equation, language: bench.along.prompt(equation, language),
    "markdown": lambda bench, equation, language: bench.along.markdown(equation, language),
}


def take(options: argparse.Namespace) -> int:
    """Print a formula in one of the forms in which the page gives it out, or write it into a file."""
    from reader.commands.papers import equation_of, read_paper
    from reader.output.page.workbench import Workbench
    from reader.study.study import Study

    language: Language = options.lang
    if options.equation is None:
        stop(USAGE, say("as-needs-equation", language))
    for other in others(options):
        stop(USAGE, say("as-alone", language, other=other))
    reading = read_paper(options)
    equation = equation_of(reading, options.equation, language)
    text = FORMS[options.form](Workbench(Study(reading)), equation, language)
    if options.output is None:
        sys.stdout.write(text)
    else:
        write(Path(options.output), text, language)
    return WELL


def others(options: argparse.Namespace) -> Iterator[str]:
    """Options that ask for something beside the formula."""
    yield from (f"--{name}" for name in ("symbol", "steps", "shapes") if getattr(options, name))


def write(file: Path, text: str, language: Language) -> None:
    """The end of the command, with one sentence, where that cannot be done."""
    try:
        file.absolute().parent.stat()  # no folder is made of a slip
        write_whole(file, text)
    except OSError as error:
        stop(FAILED, table("errors")["output"][language].format(path=file, reason=error.strerror or error))
