"""What a symbol is by the named patterns around it: what a formula defines it to be, and the slot that it fills."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary import Concept
from glossary.model import ConceptId
from reader.formula.semantics import nodes as tree
from reader.formula.semantics.parser import plain_meaning
from reader.formula.syntax.tables.name_rows import ORDERS
from reader.formula.syntax.tree import walk
from reader.meaning.blocks.found import FoundBlock
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import take_apart, without_fonts
from reader.model.annotations import Candidate, ConceptLink
from reader.model.document import Equation
from reader.model.symbols import Occurrence, Symbol

DEFINED = 0.7  # certainty of a pattern that is the whole right side
SLOT = 0.6  # certainty of a place in a pattern
SURE_SLOT = 0.8  # the same where the pattern is so large that nothing else looks like it
LARGE = 9  # parts of such a pattern
MOST_PLACES = 12  # of one symbol that are looked at
DEFINING = frozenset({"=", ":=", r"\triangleq", r"\coloneqq", r"\equiv"})
MANY_VALUED: dict[ConceptId, ConceptId] = {
    "variance": "covariance-matrix",
    "standard-deviation": "covariance-matrix",
}  # of capitals
_BEGINS = re.compile(
    r"(?:^|[,;]|\\q?quad|\\\\|\\text\s*\{[^{}]*\})[\s&{]*(?:\\[,;: ]\s*)*$"
)  # one display may say several things
_FOLLOWS = re.compile(
    r"\s*(?:\\(?:left|bigl?|Bigl?))?\s*(?:[(\[](?:[^()\[\]]|\([^()]*\))*[)\]])?\s*(?:=|:\s*=|\\(?:triangleq|coloneqq|equiv"
    r"|stackrel|overset)(?![A-Za-z]))"
)


def concept_of_formula(symbol: Symbol, evidence: LinkingEvidence) -> Candidate | None:
    """The pattern that its defining formula is, else the slot that it fills."""
    if symbol.kind != "identifier" or without_fonts(symbol.latex).isdigit():
        return None
    if (defined := _defined_link(symbol, evidence)) is not None:
        return Candidate("structure", DEFINED, links=(defined,))
    filled = _slot_link(symbol, evidence)
    return Candidate("structure", SLOT, links=(filled,)) if filled is not None else None


def _defined_link(symbol: Symbol, evidence: LinkingEvidence) -> ConceptLink | None:
    concept = next((one for one in _defined(symbol, evidence) if one in evidence.glossary), None)
    if concept is None:
        return None
    why = reason("defined-as", text=evidence.glossary[concept].name)
    return ConceptLink(concept, DEFINED, "structure", why, "formula")


def _defined(symbol: Symbol, evidence: LinkingEvidence) -> Iterator[ConceptId]:
    """The concepts of the right sides of the formulas that begin with the symbol, the largest pattern first."""
    for latex, start, end in dict.fromkeys(_places(symbol, evidence)):
        if not _FOLLOWS.match(latex, end) or not _BEGINS.search(latex, 0, start):
            continue
        for _, side in _sides(latex, symbol.latex):
            if isinstance(side, (tree.Symbol, tree.Number)) or _holds(side, symbol.latex):
                continue  # another name of the same, or an equation that it fulfils: no pattern tells what it is
            covering = [one for one in evidence.blocks_of(latex) if one.start <= side.start and one.end >= side.end]
            named = (_concept_of(block, evidence) for block in sorted(covering, key=lambda one: -one.size))
            for concept in filter(None, named):
                if concept.output and "applied" not in symbol.traits:
                    yield concept.output
                elif concept.tells not in ("nothing", "operation"):
                    yield concept.id


def _places(symbol: Symbol, evidence: LinkingEvidence) -> Iterator[tuple[str, int, int]]:
    """The formulas of a symbol, a statement in several rows as one, and where it stands in them."""
    for occurrence in symbol.occurrences:
        latex, at = evidence.statement_around(occurrence.equation)
        yield latex, at + occurrence.start, at + occurrence.end


def _concept_of(found: FoundBlock, evidence: LinkingEvidence) -> Concept | None:
    """What a formula of the block gives; ``concept`` may only be the kind of which ``under`` is one."""
    known, block = evidence.glossary.concepts, found.block
    return None if block.about else known.get(block.under) or known.get(block.concept)


def defining_sign(symbol: Symbol, equation: Equation, places: tuple[Occurrence, ...]) -> str | None:
    """The sign by which a formula, or a part of it behind words, says what the symbol equals; None where none does.

    ``places`` are those of the symbol's occurrences that stand in the formula.
    """
    latex = equation.formula.expanded
    if not any(_FOLLOWS.match(latex, each.end) and _BEGINS.search(latex, 0, each.start) for each in places):
        return None
    sides = _sides(latex, symbol.latex)
    return next((sign for sign, side in sides if not _is_value(side, sign) and not _holds(side, symbol.latex)), None)


def _is_value(side: tree.Meaning, sign: str) -> bool:
    """Whether a right side only sets a symbol, to a number, a range of values or another name, or says how it grows."""
    if isinstance(side, tree.Listing):
        return side.kind in ("bare", "values", "range")
    if isinstance(side, tree.Application) and isinstance(side.function, tree.Symbol):
        return take_apart(side.function.latex).base in ORDERS
    return isinstance(side, tree.Number) or (isinstance(side, tree.Symbol) and sign == "=")


def _sides(latex: str, spelling: str) -> Iterator[tuple[str, tree.Meaning]]:
    """What a formula says that a symbol equals, with the sign; an index in what was said before is told its range."""
    read = plain_meaning(latex)
    indices: set[str] = set()
    items = read.items if isinstance(read, tree.Statements) else (read,)
    for said in items:
        sign = said.relations[0].sign if isinstance(said, tree.Chain) else ""
        if isinstance(said, tree.Chain) and sign in DEFINING and _named(said.operands[0]) == spelling:
            yield from [(sign, said.operands[1])] if spelling not in indices else []
        if said is not items[-1]:
            names = (node for node in walk(said) if isinstance(node, tree.Symbol))
            indices |= {index.latex for name in names for index in name.indices if isinstance(index, tree.Symbol)}


def _holds(side: tree.Meaning, spelling: str) -> bool:
    """Whether a symbol is itself an operand of a formula, applied or not: ``R(n - m) = R(m) R(n)``."""
    return any(isinstance(node, tree.Symbol) and node.latex == spelling for node in walk(side))


def _named(left: tree.Meaning) -> str | None:
    """The spelling of the symbol that a left side introduces, applied or not."""
    left = tree.bare(left)
    if isinstance(left, tree.Application):
        if any(isinstance(each, tree.Number) for each in left.arguments):
            return None  # one value of a function
        left = left.function
    return left.latex if isinstance(left, tree.Symbol) else None


def _slot_link(symbol: Symbol, evidence: LinkingEvidence) -> ConceptLink | None:
    """The first place in a pattern that says what stands there; what counts coordinates is a dimension anyway."""
    if symbol.latex in evidence.scripts.dimensions:
        return None
    filled = (_filled(symbol, occurrence, evidence) for occurrence in symbol.occurrences[:MOST_PLACES])
    return next((link for link in filled if link is not None), None)


def _filled(symbol: Symbol, occurrence: Occurrence, evidence: LinkingEvidence) -> ConceptLink | None:
    if not evidence.is_displayed(occurrence.equation):
        return None
    latex, at = evidence.statement_around(occurrence.equation)
    for found in evidence.blocks_of(latex):
        for name, place in found.places.items():
            slot = found.block.slots.get(name)
            concept = slot.concept if slot else ""
            if "capital" in symbol.traits:
                concept = MANY_VALUED.get(concept, concept)
            if slot and place == (at + occurrence.start, at + occurrence.end) and concept in evidence.glossary:
                why = reason("fills-slot", text=slot.text, block=found.block.name)
                return ConceptLink(concept, SURE_SLOT if found.size >= LARGE else SLOT, "structure", why, "slot")
    return None
