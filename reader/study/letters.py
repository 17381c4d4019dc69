"""A paper's formula in the letters of a course, or the one reason why it cannot be written so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from glossary.checking.problem import GlossaryProblem
from glossary.course import Course
from reader.formula.symbols.symbols import symbol_uses
from reader.formula.syntax.nodes import Accent, Identifier, Scripted
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.printer import spell
from reader.formula.syntax.rewriting import letter_node, rewritten
from reader.model.annotations import Annotation, ConceptLink
from reader.model.document import Equation
from reader.model.reading import Reading
from reader.model.symbols import SymbolUse


@dataclass(frozen=True, slots=True)
class LetterClash:
    """One letter for two things: the paper's symbols, and what each is, a concept's id or ""."""

    letter: str
    first: str
    second: str
    first_concept: str
    second_concept: str


@dataclass(frozen=True, slots=True)
class OurLetters:
    """``renamed`` are the paper's spelling, ours, and the concept; ``latex`` is None where there is a clash."""

    latex: str | None
    renamed: tuple[tuple[str, str, str], ...] = ()
    clash: LetterClash | None = None


def in_our_letters(equation: Equation, reading: Reading, course: Course) -> OurLetters:
    """The formula with the course's letter for every symbol whose concept has one."""
    expression = parse_formula(equation.formula.expanded)
    concepts = concepts_in(equation, reading)
    places: dict[tuple[int, int], str] = {}
    names: dict[str, _Name] = {}
    for use in symbol_uses(expression):
        if use.kind == "identifier":
            name = names.setdefault(use.latex, _named(use, concepts, course))
            if name.letter:
                places[use.start, use.end] = name.letter
    clash = next(_clashes(names), None)
    if clash is not None:
        return OurLetters(None, clash=clash)
    renamed = tuple((old, one.becomes, one.concept) for old, one in names.items() if one.letter and one.becomes != old)
    return OurLetters(rewritten(expression, places) if renamed else equation.formula.expanded, renamed)


def concepts_in(equation: Equation, reading: Reading) -> Mapping[str, str]:
    """The first concept of each symbol in this formula, by its spelling; a base has that of its own."""
    return {one.symbol.latex: links[0].concept for one in reading.annotations if (links := _links(one, equation))}


def _links(annotation: Annotation, equation: Equation) -> tuple[ConceptLink, ...]:
    return annotation.in_formula(equation.id).links


@dataclass(frozen=True, slots=True)
class _Name:
    """How a symbol is called before and after: its base, the base that it gets, the whole that it becomes."""

    base: str
    new_base: str
    becomes: str
    concept: str
    letter: str


def _named(use: SymbolUse, concepts: Mapping[str, str], course: Course) -> _Name:
    base = use.base or use.latex
    concept = concepts.get(use.latex) or concepts.get(base, "")
    letter = course.letters.get(concept, "")
    if not letter:
        return _Name(base, base, use.latex, concept, "")
    node = letter_node(letter)
    if isinstance(node, Scripted):
        return _Name(base, spell(node.base), spell(node), concept, letter)
    return _Name(base, spell(node), spell(node) + use.latex.removeprefix(base), concept, letter)


def _clashes(names: Mapping[str, _Name]) -> Iterator[LetterClash]:
    """Two bases that become one, or two symbols."""
    for number, (second, two) in enumerate(names.items()):
        for first, one in list(names.items())[:number]:
            merged = one.new_base == two.new_base and one.base != two.base
            if (one.letter or two.letter) and (merged or one.becomes == two.becomes):
                yield LetterClash(one.new_base, first, second, one.concept, two.concept)


def rehearse_letters(course: Course) -> Iterator[GlossaryProblem]:
    """Letters that are not one symbol."""
    for concept, letter in course.letters.items():
        expression, node = parse_formula(letter), letter_node(letter)
        base = node.base if isinstance(node, Scripted) else node
        if expression.problems or not isinstance(base, Identifier | Accent):
            yield GlossaryProblem("course.toml", "", f"letters.{concept}", "unread-letter", (("letter", letter),))
