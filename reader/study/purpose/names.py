"""What symbols are called where one says what a formula is for, and which of these names are guesses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader.messages import Language
from reader.study.walkthrough.names import SURE as WHOLLY
from reader.study.walkthrough.names import head_word, is_one_thing, name_in

if TYPE_CHECKING:
    from reader.model.annotations import Annotation
    from reader.study.purpose.statement import StatedFormula

# How sure the author's words must be: less than for a name alone, as each name must fit the sentence.
SURE = 0.7
SECTION = 2  # the level of a heading that begins another part of the paper
SPARSE = (" spars", " nonzero ", " non zero ", "スパース", "稀疏")
CHANCE = frozenset((
    "density", "distribution", "family", "likelihood", "measure", "pdf", "pmf", "posterior", "prior", "probabilities",
    "probability",
))  # fmt: skip


def name_of(latex: str, statement: StatedFormula) -> Mapping[Language, str] | None:
    """The name of a symbol, where it has one in both languages."""
    annotation = statement.annotations.get(latex)
    if annotation is None or not is_one_thing(annotation):
        return None
    sure = WHOLLY if is_said_later(annotation, statement) else SURE
    name = name_in(annotation, statement.equation, statement.study.glossary, sure)
    return name if all(name.values()) else None


def is_said_later(annotation: Annotation, statement: StatedFormula) -> bool:
    """Whether the author's words stand in a section behind the formula's own, and without the article of what is
    known: what they say there may be new."""
    equation = statement.equation
    here = annotation.in_formula(equation.id)
    if here.source is None or here.source.text.casefold().startswith("the "):
        return False
    span, at = equation.formula.span, here.source.sentence_span
    if at.file != span.file or at.start < span.start:
        return False
    heads = (each.span for each in statement.study.document.sections if each.level <= SECTION)
    return any(each.file == at.file and span.start < each.start < at.start for each in heads)


def is_chance(latex: str, statement: StatedFormula) -> bool:
    """Whether a symbol is called a probability: what it is the probability of differs from place to place."""
    found = statement.annotations.get(latex)
    return found is not None and (found.role == "distribution" or head_word(found.meaning or "") in CHANCE)


def is_guessed(latex: str, statement: StatedFormula, *, compares: bool) -> bool:
    """Whether a distribution, or with ``compares`` what compares two, has another name than that, by custom alone."""
    found = statement.annotations.get(latex)
    if found is None or found.status not in ("glossary", "structure"):
        return False
    kinds = found.standing.kinds if found.standing is not None else frozenset()
    return compares or ("distribution" in kinds and head_word(found.meaning or "") not in CHANCE)


def speaks_of_zeros(statement: StatedFormula) -> bool:
    """Whether the paper speaks of entries that are 0, so that a norm with a 0 below counts the others."""
    return any(word in piece.words for _, piece in statement.study.surroundings.sentences() for word in SPARSE)


def is_usually_applied(annotation: Annotation, statement: StatedFormula) -> bool:
    """Whether it stands for a function by custom."""
    glossary = statement.study.glossary
    names = [glossary[each.concept].name["en"] for each in annotation.links[:1] if each.concept in glossary]
    return annotation.role == "function" or any("function" in name or "sigmoid" in name for name in names)
