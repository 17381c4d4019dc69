"""What the parts of a formula are called in two to five words, to stand below them where a paper begins with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reader.messages import Language
from reader.model.values import value
from reader.study.speech.symbol_names import nameable_in
from reader.study.walkthrough.known import rows_beside
from reader.study.walkthrough.names import names_said
from reader.study.walkthrough.places import balanced
from reader.study.walkthrough.steps import named_parts

if TYPE_CHECKING:
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.study.study import Study

MOST_WORDS = 5
MOST = 6  # labels of a formula


@value
class PartLabel:
    """A name, and where it belongs: a stretch of the macro-free LaTeX, or a symbol by its id."""

    name: Mapping[Language, str]
    place: tuple[int, int] | None = None
    symbol: str | None = None


def labels_in(equation: Equation, study: Study) -> tuple[PartLabel, ...]:
    """Forms of the textbook by their names, the largest ones, and symbols with the words that the author surely has for
    them. A form that is all of the formula is no part of it."""
    forms = list(_forms(equation, study))
    return (*forms, *_symbols(equation, study, forms))[:MOST]


def _forms(equation: Equation, study: Study) -> Iterator[PartLabel]:
    latex = equation.formula.expanded
    found = [each for each in named_parts(study.blocks[equation.id], study.glossary) if each.is_form]
    taken: list[tuple[int, int]] = []
    for each in sorted(found, key=lambda part: part.place[0] - part.place[1]):
        start, end = balanced(latex, *each.place)
        is_whole = 2 * (end - start) > len(latex) and any(sign in latex[start:end] for sign in ("=", ":="))
        if is_whole or any(first < end and start < last for first, last in taken):
            continue
        taken.append((start, end))
        if len(each.name["en"].split()) <= MOST_WORDS:
            yield PartLabel(each.name, (start, end))


def _symbols(equation: Equation, study: Study, forms: list[PartLabel]) -> Iterator[PartLabel]:
    said = study.trees.said(equation)
    annotations = nameable_in(rows_beside(equation, study), study.reading, said.told)
    names = names_said(equation, annotations, said.told, study.glossary)
    everywhere = [place for each in study.reading.annotations for place in _places(each, equation)]
    for each in annotations:
        english = names["en"].get(each.symbol.latex, "").partition(" ")[2]
        places = _places(each, equation)
        within = [
            any(a <= start and end <= b for a, b in (form.place for form in forms if form.place))
            or any(a <= start and end <= b and (a, b) != (start, end) for a, b in everywhere)  # the index of a name
            for start, end in places
        ]
        if english and places and not all(within) and len(english.split()) <= MOST_WORDS:
            japanese = names["ja"].get(each.symbol.latex, "") or english
            yield PartLabel({"en": english, "ja": japanese}, symbol=each.symbol.id)


def _places(annotation: Annotation, equation: Equation) -> list[tuple[int, int]]:
    return [(here.start, here.end) for here in annotation.symbol.occurrences if here.equation == equation.id]
