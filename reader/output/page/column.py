"""The reading column: headings, displayed formulas, the sentences around them, and each section's small formulas.

::

    {"items": [{"heading": [part], "number", "level", "section"}       # of every section that has something to show
              | {"rows": [equation id], "kind": "single"|"rows"|"algorithm"}
              | {"small": [[part]]}                                    # of a section: what its text declares and sets
              | {"sentences": [part], "folded": [part]}],              # folded: what the author says before these
     "inline": ["<math ...>"]}                                         # drawn in the text, by number

A part is a string, a formula as ``[number in "inline", equation id]``, with null where it was not read as one, or a
reference as ``["(7)", equation id]`` or ``["3.1", section]``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reader.formula.syntax.nodes import Relation
from reader.formula.syntax.parsing import parse_formula
from reader.output.rows.row import Row
from reader.output.typesetting.cross_references import Pointer
from reader.output.typesetting.prose import FORMULA, Loose, without_signs
from reader.output.typesetting.quotation import formula_part
from reader.output.typesetting.sentences import ProseSentence, Sentences

if TYPE_CHECKING:
    from reader.model.document import Document, Equation, Section
    from reader.output.page.drawings import Drawings

BEFORE, AFTER = 2, 2  # sentences that lead to a formula, and that go on behind it
LONGEST = 160  # characters of a small formula


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


@dataclass(slots=True)
class ColumnPart:
    """What stands in one section. ``number`` counts the sections, -1 is what comes before all."""

    number: int
    figures: list[Figure] = field(default_factory=list)
    small: list[Equation] = field(default_factory=list)


class Column:
    """Builds the column of one paper. Whatever is drawn in the text is numbered as it comes."""

    def __init__(self, document: Document, drawings: Drawings) -> None:
        self._document = document
        self._drawings = drawings
        figures = list(figures_of(document))
        self._sentences = Sentences(document, [(each.file, each.start, each.end) for each in figures])
        self._all = any(is_inline(each) for each in document.equations)  # the formulas of the text are wanted, too
        self._sections = parts_of(document, figures, everything=self._all)
        self._edges = edges_of(document, figures)
        self._shown: set[tuple[str, int]] = set()
        self._folded: set[tuple[str, int]] = set()
        self._inline: dict[str, int] = {}

    def row(self) -> Row:
        items = [item for part in self._sections for item in self._part(part)]
        shown = {item["section"] for item in items if "heading" in item}
        for parts in (parts for item in items for parts in _texts(item)):
            parts[:] = [part if not isinstance(part, list) or _leads(part, shown) else part[0] for part in parts]
        return {"items": items, "inline": list(self._inline)}

    def _part(self, part: ColumnPart) -> Iterator[Row]:
        body = [item for figure in part.figures for item in self._figure(figure)]
        if part.figures and not self._all:
            body += self._said([], self._gap_after(part.figures[-1]))
        small = list(self._small(part))
        if not (body or small):
            return
        yield from self._headings(part.number)
        if small and not self._all:
            yield {"small": small}
        yield from body
        if self._all:
            yield from ({"sentences": each, "folded": []} for each in small)

    # --- headings

    def _headings(self, number: int) -> Iterator[Row]:
        """The section's own, behind those that it stands under and that were not shown yet."""
        if number < 0:
            return
        chain = [number]
        for each in range(number - 1, -1, -1):
            if self._document.sections[each].level < self._document.sections[chain[-1]].level:
                chain.append(each)
        for each in reversed(chain):
            section = self._document.sections[each]
            if ("", each) not in self._shown:
                self._shown.add(("", each))
                title = self._title(without_signs(section.title))
                yield {"heading": title, "number": section.number, "level": section.level, "section": each}

    # --- figures with their sentences

    def _figure(self, figure: Figure) -> Iterator[Row]:
        before, after = self._gap_before(figure), self._gap_after(figure)
        lead = before if self._all else before[-BEFORE:]
        lead = [each for each in lead if self._all or each.passage == before[-1].passage]
        yield from self._said(lead, () if self._all else before[: len(before) - len(lead)])
        yield {"rows": [each.id for each in figure.rows], "kind": figure.kind}
        goes_on = [each for each in after[:AFTER] if self._begins_before(figure, each)]
        yield from self._said(after if self._all else goes_on)

    def _said(self, sentences: Sequence[ProseSentence], folded: Sequence[ProseSentence] = ()) -> Iterator[Row]:
        """Sentences, and those before them that are folded; what is folded may be told again under its section."""
        fresh = [each for each in sentences if (each.file, each.start) not in self._shown]
        self._shown.update((each.file, each.start) for each in fresh)
        behind = [each for each in folded if (each.file, each.start) not in self._shown | self._folded]
        self._folded.update((each.file, each.start) for each in behind)
        if fresh or behind:
            yield {"sentences": self._text(fresh), "folded": self._text(behind)}

    def _text(self, sentences: Sequence[ProseSentence]) -> list[Any]:
        return [part for each in sentences for part in self._parts(each)]

    def _gap_before(self, figure: Figure) -> Sequence[ProseSentence]:
        """The sentences of the section between the figure before and this one."""
        edges = self._edges[figure.file]
        at = bisect_right(edges, figure.start - 1)
        return self._sentences.between(figure.file, edges[at - 1] if at else 0, figure.start)

    def _gap_after(self, figure: Figure) -> Sequence[ProseSentence]:
        edges = self._edges[figure.file]
        at = bisect_left(edges, figure.end + 1)
        return self._sentences.between(figure.file, figure.end, edges[at] if at < len(edges) else 10**9)

    def _begins_before(self, figure: Figure, sentence: ProseSentence) -> bool:
        """Whether a sentence goes on in the paragraph in which the figure stands."""
        return self._document.passages[sentence.passage].span.start < figure.end

    # --- small formulas

    def _small(self, part: ColumnPart) -> Iterator[list[Any]]:
        seen: set[str] = set()
        for equation in part.small:
            span = equation.formula.span
            found = [each for each in self._sentences.between(span.file, span.start - 1000, span.end)
                     if each.start <= span.start and span.end <= each.end]  # fmt: skip
            if not found or equation.formula.expanded in seen:
                continue
            seen.add(equation.formula.expanded)
            if (span.file, found[0].start) not in self._shown:
                self._shown.add((span.file, found[0].start))
                yield self._parts(found[0])

    # --- parts of sentences

    def _parts(self, sentence: ProseSentence) -> list[Any]:
        parts: list[Any] = []
        for part in self._sentences.parts(sentence):
            if isinstance(part, Pointer):
                parts.append([part.printed, part.target])
            elif isinstance(part, Loose):
                parts.append([self._loose(part.latex), None])
            elif not isinstance(part, str):
                parts.append([self._inline.setdefault(self._drawings.inline(part), len(self._inline)), part.id])
            elif part:
                parts.append(part)
        return [*parts, " "]

    def _loose(self, latex: str) -> int:
        return self._inline.setdefault(formula_part(latex)["mathml"], len(self._inline))

    def _title(self, title: str) -> list[Any]:
        """A heading, which is plain text but for its formulas."""
        parts: list[Any] = []
        at = 0
        for found in FORMULA.finditer(title):
            parts += [title[at : found.start()], [self._loose(found[found.lastgroup or 0]), None]]
            at = found.end()
        return [part for part in (*parts, title[at:]) if part]


