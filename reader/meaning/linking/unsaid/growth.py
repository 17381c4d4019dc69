"""Landau's letters, which say how fast something grows or falls: ``\\Theta(1/n)``, ``\\tilde{O}(n)``."""

from __future__ import annotations

from collections.abc import Mapping

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import arguments_after, is_letter, take_apart
from reader.meaning.evidence.statements import AMOUNTS
from reader.model.symbols import Symbol

ORDERS: Mapping[str, str] = {
    "O": "grows at most as fast as",
    r"\mathcal{O}": "grows at most as fast as",
    r"\Theta": "grows exactly as fast as",
    r"\Omega": "grows at least as fast as",
    r"\omega": "grows faster than",
    "o": "grows slower than",
}  # fmt: skip
ACCENTS = (r"\tilde{", r"\hat{")
ONE = ("1", r"\frac{1}")  # how what falls, or stays, begins
SLOW = (r"\log", r"\sqrt")
MOST = 0.9  # the share of its places that must be so: some write a letter of their own with it


def growth(symbol: Symbol, evidence: LinkingEvidence) -> str:
    """How fast, where a letter stands before such an amount wherever it stands."""
    accent = next(filter(symbol.latex.startswith, ACCENTS), "")
    letter = symbol.latex[len(accent) : -1] if accent else symbol.latex
    if letter not in ORDERS or "applied" not in symbol.traits or "defined" in symbol.traits:
        return ""
    formulas = ((evidence.formulas[use.equation].formula.expanded, use.end) for use in symbol.occurrences)
    inside = [arguments_after(latex, at) for latex, at in formulas]
    orders = [one for one in inside if _is_order(one)]
    is_growth = any(one.startswith(ONE) or any(mark in one for mark in SLOW) for one in orders)
    if not is_growth or len(orders) < MOST * len(inside) or any("," in one for one in inside):
        return ""
    return f"what {ORDERS[letter]} its argument{', but for logarithms' if accent else ''}"


def _is_order(inside: str) -> bool:
    """Whether brackets hold an amount, or a letter."""
    is_amount = inside[:1].isdigit() or any(mark in inside for mark in AMOUNTS)
    return is_amount or bool(inside and is_letter(take_apart(inside).base))
