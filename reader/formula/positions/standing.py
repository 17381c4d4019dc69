"""What a symbol must be over all its places in a paper, and the most telling place in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reader.formula.positions.kinds import LABEL, Subject, kinds_at, settled
from reader.formula.positions.labels import COUNTING, ScriptSlots
from reader.formula.positions.places import NOWHERE, Position
from reader.formula.positions.positions import Positions, positions_in
from reader.formula.positions.wording import Times, label_wording, wording
from reader.limits.watch import spare
from reader.model.document import Equation, Statement
from reader.model.symbols import Occurrence, Standing, Symbol

APPLIED = 0.1  # the share of the places at which a symbol is applied that is no function by mistake
Equations = Mapping[str, Equation]
Placed = tuple[str, Position]
"""The id of an equation, and a place in it."""
Statements = Mapping[str, Statement]
"""By an equation's id the statement that it is a row of."""


def standings(symbols: Sequence[Symbol], read: PlacesRead) -> dict[str, Standing]:
    """By id of the symbol, what its places say of it; nothing where they say nothing."""
    places = {symbol.id: [(use.equation, read.of(use)) for use in symbol.occurrences] for symbol in symbols}
    counted = {symbol.latex for symbol in symbols if any(one.has(*COUNTING) for _, one in places[symbol.id])}
    slots = ScriptSlots(symbols)
    found: dict[str, Standing] = {}
    for symbol in symbols:
        standing = spare("positions", symbol, None, standing_of, symbol, places[symbol.id], slots, counted)
        if standing is not None:
            found[symbol.id] = standing
    return found


def standing_of(symbol: Symbol, placed: Sequence[Placed], slots: ScriptSlots, counted: set[str]) -> Standing | None:
    """What all places of one symbol say of it."""
    places = [position for _, position in placed]
    telling = [position for position in places if not position.has("alone")] or places
    times = times_of(telling)
    relations = shares_of((({place.relation for place in one.own}, often) for one, often in times), len(telling))
    label = slots.label_of(symbol, places, counted) if symbol.kind == "identifier" else None
    if label is not None:
        return Standing(frozenset({LABEL}), {LABEL: 1.0}, relations, label_wording(*label), _holding(placed))
    subject = Subject(symbol, relations.get("applied", 0) >= APPLIED)
    shares = shares_of(((kinds_at(position, subject), often) for position, often in times), len(telling))
    kinds = settled(shares)
    text, said = wording(symbol, times, kinds)
    saying = set(map(id, said))
    at = _holding(each for each in placed if id(each[1]) in saying)
    return Standing(kinds, shares, relations, text, at) if relations or shares else None


def _holding(placed: Iterable[Placed]) -> frozenset[str]:
    return frozenset(equation for equation, _ in placed)


def times_of(positions: Sequence[Position]) -> Times:
    """The positions with how often each is met; those of equal formulas are one."""
    often = Counter(map(id, positions))
    return [(one, often[key]) for key, one in {id(one): one for one in positions}.items()]


def shares_of(found: Iterable[tuple[Iterable[str], int]], places: int) -> dict[str, float]:
    """By key, the share of the places at which it was found, given each time with the number of places."""
    counts: Counter[str] = Counter()
    for keys, often in found:
        for key in keys:
            counts[key] += often
    return {key: count / places for key, count in counts.items()}


class PlacesRead:
    """Where the symbols of a paper's formulas stand. Each formula is read when it is first asked for, equal ones once.

    Only a displayed formula defines what heads it.
    """

    def __init__(self, equations: Equations, statements: Statements) -> None:
        self._equations, self._statements = equations, statements
        self._by_formula: dict[tuple[str, bool], Positions] = {}
        self._by_equation: dict[str, Positions] = {}

    def inside(self, equation: str) -> Positions:
        """The positions in the formula of this id; none in one that is not the paper's."""
        known = self._by_equation.get(equation)
        if known is None:
            known = self._by_equation[equation] = self._read(equation)
        return known

    def of(self, use: Occurrence) -> Position:
        """Where a symbol stands."""
        return self.inside(use.equation).get(use.start, NOWHERE)

    def _read(self, identity: str) -> Positions:
        equation = self._equations.get(identity)
        if equation is None:
            return {}
        statement = self._statements.get(identity)
        key = identity if statement else equation.formula.expanded, equation.display
        if key not in self._by_formula:
            self._by_formula[key] = positions_told(equation, statement)
        return self._by_formula[key]


def positions_told(equation: Equation, statement: Statement | None) -> Positions:
    """Where the symbols of an equation stand. Only a displayed one defines what heads it."""
    here = positions_in_row(equation, statement)
    return here if equation.display else {at: without_definition(one) for at, one in here.items()}


def positions_in_row(equation: Equation, statement: Statement | None) -> Positions:
    """Where the symbols of an equation stand in the statement that it is a row of; in itself where it says all."""
    latex = equation.formula.expanded
    if statement is None:
        return positions_in(latex)
    row = statement.row(equation.id)
    positions = positions_in(statement.latex).items()
    found = {start - row.start: position for start, position in positions if row.start <= start < row.end}
    return found if statement.latex[row.start : row.end] == latex else {**positions_in(latex), **found}


def without_definition(position: Position) -> Position:
    if not position.has("defined", "equal") and not position.is_worth("defined", "equal"):
        return position
    own, worth = (
        [place for place in group if place.relation not in ("defined", "equal")]
        for group in (position.own, position.worth)
    )
    return replace(position, own=tuple(own), worth=tuple(worth))
