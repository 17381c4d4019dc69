"""Bars round a set count its members, round a number they take its absolute value: what stands between them decides."""

from __future__ import annotations

import re

from glossary.model import ConceptId
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import defined_spelling
from reader.meaning.linking.candidates import reason
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
    held = [argument for argument in _arguments(symbol, evidence) if argument]
    sets = [argument for argument in held if _is_set(argument, evidence)]
    if 2 * len(sets) <= len(held):
        return None
    link = ConceptLink(CARDINALITY, CONFIDENCE, "structure", reason("bars", text=f"${sets[0]}$"), "structure")
    return Candidate("structure", CONFIDENCE, links=(link,))


def _arguments(symbol: Symbol, evidence: LinkingEvidence) -> list[str]:
    places = ((evidence.formulas.get(one.equation), one) for one in symbol.occurrences)
    return [
        _EDGES.sub("", equation.formula.expanded[one.start : one.end]).strip() for equation, one in places if equation
    ]


def _is_set(argument: str, evidence: LinkingEvidence) -> bool:
    if _SET_ON_ITS_FACE.match(argument):
        return True
    spelling = defined_spelling(argument)
    return any(SETS.search(statement.meaning) for statement in evidence.statements.by_spelling.get(spelling or "", ()))
