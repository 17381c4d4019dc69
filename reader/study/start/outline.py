"""A paper as the grounds ask for it: its displays, the headings above them, and the text that leads up to them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reader.meaning.prose.sentence import sentence_cuts
from reader.model.document import Document, Equation, Passage
from reader.model.prose import CITE, MATH, NO_WORDS
from reader.model.source import Span
from reader.study.start.cues import CITES, cue

NEAR = 80  # characters between a paragraph and a formula that it leads up to
LEAD = 500  # characters of text before a formula that may lead up to it
PROSE = ("paragraph", "item", "abstract")
_SAID = {**NO_WORDS, ord(MATH): " · ", ord(CITE): f" {CITES} "}


@dataclass(frozen=True, slots=True)
class Display:
    """Rows that stand together and stand for each other. ``section`` counts the document's, -1 above the first."""

    rows: tuple[Equation, ...]
    place: int  # among the displays, in reading order
    section: int

    @property
    def file(self) -> str:
        return self.rows[0].formula.span.file

    @property
    def start(self) -> int:
        return self.rows[0].formula.span.start

    @property
    def end(self) -> int:
        return self.rows[-1].formula.span.end


class PaperOutline:
    """Headings, displays and paragraphs of a document, and how they lie to each other."""

    def __init__(self, document: Document) -> None:
        self.document = document
        sections = _sections_of(document)
        groups: dict[str, list[Equation]] = {}
        for each in document.equations:
            if each.display:
                groups.setdefault(each.group or each.continues or each.id, []).append(each)
        self.displays = [
            Display(tuple(rows), place, sections[rows[0].id]) for place, rows in enumerate(groups.values())
        ]

    # --- headings

    @cached_property
    def chains(self) -> Sequence[tuple[int, ...]]:
        """By section, itself and those that it stands under."""
        chains: list[tuple[int, ...]] = []
        above: list[int] = []
        for number, section in enumerate(self.document.sections):
            while above and self.document.sections[above[-1]].level >= section.level:
                above.pop()
            above.append(number)
            chains.append(tuple(reversed(above)))
        return chains

    def headings(self, display: Display) -> tuple[str, ...]:
        """Its own first."""
        return tuple(self.document.sections[each].title for each in self.chain(display.section))

    def chain(self, section: int) -> tuple[int, ...]:
        return self.chains[section] if section >= 0 else ()

    def titles(self, section: int) -> str:
        """The headings of a section, its own first, in one line."""
        return " / ".join(self.document.sections[each].title for each in self.chain(section))

    def chapter(self, section: int) -> int:
        """The outermost section that holds a section."""
        return self.chains[section][-1] if section >= 0 else -1

    def section_at(self, place: Span) -> int:
        """The section that a place in a file stands in."""
        starts = self._headings.get(place.file, [])
        at = bisect_right(starts, (place.start, len(self.chains))) - 1
        return starts[at][1] if at >= 0 else self._openings.get(place.file, -1)

    @cached_property
    def _headings(self) -> Mapping[str, list[tuple[int, int]]]:
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, section in enumerate(self.document.sections):
            found[section.span.file].append((section.span.start, number))
        return {file: sorted(each) for file, each in found.items()}

    @cached_property
    def _openings(self) -> Mapping[str, int]:
        """By file the section that its first display stands in: a file may go on with a section of another."""
        return {each.file: each.section for each in reversed(self.displays)}

    def is_appended(self, display: Display) -> bool:
        """Whether it stands in an appendix, or among proofs."""
        return self.is_appendix(display.section)

    def is_appendix(self, section: int) -> bool:
        return section >= self._appendix or cue("appendix", self.titles(section)) is not None

    @cached_property
    def _appendix(self) -> int:
        return self.document.appendix

    # --- text

    @cached_property
    def passages(self) -> Mapping[str, list[Passage]]:
        """By file the paragraphs in order."""
        found: dict[str, list[Passage]] = defaultdict(list)
        for each in self.document.passages:
            if each.kind in PROSE and each.text.strip():
                found[each.span.file].append(each)
        return {file: sorted(each, key=lambda one: one.span.start) for file, each in found.items()}

    @cached_property
    def starts(self) -> Mapping[str, list[int]]:
        """By file where displays begin, in order."""
        starts: dict[str, list[int]] = defaultdict(list)
        for each in self.displays:
            starts[each.file].append(each.start)
        return {file: sorted(found) for file, found in starts.items()}

    @cached_property
    def _ends(self) -> Mapping[str, list[int]]:
        ends: dict[str, list[int]] = defaultdict(list)
        for each in self.displays:
            ends[each.file].append(each.end)
        return {file: sorted(found) for file, found in ends.items()}

    def within(self, display: Display) -> str:
        """The name of the theorem, proof or example that holds a display."""
        passages = self.passages.get(display.file, [])
        at = bisect_right(passages, display.start, key=lambda each: each.span.start) - 1
        return passages[at].within if at >= 0 and display.start <= passages[at].span.end else ""

    def lead(self, display: Display) -> tuple[str, str]:
        """The sentence that leads up to a display, and the one before it, in plain words; neither crosses a display."""
        passages = self.passages.get(display.file, [])
        at = bisect_left(passages, display.start, key=lambda each: each.span.start) - 1
        opening = display.start
        for passage in passages[max(at - 1, 0) : at + 1][::-1]:
            if passage.span.end + NEAR < opening:
                break
            last = min(_opening(passage, opening - passage.span.start), len(passage.text))
            if passage.text[:last].strip():
                return self._last_sentences(passage, last, display)
            opening = passage.span.start
        return "", ""

    def _last_sentences(self, passage: Passage, last: int, display: Display) -> tuple[str, str]:
        ends = self._ends[display.file]
        at = bisect_right(ends, display.start) - 1
        behind = ends[at] - passage.span.start if at >= 0 else 0
        first = max(0, last - LEAD, *(end for start, end, _ in passage.formulas if start < behind <= end))
        cuts = [first, *(cut for cut in sentence_cuts(passage) if first < cut and passage.text[cut:last].strip())]
        before = self.plain(passage, cuts[-2], cuts[-1]) if len(cuts) > 1 else ""
        return self.plain(passage, cuts[-1], last), before

    @staticmethod
    def plain(passage: Passage, start: int = 0, end: int | None = None) -> str:
        """The words of a stretch of a paragraph: a dot for each formula, citations as ``[cite]``."""
        printed = passage.printed
        last = len(printed.text) if end is None else printed.offset(end)
        return " ".join(printed.text[printed.offset(start) : last].translate(_SAID).split())


def _opening(passage: Passage, at: int) -> int:
    """Where the display begins that holds a place, with its delimiter."""
    return next((start for start, end, _ in passage.formulas if start <= at < end), at)


def _sections_of(document: Document) -> Mapping[str, int]:
    """By equation the section that it stands in; both are in reading order."""
    found: dict[str, int] = {}
    names = [f"{each.number} {each.title}" if each.number else each.title for each in document.sections]
    at = -1
    for each in document.equations:
        at = next((k for k in range(max(at, 0), len(names)) if names[k] == each.section), at)
        found[each.id] = at
    return found
