"""What is said of a formula in the letters of a course: which letter became which, or what clashes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.messages import sentences
from reader.study.letters import in_our_letters

if TYPE_CHECKING:
    from glossary.course import Course
    from reader.messages import Language
    from reader.model.document import Equation
    from reader.model.reading import Reading
    from reader.study.letters import LetterClash


say = sentences("course")


def letter_lines(equation: Equation, reading: Reading, course: Course, language: Language) -> Iterator[str]:
    """Nothing where no symbol of the formula has a letter of the course."""
    ours = in_our_letters(equation, reading, course)
    if ours.clash is not None:
        yield say("clash-refused", language, clash=clash_text(ours.clash, reading, language))
    elif ours.renamed:
        yield say("ours", language, latex=ours.latex)
        for theirs, letter, concept in ours.renamed:
            found = reading.context.glossary.concepts.get(concept)
            name = found.name.get(language, concept) if found else concept
            yield say("renamed", language, theirs=theirs, ours=letter, concept=name)


def clash_text(clash: LetterClash | None, reading: Reading, language: Language, sign: str = "{}") -> str | None:
    """The letter, and both things that it would stand for; ``sign`` is how a symbol is written."""
    if clash is None:
        return None
    first, second = (
        _called(symbol, concept, reading, language, sign)
        for symbol, concept in ((clash.first, clash.first_concept), (clash.second, clash.second_concept))
    )
    return say("clash", language, letter=sign.format(clash.letter), first=first, second=second)


def _called(symbol: str, concept: str, reading: Reading, language: Language, sign: str) -> str:
    """A symbol with what it is, as far as that is known."""
    found = reading.context.glossary.concepts.get(concept)
    meaning = next((one.meaning for one in reading.annotations if one.symbol.latex == symbol), None)
    name = found.name.get(language, concept) if found else meaning
    shown = sign.format(symbol)
    return say("named", language, symbol=shown, name=name) if name else shown
