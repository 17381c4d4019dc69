"""One spelling, several meanings: which of them holds at which displayed equation.

What an author says of a symbol governs the equations of the same section that are nearest to it, words that follow an
equation with "where" before all others. In a section that says nothing of the symbol its first meaning holds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from glossary.naming import fold_name
from reader.formula.syntax.tables.name_rows import INDEX_LETTERS
from reader.limits.memory import cached_for_a_paper
from reader.meaning.evidence.concept_names import VAGUE
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.places import PassageRanks
from reader.meaning.evidence.scopes import SectionStatements, reaches, sense_elsewhere
from reader.meaning.evidence.spelling import is_letter, listed_family
from reader.meaning.evidence.statements import is_value
from reader.meaning.linking.candidates import UNSAID, meaning_of
from reader.meaning.linking.contradictions.contradictions import contradicting, told_or_contradicted
from reader.meaning.linking.features import EMPTY, words_of
from reader.meaning.linking.signs import sign_by_formula
from reader.meaning.linking.structure import formula_says, only_counts, other_role
from reader.model.annotations import AuthorStatement, Candidate
from reader.model.symbols import Occurrence, Symbol

CERTAIN = 0.8  # a further sense with a definition at least this reliable may hold anywhere
LIKELY = 0.6  # one at least this reliable may hold in a section where no other was introduced
SHARED = 0.9  # words said of several symbols are so much less sure
STEP = PassageRanks.STEP
COUNTED = (r"\sum", r"\prod", r"\big")  # signs below which a letter counts
DEFINED = "defined-here"
COUNTING_NOUNS = frozenset(("index", "member"))  # classes of nouns that may count what stands above them
COUNTS = frozenset((*COUNTING_NOUNS, "count", "number"))  # the same, and of what may be a last index
POINTLESS = frozenset(("point", "case", "argument", "way", "choice", "name", "notion", "one", "two", "assumption"))
_BRACKETS = re.compile(r"\s*(?:\\left\s*)?\(")


@dataclass(slots=True)
class SenseGroup:
    """Definitions that speak of one thing, the one to show first, and the equations in which that thing is meant."""

    members: list[Candidate]
    equations: list[str]

    @property
    def shown(self) -> Candidate:
        return self.members[0]


def senses_of(symbol: Symbol, candidates: Sequence[Candidate], evidence: LinkingEvidence) -> list[SenseGroup]:
    """The author's different meanings that hold in some displayed equation, the first candidate's first.

    Where that one holds in none it stays first all the same, unless another one is surer.
    """
    candidates = [candidate for candidate in candidates if candidate.statement and not candidate.inherited]
    if len(candidates) < 2:
        return []
    displayed = [
        equation
        for equation in dict.fromkeys(occurrence.equation for occurrence in symbol.occurrences)
        if evidence.is_displayed(equation)
    ]
    senses = _different(candidates, set(map(evidence.order.section_of_equation, displayed)), evidence)
    if len(senses) < 2:
        return []
    by_section: dict[int, list[tuple[AuthorStatement, int]]] = defaultdict(list)  # with the number of the sense
    for number, sense in enumerate(senses):
        for statement in _places_of(sense, symbol, evidence):
            by_section[evidence.order.section_of(statement.position)].append((statement, number))
    unsaid = SenseGroup([UNSAID], [])
    of_all = {section: SectionStatements(near) for section, near in by_section.items()}
    of_names = {section: SectionStatements(_of_names(near)) for section, near in by_section.items()}
    applied = {use.equation for use in symbol.occurrences if _is_applied(use, evidence)}
    for equation in displayed:
        near = (of_all if equation in applied else of_names).get(evidence.order.section_of_equation(equation))
        governing = (
            near.governing(evidence.order.rank_of_equation(equation))
            if near
            else sense_elsewhere(list(map(_statements, senses)), equation, evidence)
        )
        (senses[governing] if governing is not None else unsaid).equations.append(equation)
    first, *others = senses
    held = [sense for sense in others if sense.equations]
    if first.equations or all(_reliability(sense) <= _reliability(first) for sense in held):
        held.insert(0, first)
    return [*held, unsaid] if unsaid.equations else held


def _places_of(sense: SenseGroup, symbol: Symbol, evidence: LinkingEvidence) -> list[AuthorStatement]:
    """The statements of a sense; what is said again in the same words holds where it is said, too."""
    own = [member.statement for member in sense.members if member.statement]
    said = {statement.meaning.lower() for statement in own}
    again = (one for one in evidence.statements.by_spelling.get(symbol.latex, ()) if one.meaning.lower() in said)
    return [*own, *(one for one in again if one not in own)]


def _of_names(numbered: list[tuple[AuthorStatement, int]]) -> list[tuple[AuthorStatement, int]]:
    """Those that are not about a value ``f(a, b)``, all where there are no others."""
    return [(statement, number) for statement, number in numbered if not is_value(statement)] or numbered


def with_sign(
    symbol: Symbol, candidates: Sequence[Candidate], senses: list[SenseGroup], evidence: LinkingEvidence
) -> list[SenseGroup]:
    """The same, and that a letter is a sign in the equations whose places say so."""
    first, found = candidates[0], sign_by_formula(symbol, evidence)
    if found is None:
        return senses
    is_same = first.links[:1] and first.links[0].concept in (link.concept for link in found[0].links)
    if first.statement is None and is_same:
        return senses
    return _set_apart(symbol, first, senses, *found, evidence)


def with_local(
    symbol: Symbol, candidates: Sequence[Candidate], senses: list[SenseGroup], evidence: LinkingEvidence
) -> list[SenseGroup]:
    """The same, and what a letter is in formulas of earlier sections, where what is said of it stands in a later one
    alone: what an appendix calls ``j`` is not the ``j`` of a sum before it."""
    if symbol.kind != "identifier":
        return senses
    found: dict[str, set[str]] = defaultdict(set)
    shown = {equation: sense.shown for sense in reversed(senses) for equation in sense.equations}
    for equation, within in _displayed(symbol, evidence).items():
        statement = shown.get(equation, candidates[0]).statement
        if statement is not None and _is_later(statement, equation, candidates, evidence):
            found[_local_kind(symbol, within, statement, evidence)].add(equation)
    if DEFINED in found:  # what is defined stays so until something else is said
        found[DEFINED] |= found.pop("", set())
    for key, equations in found.items():
        if key:
            senses = _set_apart(symbol, candidates[0], senses, formula_says(key), frozenset(equations), evidence)
    return senses


def _displayed(symbol: Symbol, evidence: LinkingEvidence) -> Mapping[str, Sequence[Occurrence]]:
    """By displayed equation where a symbol stands in it."""
    uses: dict[str, list[Occurrence]] = defaultdict(list)
    for use in symbol.occurrences:
        if evidence.is_displayed(use.equation):
            uses[use.equation].append(use)
    return uses


def _is_later(
    statement: AuthorStatement, equation: str, candidates: Sequence[Candidate], evidence: LinkingEvidence
) -> bool:
    """Whether a statement stands in a later section than a formula, whose own says nothing of the letter."""
    order, section = evidence.order, evidence.order.section_of_equation(equation)
    said = {order.section_of(one.statement.position) for one in candidates if one.statement and not one.inherited}
    return section < order.section_of(statement.position) and section not in said


def _local_kind(
    symbol: Symbol, uses: Sequence[Occurrence], statement: AuthorStatement, evidence: LinkingEvidence
) -> str:
    """What the places of a letter in a formula make of it: an index, a label, what is defined there; "" of others. Only
    what an appendix says of a letter is no word on the one that a formula of the paper defines."""
    places, may_count = list(map(evidence.place_of, uses)), words_of(statement.meaning).kind in COUNTING_NOUNS
    if any(place.host.startswith(COUNTED) for one in places for place in one.own if place.relation == "bound"):
        return "" if may_count else "index"
    if any(one.is_worth("defined") for one in places):
        return DEFINED if is_letter(symbol.latex) and evidence.order.is_in_appendix(statement.position) else ""
    hosts = [place.host for one in places if (place := one.get("below"))]
    if len(hosts) < len(places):
        return ""
    if symbol.latex in INDEX_LETTERS:
        return "" if may_count else "index"
    if any(one.has("paired") for one in places):
        return ""  # one of several indices, as the last head of many
    return "label" if "capital" in symbol.traits and evidence.scripts.numbered.isdisjoint(hosts) else ""


def with_scope(
    symbol: Symbol, candidates: Sequence[Candidate], senses: list[SenseGroup], evidence: LinkingEvidence
) -> list[SenseGroup]:
    """The same, and something else, or nothing, in formulas where what is shown does not hold."""
    shown = {equation: sense.shown for sense in reversed(senses) for equation in sense.equations}
    found: dict[int, tuple[Candidate, set[str]]] = {}
    for equation, within in _displayed(symbol, evidence).items():
        other = _instead(shown.get(equation, candidates[0]), symbol, within, evidence)
        if other is not None:
            found.setdefault(id(other), (other, set()))[1].add(equation)
    for other, equations in found.values():
        senses = _set_apart(symbol, candidates[0], senses, other, frozenset(equations), evidence)
    return senses


def _instead(
    shown: Candidate,
    symbol: Symbol,
    uses: Sequence[Occurrence],
    evidence: LinkingEvidence,
) -> Candidate | None:
    """What a symbol is in a formula in which the shown words do not hold; None where they do."""
    equation, statement = uses[0].equation, shown.statement
    if statement is None:
        return other_role(shown, uses, evidence) or _usual_elsewhere(shown, symbol, uses, evidence)
    if not reaches(statement, equation, evidence):
        return UNSAID
    if (told := told_or_contradicted(symbol, statement.meaning, uses, evidence)) is not None:
        return told
    if _is_apart(symbol, statement, equation, evidence) and only_counts(symbol, uses, evidence):
        kinds, kind = COUNTING_NOUNS if shown.status == "mention" else COUNTS, words_of(statement.meaning).kind
        return None if kind in kinds else formula_says("index")
    return None


def _usual_elsewhere(
    shown: Candidate, symbol: Symbol, uses: Sequence[Occurrence], evidence: LinkingEvidence
) -> Candidate | None:
    """Nothing certain where what is usual of a letter cannot stand: a ``u^{\\top} H v`` has no entropy."""
    is_letter_of_ours = shown.status == "glossary" and "blackboard" not in symbol.traits
    usual = meaning_of(shown, evidence.glossary) if is_letter_of_ours else None
    return UNSAID if usual and contradicting(usual, symbol, uses, evidence) is not None else None


def _is_apart(symbol: Symbol, statement: AuthorStatement, equation: str, evidence: LinkingEvidence) -> bool:
    """Whether words stand in another section than a formula, whose own says nothing of the letter."""
    section, order = evidence.order.section_of_equation(equation), evidence.order
    said = (statement, *evidence.statements.by_spelling.get(symbol.latex, ()))
    return all(order.section_of(one.position) != section for one in said)


def _set_apart(
    symbol: Symbol,
    first: Candidate,
    senses: list[SenseGroup],
    other: Candidate,
    equations: frozenset[str],
    evidence: LinkingEvidence,
) -> list[SenseGroup]:
    """The senses, and another one that holds in some displayed equations instead of them."""
    if not equations:
        return senses
    displayed = [one for one in dict.fromkeys(use.equation for use in symbol.occurrences) if evidence.is_displayed(one)]
    senses = senses or [SenseGroup([first], displayed)]
    for sense in senses:
        sense.equations = [equation for equation in sense.equations if equation not in equations]
    known = next((sense for sense in senses if sense.shown is other), None)
    if known is not None:  # it is the other one in more of them
        known.equations = [one for one in displayed if one in equations or one in known.equations]
        return senses
    apart = SenseGroup([other], [equation for equation in displayed if equation in equations])
    is_last = other is UNSAID or any(sense.equations for sense in senses)
    return [*senses, apart] if is_last else [apart, *senses]


def _is_applied(occurrence: Occurrence, evidence: LinkingEvidence) -> bool:
    """Whether brackets follow the symbol: ``f(a, b)``."""
    return bool(_BRACKETS.match(evidence.formulas[occurrence.equation].formula.expanded, occurrence.end))


def _different(candidates: Sequence[Candidate], sections: set[int], evidence: LinkingEvidence) -> list[SenseGroup]:
    """Definitions of exactly this spelling, those together that share a telling word or a concept."""
    senses: list[SenseGroup] = []
    spoken: list[set[str]] = []  # by sense, its concepts and telling words
    taken: set[int] = set()  # the sections that speak of one
    for candidate in candidates:
        statement = candidate.statement
        if statement is None:
            continue
        words = _speaks_of(statement)
        same = next((number for number, known in enumerate(spoken) if not known.isdisjoint(words)), None)
        if same is not None:
            senses[same].members.append(candidate)
            spoken[same] |= words
        elif not senses or _is_new(statement, sections, taken, evidence):
            senses.append(SenseGroup([candidate], []))
            spoken.append(words)
        else:
            continue
        taken.add(evidence.order.section_of(statement.position))
    return senses


def _statements(sense: SenseGroup) -> list[AuthorStatement]:
    return [member.statement for member in sense.members if member.statement]


def _reliability(sense: SenseGroup) -> float:
    return max(one.reliability * (SHARED if one.shared else 1) for one in _statements(sense))


def _is_new(statement: AuthorStatement, sections: set[int], taken: set[int], evidence: LinkingEvidence) -> bool:
    words = _telling(statement.meaning)
    if not words or words <= POINTLESS or listed_family(statement.definition.symbol):
        return False
    if statement.reliability >= CERTAIN:
        return True
    section = evidence.order.section_of(statement.position)
    return statement.reliability >= LIKELY and section in sections and section not in taken


def _speaks_of(statement: AuthorStatement) -> set[str]:
    """The telling words of a definition and its concept: of one thing speak definitions that share one of these."""
    return {*_telling(statement.meaning), *([f"concept {statement.naming.concept}"] if statement.naming else ())}


@cached_for_a_paper(4096)
def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in fold_name(text) if len(word) > 2 and word not in VAGUE | EMPTY)
