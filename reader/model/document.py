"""A paper as its author wrote it: sections, formulas with their numbers, and prose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from reader.model.prose import MATH, NO_WORDS, Inline, Math, Printed, PrintedText
from reader.model.source import Problem, Span

# --- bundle -> document --------------------------------------------------------------------------------------------


Origin = tuple[int, str, int, int]
APPENDED = ("A", "S")  # how the number of the first appendix or supplement begins


@dataclass(frozen=True, slots=True)
class Formula:
    """One stretch of mathematics as the author wrote it, and the same without the author's macros.

    ``origins`` say where the text of ``expanded`` from an offset on comes from, ascending. ``macros`` are the author's
    macro names that were expanded, in order.
    """

    latex: str
    expanded: str
    span: Span
    origins: tuple[Origin, ...] = ()
    macros: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its printed number ("3.1", "A", or None); ``passages`` is how many passages stand before it."""

    title: str
    number: str | None
    level: int  # 0 part, 1 chapter, 2 section, 3 subsection, ...
    span: Span
    passages: int = 0


@dataclass(frozen=True, slots=True)
class TheoremHead:
    """What stands at the beginning of a theorem or the like: its name, its printed number, what it is called."""

    title: str  # "Theorem"; "" where what it is called stands in its place, as of a proof
    number: str | None
    note: str  # in brackets, as LaTeX
    span: Span


@dataclass(frozen=True, slots=True)
class Equation:
    """One row of displayed mathematics, or with ``display`` false one inline formula or one line of an algorithm."""

    id: str
    formula: Formula
    environment: str
    display: bool
    number: str | None = None  #: as printed, without parentheses
    labels: tuple[str, ...] = ()
    section: str = ""
    group: str | None = None
    continues: str | None = None
    step: str | None = None  #: of a line of an algorithm, the number that is printed before it


@dataclass(frozen=True, slots=True)
class StatementRow:
    """The place of a row in the LaTeX of its statement."""

    equation: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """Rows of one display that say one thing: a sum broken over lines, or a chain of relations.

    ``latex`` is the macro-free LaTeX of all of them; the comma or the remark at the end of a row stands there as
    spaces where the next row goes on with a relation.
    """

    latex: str
    rows: tuple[StatementRow, ...]

    def row(self, equation: str) -> StatementRow:
        """The place of an equation's row."""
        return next(row for row in self.rows if row.equation == equation)

    def row_at(self, place: int) -> StatementRow:
        """The row in which a place stands."""
        return next((row for row in reversed(self.rows) if row.start <= place), self.rows[0])


