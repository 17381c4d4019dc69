"""``tezawari why``: how a symbol came by its meaning, or a question to copy where it has none."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from reader.commands.papers import equation_of, read_paper, symbol_of
from reader.commands.speech import WELL
from reader.messages import Language, sentences, table

if TYPE_CHECKING:
    from reader.commands.arguments import Adder


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
    from reader.output.terminal.explanation import SymbolExplanation, question
    from reader.study.study import Study

    reading = read_paper(options)
    annotation = symbol_of(reading, options.symbol, options.lang)
    equation = equation_of(reading, options.equation, options.lang) if options.equation else None
    explained = SymbolExplanation(Study(reading), annotation, options.lang)
    if options.question:
        sys.stdout.write(question(explained))
    else:
        for line in explained.lines(equation):
            print(line)
    return WELL
