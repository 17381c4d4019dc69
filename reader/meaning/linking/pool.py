"""Everything that may say what a symbol is, gathered before anything is decided.

Sources are statements about this spelling and its kin (``_statements``), rows of the glossary, and what the formulas
show (``SHOWN``). No source decides by itself, and none sees what the others found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from glossary import Glossary, Notation
from glossary.model import ConceptId
from reader.meaning.evidence.cardinality import cardinality_of_set
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import Spelling, names_norm, take_apart, without_fonts
from reader.meaning.evidence.statement_index import surest_first
from reader.meaning.linking.kin import said_of
from reader.meaning.linking.notations import grounds, unmet
from reader.meaning.linking.roles_in_blocks import concept_of_formula
from reader.meaning.linking.spelled_words import word_in_symbol
from reader.meaning.linking.structure import role_in_formula
from reader.meaning.prose.phrases import LABEL_WORDS
from reader.model.annotations import AuthorStatement, Candidate, ConceptLink, Status
from reader.model.symbols import Symbol

MOST = 6  # statements of one source: what is said more often is said by the first of them, too
KINDS: Mapping[str, ConceptId] = {  # what a place in the formulas forces -> the concept of that
    "coefficient": "coefficient", "distribution": "probability-distribution",
    "event": "event", "exponent": "exponent", "function": "function", "index": "index", "matrix": "matrix",
    "number": "scalar", "objective": "objective-function", "random": "random-variable", "set": "set",
    "size": "dimension", "sought": "parameter", "upper-limit": "count", "vector": "vector",
}  # fmt: skip
HARD = frozenset(("kind", "traits", "without"))  # conditions of a notation that a symbol's own look decides
# How a statement about another spelling speaks of the symbol: the message that says so.
OF_LABEL = frozenset(("own", "simpler"))  # sources that keep the label: what it names holds of no other spelling
KINSHIP = {
    "index": "inherited-index",
    "simpler": "inherited-base",
    "base": "inherited-base",
    "font": "inherited-base",
    "part": "inherited-part",
    "sibling": "inherited-index",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that a symbol may mean. ``meaning`` is "" where only a concept is proposed, ``concept`` None where the
    words name none. ``row`` and ``unmet``: the notation that proposes it, and its first condition that does not hold.
    ``offered`` is how sure a look at the formulas is of what it proposes.
    """

    source: str
    meaning: str
    concept: ConceptId | None
    status: Status
    why: ConceptLink | None = None  # how the concept is tied, its confidence still to be decided
    statement: AuthorStatement | None = None
    row: Notation | None = None
    unmet: str | None = None
    offered: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether it may be shown by itself: a row of the glossary whose words are nowhere in the paper may not."""
        return self.unmet is None

    def proposed(self, likelihood: float) -> Candidate:
        """The option as it was weighed, with the concept that it proposes."""
        return self.candidate(likelihood, (replace(self.why, confidence=likelihood),) if self.why else ())

    def candidate(self, confidence: float, links: tuple[ConceptLink, ...] = ()) -> Candidate:
        """The option as it is shown, with how sure it is."""
        kin = KINSHIP.get(self.source)
        inherited = reason(kin, base=f"${self.statement.spelling}$") if kin and self.statement else None
        return Candidate(self.status, confidence, self.meaning or None, self.statement, inherited, links)


def options_of(symbol: Symbol, evidence: LinkingEvidence) -> tuple[Option, ...]:
    """All options of a symbol, in the order of the sources."""
    parts = take_apart(symbol.latex)
    return (*_stated(symbol, parts, evidence), *_usual(symbol, evidence), *_shown(symbol, evidence))


# --- the author's words ----------------------------------------------------------------------------------------------


def _stated(symbol: Symbol, parts: Spelling, evidence: LinkingEvidence) -> Iterator[Option]:
    for source, statements in _statements(symbol, parts, evidence):
        said: set[str] = set()
        for stated in statements:
            if stated.definition.phrase == LABEL_WORDS and source not in OF_LABEL:
                continue
            one = said_of(source, stated, parts, evidence)
            if one is None or not one.meaning or one.meaning.lower() in said:
                continue
            said.add(one.meaning.lower())
            yield _of_statement(source, one)
            if len(said) == MOST:
                break


def _of_statement(source: str, one: AuthorStatement) -> Option:
    why = None
    if one.naming is not None:
        named = reason(f"named-{one.naming.how}", text=one.naming.words)
        why = ConceptLink(one.naming.concept, 0.0, "paper", named, "author")
    return Option(source, one.meaning, why.concept if why else None, "paper", why, one)


def _statements(
    symbol: Symbol, parts: Spelling, evidence: LinkingEvidence
) -> Iterator[tuple[str, Iterable[AuthorStatement]]]:
    """By source, the surest first: of this spelling, of its family, of what it is built on, of what is built on it. Of
    a large family no more is looked at than is asked for."""
    known, latex = evidence.statements, symbol.latex
    yield "own", surest_first(known.by_spelling.get(latex, ()))
    if symbol.kind != "identifier" or names_norm(latex):
        return
    base = symbol.base or parts.base
    family = _others(known.by_family.get(parts.indexed or "", ()), latex)
    yield "index", family
    yield "simpler", surest_first(one for fewer in parts.simpler for one in known.by_spelling.get(fewer, ()))
    if base == latex:
        is_script = len(latex) == 1 and evidence.scripts.only_in_scripts(symbol)  # the s of ``w_{s}`` is no ``s_{j}``
        yield "part", () if is_script else known.by_base.get(latex, ())
    else:
        yield "base", surest_first(known.by_spelling.get(base, ()))
        yield "sibling", _others(known.by_base.get(base, ()), latex)
    plain = without_fonts(latex)
    if plain != latex:
        yield "font", surest_first(known.by_spelling.get(plain, ()))


def _others(statements: Iterable[AuthorStatement], latex: str) -> Iterator[AuthorStatement]:
    return (one for one in statements if one.spelling != latex)


# --- the glossary ----------------------------------------------------------------------------------------------------


def _usual(symbol: Symbol, evidence: LinkingEvidence) -> Iterator[Option]:
    """For each concept the row of the glossary that fits best: rows whose words or neighbours are missing included."""
    best: dict[ConceptId, tuple[tuple[bool, bool, float, bool], Notation, str | None]] = {}
    glossary, base = evidence.glossary, symbol.base or symbol.latex
    own = glossary.by_symbol(symbol.latex)
    for exact, rows in ((True, own), (False, glossary.by_base(base))):
        for row in rows:
            missing = unmet(row, symbol, evidence)
            if row.concept not in glossary or missing in HARD:
                continue
            rank = (missing is None, row.is_conditional, row.confidence, exact)
            if row.concept not in best or rank > best[row.concept][0]:
                best[row.concept] = (rank, row, missing)
    for concept, (_, row, missing) in best.items():
        link = ConceptLink(concept, 0.0, "glossary", grounds(row, symbol, evidence), "convention")
        phrase = glossary[concept].phrase.get("en", "")
        yield Option("usual", phrase, concept, "glossary", link, row=row, unmet=missing)


# --- the formulas ----------------------------------------------------------------------------------------------------

Shown = Callable[[Symbol, LinkingEvidence], Candidate | None]
SHOWN: tuple[tuple[str, Shown], ...] = (
    ("role", role_in_formula),
    ("pattern", concept_of_formula),
    ("size of a set", cardinality_of_set),
    ("word", word_in_symbol),
)


def _shown(symbol: Symbol, evidence: LinkingEvidence) -> Iterator[Option]:
    for source, look in SHOWN:
        found = look(symbol, evidence)
        if found is not None:
            yield _of_candidate(source, found, evidence)
    yield from _standing(symbol, evidence)


def _standing(symbol: Symbol, evidence: LinkingEvidence) -> Iterator[Option]:
    """The concepts of what the symbol must be to stand where it stands."""
    standing = evidence.standings.get(symbol.id)
    for kind in sorted(standing.kinds) if standing is not None else ():
        concept = KINDS.get(kind, "")
        if standing is not None and concept in evidence.glossary:
            why = standing.text or reason("stands-as", text=evidence.glossary[concept].name)
            link = ConceptLink(concept, 0.0, "structure", why, "standing")
            phrase = evidence.glossary[concept].phrase.get("en", "")
            yield Option("standing", phrase, concept, "structure", link)


def _noun(concept: ConceptId, glossary: Glossary) -> str:
    """What a letter is: a "subset", where the phrase is that of the sign, "is a subset of"."""
    phrase = glossary[concept].phrase.get("en", "")
    return glossary[concept].name.get("en", "") if phrase.startswith("is ") else phrase


def _of_candidate(source: str, found: Candidate, evidence: LinkingEvidence) -> Option:
    link = found.links[0] if found.links else None
    phrase = _noun(link.concept, evidence.glossary) if link else ""
    concept = link.concept if link else None
    return Option(source, found.meaning or phrase, concept, found.status, link, offered=found.confidence)
