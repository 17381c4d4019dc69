"""The parts of a canonical spelling, and which symbol a definition's formula is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reader.formula import parse_formula
from reader.formula.symbols import symbol_uses

INDEX_LETTERS = frozenset("ijklmn") | {"\\ell"}
_INDEX = re.compile(r"(?:[ijklmnpqrsthuv]|\\ell|\\tau)(?:\s*[+-]\s*(?:\d+|[ijklmnt]))?")
_LIGHT = re.compile(_INDEX.pattern + r"|\\theta|\\phi|\\psi|\\Theta|\\vartheta|w|")
_LIGHT_ABOVE = re.compile(rf"\(?(?:{_INDEX.pattern})\)?|\*|\\ast|\\star|")
# What may follow a symbol in a formula that says what the symbol is.
_FOLLOWS = re.compile(
    r"\s*(?:$|[(\[,=<>:|;'.]|\\(?:in|ni|equiv|sim|subset(?:eq)?|to|rightarrow|mapsto|coloneqq|triangleq|le|leq|ge|geq|ll|gg"
    r"|neq|ne|approx|propto|ldots|dots|cdots|left|big|Big|bigl|Bigl|stackrel|overset|colon|mid|,|;|quad|!)(?![a-zA-Z]))"
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A canonical spelling taken apart; absent scripts are empty."""

    base: str
    sub: str = ""
    sup: str = ""
    primes: str = ""

    @property
    def family(self) -> str | None:
        """The spelling with its letter of index blanked, or None where it has none: ``x_{i}`` and ``x_{j}`` are one
        family. A number is the name of one member (``x_{0}`` is often special) and makes no family.
        """
        if self.primes or not _INDEX.fullmatch(self.sub):
            return None
        return f"{self.base}_{{\\cdot}}^{{{self.sup}}}"

    @property
    def is_light(self) -> bool:
        """Whether the scripts only say which, when or under what parameters; a word or a label makes another thing."""
        return bool(_LIGHT.fullmatch(self.sub)) and bool(_LIGHT_ABOVE.fullmatch(self.sup))


@lru_cache(maxsize=8192)
def take_apart(latex: str) -> Spelling:
    """Base and scripts of a canonical spelling such as ``W_{i}^{Q}``."""
    base_end = _base_end(latex)
    parts, at = {"_": "", "^": "", "'": ""}, base_end
    while at < len(latex):
        mark = latex[at]
        if mark == "'":
            parts["'"] += "'"
            at += 1
        elif mark in "_^" and latex[at + 1 : at + 2] == "{":
            end = _closing(latex, at + 1)
            parts[mark] += latex[at + 2 : end]
            at = end + 1
        else:
            return Spelling(latex)
    return Spelling(latex[:base_end], parts["_"], parts["^"], parts["'"])


def _base_end(latex: str) -> int:
    depth = 0
    for at, mark in enumerate(latex):
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        elif mark in "_^'" and depth == 0 and at:
            return at
    return len(latex)


def _closing(latex: str, opening: int) -> int:
    depth = 0
    for at in range(opening, len(latex)):
        depth += {"{": 1, "}": -1}.get(latex[at], 0)
        if not depth:
            return at
    return len(latex)


@lru_cache(maxsize=8192)
def defined_spelling(latex: str) -> str | None:
    """The canonical spelling of the one symbol that a definition's formula introduces.

    ``f(x)`` and ``f : A \\to B`` introduce ``f``; a composite such as ``2i`` or ``\\nabla f`` introduces none.
    """
    expression = parse_formula(latex)
    uses = [use for use in symbol_uses(expression) if use.kind != "relation"]
    if not uses:
        return None
    start = min(use.start for use in uses)
    lead = latex[:start].strip()
    if lead not in ("", "(", "\\{", "\\left(", "\\left\\{", "\\big(", "{", "[", "\\displaystyle"):
        return None
    first = max((use for use in uses if use.start == start), key=lambda use: use.end)
    return first.latex if lead or _FOLLOWS.match(latex, first.end) else None
