"""How a symbol comes by its meaning: small steps in a fixed order, each adding to the candidates and saying why.

Every strategy takes ``(symbol, evidence, candidates)`` and gives candidates. ``STRATEGIES`` is the order in which
``reader.meaning.linking.linking`` runs them; what one of them finds is seen by those after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from glossary import Notation
from glossary.model import ConceptId
from reader.formula.syntax.tables.name_rows import INDEX_LETTERS
from reader.meaning.evidence.cardinality import CARDINALITY, cardinality_of_set
from reader.meaning.evidence.concept_names import CERTAINTY, shares_word
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import Spelling, is_letter, names_norm, take_apart
from reader.meaning.evidence.statements import is_at_point, is_value, points_back
from reader.meaning.linking.candidates import reason
from reader.meaning.linking.roles_in_blocks import concept_of_formula, operation_of_formula
from reader.meaning.linking.structure import is_label, role_in_formula
from reader.meaning.prose.members import element_of
from reader.model.annotations import AuthorStatement, Candidate, Candidates, ConceptLink
from reader.model.symbols import Symbol

Strategy = Callable[[Symbol, LinkingEvidence, Candidates], Candidates]

INHERITED = {"base": 0.8, "index": 0.85, "part": 0.7}  # how much of a definition's weight another spelling keeps
INHERITED_TIE = 0.95  # the same for the tie to a concept: kin are most often of one kind
SHARED = 0.85  # the same where the author says it of several symbols at once
LIKELY = 0.6  # definitions this reliable are taken in reading order, before all others
ALPHABET = 0.7  # weight of what the author says of a whole alphabet
# What a letter names below others too.
LABELS: frozenset[ConceptId] = frozenset({"parameter", "query", "key", "value-vector"})
UNSUPPORTED = 0.52  # weight of a convention that the author's own words do not speak for


# --- the author's words ----------------------------------------------------------------------------------------------


def definition_of_symbol(symbol: Symbol, evidence: LinkingEvidence, candidates: Candidates) -> Candidates:
    """What the author says of exactly this spelling."""
    return (*candidates, *_senses(evidence.statements.by_spelling.get(symbol.latex, ()), 1.0, None))


def definition_of_kin(symbol: Symbol, evidence: LinkingEvidence, candidates: Candidates) -> Candidates:
    """What the author says of the base, of the same symbol with another index, or of an indexed form of this letter.

    A letter that only a name holds (``Re``) has what is said of the name.
    """
    if candidates or symbol.kind != "identifier" or names_norm(symbol.latex):
        return candidates
    if names := evidence.statements_around(symbol):
        return tuple(_senses(names, INHERITED["part"], "in-name")) if len(names) == 1 else candidates
    parts, fixed = take_apart(symbol.latex), evidence.scripts.is_fixed_mark(symbol)
    base = symbol.base or parts.base
    kin = (
        ("index", evidence.statements.by_family.get(parts.indexed or "", ())),
        *(("base", evidence.statements.by_spelling.get(fewer, ())) for fewer in parts.simpler),
        ("base", evidence.statements.by_spelling.get(base, ()) if base != symbol.latex and parts.is_light else ()),
        ("part", evidence.statements.by_base.get(symbol.latex, ()) if not fixed else ()),
        ("base", evidence.statements.of_all.get(base, ()) if base != symbol.latex else ()),
    )
    for relation, statements in kin:
        if relation == "base":
            statements = tuple(one for one in statements if _holds_for_kin(one, symbol, parts, evidence))
            if parts.indices and base in evidence.scripts.dimensions:
                continue  # ``r`` counts columns: ``r_{i}`` is another thing
            if parts.indices:
                statements = tuple(_of_element(one, evidence) for one in statements)
        senses = tuple(_senses(statements, INHERITED[relation], f"inherited-{relation}"))
        if senses:
            return senses[:1]
    return candidates


def _holds_for_kin(statement: AuthorStatement, symbol: Symbol, parts: Spelling, evidence: LinkingEvidence) -> bool:
    """Whether what is said of a base may hold for a symbol that is built on it."""
    return (
        not statement.shared
        and evidence.order.reaches(statement.position, symbol)
        and not _is_end(statement, parts)
        and (_is_rate(statement.spelling) or not _is_rate(symbol.latex))
    )


def _of_element(statement: AuthorStatement, evidence: LinkingEvidence) -> AuthorStatement:
    """What is said of the whole, said of one of its elements: a token of a sequence of tokens."""
    words = element_of(statement.meaning)
    if words is None:
        return statement
    naming = evidence.name_concept(words, member=True)
    return replace(statement, meaning=words, naming=naming)


_END = re.compile(r"\b(?:input|output|initial|final|first|last)\b")


def _is_rate(spelling: str) -> bool:
    """Whether a dot makes it a derivative: what the letter is says nothing of how fast it changes."""
    return spelling.startswith((r"\dot{", r"\ddot{"))


def _is_end(statement: AuthorStatement, parts: Spelling) -> bool:
    """What is said of the ends of a chain says nothing of its members: ``x`` is the input, ``x^{l}`` is not."""
    return bool((parts.sup and parts.kin) or parts.indices) and bool(_END.search(statement.meaning))


def _senses(statements: tuple[AuthorStatement, ...], weight: float, inherited: str | None) -> Iterator[Candidate]:
    for statement in sorted(statements, key=_rank):
        why = reason(inherited, base=f"${statement.spelling}$") if inherited else None
        confidence = weight * statement.reliability
        yield Candidate("paper", confidence, statement.meaning, statement, why)


def _rank(statement: AuthorStatement) -> tuple[bool, bool, bool, bool, bool, int]:
    """Tables of notation first, then what is likely enough in reading order: authors define before they use.

    What stands beside the text or sums it up comes after the text itself.
    """
    is_row = statement.definition.kind == "table" and statement.reliability >= LIKELY
    doubts = (
        statement.reliability < LIKELY or points_back(statement),
        is_at_point(statement),
        is_value(statement),
        statement.beside,
    )
    return not is_row, *doubts, statement.position


def concept_named_by_author(symbol: Symbol, evidence: LinkingEvidence, candidates: Candidates) -> Candidates:
    """The concept that the head noun of the author's definition names."""
    return tuple(_named(candidate, symbol) for candidate in candidates)


