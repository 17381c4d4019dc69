"""Checks that a reading is complete: it must have the formulas that a plain count of delimiters finds.

The count covers what TeX would read: the files that the main file reaches, between ``\\begin{document}`` and
``\\end{document}``, without comments, dead branches, verbatim text and definitions. A delimiter counts as read where a
formula of the reading begins before the next delimiter. Where far fewer are read than counted, the paper is read again
without its own class, without its own styles, and as a fragment; the most complete of these readings is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, pairwise
from pathlib import PurePosixPath
from typing import Final

from reader.latex.source.mainfile import input_names, resolve_input
from reader.latex.tex.tables import environments
from reader.model.document import Document
from reader.model.source import Problem, SourceBundle, Span

FAR_LESS: Final = 0.5  # of all formulas: below it the reading is done again
ENOUGH: Final = 0.95  # of the displays: below it the reading is reported as incomplete
ENOUGH_INLINE: Final = 0.5  # of the formulas in the text, many of which stand in tables and pictures
SOME: Final = 5  # files that a problem names

_UNREAD: Final = re.compile(
    r"(?<!\\)%[^\n]*"
    r"|\\begin\s*\{(comment|verbatim\*?|lstlisting|minted|filecontents\*?|tikzpicture)\}.*?\\end\s*\{\1\}"
    r"|\\iffalse(?![A-Za-z]).*?\\fi(?![A-Za-z])"
    r"|\\verb\*?([^A-Za-z\s*])[^\n]*?\2"
    r"|\\(?:[egx]?def|(?:re|provide)?newcommand|renewcommand|providecommand|DeclareRobustCommand)(?![A-Za-z])\*?"
    r"\s*\{?\\[A-Za-z@]+\}?[^\n]*",
    re.DOTALL,
)
_VISIBLE: Final = re.compile(r"[^\n]+")
_BEGIN: Final = re.compile(r"\\begin\s*\{document\}")
_END: Final = re.compile(r"\\end\s*\{document\}")
_INLINE: Final = re.compile(r"(?<![\\$])\$(?!\$)(?:[^$\\]|\\.)+?\$|\\\((?!\s*\\\))", re.DOTALL)
_RAISED: Final = re.compile(r"\$(?:\s*\{\s*\})?\s*\^")  # "Ann$^{1}$": a mark, often of an author, whom nobody reads


@dataclass(frozen=True, slots=True)
class Count:
    """The number of delimiters in the files, and the spans of those at which no formula was read."""

    counted: int = 0
    missed: tuple[Span, ...] = ()

    @property
    def found(self) -> int:
        return self.counted - len(self.missed)

    def __add__(self, other: Count) -> Count:
        return Count(self.counted + other.counted, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class DelimiterCounts:
    """The counts of a whole paper: of displays, and of formulas in the text."""

    displays: Count
    inline: Count

    def is_complete(self) -> bool:
        displays, inline = self.displays, self.inline
        return displays.found >= ENOUGH * displays.counted and inline.found >= ENOUGH_INLINE * inline.counted

    def is_lost(self) -> bool:
        """Whether so many formulas are missing that a macro must have swallowed a part of the paper."""
        total = self.total()
        return total.found < FAR_LESS * total.counted

    def total(self) -> Count:
        return self.displays + self.inline


@dataclass(frozen=True, slots=True)
class ReadingManner:
    """One way to read a paper. ``aside`` are suffixes of the paper's own files that are not read."""

    problem: str  # that says so, a row of the problems table
    aside: frozenset[str] = frozenset()
    fragment: bool = False  # all is body, whatever begins the document

    def files(self, bundle: SourceBundle) -> list[str]:
        """The files that are not read."""
        return sorted(path for path in bundle.files if PurePosixPath(path).suffix.lower() in self.aside)

    def differs(self, bundle: SourceBundle) -> bool:
        return self.fragment or bool(self.files(bundle))


USUAL: Final = ReadingManner("")
MANNERS: Final = (
    ReadingManner("class-set-aside", frozenset((".cls",))),
    ReadingManner("styles-set-aside", frozenset((".cls", ".sty"))),
    ReadingManner("read-as-fragment", fragment=True),
)
Read = Callable[[ReadingManner], Document]


