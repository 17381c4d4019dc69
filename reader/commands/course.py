"""``--course``: a course that paths and formulas follow, and what commands say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.commands.loading import load
from reader.commands.speech import USAGE, log, stop, tell
from reader.messages import sentences

if TYPE_CHECKING:
    from glossary import Concept, Glossary
    from glossary.course import Course
    from reader.messages import Language
    from reader.model.reading import Reading
    from reader.user.context import ContextChoice

say = sentences("course")


def with_course(choice: ContextChoice, place: str | None, language: Language, *, checked: bool) -> ContextChoice:
    """The choice with this course. A folder's rows are laid over the glossary too.

    Of one that has faults one sentence is said, but where it is ``checked`` anyway.
    """
    from glossary.checking.courses import check_course
    from glossary.course import course_file

    if place is None:
        return choice
    if not place:
        stop(USAGE, tell("no-course", language))
    rows = (Path(place).resolve(),) if Path(place).is_dir() else ()
    choice = replace(choice, overlays=(*choice.overlays, *rows), course=course_file(place).resolve())
    if not checked:
        course, knowledge = course_in_use(choice, language), load(choice)
        faults = check_course(place, knowledge)
        if course is None or not any(one in knowledge for one in course.concepts):
            stop(USAGE, tell("course-empty", language, course=place))
        if faults:
            log(tell("course-faulty", language, count=len(faults), course=place))
    return choice


def course_in_use(choice: ContextChoice, language: Language) -> Course | None:
    """The course that was chosen; the end of the command with one sentence where it cannot be read."""
    from glossary.errors import GlossaryFault

    try:
        return choice.load_course()
    except GlossaryFault as fault:
        stop(USAGE, tell("course-unusable", language, file=fault.file, reason=fault.reason))


def formula_lines(reading: Reading, equation: str, language: Language) -> Iterator[str]:
    """On how many concepts a formula stands; the same in the letters of the course, or why it cannot be written so."""
    from reader.output.typesetting.letter_sentences import letter_lines
    from reader.study.core_sample import concepts_below

    below = concepts_below(reading, equation, reading.context.glossary)
    if below:
        yield tell("formula-stands-on", language, count=len(below))

    course = reading.context.course
    row = next(one for one in reading.document.equations if one.id == equation)
    if course is not None:
        yield from letter_lines(row, reading, course, language)


def course_lines(concept: Concept, knowledge: Glossary, course: Course | None, language: Language) -> Iterator[str]:
    """What the course says of a concept."""
    from glossary.course import assumed

    if course is None:
        return
    title = course.title.get(language, "")
    if number := course.lesson(concept.id):
        yield say("lesson", language, number=number, count=len(course.concepts), title=title)
    elif concept.id in assumed(knowledge, course):
        yield say("assumed", language, title=title)
    if letter := course.letters.get(concept.id):
        yield say("our-letter", language, title=title, letter=letter)


def lesson_lines(knowledge: Glossary, course: Course, language: Language) -> Iterator[str]:
    """One line a lesson: its number, its concept, and what it needs that was not taught before."""
    from glossary.course import syllabus

    for number, concept, needed in syllabus(knowledge, course):
        names = ", ".join(knowledge[one].name.get(language, one) for one in needed)
        before = say("needs", language, concepts=names) if names else ""
        yield f"{number}\t{concept}\t{knowledge[concept].name.get(language, '')}\t{before}"
