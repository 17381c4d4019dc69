"""All symbols of a paper: equal spellings are one symbol, and every occurrence has its place in the author's file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from reader.formula.symbols.symbols import symbol_uses
from reader.formula.syntax.nodes import Fault, Text
from reader.formula.syntax.parsing import parse_formula
from reader.limits.watch import spare
from reader.model.document import Document, Equation, Formula
from reader.model.source import Problem, Span
from reader.model.symbols import Occurrence, Symbol, SymbolUse

MOST_SPELLINGS = 12
WORDS = r"\text{"
NO_WORDS: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SymbolTable:
    """The symbols in order of appearance (``s1``, ``s2``, ...), and those of each equation in theirs.

    ``problems`` are the faults of the formulas, at their places in the author's files.
    """

    symbols: tuple[Symbol, ...]
    by_equation: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Entry:
    """A symbol while its occurrences are collected."""

    id: str
    latex: str
    kind: str
    base: str | None
    traits: set[str] = field(default_factory=set)
    written: dict[str, None] = field(default_factory=dict)
    occurrences: list[Occurrence] = field(default_factory=list)

    def symbol(self) -> Symbol:
        return Symbol(
            self.id,
            self.latex,
            self.kind,
            self.base,
            frozenset(self.traits),
            tuple(self.written),
            tuple(self.occurrences),
        )


def collect_symbols(document: Document) -> SymbolTable:
    """The symbols of the displayed and the inline formulas of a paper.

    Those of displayed formulas come first, since readers ask about them; then those of inline ones.
    """
    entries: dict[str, _Entry] = {}
    by_equation: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    contents: dict[tuple[str, bool], _Content] = {}  # equal formulas are parsed once
    in_lines = _words_in_lines(document)
    for equation in (*document.equations, *document.inline):
        formula, is_line = equation.formula, equation.environment == "algorithm"
        content = contents.get((formula.expanded, is_line))
        if content is None:
            words = in_lines.get(equation.id, NO_WORDS) if is_line else None
            content = spare("symbols", equation, _Content(), _content, formula.expanded, entries, words)
            contents[formula.expanded, is_line] = content
        by_equation[equation.id] = content.symbols
        if not (equation.environment == "$" and equation.group):  # counted in the line of its algorithm already
            spare("symbols", equation, None, _count, content, equation)
        if content.faults:
            places = Places(formula)
            problems.extend(_problem(fault, equation, places) for fault in content.faults)
    return SymbolTable(tuple(entry.symbol() for entry in entries.values()), by_equation, tuple(problems))


def _words_in_lines(document: Document) -> Mapping[str, Set[str]]:
    """By line of an algorithm, the words that stand in its formulas: its other words are the author's sentences."""
    lines: dict[str, set[str]] = {}
    for each in document.inline:
        if each.group and WORDS in each.formula.expanded:
            uses = spare("symbols", each, (), symbol_uses, parse_formula(each.formula.expanded))
            lines.setdefault(each.group, set()).update(use.latex for use in uses)
    return lines


@dataclass(slots=True)
class _Content:
    """The parsed content of all formulas that share one macro-free LaTeX."""

    uses: tuple[tuple[_Entry, SymbolUse], ...] = ()
    symbols: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    writings: set[str] = field(default_factory=set)  # the author's spellings of the formula that were counted


def _content(expanded: str, entries: dict[str, _Entry], words: Set[str] | None) -> _Content:
    """``words`` are those that an algorithm's line has in its formulas, None where the formula is no such line."""
    expression = parse_formula(expanded)
    uses: list[tuple[_Entry, SymbolUse]] = []
    is_word = len(expression.root.children) == 1 and type(expression.root.children[0]) is Text
    for use in symbol_uses(expression):
        entry = entries.get(use.latex)
        if words is not None and expanded.startswith(WORDS, use.start) and use.latex not in words:
            continue
        if entry is None and is_word:
            continue  # a word in a table, until a formula has it
        if entry is None:
            entry = entries[use.latex] = _Entry(f"s{len(entries) + 1}", use.latex, use.kind, use.base)
        uses.append((entry, use))
    return _Content(tuple(uses), tuple(dict.fromkeys(entry.id for entry, _ in uses)), expression.problems)


def _count(content: _Content, equation: Equation) -> None:
    """Adds the occurrences of a formula's symbols, and their traits once for each spelling by the author."""
    identifier, places = equation.id, Places(equation.formula)
    spans = [places.span(use.start, use.end) for _, use in content.uses]
    for (entry, use), span in zip(content.uses, spans, strict=True):
        entry.occurrences.append(Occurrence(identifier, span, use.start, use.end))
    if equation.formula.latex in content.writings:
        return
    content.writings.add(equation.formula.latex)
    for (entry, use), span in zip(content.uses, spans, strict=True):
        entry.traits |= use.traits
        if use.kind != "fence" and len(entry.written) < MOST_SPELLINGS:
            spelling = places.written(span)
            if spelling:
                entry.written[spelling] = None


def _problem(fault: Fault, equation: Equation, places: Places) -> Problem:
    span = places.span(fault.start, max(fault.end, fault.start + 1))
    return Problem(fault.kind, "warning", span, (("text", fault.text),), equation.id)


class Places:
    """Maps offsets in a formula's macro-free LaTeX to the author's file."""

    __slots__ = ("formula", "origins", "plain")

    def __init__(self, formula: Formula) -> None:
        self.formula = formula
        self.origins = formula.origins
        self.plain = not formula.macros  # all text is the author's own
        span = formula.span
        if not self.origins and formula.expanded == formula.latex:
            self.origins = ((0, span.file, span.start, span.end),)

    def span(self, start: int, end: int) -> Span:
        """The span of ``expanded[start:end]`` in the author's file; the whole formula's where it is unknown."""
        at = self._at(start)
        if at < 0:
            return self.formula.span
        last = max(start, end - 1)
        first_file, first_start, first_end, until = self._place(at, start, last)
        if last < until:
            return Span(first_file, first_start, first_end)
        file, begin, stop, _ = self._place(self._at(last), last, last)
        if file != first_file or stop < first_start:
            return Span(first_file, first_start, first_end)
        return Span(file, min(first_start, begin), max(first_end, stop))

    def _at(self, offset: int) -> int:
        """The index of the origin in which an offset lies, -1 if none."""
        return bisect_right(self.origins, (offset + 1,)) - 1

    def _place(self, at: int, first: int, last: int) -> tuple[str, int, int, int]:
        """The place of the text from ``first`` to ``last``, and the offset up to which its origin reaches.

        Literal text has a place for each character. The text of a macro has the place of the whole call.
        """
        offset, file, start, end = self.origins[at]
        until = self.origins[at + 1][0] if at + 1 < len(self.origins) else len(self.formula.expanded)
        if end - start == until - offset and (self.plain or self._is_literal(at, until)):
            shift = start - offset
            return file, first + shift, min(last + 1, until) + shift, until
        return file, start, end, until

    def _is_literal(self, at: int, until: int) -> bool:
        offset, file, start, end = self.origins[at]
        source = self._source(Span(file, start, end))
        return not source or source.replace("\n", " ") == self.formula.expanded[offset:until]

    def written(self, span: Span) -> str:
        """The author's text at a place within this formula, or "" where that lies elsewhere."""
        return self._source(span).strip()

    def _source(self, span: Span) -> str:
        own_span = self.formula.span
        if span.file != own_span.file or span.start < own_span.start or span.end > own_span.end:
            return ""
        return self.formula.latex[span.start - own_span.start : span.end - own_span.start]