def most_complete(bundle: SourceBundle, read: Read) -> Document:
    """The paper as it is usually read, else in the first other manner that loses little, else in the best one.

    Files that were set aside, and formulas that no manner finds, become problems of the document.
    """
    document = read(USUAL)
    counts = count_delimiters(bundle, document)
    manner = USUAL
    for candidate in MANNERS:
        if not counts.is_lost():
            break
        if (
            candidate.differs(bundle)
            and (better := count_delimiters(bundle, again := read(candidate))).total().found > counts.total().found
        ):
            document, counts, manner = again, better, candidate
    return replace(document, problems=(*document.problems, *_problems(bundle, document, counts, manner)))


def _problems(
    bundle: SourceBundle, document: Document, counts: DelimiterCounts, manner: ReadingManner
) -> Iterator[Problem]:
    if manner.problem:
        files = ", ".join(manner.files(bundle)[:SOME])
        yield Problem(manner.problem, "warning", arguments=(("files", files),) if files else ())
    if not counts.is_complete():
        total = counts.total()
        arguments = ("counted", str(total.counted)), ("found", str(total.found))
        yield Problem("formulas-missed", "warning", total.missed[0], arguments)
    elif not document.equations and not document.inline:
        yield Problem("no-formulas", "warning", arguments=(("main", bundle.main),))


def count_delimiters(bundle: SourceBundle, document: Document) -> DelimiterCounts:
    """Counts the formula delimiters in a paper's files, and those at which ``document`` has a formula."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for equation in (*document.equations, *document.inline):
        spans[equation.formula.span.file].append(equation.formula.span)
    displays = inline = Count()
    for path, text in _read_by_tex(bundle).items():
        read = sorted((span.start, span.end) for span in spans[path])
        displays += _count(_displays(), path, text, read)
        inline += _count(_INLINE, path, _displays().sub(_blank, text), read)
    return DelimiterCounts(displays, inline)


def _count(delimiters: re.Pattern[str], path: str, text: str, read: Sequence[tuple[int, int]]) -> Count:
    """Counts the delimiters of a text that stand outside of formulas.

    A delimiter is missed if no formula begins before the next one.
    """
    starts = [start for start, _ in read]
    ends = list(accumulate((end for _, end in read), max))
    matches = [match.span() for match in delimiters.finditer(text) if not _RAISED.match(match[0])]
    places = [(start, end) for start, end in matches if not _is_inside(start, starts, ends)]
    missed: list[Span] = []
    for (start, end), (following, _) in pairwise([*places, (len(text) + 1, 0)]):
        at = bisect_left(starts, start)
        if at == len(starts) or starts[at] > following:
            missed.append(Span(path, start, end))
    return Count(len(places), tuple(missed))


def _is_inside(place: int, starts: Sequence[int], ends: Sequence[int]) -> bool:
    at = bisect_left(starts, place)
    return at > 0 and ends[at - 1] > place


@cache
def _displays() -> re.Pattern[str]:
    """The pattern for the beginning of a display that is not empty; for ``$$``, its whole."""
    names = (re.escape(name) for name, row in environments().items() if row.kind == "display")
    longest_first = "|".join(sorted(names, key=len, reverse=True))
    return re.compile(
        rf"\\begin\s*\{{(?:{longest_first})\}}(?!\s*\\end)|(?<!\\)(?:\\\\)*\\\[(?!\s*\\\])"
        r"|(?<!\\)\$\$(?!\s*\$\$)(?:[^$\\]|\\.|\$(?!\$))*\$\$",
        re.DOTALL,
    )


def _read_by_tex(bundle: SourceBundle) -> Mapping[str, str]:
    """The texts of the files that the main file reaches, blanked where TeX reads nothing of the document."""
    texts: dict[str, str] = {}
    waiting = [bundle.main]
    while waiting:
        path = waiting.pop()
        if path in texts:
            continue
        texts[path] = text = _UNREAD.sub(_blank, bundle.files[path].text)
        folder = path.rpartition("/")[0]
        inputs = (resolve_input(name, folder, bundle.files.__contains__) for name in input_names(text))
        waiting += [target for target in inputs if target]
    return {path: _body(text) for path, text in texts.items()}


def _body(text: str) -> str:
    begin, end = _BEGIN.search(text), _END.search(text)
    text = text[: end.start()] if end else text
    return _blank_to(begin.end(), text) if begin else text


def _blank_to(end: int, text: str) -> str:
    return " " * end + text[end:]


def _blank(match: re.Match[str]) -> str:
    return _VISIBLE.sub(lambda line: " " * len(line[0]), match[0])
