"""Landau's letters, which say how fast something grows or falls: ``\\Theta(1/n)``, ``\\tilde{O}(n)``."""

from __future__ import annotations

from collections.abc import Mapping

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import arguments_after
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
PLAIN = ("1", "n", "d", "T", "N", "K", "k", "m")


def growth(symbol: Symbol, evidence: LinkingEvidence) -> str:
    """How fast, where a letter stands before such an amount wherever it stands."""
    accent = next(filter(symbol.latex.startswith, ACCENTS), "")
    letter = symbol.latex[len(accent) : -1] if accent else symbol.latex
    if letter not in ORDERS or "applied" not in symbol.traits or "defined" in symbol.traits:
        return ""
    formulas = ((evidence.formulas[use.equation].formula.expanded, use.end) for use in symbol.occurrences)
    inside = [arguments_after(latex, at) for latex, at in formulas]
    amounts = [one for one in inside if one[:1].isdigit() or any(mark in one for mark in AMOUNTS)]
    is_order = all(one in PLAIN or one in amounts for one in inside)
    if not amounts or not is_order or any("," in one for one in inside):
        return ""
    return f"what {ORDERS[letter]} its argument{', but for logarithms' if accent else ''}"
