"""A course: which concepts it teaches in which order, what it takes for known, and the letters that it writes.

One file, ``course.toml``, that may lie in a folder of rows. With a course, learning paths follow its order and leave
out what it assumes, and formulas can be written in its letters.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Course:
    """``concepts`` are ids in the order of the lessons; ``assumed`` concepts are known with all that they rest on."""

    title: Texts
    concepts: tuple[str, ...]
    assumed: tuple[str, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)  # concept -> the house's LaTeX for it
    file: str = ""

    def lesson(self, concept: str) -> int | None:
        """The number of the lesson that teaches a concept, from 1."""
        return self.concepts.index(concept) + 1 if concept in self.concepts else None


def course_file(place: str | Path) -> Path:
    """The file of a course that is named by itself or by its folder."""
    path = Path(place).expanduser()
    return path / FILE if path.is_dir() else path


def read_table(file: Path) -> dict[str, object]:
    """What the file says. :class:`GlossaryFault` where there is none, or it is no TOML."""
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise GlossaryFault(str(file), f"There is no such course ({error.strerror}).") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GlossaryFault(str(file), unreadable(error)) from error


def load_course(place: str | Path) -> Course:
    """The course of a file or folder, read again when it changed. :class:`GlossaryFault` where it cannot be read."""
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
    """The course that the environment and the user's own folders ask for."""
    return course_among(folders.named_course(), folders.overlays())


def course_among(chosen: Path | None, overlays: Sequence[Path]) -> Course | None:
    """The course that was chosen, else that of the last of the folders laid over the glossary that has one.

    Only one that was chosen raises :class:`GlossaryFault`; one at hand that cannot be read is passed over.
    """
    if chosen is not None:
        return load_course(chosen)
    for file in reversed(courses_in(overlays)):
        with suppress(GlossaryFault):
            return load_course(file)
    return None


def broken_courses(chosen: Path | None, overlays: Sequence[Path]) -> Iterator[GlossaryFault]:
    """Why courses of these folders are passed over; none where a course was chosen."""
    for file in courses_in(overlays) if chosen is None else ():
        try:
            load_course(file)
        except GlossaryFault as fault:
            yield fault


def courses_in(overlays: Sequence[Path]) -> tuple[Path, ...]:
    """The courses of the folders laid over the glossary, the one that holds where none is chosen last."""
    return tuple(folder / FILE for folder in overlays if (folder / FILE).is_file())


def fingerprint(glossary: Glossary, course: Course | None) -> str:
    """A hash of what readings are explained with: the glossary's own where there is no course."""
    if course is None:
        return glossary.digest
    said = repr((sorted(course.title.items()), course.concepts, course.assumed, sorted(course.letters.items())))
    return f"{glossary.digest}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"


def assumed(glossary: Glossary, course: Course | None) -> frozenset[str]:
    """What the course takes for known, with all that this rests on."""
    return graph.closure(glossary, course.assumed) if course else frozenset()


def follow(glossary: Glossary, course: Course | None, concepts: Iterable[str]) -> tuple[str, ...]:
    """What to learn for the given concepts in the course's order, each lesson after what it rests on."""
    if course is None:
        return glossary.path(concepts)
    wanted = graph.closure(glossary, concepts)
    known = assumed(glossary, course)
    lessons = [concept for concept in course.concepts if concept in wanted]
    order = dict.fromkeys(one for lesson in lessons for one in glossary.path([lesson]))
    order.update(dict.fromkeys(glossary.path(wanted)))
    return tuple(concept for concept in order if concept not in known)


def syllabus(glossary: Glossary, course: Course) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Each lesson: its number, its concept, and what it rests on that no lesson before it has and nobody assumes."""
    seen = set(assumed(glossary, course))
    for number, concept in enumerate(course.concepts, 1):
        if concept in glossary:
            needed = tuple(one for one in glossary.path([concept]) if one not in seen and one != concept)
            seen.update(needed, [concept])
            yield number, concept, needed
