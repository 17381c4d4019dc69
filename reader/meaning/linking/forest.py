"""Boosted trees applied: numbers of a thing -> how likely it is, and what each number did for that.

A forest is a table of numbers that ``make weights`` writes; nothing of the library that trains it is needed here.
J. H. Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29, 2001.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from itertools import repeat
from math import exp
from typing import Any

Features = Mapping[str, float]
"""Named numbers; a name that is missing is 0."""

Row = Sequence[float]

# A node: which feature, the largest value that goes left, where left and right stand, and the log-odds that it adds.
Node = tuple[int, float, int, int, float]
LEAF = -1
NAMES = ("meaning", "claim", "concept", "quote")


@dataclass(frozen=True)
class Forest:
    """``told`` maps what the trees say to the share that was right on papers held out, in rising order."""

    names: tuple[str, ...]
    start: float
    trees: tuple[tuple[Node, ...], ...]
    told: tuple[tuple[float, float], ...]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where a feature stands in a row, first."""
        return {name: place for place, name in reversed([*enumerate(self.names)])}

    @cached_property
    def log_odds(self) -> Callable[[Row], float]:
        """The sum of what the trees say of a row. Compiled, since some ten thousand rows of a paper are asked for."""
        sums = " + ".join((repr(self.start), *(_expression(tree, 0) for tree in self.trees)))
        compiled: Callable[[Row], float] = eval(f"lambda row: {sums}", {"__builtins__": {}})  # numbers alone
        return compiled

    def row(self, features: Features, before: Row | None = None) -> Row:
        """The numbers in the order in which the trees know them; ``before`` are those of features that these join."""
        if before is None:
            return list(map(features.get, self.names, repeat(0.0)))
        row, places = list(before), self.places
        for name, number in features.items():
            place = places.get(name)
            if place is not None:
                row[place] = number
        return row

    def likelihood(self, features: Features) -> float:
        """How likely it is, 0 to 1, to be compared with that of others."""
        return self.likelihood_of(self.row(features))

    def likelihood_of(self, row: Row) -> float:
        """The same of numbers in the forest's order."""
        return 1 / (1 + exp(-self.log_odds(row)))

    def share_right(self, likelihood: float) -> float:
        """Of the likeliest ones that were said at this likelihood, the share that were right on papers held out."""
        points = self.told
        at = bisect_right(points, (likelihood, 2.0))
        if at == 0:
            return points[0][1]
        if at == len(points):
            return points[-1][1]
        (low, below), (high, above) = points[at - 1], points[at]
        return below + (above - below) * (likelihood - low) / (high - low)

    def weights(self, features: Features) -> Mapping[str, float]:
        """By feature the log-odds that its splits added on the way to the leaves, the most telling first."""
        row = self.row(features)
        added: dict[str, float] = {}
        for tree in self.trees:
            feature, most, left, right, value = tree[0]
            while feature != LEAF:
                name, before = self.names[feature], value
                feature, most, left, right, value = tree[left if row[feature] <= most else right]
                added[name] = added.get(name, 0.0) + value - before
        return dict(sorted(added.items(), key=lambda entry: -abs(entry[1])))


def _expression(tree: Sequence[Node], at: int) -> str:
    """A tree in Python: from its first branch on one expression inside the other."""
    feature, most, left, right, value = tree[at]
    if feature == LEAF:
        return repr(value)
    return f"({_expression(tree, left)} if row[{feature}] <= {most!r} else {_expression(tree, right)})"


@dataclass(frozen=True, slots=True)
class Judge:
    """What decides: ``meaning`` whether words say what a symbol is, ``claim`` whether the author says it there and so,
    ``concept`` whether a concept is what a symbol stands for, ``quote`` whether a sentence defines it."""

    meaning: Forest
    claim: Forest
    concept: Forest
    quote: Forest


def _knowing_nothing() -> Forest:
    return Forest((), 0.0, (), ((0.0, 0.0), (1.0, 1.0)))


UNTAUGHT = Judge(*(_knowing_nothing() for _ in NAMES))
"""A judge to whom everything is as likely as not."""


def judge_from(table: Mapping[str, Any]) -> Judge:
    """A judge from the content of a table of weights. Meanings and claims take their numbers in one order."""
    names = {name: tuple(table[name]["names"]) for name in NAMES}
    names["meaning"] = names["claim"] = tuple(dict.fromkeys((*names["meaning"], *names["claim"])))
    return Judge(*(_forest(table[name], names[name]) for name in NAMES))


def read_weights() -> Mapping[str, Any]:
    """The table that stands beside this module."""
    text = (resources.files(__package__) / "weights.json").read_text(encoding="utf-8")
    table: Mapping[str, Any] = json.loads(text)
    return table


def _forest(table: Mapping[str, Any], names: Sequence[str]) -> Forest:
    place = {at: names.index(name) for at, name in enumerate(table["names"])} | {LEAF: LEAF}
    trees: Sequence[Sequence[Sequence[float]]] = table["trees"]
    return Forest(
        tuple(names),
        table["start"],
        tuple(
            tuple((place[int(f)], most, int(left), int(right), value) for f, most, left, right, value in t)
            for t in trees
        ),
        tuple((said, right) for said, right in table["told"]),
    )
