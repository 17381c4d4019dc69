"""A course: the order in which it teaches concepts, those that it assumes, and the letters that it writes.

It is one file, ``course.toml``, which may lie in a folder of rows. With a course, learning paths follow its order and
leave out what it assumes, and formulas can be written in its letters.
"""

from __future__ import annotations

import hashlib
import pkgutil
import re
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
    """``concepts`` are ids in the order of the lessons; ``assumed`` are known, with all their prerequisites."""

    title: Texts
    concepts: tuple[str, ...]
    assumed: tuple[str, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)  # concept -> the house's LaTeX for it
    papers: Mapping[str, str] = field(default_factory=dict)  # lesson -> what to read: "1706.03762 (1), 2305.18290 (7)"
    symbols: Mapping[str, str] = field(
        default_factory=dict
    )  # lesson -> what stands in these formulas: "\\beta, r_{\\phi}"
    file: str = ""

    def lesson(self, concept: str) -> int | None:
        """The number of the lesson that teaches a concept, from 1."""
        return self.concepts.index(concept) + 1 if concept in self.concepts else None


@dataclass(frozen=True, slots=True)
class PaperToRead:
    """A paper of a lesson, and the number of its formula; empty for the whole paper."""

    paper: str
    formula: str = ""


_PAPER = re.compile(r"([A-Za-z][\w.-]*/\d{7}|\d{4}\.\d{4,5})(v\d+)?(?:\s*\(([\w.]+)\))?")


def papers_of(course: Course, concept: str) -> tuple[PaperToRead, ...]:
    """What a lesson reads, in order. What is no arXiv id is left out, and ``strange_papers`` says it."""
    found = (_PAPER.fullmatch(entry) for entry in _entries(course, concept))
    return tuple(PaperToRead(match[1] + (match[2] or ""), match[3] or "") for match in found if match)


def symbols_of(course: Course, concept: str) -> tuple[str, ...]:
    """What must stand in each formula that a lesson points at, so that a number which has changed is noticed."""
    return tuple(symbol for part in course.symbols.get(concept, "").split(", ") if (symbol := part.strip()))


def strange_papers(course: Course, concept: str) -> tuple[str, ...]:
    """What stands among the papers of a lesson and cannot be read as an arXiv id with a formula's number."""
    return tuple(entry for entry in _entries(course, concept) if not _PAPER.fullmatch(entry))


def _entries(course: Course, concept: str) -> list[str]:
    return [entry for part in course.papers.get(concept, "").split(",") if (entry := part.strip())]


def bundled_course() -> Course:
    """The course that comes with the glossary, to look at where none is followed."""
    data = pkgutil.get_data("glossary", f"data/{FILE}") or b""
    return make(Course, tomllib.loads(data.decode("utf-8")), file=FILE)


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
    """The course that the environment and the user's own folders ask for."""
    return course_among(folders.named_course(), folders.overlays())


def course_among(chosen: Path | None, overlays: Sequence[Path]) -> Course | None:
    """The course that was chosen, else that of the last of the folders laid over the glossary that has one.

    Raises :class:`GlossaryFault` for a chosen course only; a broken course of an overlay is skipped.
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