SHOWS = {"set": "set", "function": "applied"}  # concept -> trait that bears it out
SHOWN_TOO = 0.75  # certainty of a rough word that the formulas bear out


def _named(candidate: Candidate, symbol: Symbol) -> Candidate:
    statement = candidate.statement
    naming = statement.naming if statement else None
    if statement is None or naming is None:
        return candidate
    borne_out = naming.how == "rough" and SHOWS.get(naming.concept) in symbol.traits
    certainty = SHOWN_TOO if borne_out else CERTAINTY[naming.how]
    confidence = statement.reliability * certainty * (SHARED if statement.shared else 1)
    why = reason(f"named-{naming.how}", text=naming.words)
    if candidate.inherited:
        why = {language: f"{candidate.inherited[language]}; {why[language]}" for language in why}
        confidence *= INHERITED_TIE
    return candidate.with_link(ConceptLink(naming.concept, confidence, "paper", why, "author"))


# --- conventions -----------------------------------------------------------------------------------------------------


def convention_of_field(symbol: Symbol, evidence: LinkingEvidence, candidates: Candidates) -> Candidates:
    """The notation rows whose conditions hold. Beside the author's words they count only where these agree.

    Rows of the very spelling go before rows of its base, rows with conditions before rows without. Rows that hold side
    by side and disagree share their weight, so that an open question is left open.
    """
    strongest: dict[str, Notation] = {}
    told = any(candidate.status == "paper" for candidate in candidates)
    for row in _closest_rows(symbol, evidence, told):
        strongest[row.concept] = max(row, strongest.get(row.concept, row), key=lambda one: one.confidence)
    total = sum(row.confidence for row in strongest.values())
    for row in strongest.values():
        share = row.confidence / max(total / row.confidence, 1)
        candidates = _with_convention(row, share, symbol, evidence, candidates)
    return candidates


def _closest_rows(symbol: Symbol, evidence: LinkingEvidence, told: bool) -> list[Notation]:
    """Rows of the very spelling, else of its base; where only the base is told of in words, none that contradicts."""
    glossary, base = evidence.glossary, symbol.base or symbol.latex
    if is_label(symbol, evidence):
        return []
    of_base = [
        row for row in glossary.by_base(base) if told or base == symbol.latex or not _is_other(base, row, evidence)
    ]
    for rows in (glossary.by_symbol(symbol.latex), of_base):
        held = [row for row in rows if row.concept in glossary and holds(row, symbol, evidence)]
        certain = [row for row in held if row.is_conditional] or held
        if certain:
            return certain
    return []


def _is_other(base: str, row: Notation, evidence: LinkingEvidence) -> bool:
    """Whether the author calls the bare letter another thing than a row calls its forms; a special kind is no other."""
    if not is_letter(base):
        return False
    stated = [one.naming for one in evidence.statements.by_spelling.get(base, ()) if one.reliability >= LIKELY]
    glossary = evidence.glossary
    return bool(stated) and all(naming and row.concept not in glossary.path([naming.concept]) for naming in stated)


