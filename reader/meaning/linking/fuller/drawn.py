"""Of what a moment is one, and from what a sample is drawn, where a formula with ``\\sim`` says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.formula.positions.places import FormulaPlace
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.roles import named
from reader.model.symbols import Occurrence, Symbol

MEANS = frozenset(("mean", "mean vector"))
SPREADS = frozenset(("variance", "covariance matrix"))
DEVIATION = "standard deviation"
SAMPLES = frozenset(("sample", "samples"))
IDENTITIES = frozenset(("I", r"\mathbf{I}", r"\bm{I}", r"\mathrm{I}", r"\mathbb{I}", r"\bm{\mathrm{I}}", r"\mathit{I}"))
NORMAL = (r"\mathcal{N}", "N", r"\mathbf{N}", r"\mathrm{N}")


def moment_of(symbol: Symbol, meaning: str, said: Mapping[str, str], evidence: LinkingEvidence) -> str:
    """ "standard deviation of the noise" where the noise is drawn from a normal distribution with this one; "" where no
    formula says of what, or two say it of two."""
    if meaning not in MEANS | SPREADS | {DEVIATION}:
        return ""
    hosts = {_normal(symbol, meaning, use, evidence) for use in symbol.occurrences} - {""}
    return f"{meaning} of {_name(hosts.pop(), said)}" if len(hosts) == 1 else ""


def drawn_from(symbol: Symbol, meaning: str, said: Mapping[str, str], evidence: LinkingEvidence) -> str:
    """ "sample from the prior" of a sample that formulas draw from one distribution that has a name."""
    places = [evidence.place_of(use).get("drawn") for use in symbol.occurrences] if meaning in SAMPLES else []
    hosts = {place.host for place in places if place is not None}
    host = hosts.pop() if len(hosts) == 1 else ""
    return f"sample from {_name(host, said)}" if host in evidence.spellings else ""


def _normal(symbol: Symbol, meaning: str, use: Occurrence, evidence: LinkingEvidence) -> str:
    """What is drawn from the normal distribution in whose brackets a symbol stands alone, or squared."""
    place = evidence.place_of(use)
    host = next((one.host for one in place.around if one.relation == "source"), "")
    at = 1 if meaning in MEANS else 2
    is_squared = meaning == DEVIATION
    is_power = any(one.relation == "raised" and one.host == "2" for one in place.own)
    if host not in evidence.spellings or is_squared != is_power:
        return ""
    places = place.worth if is_squared else place.own
    is_alone = any(_is_parameter(one, at) for one in places)
    return host if is_alone or (at == 2 and _is_times_identity(places, place.around)) else ""


def _is_parameter(place: FormulaPlace, number: int) -> bool:
    return place.relation == "argument" and place.number == number and place.host in NORMAL


def _is_times_identity(places: Sequence[FormulaPlace], around: Sequence[FormulaPlace]) -> bool:
    """Whether it stretches an identity matrix, and nothing else does: ``\\mathcal{N}(0, \\sigma^2 I)``."""
    beside = [one.host for one in places if one.relation == "factor" and one.number == 1]
    return bool(around) and _is_parameter(around[0], 2) and len(beside) == 1 and beside[0] in IDENTITIES


def _name(latex: str, said: Mapping[str, str]) -> str:
    return named(latex, said) or f"${latex}$"
