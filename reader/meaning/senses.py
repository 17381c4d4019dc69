"""One spelling, several meanings: which of them holds at which displayed equation.

What an author says of a symbol governs the equations of the same section that are nearest to it, words that follow an
equation with "where" before all others. In a section that says nothing of the symbol its first meaning holds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from glossary.naming import fold_name
from reader.meaning.candidates import Candidate, reason
from reader.meaning.concept_names import VAGUE
from reader.meaning.evidence import Evidence, Statement
from reader.meaning.spelling import INDEX_LETTERS, listed_family
from reader.model import ConceptLink, Occurrence, Symbol

CERTAIN = 0.8  # a further sense with a definition at least this reliable may hold anywhere
LIKELY = 0.6  # one at least this reliable may hold in a section where no other was introduced
SHARED = 0.9  # words said of several symbols are so much less sure
FOLLOWING = 1.5  # a definition after the formula counts as so much further away than one before it
WHERE = 0.2  # the same for one that begins with "where"
COUNTING = 0.75  # how sure it is that a letter in scripts alone is an index
FAR = 60  # characters before a letter in which its script begins
POINTLESS = frozenset(("point", "case", "argument", "way", "choice", "name", "notion", "one", "two", "assumption"))
EMPTY = frozenset(("the", "and", "for", "with", "from", "that", "which", "its", "all", "any", "each", "our", "this"))
_BRACKETS = re.compile(r"\s*(?:\\left\s*)?\(")
_FUNCTION = re.compile(r"\s*\\?[A-Za-z]+\s*(?:\\left\s*)?\(")
_RUNS = re.compile(r"\s*=\s*[012]\s*,|\s*\\in\s*(?:\\left\s*)?(?:\\\{|\[)")
_SCRIPT = re.compile(r"[_^]\s*(?:\{[^{}]*)?\Z")
_WHERE = re.compile(r"\s*(?:and\s+)?(?:where|in which|其中|ここで)", re.IGNORECASE)


@dataclass(slots=True)
class Sense:
    """Definitions that speak of one thing, the one to show first, and the equations in which that thing is meant."""

    members: list[Candidate]
    equations: list[str]

    @property
    def shown(self) -> Candidate:
        return self.members[0]


def senses_of(symbol: Symbol, candidates: Sequence[Candidate], evidence: Evidence) -> list[Sense]:
    """The author's different meanings that hold in some displayed equation, the first candidate's first.

    Where that one holds in none it stays first all the same, unless another one is surer.
    """
    candidates = [one for one in candidates if one.statement and not one.inherited]
    if len(candidates) < 2:
        return []
    displayed = [
        equation
        for equation in dict.fromkeys(occurrence.equation for occurrence in symbol.occurrences)
        if evidence.is_displayed(equation)
    ]
    senses = _different(candidates, {evidence.section_of_equation(one) for one in displayed}, evidence)
    if len(senses) < 2:
        return []
    told: dict[int, list[tuple[Statement, int]]] = defaultdict(list)  # by section, with the number of the sense
    for number, sense in enumerate(senses):
        for one in sense.members:
            if one.statement:
                told[evidence.section_of(one.statement.position)].append((one.statement, number))
    applied = {one.equation for one in symbol.occurrences if _is_applied(one, evidence)}
    for equation in displayed:
        near = told.get(evidence.section_of_equation(equation), ())
        if equation not in applied:
            near = [one for one in near if not one[0].is_value] or near
        senses[_governing(equation, near, evidence)].equations.append(equation)
    first, *others = senses
    held = [sense for sense in others if sense.equations]
    if first.equations or all(_reliability(sense) <= _reliability(first) for sense in held):
        held.insert(0, first)
    return held


def with_index(symbol: Symbol, candidates: Sequence[Candidate], senses: list[Sense], evidence: Evidence) -> list[Sense]:
    """The same, and that a letter only counts in some equations, where the author calls it a function: the loss
    ``\\ell(y, z)`` is not the ``\\ell`` of the layers ``W^{\\ell}``."""
    stated = candidates[0].statement
    if symbol.latex not in INDEX_LETTERS or stated is None or not _FUNCTION.match(stated.definition.symbol):
        return senses
    held: dict[str, list[bool]] = defaultdict(list)
    for one in symbol.occurrences:
        if evidence.is_displayed(one.equation):
            held[one.equation].append(_counts(one, evidence))
    counting = [equation for equation, places in held.items() if all(places)]
    if not counting:
        return senses
    senses = senses or [Sense([candidates[0]], list(held))]
    for sense in senses:
        sense.equations = [each for each in sense.equations if each not in counting]
    links = (ConceptLink("index", COUNTING, "structure", reason("index-here"), "structure"),)
    index = Candidate("structure", COUNTING, reason("meaning-index")["en"], links=links)
    return [*senses, Sense([index], counting)]


def _counts(occurrence: Occurrence, evidence: Evidence) -> bool:
    """Whether a letter stands in a script, or runs through numbers, and takes no arguments."""
    latex = evidence.formulas[occurrence.equation].formula.expanded
    runs = _RUNS.match(latex, occurrence.end) or _SCRIPT.search(latex, max(0, occurrence.start - FAR), occurrence.start)
    return bool(runs) and not _BRACKETS.match(latex, occurrence.end)


def _is_applied(occurrence: Occurrence, evidence: Evidence) -> bool:
    """Whether brackets follow the symbol: ``f(a, b)``."""
    return bool(_BRACKETS.match(evidence.formulas[occurrence.equation].formula.expanded, occurrence.end))


def _different(candidates: Sequence[Candidate], sections: set[int], evidence: Evidence) -> list[Sense]:
    """Definitions of exactly this spelling, those together that share a telling word or a concept."""
    senses: list[Sense] = []
    for candidate in candidates:
        statement = candidate.statement
        if statement is None:
            continue
        same = next((sense for sense in senses if any(_agree(candidate, member) for member in sense.members)), None)
        if same:
            same.members.append(candidate)
        elif not senses or _is_new(statement, senses, sections, evidence):
            senses.append(Sense([candidate], []))
    return senses


def _reliability(sense: Sense) -> float:
    return max(
        one.statement.reliability * (SHARED if one.statement.shared else 1) for one in sense.members if one.statement
    )


def _is_new(statement: Statement, senses: list[Sense], sections: set[int], evidence: Evidence) -> bool:
    words = _telling(statement.meaning)
    if not words or words <= POINTLESS or listed_family(statement.definition.symbol):
        return False
    if statement.reliability >= CERTAIN:
        return True
    section = evidence.section_of(statement.position)
    taken = {evidence.section_of(one.statement.position) for sense in senses for one in sense.members if one.statement}
    return statement.reliability >= LIKELY and section in sections and section not in taken


def _agree(one: Candidate, other: Candidate) -> bool:
    """Whether two definitions speak of one thing: their words name the same concept, or share a telling word."""
    namings = [candidate.statement.naming for candidate in (one, other) if candidate.statement]
    concepts = [naming.concept for naming in namings if naming]
    return bool(
        (len(concepts) == 2 and concepts[0] == concepts[1])
        or _telling(one.meaning or "") & _telling(other.meaning or "")
    )


@lru_cache(maxsize=4096)
def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in fold_name(text) if len(word) > 2 and word not in VAGUE | EMPTY)


def _governing(equation: str, near: Sequence[tuple[Statement, int]], evidence: Evidence) -> int:
    """The number of the nearest sense that the equation's own section speaks of, else of the first one."""
    return min(((_distance(equation, statement, evidence), number) for statement, number in near), default=(0.0, 0))[1]


def _distance(equation: str, statement: Statement, evidence: Evidence) -> float:
    """How far a definition is from an equation, in characters and passages of a million each, weighted."""
    apart = evidence.equation_position(equation) - statement.position
    if apart >= 0:
        return apart
    return -apart * (WHERE if _WHERE.match(statement.definition.sentence) else FOLLOWING)
