"""The glossary as a command loads it: where it cannot be used, one sentence and the end of the command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.commands.speech import FAILED, USAGE, stop, tell

if TYPE_CHECKING:
    from glossary import Concept, Glossary
    from glossary.errors import GlossaryFault
    from reader.messages import Language
    from reader.user.context import ContextChoice


def with_folders(choice: ContextChoice, folders: list[str] | None) -> ContextChoice:
    """The choice with these folders laid over the reader's own rows; the end of the command where one is not there."""
    from glossary.folders import over_own_rows

    if not folders:
        return choice
    laid = replace(choice, overlays=over_own_rows(Path(folder).resolve() for folder in folders))
    load(laid)
    return laid


def load(choice: ContextChoice, code: int = USAGE) -> Glossary:
    """The glossary that was chosen, or the end of the command with one sentence. Broken rows of its are set aside."""
    from glossary.errors import GlossaryFault

    try:
        return choice.load_glossary()
    except GlossaryFault as fault:
        stop(code, str(fault))


def _load_sound(folder: str) -> Glossary:
    """The built-in glossary under a folder, or the end of the command where that has a broken row."""
    import glossary
    from glossary.errors import GlossaryFault

    try:
        return glossary.load(folder)
    except GlossaryFault as fault:
        stop(FAILED, str(fault))


def load_with(
    folder: str | None, choice: ContextChoice, language: Language, *, unusable: bool = False
) -> tuple[Glossary, Sequence[GlossaryFault]]:
    """The glossary with this folder laid over the built-in rows, without one that was chosen.

    One sentence where the folder has no row.

    Where the ``unusable`` is asked for, it is left out and named; otherwise it ends the command.
    """
    from glossary.course import FILE
    from glossary.loader import has_rows, load_for_check

    if folder is None:
        knowledge = load(choice)  # or the end, where a folder is not there
        return load_for_check(*choice.overlays) if unusable and choice.overlays else (knowledge, ())
    if not folder:
        stop(USAGE, tell("no-folder", language))
    if unusable and Path(folder).is_dir():
        knowledge, faults = load_for_check(Path(folder))
    else:
        knowledge, faults = _load_sound(folder), ()
    if not faults and not has_rows(Path(folder)) and not (Path(folder) / FILE).is_file():
        stop(FAILED, tell("no-rows", language, folder=folder))
    return knowledge, faults


def concept_of(knowledge: Glossary, wanted: str, language: Language) -> Concept:
    """The concept with this id or name; the end of the command where there is none."""
    from glossary.searching import search as concepts_for

    if wanted in knowledge:
        return knowledge[wanted]
    found = concepts_for(knowledge, wanted)
    if not found:
        stop(FAILED, tell("nothing-found", language, wanted=wanted))
    return found[0]
