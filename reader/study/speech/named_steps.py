"""The steps of a paper's formula, with what the paper says of its symbols and with the names of its blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.statements import RowStatement
from reader.meaning.blocks.reading import blocks_of
from reader.study.paper_shapes import Survey, shapes_in
from reader.study.speech.aloud import LANGUAGES
from reader.study.speech.steps import NamedPart, SpokenStep, steps_of
from reader.study.speech.symbol_names import certain_in, nameable_in, names_in

if TYPE_CHECKING:
    from glossary import Glossary
    from glossary.block import Block
    from reader.meaning.blocks.found import FoundBlock
    from reader.model.document import Equation
    from reader.study.study import Study


TELLING = 3  # size of a form from which on its name says more than the operations that it is made of


def steps_in(equation: Equation, study: Study) -> tuple[SpokenStep, ...]:
    """The steps of an equation, with what the paper says of its symbols and with the names of its blocks."""
    said = study.shapes.said(equation)
    annotations = nameable_in(rows_beside(equation, study), study.reading, said.told)
    names = names_in(equation, annotations, said.told, study.glossary)
    alone = equation.id not in study.shapes.statements
    steps = steps_of(
        said.latex,
        meaning=said.told,
        names=names,
        certain=certain_in(names, equation, annotations),
        shape_of=shapes_by_part(equation, study.shapes),
        parts=tuple(
            named_parts(study.blocks[equation.id] if alone else blocks_of(said.latex, study.shelf), study.glossary)
        ),
    )
    return steps if alone else tuple(placed(step, said) for step in steps)


def rows_beside(equation: Equation, study: Study) -> tuple[str, ...]:
    """The ids of the rows that an equation makes one statement with, its own first."""
    statement = study.shapes.statements.get(equation.id)
    rows = [row.equation for row in statement.rows] if statement else []
    return tuple(dict.fromkeys((equation.id, *rows)))


def placed(step: SpokenStep, said: RowStatement) -> SpokenStep:
    """A step through a statement with the place that it has in one row."""
    start, end = said.place(step.start, step.end)
    return replace(step, start=start, end=end)


def named_parts(blocks: Iterable[FoundBlock], knowledge: Glossary) -> Iterator[NamedPart]:
    """The parts of an equation that have a name: forms of the textbook as they stand there, the largest of each place,
    and what fills a place in one of them that is a concept of its own. What goes on in the next row has no places."""
    for found in sorted(blocks, key=lambda each: each.size):
        if found.differs or not found.places:
            continue
        if found.size >= TELLING and not _is_plain(found.block, knowledge):
            name = {language: found.block.name[language] for language in LANGUAGES}
            yield NamedPart((found.start, found.end), name, is_form=True)
        for slot, place in found.places.items():
            filled = found.block.slots.get(slot)
            if filled is not None and filled.concept:
                yield NamedPart(place, {language: filled.text[language] for language in LANGUAGES}, is_form=False)


def _is_plain(block: Block, knowledge: Glossary) -> bool:
    """Whether its operations say what the form is, or many other things have it too."""
    concept = knowledge.concepts.get(block.concept)
    return block.plain or (concept is not None and concept.tells != "")


def shapes_by_part(equation: Equation, found: Survey) -> Callable[[Meaning], tuple[str, ...]]:
    """The known dimensions of each part of an equation, as LaTeX."""
    known: Mapping[str, tuple[str, ...]] = {
        meaning_latex(node): tuple(dimension.latex for dimension in shape.dimensions)
        for node, shape in shapes_in(equation, found)
        if shape.is_known
    }
    return lambda part: known.get(meaning_latex(part), ())
