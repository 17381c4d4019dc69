"""What a sign with several readings is in this paper, told by the places where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from glossary.model import ConceptId
from reader.formula.positions.signs import CROSS, NUMBERS
from reader.meaning.evidence.cardinality import BARS, cardinality_by_formula
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.marks import marked
from reader.meaning.evidence.reasons import reason
from reader.meaning.linking.roles_in_blocks import slot_by_formula
from reader.model.annotations import Candidate, ConceptLink
from reader.model.symbols import Symbol

STRATEGY = "sign"
HEADED = 0.85  # how sure it is what a word is that always heads one pattern
GIVEN = ("valued", "member")  # places at which a letter may be given numbers
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


# What a word is where it heads such blocks, and why.
PATTERNS: dict[str, tuple[ConceptId, str]] = {r"\cos": ("cosine-similarity", "cosine-of-two")}

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
SIGNS = frozenset(row.concept for row in READINGS)


def sign_in_formulas(symbol: Symbol, evidence: LinkingEvidence) -> Candidate | None:
    """The reading that its places agree on. A letter of which the author says what it is has none."""
    if symbol.latex in PATTERNS:
        return _headed(symbol, evidence)
    rows = [row for row in READINGS if symbol.latex in row.signs]
    if not rows:
        return None if evidence.statements.by_spelling.get(symbol.latex) else marked(symbol, evidence)
    standing = evidence.standings.get(symbol.id)
    if standing is None or _is_said_to_be(symbol, evidence):
        return None
    found = next((row for row in rows if standing.places.get(row.relation, 0.0) >= MOST), None)
    if found is None and symbol.latex == CROSS and _joins_numbers(symbol, evidence):
        found = READINGS[0]
    return _read_as(found, evidence) if found is not None else None


def sign_by_formula(symbol: Symbol, evidence: LinkingEvidence) -> tuple[Candidate, frozenset[str]] | None:
    """The reading that all places of some displayed formulas force, whatever the sign is elsewhere, and these
    formulas: the ``d`` of ``dx`` is no number of dimensions, and bars round a set take no absolute value."""
    if symbol.latex == BARS:
        return cardinality_by_formula(symbol, evidence)
    row = next((row for row in READINGS if row.by_formula and symbol.latex in row.signs), None)
    if row is None:
        return slot_by_formula(symbol, evidence) if symbol.kind == "identifier" else None
    held: dict[str, bool] = {}
    is_of_name = bool(evidence.statements_around(symbol))  # the e of Re, squared
    for use in () if is_of_name else symbol.occurrences:
        if evidence.is_displayed(use.equation):
            position = evidence.place_of(use)
            place = position.get(row.relation)
            is_told = position.has(row.beside) if row.beside else place is not None and bool(place.host)
            is_asked_for = place is not None and is_told  # dx alone may be a product
            held[use.equation] = held.get(use.equation, True) and is_asked_for
    formulas = frozenset(formula for formula, holds in held.items() if holds)
    return (_read_as(row, evidence), formulas) if formulas else None


def _joins_numbers(cross: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether all crosses of the paper stand between letters that it gives numbers: ``p_{a} \\times p_{b}``, where
    elsewhere ``p_{a} = 0.2`` or ``p_{b} \\in (0, 1]``. What differs by its label alone is of one kind."""
    places = [place for use in cross.occurrences for place in evidence.place_of(use).own]
    bases = {each.latex: each.base or each.latex for each in evidence.symbols}
    numbers = {bases[each.latex] for each in evidence.symbols if _is_given_numbers(each, evidence)}
    return all(place.relation == "joins-numbers" or bases.get(place.host) in numbers for place in places)


def _is_given_numbers(symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether it equals a number somewhere, other than those that vectors are called by, or lies in an interval."""
    standing = evidence.standings.get(symbol.id)
    if standing is None or standing.places.keys().isdisjoint(GIVEN):
        return False
    places = (place for use in symbol.occurrences for place in evidence.place_of(use).own)
    return any(
        (place.relation == "valued" and place.host not in ("0", "1"))
        or (place.relation == "member" and place.host[:1] in ("(", "[") and place.host[-1:] in (")", "]"))
        for place in places
    )


def _headed(symbol: Symbol, evidence: LinkingEvidence) -> Candidate | None:
    """What a word is by the blocks that begin with it, where all its places do."""
    concept, key = PATTERNS[symbol.latex]
    for use in symbol.occurrences:
        latex, at = evidence.statement_around(use.equation)
        begun = (one for one in evidence.blocks_of(latex) if one.start == at + use.start)
        if not any(one.block.id == concept for one in begun):
            return None
    return _read_as(SignReading((), "", key, concept, HEADED), evidence)


def _read_as(row: SignReading, evidence: LinkingEvidence) -> Candidate:
    link = ConceptLink(row.concept, row.confidence, "structure", reason(row.key), STRATEGY)
    links = (link,) if row.concept in evidence.glossary else ()
    return Candidate("structure", row.confidence, reason(f"meaning-{row.key}")["en"], links=links)


def _is_said_to_be(symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether the author says what the letter is, other than the number: "a ratio of $e \\approx 2.718$"."""
    said = evidence.statements.by_spelling.get(symbol.latex, ())
    return any(not any(number in one.definition.sentence for number in NUMBERS.values()) for one in said)
