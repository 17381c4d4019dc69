"""A course: the order in which it teaches concepts, those that it assumes, and the letters that it writes.

It is one file, ``course.toml``, which may lie in a folder of rows. With a course, learning paths follow its order and
leave out what it assumes, and formulas can be written in its letters.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from glossary import folders, graph
from glossary.errors import GlossaryFault
from glossary.glossary import Glossary
from glossary.model import Texts
from glossary.row_files import unreadable
from glossary.rows import make

FILE = "course.toml"
CHOSEN = "TEZAWARI_COURSE"  # a file, or a folder that has one


@dataclass(frozen=True, slots=True)
class Course:
    """``concepts`` are ids in the order of the lessons; ``assumed`` are known, with all their prerequisites."""

    title: Texts
    concepts: tuple[str, ...]
    assumed: tuple[str, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)  # concept -> the house's LaTeX for it
    file: str = ""

    def lesson(self, concept: str) -> int | None:
        """The number of the lesson that teaches a concept, from 1."""
        return self.concepts.index(concept) + 1 if concept in self.concepts else None


def course_file(place: str | Path) -> Path:
    """The path of a course, given by itself or by its folder."""
    path = Path(place).expanduser()
    return path / FILE if path.is_dir() else path


def read_table(file: Path) -> dict[str, object]:
    """The table of the file. Raises :class:`GlossaryFault` where it is missing or not valid TOML."""
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise GlossaryFault(str(file), f"There is no such course ({error.strerror}).") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GlossaryFault(str(file), unreadable(error)) from error


def load_course(place: str | Path) -> Course:
    """The course of a file or folder, cached until it changes. Raises :class:`GlossaryFault` if unreadable."""
    file = course_file(place)
    try:
        state = file.stat()
    except OSError as error:
        raise GlossaryFault(str(file), f"There is no such course ({error.strerror}).") from error
    return _load(file, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _load(file: Path, changed: int, size: int) -> Course:
    return make(Course, read_table(file), file=str(file))


def current_course() -> Course | None:
    """The chosen course, else that of the last overlay folder that has one; None if there is none.

    Raises :class:`GlossaryFault` for a chosen course only; a broken course of an overlay is skipped.
    """
    chosen = os.environ.get(CHOSEN)
    if chosen:
        return load_course(chosen)
    for file in reversed(courses_at_hand()):
        with suppress(GlossaryFault):
            return load_course(file)
    return None


def broken_courses() -> Iterator[GlossaryFault]:
    """The faults of courses in overlays that are skipped; none where a course is chosen."""
    for file in () if os.environ.get(CHOSEN) else courses_at_hand():
        try:
            load_course(file)
        except GlossaryFault as fault:
            yield fault


def courses_at_hand() -> tuple[Path, ...]:
    """The courses of the overlay folders. The last one holds where none is chosen."""
    return tuple(folder / FILE for folder in folders.overlays() if (folder / FILE).is_file())


def fingerprint(glossary: Glossary, course: Course | None) -> str:
    """A hash of glossary and course, for stale results; without a course the glossary's own."""
    if course is None:
        return glossary.digest
    content = repr((sorted(course.title.items()), course.concepts, course.assumed, sorted(course.letters.items())))
    return f"{glossary.digest}-{hashlib.sha256(content.encode()).hexdigest()[:8]}"


def assumed(glossary: Glossary, course: Course | None) -> frozenset[str]:
    """The concepts that the course assumes, with all their prerequisites."""
    return graph.closure(glossary, course.assumed) if course else frozenset()


def follow(glossary: Glossary, course: Course | None, concepts: Iterable[str]) -> tuple[str, ...]:
    """What to learn for the given concepts in the course's order, each lesson after its prerequisites."""
    if course is None:
        return glossary.path(concepts)
    needed = graph.closure(glossary, concepts)
    assumed_concepts = assumed(glossary, course)
    lessons = [concept for concept in course.concepts if concept in needed]
    order = dict.fromkeys(taught for lesson in lessons for taught in glossary.path([lesson]))
    order.update(dict.fromkeys(glossary.path(needed)))
    return tuple(concept for concept in order if concept not in assumed_concepts)


def syllabus(glossary: Glossary, course: Course) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Each lesson: its number, its concept, and the prerequisites that are neither assumed nor in an earlier lesson."""
    taught = set(assumed(glossary, course))
    for number, concept in enumerate(course.concepts, 1):
        if concept in glossary:
            needed = tuple(
                prerequisite
                for prerequisite in glossary.path([concept])
                if prerequisite not in taught and prerequisite != concept
            )
            taught.update(needed, [concept])
            yield number, concept, needed
