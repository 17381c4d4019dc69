"""What follows the author's words in their sentence and says which one is meant, added to them."""

from __future__ import annotations

from reader.meaning.prose.members import singular
from reader.meaning.prose.wording import plain
from reader.model.annotations import Candidate, Definition


def with_tail(candidate: Candidate) -> str:
    """ "density at time $t$" of a "density" of this very symbol; what was said before where nothing follows."""
    meaning, statement = candidate.meaning or "", candidate.statement
    if statement is None or candidate.inherited is not None or not statement.definition.behind:
        return meaning
    return f"{meaning} {plain(statement.definition.behind)}" if _ends_so(meaning, statement.definition) else meaning


def _ends_so(meaning: str, definition: Definition) -> bool:
    """Whether the last word of a meaning is that before which the words stand, or one of these."""
    said = plain(definition.words or definition.text).split()[-1:]
    return bool(said) and meaning.split()[-1:] in (said, [singular(said[0])])
