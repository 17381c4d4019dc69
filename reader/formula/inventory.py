"""All symbols of a paper: equal spellings are one symbol, and every occurrence knows its place in the author's file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.formula import parse_formula
from reader.formula.nodes import Fault
from reader.formula.symbols import symbol_uses
from reader.model import Document, Equation, Formula, Occurrence, Problem, Span, Symbol, SymbolUse

MOST_SPELLINGS = 12


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
    """A symbol while its occurrences are being collected."""

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
    """Symbols of the displayed and the inline formulas of a paper.

    Order is that of the displayed formulas first, since they are what a reader asks about; then of inline ones.
    """
    entries: dict[str, _Entry] = {}
    by_equation: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for equation in (*document.equations, *document.inline):
        expression = parse_formula(equation.formula.expanded)
        places = Places(equation.formula)
        here: dict[str, None] = {}
        for use in symbol_uses(expression):
            entry = entries.get(use.latex)
            if entry is None:
                entry = entries[use.latex] = _Entry(f"s{len(entries) + 1}", use.latex, use.kind, use.base)
            if not (equation.environment == "$" and equation.group):  # counted in the line of its algorithm already
                _add(entry, use, equation, places)
            here[entry.id] = None
        by_equation[equation.id] = tuple(here)
        problems.extend(_problem(fault, equation, places) for fault in expression.problems)
    return SymbolTable(tuple(entry.symbol() for entry in entries.values()), by_equation, tuple(problems))


def _add(entry: _Entry, use: SymbolUse, equation: Equation, places: Places) -> None:
    span = places.span(use.start, use.end)
    entry.traits |= use.traits
    entry.occurrences.append(Occurrence(equation.id, span, use.start, use.end))
    if use.kind != "fence" and len(entry.written) < MOST_SPELLINGS:
        written = places.written(span)
        if written:
            entry.written[written] = None


def _problem(fault: Fault, equation: Equation, places: Places) -> Problem:
    span = places.span(fault.start, max(fault.end, fault.start + 1))
    return Problem(fault.kind, "warning", span, (("text", fault.text),), equation.id)


class Places:
    """From offsets in a formula's macro-free LaTeX to the author's file."""

    __slots__ = ("formula", "literal", "offsets")

    def __init__(self, formula: Formula) -> None:
        self.formula = formula
        self.offsets = [offset for offset, *_ in formula.origins]
        same = len(self.offsets) < 2 and len(formula.expanded) == formula.span.end - formula.span.start
        self.literal = same and formula.expanded == formula.latex.replace("\n", " ")  # no macros, one stretch

    def span(self, start: int, end: int) -> Span:
        """The author's place of ``expanded[start:end]``; the whole formula where nothing is known."""
        if self.literal:
            whole = self.formula.span
            return Span(whole.file, whole.start + start, whole.start + max(start + 1, end))
        first, last = self._at(start), self._at(max(start, end - 1))
        if first is None or last is None:
            return self.formula.span
        if first.file != last.file or last.end < first.start:
            return first
        return Span(first.file, min(first.start, last.start), max(first.end, last.end))

    def _at(self, offset: int) -> Span | None:
        """The place of one character: itself in literal text, the whole call where a macro made it."""
        formula = self.formula
        k = bisect_right(self.offsets, offset) - 1
        if k < 0:
            return self._literal(formula.span, offset) if formula.expanded == formula.latex else None
        begin, file, start, end = formula.origins[k]
        span = Span(file, start, end)
        until = self.offsets[k + 1] if k + 1 < len(self.offsets) else len(formula.expanded)
        if span.end - span.start == until - begin and self._is_literal(span, begin, until):
            return self._literal(span, offset - begin)
        return span

    def _is_literal(self, span: Span, begin: int, until: int) -> bool:
        source = self._source(span)
        return not source or source.replace("\n", " ") == self.formula.expanded[begin:until]

    @staticmethod
    def _literal(span: Span, offset: int) -> Span:
        return Span(span.file, span.start + offset, span.start + offset + 1)

    def written(self, span: Span) -> str:
        """The author's text at a place within this formula, or "" where that lies elsewhere."""
        return self._source(span).strip()

    def _source(self, span: Span) -> str:
        whole = self.formula.span
        if span.file != whole.file or span.start < whole.start or span.end > whole.end:
            return ""
        return self.formula.latex[span.start - whole.start : span.end - whole.start]
