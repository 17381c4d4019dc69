"""What a sign with several readings is in this paper, told by the places where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from glossary.model import ConceptId
from reader.formula.positions.signs import CROSS, NUMBERS
from reader.meaning.evidence.cardinality import BARS, cardinality_by_formula
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.marks import marked
from reader.meaning.evidence.reasons import reason
from reader.model.annotations import Candidate, ConceptLink
from reader.model.symbols import Symbol

STRATEGY = "sign"
MOST = 0.8  # the share of the places that must agree: others say little, as ``a \\times b`` does


@dataclass(frozen=True, slots=True)
class SignReading:
    """One row: in which relation (``reader.formula.positions.places``) a sign is what. ``key`` names the reason."""

    signs: tuple[str, ...]
    relation: str
    key: str
    concept: ConceptId
    confidence: float
    by_formula: bool = False  # whether it holds in a formula all of whose places agree, too
    beside: str = ""  # the relation in which it must stand there besides; "" where the first must have a host


READINGS = (
    SignReading((CROSS,), "joins-numbers", "times-numbers", "multiplication", 0.8),
    SignReading((CROSS,), "joins-sets", "times-sets", "cartesian-product", 0.75),
    SignReading((CROSS,), "joins-sizes", "times-sizes", "", 0.8),
    SignReading((r"\mid",), "separates", "set-bar", "set-builder-notation", 0.8),
    SignReading((r"\pi",), "constant", "circle-number", "circle-constant", 0.9),
    SignReading(
        ("e", r"\mathrm{e}"), "constant", "eulers-number", "eulers-number", 0.85, by_formula=True, beside="raised"
    ),
    SignReading(("d", r"\mathrm{d}"), "differential-sign", "differential", "differential", 0.85, by_formula=True),
)


def sign_in_formulas(symbol: Symbol, evidence: LinkingEvidence) -> Candidate | None:
    """The reading that its places agree on. A letter of which the author says what it is has none."""
    rows = [row for row in READINGS if symbol.latex in row.signs]
    if not rows:
        return None if evidence.statements.by_spelling.get(symbol.latex) else marked(symbol, evidence)
    standing = evidence.standings.get(symbol.id)
    if standing is None or _is_said_to_be(symbol, evidence):
        return None
    found = next((row for row in rows if standing.places.get(row.relation, 0.0) >= MOST), None)
    return _read_as(found, evidence) if found is not None else None


def sign_by_formula(symbol: Symbol, evidence: LinkingEvidence) -> tuple[Candidate, frozenset[str]] | None:
    """The reading that all places of some displayed formulas force, whatever the sign is elsewhere, and these
    formulas: the ``d`` of ``dx`` is no number of dimensions, and bars round a set take no absolute value."""
    if symbol.latex == BARS:
        return cardinality_by_formula(symbol, evidence)
    row = next((row for row in READINGS if row.by_formula and symbol.latex in row.signs), None)
    if row is None:
        return None
    held: dict[str, bool] = {}
    for use in symbol.occurrences:
        if evidence.is_displayed(use.equation):
            position = evidence.place_of(use)
            place = position.get(row.relation)
            is_told = position.has(row.beside) if row.beside else place is not None and bool(place.host)
            is_asked_for = place is not None and is_told  # dx alone may be a product
            held[use.equation] = held.get(use.equation, True) and is_asked_for
    formulas = frozenset(formula for formula, holds in held.items() if holds)
    return (_read_as(row, evidence), formulas) if formulas else None


def _read_as(row: SignReading, evidence: LinkingEvidence) -> Candidate:
    link = ConceptLink(row.concept, row.confidence, "structure", reason(row.key), STRATEGY)
    links = (link,) if row.concept in evidence.glossary else ()
    return Candidate("structure", row.confidence, reason(f"meaning-{row.key}")["en"], links=links)


def _is_said_to_be(symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether the author says what the letter is, other than the number: "a ratio of $e \\approx 2.718$"."""
    said = evidence.statements.by_spelling.get(symbol.latex, ())
    return any(not any(number in one.definition.sentence for number in NUMBERS.values()) for one in said)
