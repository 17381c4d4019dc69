"""What the largest part of a formula is for that is a form of the textbook's, where the whole is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Nothing
from reader.messages import LANGUAGES, table
from reader.study.purpose.forms.named import named_part
from reader.study.purpose.statement import StatedFormula
from reader.study.walkthrough.sentence import TELLING, Sentence, told_in

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.study.study import Study


def parts_in(equation: Equation, study: Study) -> Iterator[Sentence]:
    """One sentence, in the first row of a statement: "Part of it is what textbooks call ..."."""
    statement = StatedFormula.of(equation, study)
    found = named_part(statement) if statement.equation.id == equation.id else None
    if found is not None:
        block, told = found
        rows = {language: table("steps")["part-known"][language] for language in LANGUAGES}
        text = {each: rows[each].format(name=block.block.name[each], what=told.text[each]) for each in LANGUAGES}
        yield Sentence("certain", Nothing(0, 0), told_in(text), TELLING)
