"""Finds every fault of a course, in the same form as the faults of rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from glossary import graph
from glossary.checking.checks import check_table, check_text
from glossary.checking.problem import GlossaryProblem
from glossary.course import Course, course_file, load_course, papers_of, read_table, strange_papers
from glossary.errors import GlossaryFault
from glossary.glossary import Glossary, GlossaryRow

MOST_STEPS = 2  # of a way down that a sentence names


def check_course(place: str | Path, glossary: Glossary) -> tuple[GlossaryProblem, ...]:
    """Unknown keys and concepts, an order against prerequisites, letters that clash. Empty where there is none."""
    file = course_file(place)
    try:
        row = GlossaryRow("course", "", file.name, read_table(file))
    except GlossaryFault as fault:
        return (GlossaryProblem(file.name, "", "", "unreadable", (("reason", fault.reason),)),)
    course = load_course(file)
    shape = (*check_table(row, row.values, Course, ""), *check_text(row))
    return (
        *shape,
        *_check_concepts(course, row, glossary),
        *_check_order(course, row, glossary),
        *_clashes(course, row),
    )


def _fault(row: GlossaryRow, key: str, kind: str, **arguments: str) -> GlossaryProblem:
    return GlossaryProblem(row.file, "", key, kind, tuple(arguments.items()))


def _check_concepts(course: Course, row: GlossaryRow, glossary: Glossary) -> Iterator[GlossaryProblem]:
    for concept in course.papers:
        if concept not in course.concepts:
            yield _fault(row, "papers", "no-lesson", concept=concept)
        for entry in strange_papers(course, concept):
            yield _fault(row, "papers", "strange-paper", entry=entry)
    for concept in course.symbols:
        if not any(place.formula for place in papers_of(course, concept)):
            yield _fault(row, "symbols", "points-at-nothing", concept=concept)
    for key in ("concepts", "assumed", "letters"):
        ids = list(getattr(course, key))
        for concept in dict.fromkeys(ids):
            if concept not in glossary:
                yield _fault(row, key, "unknown-concept", concept=concept)
            if ids.count(concept) > 1:
                yield _fault(row, key, "named-twice", concept=concept)


def _check_order(course: Course, row: GlossaryRow, glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Lessons before one of their prerequisites, and lessons that the course assumes to be known."""
    assumed = graph.closure(glossary, course.assumed)
    for number, concept in enumerate(course.concepts):
        below = graph.closure(glossary, [concept]) - {concept}
        for later in dict.fromkeys(course.concepts[number + 1 :]):
            if later in below:
                through = ", ".join(graph.chain(glossary, later, concept)[-2:0:-1][:MOST_STEPS])
                kind = "taught-too-early" if through else "taught-before-its-ground"
                yield _fault(row, "concepts", kind, concept=concept, later=later, through=through)
        if concept in assumed:
            yield _fault(row, "concepts", "taught-and-assumed", concept=concept)


def _clashes(course: Course, row: GlossaryRow) -> Iterator[GlossaryProblem]:
    owners: dict[str, str] = {}
    for concept, letter in course.letters.items():
        first = owners.setdefault("".join(mark for mark in letter if mark not in "{} "), concept)
        if first != concept:
            yield _fault(row, "letters", "letters-clash", letter=letter, first=first, second=concept)
