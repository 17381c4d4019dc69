"""Reads each formula of a paper where it occurs: adds it to the listing, and to the prose around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from reader.latex.displays.display import FormulaReader
from reader.latex.displays.formula_state import Ending
from reader.latex.document.algorithm_lines import AlgorithmLines
from reader.latex.document.headings import Headings
from reader.latex.document.listing import FormulaListing
from reader.latex.document.repeats import Repeats
from reader.latex.document.walk import DocumentWalk
from reader.latex.tex.arguments import read_arguments
from reader.latex.tex.inputs import Inputs
from reader.latex.tex.lexer import SHIFT, Token, join, tokenize
from reader.latex.tex.tables import EnvironmentRow, environments
from reader.latex.tex.xparse import xparse_signature
from reader.model.document import Formula
from reader.model.source import Span


class Formulas:
    """Reads formulas. Caches inline ones, and keeps the labels of rows without a number."""

    def __init__(
        self, walk: DocumentWalk, listing: FormulaListing, inputs: Inputs, headings: Headings, algorithm: AlgorithmLines
    ) -> None:
        self._walk = walk
        self._listing = listing
        self._inputs = inputs
        self._headings = headings
        self._algorithm = algorithm
        self._repeats = Repeats(walk.gullet)
        self._stray_labels: dict[str, list[str]] = {}

    # --- what begins a formula ---

    def read_shifted(self, token: Token) -> None:
        """``$...$`` or ``$$...$$``"""
        repeats, gullet = self._repeats, self._walk.gullet
        source = repeats.source(token)
        if repeats.has(source):
            self._note_inline(token, *repeats.again(source, token))
            return
        following = gullet.next()
        if following is not None and following.kind == SHIFT:
            grown = token._replace(end=max(token.end, following.end))
            self._read_display(None, grown, Ending(shifts=2), "$$")
            return
        if following is not None:
            gullet.push([following])
        state = repeats.state()
        formula = self.read_inline(token, Ending(shifts=1))
        if source and state == repeats.state():
            repeats.keep(source, token, formula)

    def read_bracketed(self, token: Token) -> None:
        """``\\[...\\]``"""
        if self._walk.gullet.in_document:
            self._read_display(None, token, Ending(command="\\]"), "\\[\\]")

    def read_parenthesized(self, token: Token) -> None:
        """``\\(...\\)``"""
        if self._walk.gullet.in_document:
            self.read_inline(token, Ending(command="\\)"))

    def read_inline(self, token: Token, ending: Ending) -> Formula | None:
        """Reads a formula in the text. None where it prints nothing."""
        reader = FormulaReader(self._walk.gullet, None, ending)
        formula = self._listing.inline_formula(reader.read()[0])
        self._note_inline(token, formula, reader.end)
        return formula

    def read_display(self, row: EnvironmentRow, token: Token, ending: Ending) -> None:
        """Reads a display environment, its arguments first."""
        gullet, name = self._walk.gullet, row.name
        arguments: list[list[Token]] = []
        if row.arguments:
            arguments = read_arguments(gullet, xparse_signature(tokenize(row.arguments)))
            if row.numbers == "argument":
                row = environments().get(re.sub(r"=.*", "", join(arguments[-1])).strip(), row)
        if not gullet.in_document:
            return
        if row.lead:
            gullet.push(arguments[-1])
        self._read_display(row, token, ending, name)

    def _read_display(self, row: EnvironmentRow | None, token: Token, ending: Ending, name: str) -> None:
        walk = self._walk
        reader = FormulaReader(
            walk.gullet,
            row,
            ending,
            needs_number=self._inputs.numbers,
            prose=lambda tokens: walk.walk_through(tokens, "paragraph"),
            stray=self._stray_labels,
        )
        latex = self._listing.add_display(reader.read(), name, self._headings.here)
        self._note_in_prose(token, reader.end, latex, display=True)

    # --- where it is noted ---

    def _note_inline(self, token: Token, formula: Formula | None, end: Token | None) -> None:
        if formula is None:
            return
        self._listing.add_inline(formula, self._headings.here)
        self._note_in_prose(token, end, formula.expanded, display=False)
        last = end if end is not None and end.file == token.file else token
        self._algorithm.add_formula(formula, Span(token.file, token.start, max(token.end, last.end)))

    def _note_in_prose(self, token: Token, end: Token | None, latex: str, *, display: bool) -> None:
        last = token.end if end is None or end.file != token.file else max(token.end, end.end)
        self._walk.prose.add_formula(Span(token.file, token.start, last), latex, display=display)


FORMULA_OPENINGS: Final[Mapping[str, Callable[[Formulas, Token], None]]] = {
    "\\[": Formulas.read_bracketed,
    "\\(": Formulas.read_parenthesized,
}
