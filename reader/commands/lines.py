"""``tezawari lines``: the steps from line to line of a paper, or two formulas beside each other."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reader.commands.speech import FAILED, USAGE, WELL, stop
from reader.messages import Language, sentences

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reader.commands.arguments import Adder
    from reader.model.document import Equation
    from reader.study.study import Study


say = sentences("lines")


def add_to(commands: Any, add: Adder, reading: argparse.ArgumentParser, language: Language) -> None:
    """The command ``lines``."""
    made = add(commands, "lines", lines, reading)
    made.add_argument("source", metavar="SOURCE", help=say("help-source", language))
    made.add_argument("--equation", metavar="N", help=say("help-equation", language))
    made.add_argument("--against", metavar="M", help=say("help-against", language))
    made.add_argument("--of", metavar="SOURCE", help=say("help-of", language))


def lines(options: argparse.Namespace) -> int:
    """Print what was asked for."""
    from reader.commands.screen import Screen

    if options.against is not None and options.equation is None:
        stop(USAGE, say("needs-equation", options.lang))
    if options.of is not None and options.against is None:
        stop(USAGE, say("needs-against", options.lang))
    Screen().print(*views(options), sep="\n")
    return WELL


def views(options: argparse.Namespace) -> Iterator[RenderableType]:
    """The paper's chains, those that lead to one formula, or two formulas."""
    from reader.commands.papers import equation_of, read_paper
    from reader.output.terminal.lines import lines_view
    from reader.study.derivations.reading import Lines
    from reader.study.study import Study

    study = Study(read_paper(options))
    equation = equation_of(study.reading, options.equation, options.lang) if options.equation is not None else None
    if equation is not None and options.against is not None:
        yield from compared(options, study, equation)
    else:
        yield from lines_view(Lines(study), options.lang, equation.id if equation is not None else None)


def compared(options: argparse.Namespace, study: Study, equation: Equation) -> Iterator[RenderableType]:
    """A formula beside another one, of this paper or of another, or beside the textbook's form of a block in it."""
    from reader.commands.papers import equation_of, read_paper
    from reader.output.terminal.lines import comparison_view
    from reader.output.typesetting.line_sentences import named
    from reader.study.study import Study

    language: Language = options.lang
    if options.of is None and options.against in study.glossary.blocks:
        one, other = textbook(study, equation, options.against, language)
    else:
        there = Study(read_paper(options, options.of)) if options.of else study
        against = equation_of(there.reading, options.against, language)
        one = named(study, equation, language), equation.formula.expanded
        other = named(there, against, language), against.formula.expanded
    yield from comparison_view(one, other, language)


def textbook(
    study: Study, equation: Equation, block: str, language: Language
) -> tuple[tuple[str, str], tuple[str, str]]:
    """The textbook's form of a block in the paper's symbols, and the stretch of the formula that is the block."""
    from reader.output.typesetting.line_sentences import named, textbook_name

    found = next((each for each in study.blocks[equation.id] if each.block.id == block), None)
    if found is None:
        stop(FAILED, say("no-block", language, number=equation.number or equation.id, block=block))
    stretch = equation.formula.expanded[found.start : found.end]
    forms = (pattern.latex for pattern in found.block.patterns if pattern.differs is None)
    form = next(filter(None, map(found.in_symbols, forms)), found.block.patterns[0].latex)
    return (textbook_name(found.block, language), form), (named(study, equation, language), stretch)