def holds(notation: Notation, symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether all conditions of a notation are met by the symbol and its paper."""
    return unmet(notation, symbol, evidence) is None


def unmet(notation: Notation, symbol: Symbol, evidence: LinkingEvidence) -> str | None:
    """The field of the first condition that is not met, None where all are."""
    if notation.kind is not None and notation.kind != symbol.kind:
        return "kind"
    if not symbol.traits.issuperset(notation.traits):
        return "traits"
    if "indexes" not in notation.traits and notation.concept not in LABELS and evidence.scripts.only_in_scripts(symbol):
        return "traits"
    if not symbol.traits.isdisjoint(notation.without):
        return "without"
    if evidence.statements_around(symbol):
        return "traits"
    if notation.near and evidence.spellings.isdisjoint(notation.near):
        return "near"
    if notation.categories and evidence.categories and not _in_categories(notation, evidence):
        return "categories"
    return "words" if notation.words and not any(map(evidence.vocabulary.says_word, notation.words)) else None


def _in_categories(notation: Notation, evidence: LinkingEvidence) -> bool:
    return any(category.startswith(notation.categories) for category in evidence.categories)


def _with_convention(
    notation: Notation, confidence: float, symbol: Symbol, evidence: LinkingEvidence, candidates: Candidates
) -> Candidates:
    link = ConceptLink(notation.concept, confidence, "glossary", notation.why, "convention")
    stated = tuple(candidate for candidate in candidates if candidate.status == "paper")
    if not stated:
        return (*candidates, Candidate("glossary", confidence, links=(link,)))
    return tuple(_agreeing(candidate, link, symbol, evidence) for candidate in candidates)


def _agreeing(candidate: Candidate, link: ConceptLink, symbol: Symbol, evidence: LinkingEvidence) -> Candidate:
    same = next((known for known in candidate.links if known.concept == link.concept), None)
    if same:
        agreed = {language: text + reason("agreed")[language] for language, text in same.why.items()}
        sure = 1 - (1 - same.confidence) * (1 - link.confidence)
        return candidate.with_link(replace(same, confidence=sure, why=agreed))
    shared = candidate.statement is not None and candidate.statement.shared
    if symbol.kind != "identifier" or shared or shares_word(candidate.meaning or "", link.concept, evidence.glossary):
        return candidate.with_link(link)
    return candidate.with_link(replace(link, confidence=UNSUPPORTED * link.confidence))


def convention_of_author(symbol: Symbol, evidence: LinkingEvidence, candidates: Candidates) -> Candidates:
    """What the author says of all letters that look like this one, where nothing else is known of it."""
    if symbol.kind != "identifier" or symbol.traits & {"applied", "accented"} or any(one.links for one in candidates):
        return candidates
    stated = next((one for one in evidence.conventions if one.holds(symbol)), None)
    if stated is None or stated.concept not in evidence.glossary:
        return candidates
    link = ConceptLink(stated.concept, ALPHABET, "paper", reason("stated-letters", text=stated.words), "letters")
    if candidates:
        return tuple(candidate.with_link(link) for candidate in candidates)
    return (Candidate("paper", ALPHABET, links=(link,)),)


# --- what the symbol itself says -------------------------------------------------------------------------------------

_WORDS = re.compile(r"\\(?:operatorname\*?|mathrm|text|mathsf|mathit|mathtt|textsc)\{([A-Za-z \-]+)\}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def word_in_symbol(symbol: Symbol, evidence: LinkingEvidence, candidates: Candidates) -> Candidates:
    """A symbol spelled as a word (``\\operatorname{softmax}``), or made by a command that the author named so."""
    if any(candidate.links for candidate in candidates):
        return candidates
    for text, key, confidence in _spelled_words(symbol):
        naming = evidence.name_concept(text)
        if naming and naming.how == "whole":
            link = ConceptLink(naming.concept, confidence, "glossary", reason(key, text=text), "spelling")
            if candidates:
                return tuple(candidate.with_link(link) for candidate in candidates)
            return (Candidate("glossary", confidence, links=(link,)),)
    return candidates


def _spelled_words(symbol: Symbol) -> Iterator[tuple[str, str, float]]:
    match = _WORDS.match(take_apart(symbol.latex).base)
    if match:
        yield _CAMEL.sub(" ", match.group(1)), "spelled", 0.8
    for written in symbol.written:
        name = re.match(r"\\([A-Za-z]{4,})\b", written)
        if name and not symbol.latex.startswith(name.group()):
            yield _CAMEL.sub(" ", name.group(1)), "macro", 0.6


# --- whether it all fits ---------------------------------------------------------------------------------------------


def consistency(symbol: Symbol, evidence: LinkingEvidence, candidates: Candidates) -> Candidates:
    """Ties that the symbol's own shape contradicts are taken off."""
    traits = symbol.traits - (
        {"applied"} if "bound" in symbol.traits and symbol.latex in INDEX_LETTERS else frozenset()
    )
    is_size = any(link.concept == CARDINALITY for one in candidates for link in one.links)  # bars are round sets here

    def fits(concept: str) -> bool:
        known = evidence.glossary.concepts.get(concept)
        return not (known and traits.intersection(known.unfit)) and not (is_size and concept == "absolute-value")

    return tuple(
        replace(candidate, links=tuple(link for link in candidate.links if fits(link.concept)))
        for candidate in candidates
    )


def consistency_again(symbol: Symbol, evidence: LinkingEvidence, candidates: Candidates) -> Candidates:
    """The same of the ties that formulas and places have added."""
    return consistency(symbol, evidence, candidates)


STRATEGIES: tuple[Strategy, ...] = (
    definition_of_symbol,
    definition_of_kin,
    concept_named_by_author,
    cardinality_of_set,
    convention_of_field,
    word_in_symbol,
    consistency,
    concept_of_formula,
    convention_of_author,
    role_in_formula,
    operation_of_formula,
    consistency_again,
)
