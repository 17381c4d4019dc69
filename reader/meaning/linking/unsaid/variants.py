"""What a name is beside one that has words and differs by a mark, by scripts that only say which, or by max and min."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from reader.formula.syntax.tables.name_rows import INDEX_LETTERS
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import Spelling, names_norm, take_apart
from reader.meaning.linking.features import words_of
from reader.meaning.linking.unsaid.entries import Said
from reader.meaning.linking.unsaid.families import RUNNING, Indexed
from reader.meaning.prose.members import one_of_many, singular
from reader.model.symbols import Symbol

EXTREMES: Mapping[str, str] = {
    r"\max": "largest", r"\mathrm{max}": "largest", r"\text{max}": "largest",
    r"\min": "smallest", r"\mathrm{min}": "smallest", r"\text{min}": "smallest",
}  # fmt: skip
ACCENTS = (r"\hat{", r"\widehat{", r"\tilde{", r"\widetilde{", r"\bar{", r"\overline{", r"\check{", r"\breve{")
STARS = frozenset(("*", r"\ast", r"\star", r"\dagger"))
RUNS = INDEX_LETTERS | RUNNING
DIRECTED = frozenset(("radius", "coordinate", "distance", "axis", "position", "direction"))  # a hat gives its unit
NUMBERS = frozenset(("count", "number"))


def extreme(symbol: Symbol, said: Said) -> str:
    """ "largest speed" for ``v_{\\max}`` where ``v``, or ``v_t``, is a speed."""
    parts = take_apart(symbol.latex)
    word = EXTREMES.get(parts.sub, "")
    if not word or parts.sup or parts.primes:
        return ""
    words = said.get(parts.base, "") or next(_members(parts, said), "")
    one = one_of_many(words)
    is_amount = bool(one) and words_of(one).kind not in ("set", "function", "distribution", "matrix", "index", "loss")
    return f"{word} {one}" if is_amount and word not in one.split() and singular(one) == one else ""


def _members(parts: Spelling, said: Said) -> Iterator[str]:
    """The words of those that bear an index in place of what a name bears below."""
    return (
        words
        for name, words in said.items()
        if (one := take_apart(name)).base == parts.base and one.sub in RUNS and not one.sup and not one.primes
    )


def shorter(symbol: Symbol, said: Said, raised: Mapping[str, Sequence[str]], evidence: LinkingEvidence) -> str:
    """The words of ``u_t^{(h,s)}`` for a ``u_t`` of its section: what only says which is left out there."""
    parts = take_apart(symbol.latex)
    if not parts.sub or parts.sup or names_norm(symbol.latex):
        return ""
    fuller = raised.get(symbol.latex, ())
    words = {one_of_many(said[name]) for name in fuller}
    is_near = any(evidence.order.share_section(name, symbol.latex) for name in fuller)
    return words.pop() if len(words) == 1 and is_near else ""


def raised_names(said: Said) -> Mapping[str, Sequence[str]]:
    """The names above which indices stand in brackets, by what they are without these."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in said:
        parts = take_apart(name)
        if parts.sub and parts.sup and not parts.primes and _only_says_which(parts):
            found[Spelling(parts.base, parts.sub).latex].append(name)
    return found


def _only_says_which(parts: Spelling) -> bool:
    """Whether what stands above in brackets is indices."""
    above = Indexed.of(Spelling(parts.base, sup=parts.sup).latex)
    return above.is_bracketed and bool(above.indices) and RUNS.issuperset(above.indices)


def variant(symbol: Symbol, said: Said, evidence: LinkingEvidence) -> str:
    """ "variant of $x$, the load of the ship" for an ``\\hat{x}``, a ``x'`` or a ``x^{*}`` of the same section."""
    plain = _unmarked(symbol)
    words = one_of_many(said.get(plain, "")) if plain else ""
    if not words or not evidence.order.share_section(plain, symbol.latex):
        return ""
    kind = words_of(words).kind
    if r"\hat{" in symbol.latex and words_of(words).head in DIRECTED:
        return ""
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