def _leads(part: Sequence[Any], shown: Set[int]) -> bool:
    """Whether a part that refers leads to something on the page."""
    return isinstance(part[0], int) or (part[1] is not None and (isinstance(part[1], str) or part[1] in shown))


def _texts(item: Row) -> Iterator[list[Any]]:
    """The stretches of text in an item."""
    yield from (item[key] for key in ("sentences", "folded") if key in item)
    yield from item.get("small", ())


def edges_of(document: Document, figures: Sequence[Figure]) -> dict[str, list[int]]:
    """By file, where figures and headings begin and end, in order."""
    edges: defaultdict[str, list[int]] = defaultdict(list)
    for each in figures:
        edges[each.file] += (each.start, each.end)
    for section in document.sections:
        edges[section.span.file] += (section.span.start, section.span.end)
    return defaultdict(list, {file: sorted(found) for file, found in edges.items()})


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


def parts_of(document: Document, figures: Sequence[Figure], everything: bool) -> list[ColumnPart]:
    """The paper's sections in order, with what each holds. Equal names one after the other are told by their order."""
    parts = {number: ColumnPart(number) for number in range(-1, len(document.sections))}
    numbers = _Numbers(document.sections)
    for figure in figures:
        parts[numbers.of(figure.rows[0].section)].figures.append(figure)
    numbers = _Numbers(document.sections)
    for equation in document.inline:
        if everything or is_small(equation):
            parts[numbers.of(equation.section)].small.append(equation)
    return [each for each in parts.values() if each.figures or each.small]


class _Numbers:
    """Which section a name means, as one reads on."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._names = [f"{each.number} {each.title}" if each.number else each.title for each in sections]
        self._at = -1

    def of(self, name: str) -> int:
        if self._at >= 0 and self._names[self._at] == name:
            return self._at
        later = (number for number in range(self._at + 1, len(self._names)) if self._names[number] == name)
        self._at = next(later, self._names.index(name) if name in self._names else -1)
        return self._at


def is_small(equation: Equation) -> bool:
    """Whether a formula of the text says something: a relation with both its sides."""
    if len(equation.formula.expanded) > LONGEST:
        return False
    nodes = parse_formula(equation.formula.expanded).root.children
    return any(type(node) is Relation for node in nodes[1:-1])
