"""How commands come to their arguments, and what these say of what papers are explained with."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from reader.commands.speech import warn_of_own_files

if TYPE_CHECKING:
    from reader.user.context import ContextChoice

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
