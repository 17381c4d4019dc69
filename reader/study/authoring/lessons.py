"""Whether the formulas in papers at which a course points are still those that it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glossary.checking.problem import GlossaryProblem
from glossary.course import Course, PaperToRead, papers_of, symbols_of
from reader.model.document import Equation
from reader.model.lookup import find_equation, find_symbol
from reader.model.reading import Reading


def pointed_at(course: Course) -> tuple[str, ...]:
    """The papers of which a lesson names a formula and what stands in it, each once."""
    places = (place for lesson in course.symbols for place in papers_of(course, lesson) if place.formula)
    return tuple(dict.fromkeys(place.paper for place in places))


def strayed(course: Course, paper: str, reading: Reading) -> Iterator[GlossaryProblem]:
    """A fault for each number under which the paper has another formula, or none."""
    for lesson in course.symbols:
        for place in papers_of(course, lesson):
            if place.formula and place.paper == paper:
                yield from _stray(place, lesson, symbols_of(course, lesson), reading)


def _stray(place: PaperToRead, lesson: str, symbols: tuple[str, ...], reading: Reading) -> Iterator[GlossaryProblem]:
    equations = reading.document.equations
    meant = find_equation(equations, place.formula)
    lacking = _lacking(meant, symbols, reading) if meant else symbols
    if not lacking:
        return
    elsewhere = [f"({one.number})" for one in equations if one.number and not _lacking(one, symbols, reading)]
    arguments = {"paper": place.paper, "number": place.formula, "symbols": ", ".join(lacking)}
    if elsewhere:
        arguments["elsewhere"] = ", ".join(elsewhere)
    kind = "formula-moved" if elsewhere else "formula-gone"
    yield GlossaryProblem("course.toml", lesson, "papers", kind, tuple(arguments.items()))


def _lacking(equation: Equation, symbols: Iterable[str], reading: Reading) -> tuple[str, ...]:
    standing = frozenset(reading.symbols.get(equation.id, ()))
    found = [one for one in reading.annotations if one.symbol.id in standing]
    return tuple(symbol for symbol in symbols if find_symbol(found, symbol) is None)
