"""What a sign with several readings is in this paper, told by the places where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from glossary.model import ConceptId
from reader.formula.positions.signs import CROSS, NUMBERS
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.candidates import reason
from reader.model.annotations import Candidate, ConceptLink
from reader.model.symbols import Symbol

MOST = 0.8  # the share of the places that must agree: others say little, as ``a \\times b`` does


@dataclass(frozen=True, slots=True)
class SignReading:
    """One row: in which relation (``reader.formula.positions.places``) a sign is what. ``key`` names the reason."""

    signs: tuple[str, ...]
    relation: str
    key: str
    concept: ConceptId
    confidence: float


READINGS = (
    SignReading((CROSS,), "joins-numbers", "times-numbers", "multiplication", 0.8),
    SignReading((CROSS,), "joins-sets", "times-sets", "cartesian-product", 0.75),
    SignReading((CROSS,), "joins-sizes", "times-sizes", "", 0.8),
    SignReading((r"\mid",), "separates", "set-bar", "set-builder-notation", 0.8),
    SignReading((r"\pi",), "constant", "circle-number", "circle-constant", 0.9),
    SignReading(("e", r"\mathrm{e}"), "constant", "eulers-number", "eulers-number", 0.85),
    SignReading(("d", r"\mathrm{d}"), "differential-sign", "differential", "differential", 0.85),
)


def sign_in_formulas(symbol: Symbol, evidence: LinkingEvidence) -> Candidate | None:
    """The reading that its places agree on. A letter of which the author says what it is has none."""
    rows = [row for row in READINGS if symbol.latex in row.signs]
    standing = evidence.standings.get(symbol.id) if rows else None
    if standing is None or _is_said_to_be(symbol, evidence):
        return None
    found = next((row for row in rows if standing.places.get(row.relation, 0.0) >= MOST), None)
    if found is None:
        return None
    link = ConceptLink(found.concept, found.confidence, "structure", reason(found.key), "sign")
    links = (link,) if found.concept in evidence.glossary else ()
    return Candidate("structure", found.confidence, reason(f"meaning-{found.key}")["en"], links=links)


def _is_said_to_be(symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether the author says what the letter is, other than the number: "a ratio of $e \\approx 2.718$"."""
    said = evidence.statements.by_spelling.get(symbol.latex, ())
    return any(not any(number in one.definition.sentence for number in NUMBERS.values()) for one in said)
