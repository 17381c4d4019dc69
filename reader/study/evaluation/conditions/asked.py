"""A condition on which a formula holds: one value is at most another, or far below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from reader.formula.semantics.nodes import Chain, Constant, Listing, Meaning, Number, Symbol
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST

Pairs = frozenset[tuple[str, str]]
FAR_BELOW, FAR_ABOVE = frozenset({r"\ll", r"\lll"}), frozenset({r"\gg", r"\ggg"})
TOWARDS = frozenset({r"\to", r"\rightarrow", r"\longrightarrow", r"\downarrow"})
ABOUT = frozenset({r"\approx", r"\simeq"})
CLEARLY = 10.0  # times as large is what the author calls much larger
ONE = Number(0, 0, "1")


@dataclass(frozen=True, slots=True)
class Condition:
    """That a formula holds only where one value, taken ``factor`` times, is at most another. Of what is far from the
    other one the sign does not count.
    """

    low: Meaning
    high: Meaning
    factor: float = CLEARLY

    @property
    def latex(self) -> str:
        sign = r"\ll" if self.factor > 1 else r"\le"
        return f"{meaning_latex(self.low)}{sign} {meaning_latex(self.high)}"


def conditions_in(said: Meaning) -> Iterator[Condition]:
    """What a formula that stands as a condition asks of numbers: ``r \\ll c``, ``h \\to 0``, ``x > 3``."""
    if not isinstance(said, Chain):
        return
    for (left, right), relation in zip(pairwise(said.operands), said.relations, strict=True):
        for one in left.items if isinstance(left, Listing) and left.kind == "bare" else (left,):
            yield from _asked(one, relation.sign, right)


def _asked(left: Meaning, sign: str, right: Meaning) -> Iterator[Condition]:
    if sign in FAR_BELOW:
        yield Condition(left, right)
    elif sign in FAR_ABOVE:
        yield Condition(right, left)
    elif sign in AT_MOST:
        yield Condition(left, right, 1)
    elif sign in AT_LEAST:
        yield Condition(right, left, 1)
    elif sign in TOWARDS | ABOUT and meaning_latex(right) in ("0", "0^{+}"):
        yield Condition(left, ONE)
    elif sign in TOWARDS and isinstance(right, Constant) and "infty" in right.latex:
        yield Condition(ONE, left)


def with_conditions(heard: Iterable[Condition], orders: Pairs) -> tuple[tuple[Condition, ...], Pairs]:
    """The conditions, and the orders with those that are no more than that one name is at most another. What is said
    both ways, of two cases, is none.
    """
    found = {(meaning_latex(each.low), meaning_latex(each.high)): each for each in heard}
    # That something is above nought is declared, and no condition.
    sure = {pair: each for pair, each in found.items() if pair[::-1] not in found and pair[0] != "0"}
    plain = {pair for pair, each in sure.items() if each.factor == 1 and isinstance(each.low, Symbol)}
    plain = {pair for pair in plain if isinstance(sure[pair].high, Symbol)}
    kept = tuple(each for pair, each in sure.items() if pair not in plain)
    opposite = {pair[::-1] for pair in sure}
    return kept, frozenset({pair for pair in orders if pair not in opposite} | plain)
