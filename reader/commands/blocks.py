"""``tezawari blocks``: the blocks of a paper, or one formula taken apart."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reader.commands.speech import USAGE, WELL, stop
from reader.messages import Language, sentences, table

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reader.commands.arguments import Adder

ALL_LEVELS = 99


say = sentences("blocks")


def add_to(commands: Any, add: Adder, reading: argparse.ArgumentParser, language: Language) -> None:
    """The command ``blocks``."""
    made = add(commands, "blocks", blocks, reading)
    made.add_argument("source", metavar="SOURCE", help=table("cli")["help-source"][language])
    made.add_argument("--equation", metavar="N", help=say("help-equation", language))
    made.add_argument("--depth", type=int, metavar="D", help=say("help-depth", language))


def blocks(options: argparse.Namespace) -> int:
    """Print what was asked for."""
    from reader.commands.screen import Screen

    if options.equation is None and options.depth is not None:
        stop(USAGE, say("needs-equation", options.lang))
    if options.depth is not None and options.depth < 1:
        stop(USAGE, say("depth-positive", options.lang))
    Screen().print(*views(options), sep="\n")
    return WELL


def views(options: argparse.Namespace) -> Iterator[RenderableType]:
    """The paper's blocks, or those of one formula."""
    from reader.commands.papers import equation_of, read_paper
    from reader.output.terminal.blocks import formula_view, paper_view
    from reader.study.study import Study

    study = Study(read_paper(options))
    if options.equation is None:
        yield from paper_view(study, options.lang)
        return
    equation = equation_of(study.reading, options.equation, options.lang)
    yield from formula_view(equation, study.blocks[equation.id], options.depth or ALL_LEVELS, options.lang)
