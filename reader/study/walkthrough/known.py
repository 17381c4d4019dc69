"""What is known of the symbols of a statement: with all its rows, and by the glossary for functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from glossary.naming import fold_name
from reader.formula.syntax.tables.name_rows import ORDERS
from reader.messages import LANGUAGES, Language
from reader.study.speech.symbol_names import CERTAIN
from reader.study.walkthrough.names import FUNCTION_WORDS, without_remark
from reader.study.walkthrough.sentence import Idea

if TYPE_CHECKING:
    from glossary import Glossary
    from glossary.model import Concept
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.study.study import Study

SHORT_JA = 24  # characters of a first sentence that says little without the next one
SCHOOL = "foundations-functions"  # what everybody has met: log, exp, max
# What is so as a rule may be otherwise in the paper at hand: "usually the fine-tuned one".
MULTIPLIERS = ("lagrang", "multiplier")  # beginnings of words
HABITS = (" usually ", " mostly ", " typically ", " most often ", ", often ", "; often ", ": often ")


def rows_beside(equation: Equation, study: Study) -> tuple[str, ...]:
    """The ids of the rows that an equation makes one statement with, its own first."""
    statement = study.trees.statements.get(equation.id)
    rows = [row.equation for row in statement.rows] if statement else []
    return tuple(dict.fromkeys((equation.id, *rows)))


def has_multipliers(equation: Equation, study: Study) -> bool:
    """Whether the words of its letters, or of the sentences round it, speak of Lagrange multipliers: what these
    multiply has to hold, and nobody chooses how much it counts."""
    around = study.surroundings
    near = [each.words for each in (*around.before(equation), *around.after(equation))] if equation.display else ()
    called = (one.meaning or "" for one in annotations_of_rows(equation, study))
    return any(f" {beginning}" in f" {said.casefold()}" for said in (*near, *called) for beginning in MULTIPLIERS)


def annotations_of_rows(equation: Equation, study: Study) -> list[Annotation]:
    """What the paper says of the symbols of a statement, each once."""
    found = (one for row in rows_beside(equation, study) for one in study.reading.annotations_in(row))
    return list({one.symbol.id: one for one in found}.values())


def ideas_of(
    annotations: Iterable[Annotation], knowledge: Glossary, is_new: Callable[[Annotation], bool] = lambda each: True
) -> dict[str, Idea]:
    """What the glossary says of functions that are certain, in one sentence; ``is_new`` says of which it is told."""
    found = {}
    for each in annotations:
        link = next(iter(each.links), None)
        if link is None or link.confidence < CERTAIN or knowledge[link.concept].layer == SCHOOL:
            continue
        concept = knowledge[link.concept]
        if not _is_meant(each, concept) or each.symbol.latex in ORDERS:
            continue  # the order has a sentence of its own, the author's words are of what has it
        definition = {language: _first_sentence(concept.definition[language], language) for language in LANGUAGES}
        if any(each in definition["en"] for each in HABITS):
            continue
        names = {language: concept.name[language] for language in LANGUAGES}
        found[each.symbol.latex] = Idea(names, definition, is_new(each))
    return found


def _is_meant(annotation: Annotation, concept: Concept) -> bool:
    """Whether the author's words for a letter have all words of the concept's name: "normalised weights" are no
    "normalisation". Words and signs mean what they are called."""
    spelled = annotation.symbol.base or annotation.symbol.latex
    if annotation.status != "paper" or spelled.startswith((r"\operatorname", r"\math")):
        return True
    said = set(fold_name(annotation.meaning or ""))
    names = (set(fold_name(without_remark(each))) - FUNCTION_WORDS for each in concept.english_names)
    return any(words and words <= said for words in names)


def _first_sentence(text: str, language: Language) -> str:
    end = "。" if language == "ja" else ". "
    first, *others = text.split(end)
    if language == "ja":
        is_short = len(first) < SHORT_JA and others and others[0]
        return f"{first}。{others[0]}。" if is_short else f"{first}。"
    return first.rstrip(".") + "."
