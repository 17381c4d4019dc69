"""What changes in time: ``\\dot{x}``, ``x'(t)``, ``dx/dt`` and ``dx = v\\,dt`` say how fast, and of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import (
    Application,
    Derivative,
    Differential,
    Meaning,
    Product,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.meaning.evidence.spelling import take_apart

if TYPE_CHECKING:
    from reader.study.purpose.claims import Claim

TIMES = ("t", r"\tau")
DOT = r"\dot{"


def changing(claim: Claim) -> str | None:
    """The LaTeX of what it is whose change with time stands left."""
    left = bare(claim.left) if claim.left is not None else None
    if isinstance(left, Derivative):
        times = [each.latex for each in left.variables if isinstance(each, Symbol)]
        is_first = left.order == "" and len(left.variables) == 1 and bool(times) and times[0] in TIMES
        return meaning_latex(left.body) if is_first and left.body is not None else None
    if isinstance(left, Differential):
        return meaning_latex(left.variable) if isinstance(left.variable, Symbol) and _in_time(claim.right) else None
    if isinstance(left, Application) and isinstance(left.function, Symbol):
        return _primed(left, left.function, claim.right) or _dotted(left.function)
    return _dotted(left) if isinstance(left, Symbol) else None


def _in_time(right: Meaning) -> bool:
    """Whether a term counts with ``dt``: other differentials are of volumes, of heat, of lengths."""
    right = bare(right)
    terms = [bare(term) for term in (right.terms if isinstance(right, Total) else (right,))]
    parts = [bare(part) for term in terms for part in (term.factors if isinstance(term, Product) else (term,))]
    return any(isinstance(part, Differential) and meaning_latex(part.variable) in TIMES for part in parts)


def _dotted(symbol: Symbol) -> str | None:
    base = take_apart(symbol.latex).base
    return base[len(DOT) : -1] + symbol.latex[len(base) :] if base.startswith(DOT) else None


def _primed(left: Application, function: Symbol, right: Meaning) -> str | None:
    """``x'(t)`` where ``x(t)`` stands right; else the prime may be a label."""
    plain = meaning_latex(left).replace("'", "", 1)
    arguments = [meaning_latex(each) for each in left.arguments]
    if take_apart(function.latex).primes != "'" or len(arguments) != 1 or arguments[0] not in TIMES:
        return None
    return (
        plain if any(isinstance(node, Application) and meaning_latex(node) == plain for node in walk(right)) else None
    )
