"""A formula in the letters of a course as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.output.rows.row import Row
from reader.output.typesetting.letter_sentences import clash_text
from reader.study.letters import in_our_letters

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.model.document import Equation
    from reader.study.letters import OurLetters
    from reader.study.study import Study


def letters_row(equation: Equation, study: Study, language: Language) -> Row | None:
    """``latex`` in our letters, what was ``renamed``, what would ``clash``; None where no letter changes."""
    reading, course = study.reading, study.course
    ours = in_our_letters(equation, reading, course) if course is not None else None
    if ours is None or not (ours.renamed or ours.clash):
        return None
    return {**renamed_row(ours), "clash": clash_text(ours.clash, reading, language)}


def renamed_row(ours: OurLetters) -> Row:
    renamed = [{"theirs": theirs, "ours": letter, "concept": concept} for theirs, letter, concept in ours.renamed]
    return {"latex": ours.latex, "renamed": renamed}
