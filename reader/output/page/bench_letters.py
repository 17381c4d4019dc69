"""A formula in the letters of a course, as the page shows it: the clash is a sentence whose symbols are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.messages import LANGUAGES
from reader.output.rows.letters import renamed_row
from reader.output.rows.row import Row
from reader.output.typesetting.letter_sentences import clash_text, say
from reader.output.typesetting.quotation import split_prose
from reader.study.letters import in_our_letters

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.study.study import Study


def bench_row(equation: Equation, study: Study) -> Row | None:
    """The same for the page, with the course's title, and the clash as a sentence whose symbols are drawn."""
    reading, course = study.reading, study.course
    ours = in_our_letters(equation, reading, course) if course is not None else None
    if course is None or ours is None or not (ours.renamed or ours.clash):
        return None
    said = {language: clash_text(ours.clash, reading, language, "${}$") for language in LANGUAGES}
    refused = {
        language: list(split_prose(say("clash-refused", language, clash=clash))) if clash else None
        for language, clash in said.items()
    }
    return {**renamed_row(ours), "course": dict(course.title), "clash": refused if ours.clash else None}
