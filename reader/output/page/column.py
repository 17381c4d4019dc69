"""The reading column: the paper's text whole, with its displayed formulas in their places.

::

    {"abstract": {"told": [part], "rest": [[part]]} | null,     # the sentence that says what is new, and the others
     "items": [{"heading": [part], "number", "level", "section", "closed": bool}   # closed: no formula stands under it
              | {"rows": [equation id], "kind": "single"|"rows"|"algorithm"}
              | {"sentences"|"item"|"caption"|"theorem": [part]}],   # of a paragraph; the head of a theorem or a proof
     "inline": ["<math ...>"],                                  # drawn in the text, by number
     "bibliography": {number: {"mark", "parts": [part], "arxiv": id | null}}}   # that the text cites; by place, from 0

A part is a string, a formula as ``[number in "inline", equation id]``, with null where it was not read as one, a
reference as ``["(7)", equation id]`` or ``["3.1", section]``, or a citation as ``["Du et al., 2018", null, number]``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from reader.arxiv.identifiers import find_identifier
from reader.model.document import TheoremHead
from reader.model.source import Span
from reader.output.rows.row import Row
from reader.output.typesetting.citations import Citation
from reader.output.typesetting.cross_references import Pointer
from reader.output.typesetting.prose import Loose, without_signs
from reader.output.typesetting.quotation import REFERENCES, formula_part, split_prose, title_parts
from reader.output.typesetting.sentences import ProseSentence, Sentences
from reader.output.typesetting.text_order import Place, TextOrder
from reader.study.start.cues import cue

if TYPE_CHECKING:
    from reader.model.document import Document, Equation, Section
    from reader.output.page.drawings import Drawings
CONTRIBUTIONS = ("brings", "finds")  # rows of cues, the surer first
FURTHER = frozenset(("additionally", "also", "furthermore", "further", "moreover"))  # words of what comes after
ABSTRACT, HEADING = "abstract", "heading"  # kinds of passages
REFERS = 2  # members of a reference; a citation has one more
TEXTS = ("sentences", "item", "caption")  # what a stretch of text is


@dataclass(frozen=True, slots=True)
class Figure:
    """Rows that stand together, and their place."""

    rows: tuple[Equation, ...]
    file: str
    start: int
    end: int

    @property
    def kind(self) -> str:
        return "algorithm" if self.rows[0].environment == "algorithm" else "rows" if len(self.rows) > 1 else "single"


class Column:
    """Builds the column of one paper. Whatever is drawn in the text is numbered as it comes."""

    def __init__(self, document: Document, drawings: Drawings) -> None:
        self._document = document
        self._drawings = drawings
        # what a theorem says once more (restatable) stands where it was written, and there once
        self._figures = list(
            {(each.file, each.start, each.end): each for each in reversed(list(figures_of(document)))}.values()
        )
        self._sentences = Sentences(document, [(each.file, each.start, each.end) for each in self._figures])
        self._inline: dict[str, int] = {}
        self._cited: set[int] = set()  # works, by their place in the bibliography

    def row(self) -> Row:
        abstract = self._abstract()
        items = self._closed(list(self._items()))
        shown = {item["section"] for item in items if "heading" in item}
        for parts in (parts for item in items for parts in _texts(item)):
            parts[:] = [part if not isinstance(part, list) or _leads(part, shown) else part[0] for part in parts]
        bibliography = {str(place): self._entry(place) for place in sorted(self._cited)}
        return {"abstract": abstract, "items": items, "inline": list(self._inline), "bibliography": bibliography}

    def _items(self) -> Iterator[Row]:
        """Headings, formulas and paragraphs in reading order."""
        passage = -1  # of the paragraph that is being written
        paragraph: list[Any] = []
        for _, piece in sorted(self._pieces(), key=itemgetter(0)):
            if isinstance(piece, ProseSentence):
                if piece.passage != passage and paragraph:
                    yield self._paragraph(passage, paragraph)
                    paragraph = []
                passage = piece.passage
                paragraph += self._parts(piece)
                continue
            if paragraph:
                yield self._paragraph(passage, paragraph)
                paragraph = []
            if isinstance(piece, Figure):
                yield {"rows": [each.id for each in piece.rows], "kind": piece.kind}
            elif isinstance(piece, TheoremHead):
                yield {"theorem": self._theorem(piece)}
            else:
                yield self._heading(piece)
        if paragraph:
            yield self._paragraph(passage, paragraph)

    def _pieces(self) -> Iterator[tuple[tuple[Place, int], Figure | ProseSentence | TheoremHead | int]]:
        """All that stands in the column with its place; a section by its number."""
        order = TextOrder(self._document)
        for number, section in enumerate(self._document.sections):
            yield (order.of_heading(section), 0), number
        for head in self._document.theorems:
            yield (order.of(head.span), 0), head
        for figure in self._figures:
            yield (order.of(figure.rows[0].formula.span), 1), figure
        for sentence in self._sentences.all():
            if self._document.passages[sentence.passage].kind != ABSTRACT:
                yield (order.of(Span(sentence.file, sentence.start, sentence.end)), 2), sentence

    def _paragraph(self, passage: int, parts: list[Any]) -> Row:
        kind = self._document.passages[passage].kind
        return {kind if kind in TEXTS else "sentences": parts}

    def _heading(self, number: int) -> Row:
        section = self._document.sections[number]
        title = self._referring(section) or self._title(without_signs(section.title))
        return {"heading": title, "number": section.number, "level": section.level, "section": number}

    def _theorem(self, head: TheoremHead) -> list[Any]:
        """The head as it is printed, ``Theorem 2 (Reward floor)``."""
        note = self._printed(head.note) if head.note else []
        if not head.title:
            return note
        name = f"{head.title} {head.number}" if head.number else head.title
        return [name, " (", *note, ")"] if note else [name]

    @staticmethod
    def _closed(items: list[Row]) -> list[Row]:
        """With each heading it is said whether no formula stands under it, nor under a heading below it."""
        holds: set[int] = set()  # levels of the headings behind it that hold formulas, 0 for the text of its own
        for item in reversed(items):
            if "heading" in item:
                level = item["level"]
                under = {each for each in holds if each == 0 or each > level}
                item["closed"] = not under
                holds = (holds - under) | ({level} if under else set())
            elif "rows" in item:
                holds.add(0)
        return items

    def _abstract(self) -> Row | None:
        """The abstract, from which one sentence is told at once: the one that says what the paper brings."""
        found = [each for each in self._sentences.all() if self._document.passages[each.passage].kind == ABSTRACT]
        if not found:
            return None
        brings = [each for row in CONTRIBUTIONS for each in found if cue(row, each.text)]
        told = next((each for each in brings if not is_further(each.text)), brings[0] if brings else found[0])
        rest = [self._parts(each) for each in found if each is not told]
        return {"told": self._parts(told), "rest": rest}

    # --- parts of sentences

    def _parts(self, sentence: ProseSentence) -> list[Any]:
        parts: list[Any] = []
        for part in self._sentences.parts(sentence):
            if isinstance(part, Pointer):
                parts.append([part.printed, part.target])
            elif isinstance(part, Citation):
                self._cited.add(part.entry)
                parts.append([part.printed, None, part.entry])
            elif isinstance(part, Loose):
                parts.append([self._loose(part.latex), None])
            elif not isinstance(part, str):
                parts.append([self._inline.setdefault(self._drawings.inline(part), len(self._inline)), part.id])
            elif part:
                parts.append(part)
        return [*parts, " "]

    def _entry(self, place: int) -> Row:
        """A work of the list of references: the mark that the list gives it, "" for none, and what it says."""
        entry = self._document.bibliography[place]
        drawn = self._printed(entry.text)
        found = find_identifier(entry.text)
        mark = self._sentences.pointers.citations.mark(place)
        return {"mark": mark, "parts": drawn, "arxiv": found.id if found is not None else None}

    def _printed(self, latex: str) -> list[Any]:
        """Prose as it is printed, its references in words."""
        parts = split_prose(latex, pointers=self._sentences.pointers)
        return [part["text"] if "text" in part else [self._drawn(part["mathml"]), None] for part in parts]

    def _loose(self, latex: str) -> int:
        return self._drawn(formula_part(latex)["mathml"])

    def _drawn(self, mathml: str) -> int:
        return self._inline.setdefault(mathml, len(self._inline))

    def _referring(self, section: Section) -> list[Any]:
        """A heading that refers to something, with what is printed there; [] for others."""
        if not any(sign in section.title.casefold() for sign in REFERENCES):
            return []
        own = section.span
        here = [each for each in self._document.passages if each.kind == HEADING and each.span.file == own.file]
        return next((self._printed(each.text) for each in here if own.start <= each.span.start < own.end), [])

    def _title(self, title: str) -> list[Any]:
        """A heading, which is plain text but for its formulas."""
        return [part["text"] if "text" in part else [self._drawn(part["mathml"]), None] for part in title_parts(title)]


def _leads(part: Sequence[Any], shown: Set[int]) -> bool:
    """Whether a part that refers leads to something on the page."""
    return (
        isinstance(part[0], int)
        or len(part) > REFERS
        or (part[1] is not None and (isinstance(part[1], str) or part[1] in shown))
    )


def _texts(item: Row) -> Iterator[list[Any]]:
    """The stretches of text in an item."""
    yield from (item[key] for key in TEXTS if key in item)


def figures_of(document: Document) -> Iterator[Figure]:
    """The displayed rows and lines of algorithms, those that belong together as one."""
    rows: list[Equation] = []
    for equation in document.equations:
        if is_inline(equation):
            continue
        if rows and not _together(rows[-1], equation):
            yield _figure(rows)
            rows = []
        rows.append(equation)
    if rows:
        yield _figure(rows)


def is_inline(equation: Equation) -> bool:
    return not equation.display and equation.environment != "algorithm"


def _together(one: Equation, other: Equation) -> bool:
    if (one.environment, one.section) != (other.environment, other.section):
        return False
    return one.group == other.group if other.group else other.environment == "algorithm"


def _figure(rows: Sequence[Equation]) -> Figure:
    file = rows[0].formula.span.file
    spans = [each.formula.span for each in rows if each.formula.span.file == file]
    return Figure(tuple(rows), file, min(each.start for each in spans), max(each.end for each in spans))


def is_further(sentence: str) -> bool:
    """Whether it adds to what was said: "We also build a boat"."""
    return not FURTHER.isdisjoint(word.strip(",;:").casefold() for word in sentence.split())
