"""``tezawari core``: the layers of knowledge that a formula or a paper stands on, as text, drawing or data."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from reader.commands.speech import WELL
from reader.messages import Language, sentences

if TYPE_CHECKING:
    from reader.commands.arguments import Adder


say = sentences("core")


def add_to(commands: Any, add: Adder, reading: argparse.ArgumentParser, language: Language) -> None:
    """The command ``core``."""
    made = add(commands, "core", core, reading)
    made.add_argument("source", metavar="SOURCE", help=say("help-source", language))
    made.add_argument("--equation", metavar="N", help=say("help-equation", language))
    forms = ("text", "svg", "json")
    made.add_argument("--as", dest="form", choices=forms, default="text", help=say("help-as", language))


def core(options: argparse.Namespace) -> int:
    """Print the core sample."""
    from rich.text import Text

    from reader.commands.papers import equation_of, read_paper
    from reader.commands.screen import Screen
    from reader.output.exporters.core_svg import core_svg
    from reader.output.rows.core_sample import core_row
    from reader.output.terminal.core_sample import core_view
    from reader.output.typesetting.core_sentences import thickness_text
    from reader.study.core_sample import core_of
    from reader.study.study import Study

    language: Language = options.lang
    study = Study(read_paper(options))
    reading, knowledge = study.reading, study.glossary
    equation = equation_of(reading, options.equation, language) if options.equation is not None else None
    sample = core_of(study, equation)
    sentence = thickness_text(sample, knowledge, language, whole=equation is None)
    if options.form == "json":
        row = {"equation": equation.id if equation is not None else None, **core_row(sample)}
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    elif options.form == "svg":
        number = (equation.number or equation.id) if equation is not None else ""
        title = say("title-formula" if equation is not None else "title-paper", language, number=number)
        sys.stdout.write(core_svg(sample, knowledge, language, title, sentence))
    else:
        console = Screen()
        if equation is not None:
            console.print(Text(" ".join(equation.formula.expanded.split()), style="bold"))
        console.print(Text(sentence), *core_view(sample, knowledge, language), sep="\n")
    return WELL
