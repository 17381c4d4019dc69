"""Bars round a set count its members, round a number they take its absolute value: what stands between them decides."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from glossary.model import ConceptId
from reader.formula.syntax.canonical import canonical_spelling
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import defined_spelling
from reader.model.annotations import Candidate, ConceptLink
from reader.model.symbols import Symbol

BARS, CONFIDENCE = r"|\cdot|", 0.85
CARDINALITY: ConceptId = "cardinality"
SETS = re.compile(r"\b(?:sub)?sets?\b|\b(?:dataset|datasets|vocabulary|alphabet|batch|corpus|collection|support)\b")
_EDGES = re.compile(
    r"\A\s*(?:\\(?:left|[bB]igg?l?)\s*)?(?:\\?[lr]?vert|\|)|(?:\\(?:right|[bB]igg?r?)\s*)?(?:\\?[lr]?vert|\|)\s*\Z"
)
_SET_ON_ITS_FACE = re.compile(
    r"\s*(?:\\(?:left|[bB]ig+l?)\s*)?(?:\\\{|\\lbrace|\\(?:mathcal|mathscr)\s*\{?\s*[A-Z]\s*\}?\s*(?:_|\Z))"
)


def cardinality_of_set(symbol: Symbol, evidence: LinkingEvidence) -> Candidate | None:
    """Bars that hold sets more often than not are their cardinality."""
    if symbol.latex != BARS or CARDINALITY not in evidence.glossary:
        return None
    held = _arguments(symbol, evidence)
    sets = _sets(held, evidence)
    return _counted(sets[0], "structure") if 2 * len(sets) > len(held) else None


def cardinality_by_formula(symbol: Symbol, evidence: LinkingEvidence) -> tuple[Candidate, frozenset[str]] | None:
    """The same in single displayed formulas, where bars are something else in most: of those in which they hold sets
    alone."""
    held = _arguments(symbol, evidence)
    sets = _sets(held, evidence)
    others = {one[0] for one in held if one not in sets}
    formulas = frozenset(formula for formula, _ in sets if formula not in others and evidence.is_displayed(formula))
    return (_counted(sets[0], "sign"), formulas) if formulas and 2 * len(sets) <= len(held) else None


def _counted(held: tuple[str, str], strategy: str) -> Candidate:
    link = ConceptLink(CARDINALITY, CONFIDENCE, "structure", reason("bars", text=f"${held[1]}$"), strategy)
    return Candidate("structure", CONFIDENCE, links=(link,))


def _arguments(symbol: Symbol, evidence: LinkingEvidence) -> list[tuple[str, str]]:
    """What stands between the bars, with the formula."""
    places = ((evidence.formulas.get(one.equation), one) for one in symbol.occurrences)
    held = (
        (equation.id, _EDGES.sub("", equation.formula.expanded[one.start : one.end]).strip())
        for equation, one in places
        if equation
    )
    return [one for one in held if one[1]]


def _sets(held: Sequence[tuple[str, str]], evidence: LinkingEvidence) -> list[tuple[str, str]]:
    ranged = {one.latex for one in evidence.symbols if "set" in one.traits and "applied" not in one.traits}
    return [one for one in held if _is_set(one[1], ranged, evidence)]


def _is_set(argument: str, ranged: Set[str], evidence: LinkingEvidence) -> bool:
    if _SET_ON_ITS_FACE.match(argument) or canonical_spelling(argument) in ranged:
        return True
    spelling = defined_spelling(argument)
    return any(SETS.search(statement.meaning) for statement in evidence.statements.by_spelling.get(spelling or "", ()))
