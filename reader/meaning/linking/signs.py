"""What a sign with several readings is in this paper, told by the places where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from glossary.model import ConceptId
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.candidates import reason
from reader.model.annotations import Candidate, ConceptLink
from reader.model.symbols import Standing, Symbol

STRATEGY = "sign"  # such a reading is forced, and nothing weighs it
MOST = 0.8  # the share of the places that must agree


@dataclass(frozen=True, slots=True)
class SignReading:
    """One row: in which relation (``reader.formula.positions.places``) a sign is what. ``key`` names the reason."""

    signs: frozenset[str]
    relation: str
    key: str
    concept: ConceptId
    confidence: float
    passed_over: frozenset[str] = frozenset()  # relations of places that say nothing against it
    share: float = MOST
    by_formula: bool = False  # whether it holds in a formula all of whose places agree, too
    raised: bool = False  # whether some place must raise it to more than a number: ``e^{2}`` may be a charge squared


CROSS = frozenset((r"\times",))
BAR = frozenset((r"\mid", "|", r"\vert", ":"))
SIZES = frozenset(("joins-sizes",))
READINGS = (  # the surest first
    SignReading(CROSS, "joins-numbers", "times-numbers", "multiplication", 0.8, SIZES),
    SignReading(CROSS, "joins-sets", "times-sets", "cartesian-product", 0.75, SIZES),
    SignReading(CROSS, "joins-sizes", "times-sizes", "", 0.8),
    SignReading(BAR, "separates", "set-bar", "set-builder-notation", 0.8),
    SignReading(frozenset((r"\pi",)), "constant", "circle-number", "circle-constant", 0.9, share=0.3),
    SignReading(
        frozenset(("e", r"\mathrm{e}")), "constant", "eulers-number", "eulers-number", 0.85, share=0.5, raised=True
    ),
    SignReading(
        frozenset(("d", r"\mathrm{d}")), "differential-sign", "differential", "differential", 0.85, by_formula=True
    ),
)
NUMBERS = ("2.71", "3.14")
NAMED = frozenset(("applied", "bound", "defined", "distributed", "distribution", "conditioned", "subscripted"))


def sign_in_formulas(symbol: Symbol, evidence: LinkingEvidence) -> Candidate | None:
    """The reading that its places agree on. A letter that is applied, bound or defined somewhere, or of which the
    author says what it is, is a name, and no number of its own."""
    rows = [row for row in READINGS if symbol.latex in row.signs]
    standing = evidence.standings.get(symbol.id) if rows else None
    is_named = not symbol.traits.isdisjoint(NAMED) or _is_said_to_be(symbol, evidence)
    rows = [row for row in rows if row.relation != "constant" or not is_named]
    rows = [row for row in rows if not row.raised or _is_raised(symbol, evidence)]
    found = next((row for row in rows if standing is not None and _holds(row, standing)), None)
    if found is None:
        return None
    return _read_as(found, evidence)


def sign_by_formula(symbol: Symbol, evidence: LinkingEvidence) -> tuple[Candidate, frozenset[str]] | None:
    """The reading that all places of some displayed formulas force, whatever the letter is elsewhere, and these
    formulas: the ``d`` of ``dx`` is no number of dimensions."""
    row = next((row for row in READINGS if row.by_formula and symbol.latex in row.signs), None)
    if row is None:
        return None
    held: dict[str, bool] = {}
    for formula, position in evidence.places_of(symbol):
        place = position.get(row.relation)
        is_asked_for = place is not None and bool(place.host)  # dx alone may be a product
        held[formula] = held.get(formula, evidence.is_displayed(formula)) and is_asked_for
    formulas = frozenset(formula for formula, holds in held.items() if holds)
    return (_read_as(row, evidence), formulas) if formulas else None


def _read_as(row: SignReading, evidence: LinkingEvidence) -> Candidate:
    link = ConceptLink(row.concept, row.confidence, "structure", reason(row.key), STRATEGY)
    links = (link,) if row.concept in evidence.glossary else ()
    return Candidate("structure", row.confidence, reason(f"meaning-{row.key}")["en"], links=links)


def _is_raised(symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether an exponent of it has a letter, or is long."""
    powers = (position.get("raised") for _, position in evidence.places_of(symbol))
    return any(power is not None and (not power.host or any(map(str.isalpha, power.host))) for power in powers)


def _is_said_to_be(symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether the author says what the letter is, other than the number: "a ratio of $e \\approx 2.718$"."""
    said = evidence.statements.by_spelling.get(symbol.latex, ())
    return any(not any(number in one.definition.sentence for number in NUMBERS) for one in said)


def _holds(row: SignReading, standing: Standing) -> bool:
    share = standing.places.get(row.relation, 0.0)
    telling = 1 - sum(standing.places.get(relation, 0.0) for relation in row.passed_over)
    return 0 < share >= row.share * telling
