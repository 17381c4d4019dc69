"""The context that the environment and the reader's own folders ask for."""

from __future__ import annotations

import glossary
from glossary.course import current_course
from glossary.errors import GlossaryFault
from glossary.folders import overlays
from reader.errors import GlossaryError
from reader.model.context import Context
from reader.user.corrections import corrections_file


def current_context() -> Context:
    """What holds in this process. :class:`GlossaryError` where the glossary or the course is unusable."""
    try:
        knowledge = glossary.load()
        for block in knowledge.blocks if overlays() else ():
            knowledge.blocks[block]  # a broken row of the reader's own is said before anything is read
        return Context(knowledge, current_course(), corrections_file())
    except GlossaryFault as fault:
        raise GlossaryError("broken-glossary", file=fault.file, reason=fault.reason) from fault
