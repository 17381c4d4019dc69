"""What a name is beside one that has words and differs by a mark."""

from __future__ import annotations

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import Spelling, take_apart
from reader.meaning.linking.features import words_of
from reader.meaning.linking.unsaid.entries import Said
from reader.meaning.prose.members import one_of_many
from reader.model.symbols import Symbol

ACCENTS = (r"\hat{", r"\widehat{", r"\tilde{", r"\widetilde{", r"\bar{", r"\overline{", r"\check{", r"\breve{")
STARS = frozenset(("*", r"\ast", r"\star", r"\dagger"))
NUMBERS = frozenset(("count", "number"))


def variant(symbol: Symbol, said: Said, evidence: LinkingEvidence) -> str:
    """ "variant of $x$, the load of the ship" for an ``\\hat{x}``, a ``x'`` or a ``x^{*}`` of the same section."""
    plain = _unmarked(symbol)
    words = one_of_many(said.get(plain, "")) if plain else ""
    if not words or not evidence.order.share_section(plain, symbol.latex):
        return ""
    kind = words_of(words).kind
    is_slope = "'" in symbol.latex and (kind == "function" or {"applied", "defined"} & symbol.traits)
    if is_slope or kind in NUMBERS:
        return ""
    return reason("meaning-variant-of", text=f"${plain}$, the {words}")["en"]


def _unmarked(symbol: Symbol) -> str:
    """The spelling of a name without the one mark that it bears, "" where it bears none, or several."""
    parts = take_apart(symbol.latex)
    accent = next((one for one in ACCENTS if parts.base.startswith(one) and parts.base.endswith("}")), "")
    inside = parts.base[len(accent) : -1]
    is_starred = parts.sup in STARS
    if [bool(accent), is_starred, bool(parts.primes)].count(True) != 1 or (not inside and accent):
        return ""
    return Spelling(inside if accent else parts.base, parts.sub, "" if is_starred else parts.sup).latex
