"""The positions of all symbols of one formula. Never raises, and takes time in proportion to the formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reader.formula.positions import applications, arithmetic, operators, pieces, relations, signs
from reader.formula.positions.places import NOWHERE, FormulaPlace, Here, Position, merged
from reader.formula.positions.scripts import script_places
from reader.formula.positions.walker import ContentWalker, Visitor
from reader.formula.semantics import nodes
from reader.formula.semantics.parser import plain_meaning
from reader.formula.semantics.segments import solid
from reader.formula.symbols.symbols import symbol_uses
from reader.formula.syntax.naming import name_of
from reader.formula.syntax.nodes import UNREAD
from reader.formula.syntax.parsing import parse_formula
from reader.limits.memory import cached_for_a_paper
from reader.limits.watch import spare

Positions = Mapping[int, Position]
"""By the offset at which a symbol's name begins in the formula."""

BY_TRAIT = {  # trait of the layout -> relation, where the content tree could not be read
    "applied": "applied", "element": "member", "set": "members", "distributed": "drawn",
    "distribution": "source", "differential": "integrated", "conditioned": "behind-bar", "defined": "defined",
}  # fmt: skip

VISITORS: dict[type[nodes.Meaning], Visitor] = {  # of other kinds the parts only stand inside
    nodes.Constant: signs.constant,
    nodes.Symbol: arithmetic.symbol, nodes.Undecided: pieces.undecided, nodes.Power: arithmetic.power,
    nodes.Transposed: arithmetic.transposed, nodes.Accented: arithmetic.accented, nodes.Annotated: arithmetic.annotated,
    nodes.Group: arithmetic.group, nodes.Total: arithmetic.total, nodes.Product: arithmetic.product,
    nodes.Quotient: arithmetic.quotient, nodes.Root: arithmetic.root, nodes.Factorial: arithmetic.factorial,
    nodes.Combination: arithmetic.combination, nodes.Statements: relations.statements, nodes.Chain: relations.chain,
    nodes.Quantified: relations.quantified, nodes.Labelled: relations.labelled, nodes.Bars: relations.bars,
    nodes.Listing: relations.listing, nodes.Grid: relations.grid, nodes.Application: applications.application,
    nodes.Given: applications.given, nodes.Operation: operators.operation, nodes.Integral: operators.integral,
    nodes.Differential: operators.differential, nodes.Derivative: operators.derivative,
}  # fmt: skip


@cached_for_a_paper(256)
def positions_in(latex: str) -> Positions:
    """Where each symbol of a formula stands."""
    nothing: Positions = {}
    return spare("positions", None, nothing, _positions, latex)


def _positions(latex: str) -> Positions:
    expression = parse_formula(latex)
    if any(fault.kind in UNREAD for fault in expression.problems):
        return {}
    places = dict(script_places(expression.root))
    row = solid(expression.root.children)
    if len(row) == 1 and name_of(row[0]) is not None:  # nothing but a name
        places[row[0].start] = (FormulaPlace("alone"),)
        return {start: Position(own) for start, own in places.items()}
    walker = ContentWalker(latex, VISITORS)
    content = plain_meaning(latex)
    walker.visit(content, Here())
    signs.shape(walker, content)
    for start, host in differential_signs(latex, walker.positions):
        places[start] = merged(places.get(start, ()), (FormulaPlace("differential-sign", host),))
    if walker.has_gaps:
        for use in symbol_uses(expression):
            if use.start not in walker.positions:
                shown = [FormulaPlace(BY_TRAIT[trait]) for trait in sorted(use.traits) if trait in BY_TRAIT]
                places[use.start] = merged(places.get(use.start, ()), shown)
    for start, known in walker.positions.items():
        places[start] = merged(places.get(start, ()), known.own)
    return {
        start: Position(own, known.worth, known.around, known.seen)
        for start, own in places.items()
        for known in (walker.positions.get(start, NOWHERE),)
    }


DIFFERENTIAL = re.compile(operators.SIGN + r"(?:\s|\\,|\{)*\Z")


def differential_signs(latex: str, positions: Positions) -> Iterator[tuple[int, str]]:
    """Where the d of a differential begins, right before its variable, and the sign that asks for one, if any does."""
    for start, position in positions.items():
        if position.has("integrated", "differential", "differentiated", "differentiated-by"):
            sign = DIFFERENTIAL.search(latex, max(0, start - 20), start)
            asking = r"\int" if position.has("integrated") else "" if position.has("differential") else r"\frac"
            if sign is not None:
                yield sign.start(), asking
