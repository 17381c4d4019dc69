"""Every value that flows through a reading, as frozen slotted dataclasses.

``SourceBundle -> Document -> Equation -> Expression -> Symbol (occurrences) -> Annotation -> Reading -> exporters``

Each value is made by one room and only read by the rooms below it; nothing is changed after it was made. The nodes of
a formula's tree live beside their parser, in ``reader.formula.nodes``. How values look in JSON is
``reader/exporters/reading_rows.py`` and the schema beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from reader.values import value

# --- places and problems -------------------------------------------------------------------------------------------

Severity = Literal["info", "warning", "error"]


@value
class Span:
    """A place in an author's file: characters ``start`` to ``end`` (exclusive) of the decoded text of ``file``."""

    file: str  # relative to the source root, with "/"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be understood, with its place; reading went on.

    ``kind`` names a row of ``reader/messages/problems.toml``; ``arguments`` fill its blanks.
    """

    kind: str
    severity: Severity
    span: Span | None = None
    arguments: tuple[tuple[str, str], ...] = ()
    equation: str | None = None  # id of the equation it concerns


# --- archive -> bundle ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One text file of the paper, decoded. Line ends are as in the file."""

    path: str
    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class SourceBundle:
    """The text files of one paper. ``digest`` is a hash over all of them, so that equal sources are known as equal."""

    name: str  # what results are called: resolved arXiv id, folder name, or file name without its suffixes
    files: Mapping[str, SourceFile]
    main: str
    digest: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """Who wrote what, where: the metadata of a paper. Local sources know their title at most."""

    id: str | None = None  # with version: "2305.18290v3"
    title: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    published: str | None = None  # ISO date
    licence: str | None = None  # URL
    abstract_url: str | None = None
    source: Literal["arxiv", "local"] = "local"


# --- bundle -> document --------------------------------------------------------------------------------------------


Origin = tuple[int, str, int, int]
"""An offset in a formula's ``expanded``, and the file, start and end of the author's text there. Plain, for there are
many of them."""


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
    """A heading with its printed number ("3.1", "A", or None)."""

    title: str
    number: str | None
    level: int  # 0 part, 1 chapter, 2 section, 3 subsection, ...
    span: Span


