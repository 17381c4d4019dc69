"""Which letters stand in scripts, beside which bases, and whether they stand anywhere for themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from reader.formula.syntax.tables.name_rows import COUNTING_LETTERS, INDEX_LETTERS
from reader.meaning.evidence.spelling import take_apart
from reader.model.document import Document, Equation
from reader.model.symbols import Symbol

FAR = 60  # characters before a letter in which its script begins
_LETTER = re.compile(r"[A-Za-z]|\\[A-Za-z]+")
_BELOW = re.compile(r"_\s*(?:\{(?:[^{}]|\{[^{}]*\})*)?\Z")
_ABOVE = re.compile(r"(?<![\de])\^\s*(?P<brace>\{?)\s*\Z")
_LAST = re.compile(r"dots\s*,?\s*(?:\\[A-Za-z]+\s*\{[^{}]*\}|\\?[A-Za-z]+)\s*_\s*\{?\s*\Z")
_LISTED = re.compile(  # x_1, x_2, \\dots, x_n
    r"(?P<one>\\(?:mathbf|bm|boldsymbol|mathcal|hat|tilde|bar|vec)\s*\{[^{}]*\}|\\?[A-Za-z]+)\s*_\s*\{?\s*1\s*\}?\s*,"
    r"(?:\s*(?P=one)\s*_\s*\{?\s*2\s*\}?\s*,)?\s*\\[lc]?dots[a-z]?\s*,"
    r"\s*(?P=one)\s*_\s*(?:\{\s*(?P<last>[A-Za-z](?:_\{?\w\}?)?)\s*\}|(?P<bare>[A-Za-z]))"
)
_PIECES = re.compile(r"[,:<>=]|\\(?:le|leq|ge|geq|neq)\b|[+-]\s*\d+")


class ScriptPlaces:
    """The scripts of all ``spellings`` of a paper, and the places of its letters in ``formulas``, which are by id."""

    def __init__(self, spellings: Collection[str], document: Document, formulas: Mapping[str, Equation]) -> None:
        self._spellings = spellings
        self._document = document
        self._formulas = formulas
        self._only_there: dict[str, bool] = {}

    @cached_property
    def indexed(self) -> Mapping[str, frozenset[str]]:
        """For each symbol that stands alone in scripts, the bases beside which it stands."""
        groups: dict[str, set[str]] = defaultdict(set)
        for spelling in self._spellings:
            parts = take_apart(spelling)
            above = parts.sup.removeprefix("(").removesuffix(")")
            for piece in (*_PIECES.split(parts.sub), *_PIECES.split(above), *_pair(parts.sub), *_bracketed(spelling)):
                if piece.strip():
                    groups[piece.strip()].add(parts.base)
        return {piece: frozenset(bases) for piece, bases in groups.items()}

    @cached_property
    def numbered(self) -> frozenset[str]:
        """The bases with a number or a running letter below: of ``x_{1}, x_{2}`` the last may be ``x_{L}``."""
        members = map(take_apart, self._spellings)
        return frozenset(one.base for one in members if one.sub[:1].isdigit() or one.sub in INDEX_LETTERS)

    @cached_property
    def running(self) -> frozenset[str]:
        """The bases with a running letter in a script: the ``s`` of ``x_{s}`` beside ``x_{t}`` is a time, too."""
        members = map(take_apart, self._spellings)
        return frozenset(one.base for one in members if {one.sub, one.sup} & COUNTING_LETTERS)

    @cached_property
    def dimensions(self) -> Mapping[str, str]:
        """For each symbol that counts coordinates, a space such as ``\\mathbb{R}^{n \\times d}`` in which it does."""
        spaces: dict[str, str] = {}
        for spelling in sorted(self._spellings):
            parts = take_apart(spelling)
            if parts.base == r"\mathbb{R}" and parts.sup:
                for piece in re.split(r"\\times|\\cdot|,", parts.sup):
                    spaces.setdefault(piece.strip(), spelling)
        return spaces

    @cached_property
    def lengths(self) -> Mapping[str, str]:
        """For each letter that ends a list, ``n`` of ``x_{1}, \\dots, x_{n}``, the first such list."""
        lists: dict[str, str] = {}
        for equation in (*self._document.inline, *self._document.equations):
            for listed in _LISTED.finditer(equation.formula.expanded) if "dots" in equation.formula.expanded else ():
                last = listed["last"] or listed["bare"]
                lists.setdefault(last, rf"{listed['one']}_{{1}}, \dots, {listed['one']}_{{{last}}}")
        return lists

    def family(self, spelling: str) -> str | None:
        """The family of a spelling whose script is a letter that counts here: ``W_{p}`` may speak of positions."""
        parts = take_apart(spelling)
        counts = parts.sub in COUNTING_LETTERS or len(parts.sub) != 1 or len(self.indexed.get(parts.sub, ())) > 1
        return parts.family if counts else None

    def only_in_scripts(self, symbol: Symbol) -> bool:
        """Whether a letter stands below others, or alone above them, wherever it stands: nowhere for itself.

        What ends a sum or a list is meant for itself.
        """
        if symbol.kind != "identifier" or not _LETTER.fullmatch(symbol.latex):
            return False
        if "counts" in symbol.traits or symbol.latex in self.lengths:
            return False
        if symbol.latex not in self._only_there:
            places = [
                (self._formulas[use.equation], use) for use in symbol.occurrences if use.equation in self._formulas
            ]
            self._only_there[symbol.latex] = bool(places) and all(
                _in_script(formula.formula.expanded, use.start, use.end) for formula, use in places
            )
        return self._only_there[symbol.latex]


def _bracketed(spelling: str) -> Iterator[str]:
    """The letters that pick an entry in brackets: ``m`` and ``k`` of ``z[m-1][k]``."""
    for inside in re.findall(r"\[([^\[\]]+)\]", spelling):
        yield from _PIECES.split(inside)


def _pair(sub: str) -> tuple[str, ...]:
    """The two indices of an entry: ``i`` and ``j`` of ``ij``."""
    return tuple(sub) if re.fullmatch("[ijklmn]{2}", sub) else ()


def _in_script(latex: str, start: int, end: int) -> bool:
    """Whether a letter stands below another, or alone above one that is no number: what an exponent holds is meant."""
    if _BELOW.search(latex, max(0, start - FAR), start):
        return not _LAST.search(latex, max(0, start - FAR), start)  # it says how many there are
    above = _ABOVE.search(latex, max(0, start - FAR), start)
    return above is not None and (not above["brace"] or latex[end:].lstrip().startswith("}"))
