"""The glossary as a command loads it: where it cannot be used, one sentence and the end of the command."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.commands.speech import FAILED, USAGE, stop, tell

if TYPE_CHECKING:
    from glossary import Concept, Glossary
    from glossary.errors import GlossaryFault
    from reader.messages import Language


def use_folders(folders: list[str] | None) -> None:
    """Lays these folders over the glossary, in this process and in those that it starts."""
    from glossary.folders import OVERLAYS

    if folders:
        os.environ[OVERLAYS] = os.pathsep.join(str(Path(folder).resolve()) for folder in folders)
        load()


def load(*folders: str, own: bool = False) -> Glossary:
    """The glossary, or the end of the command with one sentence; broken rows of one's ``own`` folders are set aside."""
    import glossary
    from glossary.errors import GlossaryFault
    from glossary.loader import load_own

    try:
        return load_own(*folders) if own else glossary.load(*folders)
    except GlossaryFault as fault:
        stop(FAILED if folders else USAGE, str(fault))


def load_with(
    folder: str | None, language: Language, *, unusable: bool = False
) -> tuple[Glossary, Sequence[GlossaryFault]]:
    """The glossary with this folder laid over the built-in rows; one sentence where the folder has no row.

    Where the ``unusable`` is asked for, it is left out and named; otherwise it ends the command.
    """
    from glossary.course import FILE
    from glossary.loader import has_rows, load_for_check

    if folder is None:
        from glossary.folders import overlays

        knowledge = load()  # or the end, where a folder is not there
        return load_for_check(*overlays()) if unusable and overlays() else (knowledge, ())
    if not folder:
        stop(USAGE, tell("no-folder", language))
    if unusable and Path(folder).is_dir():
        knowledge, faults = load_for_check(Path(folder))
    else:
        knowledge, faults = load(folder), ()
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
