"""How commands come to their arguments, and what these say of what papers are explained with."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from reader.commands.speech import FAILED, USAGE, stop, warn_of_own_files
from reader.messages import sentences

if TYPE_CHECKING:
    from reader.limits.budget import Limits
    from reader.output.exporters.registry import Format
    from reader.user.context import ContextChoice

say = sentences("cli")
Adder = Callable[..., Any]  # makes a sub-command of a name, a function and a help text


def choose_context(options: argparse.Namespace) -> ContextChoice:
    """What papers are explained with: what the environment asks for, and in its place what the options say."""
    from reader.commands import correct, course, loading
    from reader.commands.glossary import authoring
    from reader.user.context import current_choice

    is_check, language = options.command in (authoring.check, authoring.test), options.lang
    choice = loading.with_folders(current_choice(), options.glossary_folders)
    choice = course.with_course(choice, options.course, language, checked=is_check)
    choice = correct.with_file(choice, options.corrections, language, may_be_new=options.command is correct.correct)
    if options.command is not authoring.check:
        warn_of_own_files(choice, language)
    return choice


# --- what is made of papers ---


def require_format(form: Format, options: argparse.Namespace) -> None:
    """The end of the command where a package is missing, or where a file would be printed on a terminal."""
    from reader.errors import MissingExtra
    from reader.messages import error_text

    try:
        form.require()
    except MissingExtra as error:
        stop(FAILED, error_text(error, options.lang))
    if form.binary and options.output is None and sys.stdout.isatty():
        stop(USAGE, say("binary-format", options.lang, format=form.names[0]))


def limits_of(options: argparse.Namespace) -> Limits:
    """What a paper may cost; a usage error where that is nothing."""
    from reader.limits.budget import MEGABYTE, Limits

    for option, value in (("--time-limit", options.time_limit), ("--memory-limit", options.memory_limit)):
        if value <= 0:
            stop(USAGE, say("limit-positive", options.lang, option=option))
    return Limits(options.time_limit, options.memory_limit * MEGABYTE)


def extras_of(options: argparse.Namespace, formats: Sequence[str]) -> tuple[str, ...]:
    """What the JSON shall have beyond the default; a usage error where there is no such thing, or no JSON."""
    from reader.output.exporters.registry import EXTRAS

    if options.extras is None:
        return ()
    asked = {part.strip() for part in options.extras.split(",")} - {""}
    for extra in sorted(asked - set(EXTRAS)):
        stop(USAGE, say("unknown-extra", options.lang, extra=extra, known=", ".join(EXTRAS)))
    if not asked:
        stop(USAGE, say("no-extras", options.lang, known=", ".join(EXTRAS)))
    if "json" not in formats:
        stop(USAGE, say("extras-are-json", options.lang))
    return tuple(extra for extra in EXTRAS if extra in asked)
