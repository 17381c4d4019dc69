"""``tezawari dev``: what one stage makes of a formula or a paper, as plain lines that grep reads."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from reader.commands.speech import FAILED, USAGE, WELL, log, stop
from reader.messages import Language, sentences, table

if TYPE_CHECKING:
    from reader.commands.arguments import Adder
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.model.reading import Reading
    from reader.model.source import SourceBundle

STAGES: Final = {  # stage -> the options that it takes
    "tokens": ("equation", "inline"),
    "tree": ("equation", "inline"),
    "semantics": ("equation", "inline"),
    "symbols": ("equation", "symbol", "inline"),
    "positions": ("equation", "symbol", "inline"),
    "definitions": ("equation", "symbol", "inline"),
    "candidates": ("equation", "symbol", "inline"),
    "payload": ("equation", "part", "inline"),
    "profile": (),
    "prompts": ("equation", "whole_paper"),
}
DELIMITERS: Final = re.compile(r"(?<!\\)\$|\\[\[(]|\\begin\s*\{(?:document|equation|align|gather|multline|eqnarray)")
FILE_NAME: Final = re.compile(r"[^\\{}^=$\s]+\.(?:tex|zip|t?gz|tar|tar\.\w+)|\S+://\S+|arxiv:\S+", re.IGNORECASE)

say = sentences("dev")


def add_to(commands: Any, add: Adder, reading: argparse.ArgumentParser, language: Language) -> None:
    """The command ``dev``."""
    made = add(commands, "dev", dev, reading)
    known = ", ".join(STAGES)
    made.add_argument("stage", choices=STAGES, metavar="STAGE", help=say("help-stage", language, known=known))
    made.add_argument("source", metavar="LATEX|SOURCE", help=say("help-subject", language))
    for option, form in (("equation", "N"), ("symbol", "LATEX"), ("part", "KEY")):
        made.add_argument(f"--{option}", metavar=form, help=say(f"help-{option}", language))
    made.add_argument("--inline", action="store_true", help=table("cli")["help-inline"][language])
    made.add_argument("--whole-paper", action="store_true", help=table("assistant")["help-whole-paper"][language])


def dev(options: argparse.Namespace) -> int:
    """Print one stage's value."""
    language: Language = options.lang
    for option in ("equation", "symbol", "part", "inline", "whole_paper"):
        if getattr(options, option) and option not in STAGES[options.stage]:
            flag = f"--{option.replace('_', '-')}"
            stop(USAGE, say("option-unused", language, option=flag, stage=options.stage))
    if options.stage == "profile":
        lines: Iterable[str] = profile_lines(options)
    elif options.stage == "prompts":
        lines = prompt_lines(options)
    else:
        from reader.commands.dev.stages import STAGE_LINES, Chosen
        from reader.study.study import Study

        reading = reading_of(options)
        lines = STAGE_LINES[options.stage](Chosen(Study(reading), *chosen(options, reading), options.part, language))
    for line in lines:
        print(line)
    return WELL


def profile_lines(options: argparse.Namespace) -> list[str]:
    """What each stage costs; the end of the command, with one sentence, where the source cannot be read."""
    from reader.batch.task import refusal
    from reader.commands.dev.profile import profile

    if not is_source(options.source):
        stop(USAGE, say("stage-takes-source", options.lang, stage="profile"))
    try:
        return list(profile(options.source, options.choice, options.main, options.offline))
    except Exception as error:
        reason = refusal(error, options.lang)
        stop(FAILED, table("cli")["failed"][options.lang].format(source=options.source, reason=reason))


def prompt_lines(options: argparse.Namespace) -> Iterable[str]:
    """What a model would be asked, as JSON Lines; with ``answer`` beside ``key`` they are recorded answers."""
    from reader.assistant.questions import Questions
    from reader.commands.papers import equation_of, read_paper
    from reader.study.study import Study

    if not is_source(options.source):
        stop(USAGE, say("stage-takes-source", options.lang, stage="prompts"))
    reading = read_paper(options)
    questions = Questions(Study(reading), whole=options.whole_paper)
    if options.equation is None:
        found = questions.all()
    else:
        about = questions.about(equation_of(reading, options.equation, options.lang))
        found = (about,) if about is not None else ()
    for each in found:
        yield json.dumps({"key": each.key, "equation": each.equation, "messages": each.messages()}, ensure_ascii=False)


# --- what is looked at -----------------------------------------------------------------------------------------------


def reading_of(options: argparse.Namespace) -> Reading:
    """The reading of the source, or of LaTeX given in its place."""
    from reader.commands.papers import read_paper

    if is_source(options.source):
        return read_paper(options, inline=options.inline)
    from reader.messages import problem_text
    from reader.model.source import Paper
    from reader.pipeline import read_bundle

    reading = read_bundle(Paper(), bundle_of(options.source), inline=True, context=options.choice.load())
    for problem in reading.problems:
        log(problem_text(problem, options.lang))
    return reading


def chosen(options: argparse.Namespace, reading: Reading) -> tuple[Equation | None, Annotation | None]:
    """The equation and the symbol that were asked for, None for all; the end of the command where there is none."""
    from reader.commands.papers import equation_of, symbol_of

    equation = equation_of(reading, options.equation, options.lang) if options.equation is not None else None
    symbol = symbol_of(reading, options.symbol, options.lang) if options.symbol is not None else None
    return equation, symbol


def is_source(text: str) -> bool:
    """Whether this is a paper's name or place; all else is LaTeX."""
    from reader.arxiv.identifiers import parse_identifier
    from reader.errors import UnknownIdentifier
    from reader.pipeline import EXAMPLE

    text = text.strip()
    if text == EXAMPLE or FILE_NAME.fullmatch(text) or _exists(text):
        return True
    try:
        parse_identifier(text)
    except UnknownIdentifier:
        return False
    return True


def _exists(text: str) -> bool:
    try:
        return bool(text) and Path(text).exists()
    except (OSError, ValueError):  # too long, or with a null character
        return False


def bundle_of(latex: str) -> SourceBundle:
    """LaTeX as a paper of one file, ``formula.tex``: a bare formula is a display, and its first line is line 2."""
    from reader.latex.source.bundle import bundle_from_bytes

    text = latex if DELIMITERS.search(latex) else f"\\[\n{latex}\n\\]\n"
    return bundle_from_bytes("formula.tex", text.encode("utf-8", "replace"))