@dataclass(frozen=True, slots=True)
class Equation:
    """One row of displayed mathematics, or with ``display`` false one inline formula or one line of an algorithm."""

    id: str
    formula: Formula
    environment: str
    display: bool
    number: str | None = None  # as printed, without parentheses
    labels: tuple[str, ...] = ()
    section: str = ""
    group: str | None = None
    continues: str | None = None
    step: str | None = None  # of a line of an algorithm, the number that is printed before it


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
    """A stretch of prose between two breaks, as the author wrote it, with the formulas that stand in it.

    ``text`` is the slice of the author's file at ``span`` in which comments and inactive text are blanked to spaces,
    so offsets hold. ``formulas`` are ``(start, end, expanded)`` with offsets into ``text``, delimiters included.
    ``kind`` says what it is part of (``paragraph``, ``item``, ``caption``, ``table``, ``footnote``, ``abstract``,
    ``algorithm``).
    """

    text: str
    span: Span
    formulas: tuple[tuple[int, int, str], ...]
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Reference:
    """A place where the author refers to an equation by its label.

    ``target`` is the id of that equation, None where no such label exists; a label of ``subequations`` gives one
    reference for each member. ``origin`` is the equation in which the reference stands, None if it stands in prose.
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
    equations: tuple[Equation, ...]  # displayed rows and algorithm lines, in reading order
    inline: tuple[Equation, ...]
    groups: tuple[EquationGroup, ...]
    passages: tuple[Passage, ...]
    macros: Mapping[str, str]  # author's zero-argument macros -> their text, for macro-name evidence
    problems: tuple[Problem, ...] = ()
    references: tuple[Reference, ...] = ()  # to equations, in reading order
    labels: Mapping[str, Label] = field(default_factory=dict)  # outside of displays, those whose number is known
    commands: Mapping[str, tuple[int, str]] = field(default_factory=dict)  # macros that take arguments: how many, text


# --- expression -> symbols -----------------------------------------------------------------------------------------

Role = Literal[
    "variable", "parameter", "hyperparameter", "constant", "function", "operator", "index", "bound variable", "set",
    "distribution", "random variable", "vector", "matrix", "tensor",
]  # fmt: skip
Part = Literal["input", "target", "learned", "random", "chosen", "index", "computed", "constant", "unknown"]


@value
class SymbolUse:
    """One symbol in one formula: its canonical spelling and where it stands in the macro-free LaTeX.

    ``kind`` is what the layout alone says: ``identifier``, ``operator`` (``\\sum``, ``\\log``, ``\\nabla``),
    ``relation`` (``\\sim``, ``:=``), ``fence`` (``\\|\\cdot\\|``), ``constant`` (``\\infty``). ``base`` is the
    canonical spelling without scripts where that differs, ``traits`` what surrounds it (``reader.formula.symbols``).
    """

    latex: str
    start: int
    end: int
    kind: str
    base: str | None = None
    traits: frozenset[str] = frozenset()


@value
class Occurrence:
    """A symbol at one place of the author's file; ``start`` and ``end`` are in the equation's ``expanded``."""

    equation: str
    span: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Symbol:
    """One canonical spelling in one paper, with everything that its occurrences show."""

    id: str
    latex: str
    kind: str
    base: str | None
    traits: frozenset[str]
    written: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]


# --- meaning -------------------------------------------------------------------------------------------------------

Status = Literal["paper", "glossary", "structure", "unknown", "reader"]  # "reader": whoever reads corrected it
SourceKind = Literal["sentence", "display", "table", "item", "caption", "macro"]


@dataclass(frozen=True, slots=True)
class Definition:
    """What an author says a symbol is. ``text`` is a verbatim slice (its determiner kept), ``span`` where that stands.

    ``symbol`` is the author's LaTeX; ``phrase`` the id of the definition phrase that found it; ``sentence`` the
    smallest defining unit as written, at most 400 characters. ``words`` says the same of this symbol alone where the
    slice speaks of several ("the input and output gates") or names a measure without its thing ("of width $w$").
    """

    symbol: str
    text: str
    span: Span
    phrase: str
    sentence: str
    sentence_span: Span
    kind: SourceKind = "sentence"
    words: str | None = None


@dataclass(frozen=True, slots=True)
class ConceptLink:
    """A symbol's tie to a concept of the glossary, and the reason that a reader understands, in both languages."""

    concept: str
    confidence: float
    status: Status
    why: Mapping[str, str]  # {"en": ..., "ja": ...}
    strategy: str


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning that a spelling has, and the equations in which it holds."""

    meaning: str
    source: Definition | None
    status: Status
    equations: tuple[str, ...]
    links: tuple[ConceptLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """A symbol explained, or honestly not. Keeps its candidates and reasons, never a bare winner.

    ``inherited`` is the spelling that the author's words are about, where that is another one: the base, or the same
    with another index.
    """

    symbol: Symbol
    status: Status
    meaning: str | None
    source: Definition | None
    links: tuple[ConceptLink, ...]  # best first
    senses: tuple[Sense, ...] = ()
    role: Role | None = None
    inherited: str | None = None


@dataclass(frozen=True)  # without slots: it keeps its own index
class Reading:
    """A paper read: what the exporters, the app and the library work from."""

    paper: Paper
    bundle: SourceBundle
    document: Document
    symbols: Mapping[str, tuple[str, ...]]  # equation id -> symbol ids, in order of appearance
    annotations: tuple[Annotation, ...]
    concepts: tuple[str, ...]  # concept ids that annotations name
    path: tuple[str, ...]  # what to learn first, first
    glossary: str  # content hash
    problems: tuple[Problem, ...] = field(default=())
    corrections: str | None = None  # hash of what the reader corrected

    def annotations_in(self, equation: str) -> list[Annotation]:
        """What is known of the symbols of one equation, in the order of all."""
        here = {self._places[each] for each in self.symbols.get(equation, ()) if each in self._places}
        return [self.annotations[place] for place in sorted(here)]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {each.symbol.id: place for place, each in enumerate(self.annotations)}
