"""A cache of inline formulas, so that one that occurs many times is expanded once.

Only formulas that depend on the author's macros alone are cached. A formula whose reading executed a primitive (a
definition, a condition, a counter) or met a problem is read again each time. Every definition empties the cache.
"""

from __future__ import annotations

from typing import Final

from reader.latex.tex.lexer import SHIFT, Token
from reader.latex.tex.macros import Gullet
from reader.model.document import Formula
from reader.model.source import Span

LONGEST: Final = 200  # characters of a formula that may well come again


class Repeats:
    """The results of reading inline formulas, by their source text."""

    def __init__(self, gullet: Gullet) -> None:
        self._gullet = gullet
        self._definitions = -1  # how many there had been when the first of these formulas was read
        self._formulas: dict[str, tuple[int, Formula | None]] = {}  # with the place where it was read

    def source(self, opening: Token) -> str:
        """The source text from the math shift just read to the next one; "" where that may not be the whole formula."""
        mouth = self._gullet.mouths[-1]
        if mouth.pending or opening.file != mouth.file or opening.end != mouth.position:
            return ""
        end = mouth.text.find("$", opening.end, opening.end + LONGEST)
        text = mouth.text[opening.end : end]
        if end < 0 or "\n" in text or "%" in text or text.endswith("\\") or text.count("{") != text.count("}"):
            return ""
        return text

    def state(self) -> tuple[int, int]:
        """A snapshot that changes where reading a formula did more than expand macros."""
        return self._gullet.executions, len(self._gullet.problems)

    def keep(self, source: str, opening: Token, formula: Formula | None) -> None:
        """Caches the result for a formula; None where it prints nothing."""
        if self._definitions != self._gullet.definitions:
            self._definitions = self._gullet.definitions
            self._formulas.clear()
        self._formulas[source] = opening.end, formula

    def has(self, source: str) -> bool:
        return self._definitions == self._gullet.definitions and source in self._formulas

    def again(self, source: str, opening: Token) -> tuple[Formula | None, Token]:
        """The cached formula at its new place, and the math shift that ends it, which is consumed."""
        end = opening.end + len(source)
        self._gullet.mouths[-1].position = end + 1
        start, formula = self._formulas[source]
        ending = Token(SHIFT, "$", opening.file, end, end + 1)
        return formula and _moved(formula, opening.file, opening.end - start), ending


def _moved(formula: Formula, file: str, by: int) -> Formula:
    span = Span(file, formula.span.start + by, formula.span.end + by)
    origins = tuple([(offset, file, start + by, end + by) for offset, _, start, end in formula.origins])
    return Formula(formula.latex, formula.expanded, span, origins, formula.macros)