@dataclass(frozen=True, slots=True)
class EquationGroup:
    """Equations that belong together: the rows of an ``align``, the members of ``subequations``."""

    id: str
    kind: str
    equations: tuple[str, ...]
    label: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of prose between two breaks, as the author wrote it, and as TeX prints it.

    ``text`` is the slice of the author's file at ``span`` in which comments and inactive text are blanked to spaces,
    so offsets hold. ``inlines`` are what it prints, in order, with offsets into ``text``; ``formulas`` those of them
    that are formulas, as ``(start, end, expanded)``, delimiters included.
    ``kind`` says what it is part of (``paragraph``, ``item``, ``caption``, ``table``, ``footnote``, ``abstract``,
    ``algorithm``), ``within`` the printed name of the theorem, proof, example or the like that holds it.
    """

    text: str
    span: Span
    inlines: tuple[Inline, ...]
    kind: str = "paragraph"
    within: str = ""
    formulas: tuple[tuple[int, int, str], ...] = field(init=False, compare=False, repr=False)
    printed: Printed = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        found = tuple((each.start, each.end, each.latex) for each in self.inlines if isinstance(each, Math))
        object.__setattr__(self, "formulas", found)
        object.__setattr__(self, "printed", Printed(self.inlines))

    @classmethod
    def of_words(cls, words: str, file: str, start: int = 0) -> Passage:
        """A paragraph of plain words."""
        return cls(words, Span(file, start, start + len(words)), (PrintedText(0, len(words), words),))

    def said(self, start: int, end: int) -> str:
        """What is printed between two places, in one line: words, and formulas as they are written."""
        first, last = self.printed.offset(start), self.printed.offset(end)
        at = self.printed.text.count(MATH, 0, first)
        words, *others = self.printed.text[first:last].split(MATH)
        for other, (begin, stop, _) in zip(others, self.formulas[at:], strict=False):
            words += self.text[begin:stop] + other
        return " ".join(words.translate(NO_WORDS).split())

    def is_reworded(self, start: int, end: int) -> bool:
        """Whether other words are printed between two places than stand there: those of a macro, or an accent."""
        return "\\" in self.text[start:end] and any(
            isinstance(each, PrintedText) and len(each.text.strip()) > 0 and each.end - each.start != len(each.text)
            for each in self.inlines
            if start < each.end and each.start < end
        )

    def with_formulas(self, changed: Callable[[str], str]) -> Passage:
        """The same with each formula's LaTeX changed."""
        latex = [changed(expanded) for _, _, expanded in self.formulas]
        if latex == [expanded for _, _, expanded in self.formulas]:
            return self
        given = iter(latex)
        inlines = (replace(each, latex=next(given)) if isinstance(each, Math) else each for each in self.inlines)
        return replace(self, inlines=tuple(inlines))


@dataclass(frozen=True, slots=True)
class BibliographyEntry:
    """An entry of the list of references: its key and place, from 1; its label as written, "" where it has none.

    ``text`` is the author's LaTeX without what styles wrap around it.
    """

    key: str
    number: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A reference by the author to an equation, by its label.

    ``target`` is the id of that equation, None where no such label exists; a label of ``subequations`` gives one
    reference for each member. ``origin`` is the equation that contains the reference, None in prose.
    """

    label: str
    target: str | None
    place: Span
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What a label outside of displays refers to, and the number that references print.

    ``kind`` is ``section``, ``theorem``, ``figure``, ``table``, ``algorithm``, ``line`` of one, ``item`` or ``other``;
    ``name`` what the author calls a theorem, ``section`` counts the document's sections, and ``equation`` is the first
    that is listed in a theorem or an algorithm.
    """

    number: str
    kind: str
    name: str = ""
    section: int = -1
    equation: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A paper as TeX reads it, as far as formulas, numbers and prose are concerned."""

    title: str
    sections: tuple[Section, ...]
    equations: tuple[Equation, ...]  #: displayed rows and algorithm lines, in reading order
    inline: tuple[Equation, ...]
    groups: tuple[EquationGroup, ...]
    passages: tuple[Passage, ...]
    macros: Mapping[str, str]  #: author's zero-argument macros -> their text, for macro-name evidence
    problems: tuple[Problem, ...] = ()
    references: tuple[CrossReference, ...] = ()  #: to equations, in reading order
    labels: Mapping[str, Label] = field(default_factory=dict)  #: outside of displays, those whose number is known
    commands: Mapping[str, tuple[int, str]] = field(default_factory=dict)  #: macros that take arguments: how many, text
    statements: tuple[Statement, ...] = ()  #: of several rows, in reading order
    bibliography: tuple[BibliographyEntry, ...] = ()
    theorems: tuple[TheoremHead, ...] = ()  #: in reading order

    @property
    def appendix(self) -> int:
        """The place of the first outermost section that is lettered behind numbered ones; how many there are without.

        Roman numerals are no such letters."""
        numbered, outermost = False, min((section.level for section in self.sections[:1]), default=0)
        for place, section in enumerate(self.sections):
            if section.level <= outermost:
                if numbered and (section.number or "").startswith(APPENDED):
                    return place
                numbered, outermost = numbered or bool(section.number), section.level
        return len(self.sections)
