"""Boosted trees applied: numbers of a thing -> how likely it is, and what each number did for that.

A forest is a table of numbers that ``make weights`` writes; nothing of the library that trains it is needed here.
J. H. Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29, 2001.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from math import exp
from typing import Any, TypeAlias

Features = Mapping[str, float]
"""Named numbers; a name that is missing is 0."""

Row = Sequence[float]

# A node: which feature, the largest value that goes left, where left and right stand, and the log-odds that it adds.
Node = tuple[int, float, int, int, float]
LEAF = -1
NAMES = ("meaning", "claim", "concept", "quote")


# The same tree for following alone: a branch, with what stands left and right of it, or the log-odds of a leaf.
Branch: TypeAlias = "float | tuple[int, float, Branch, Branch]"


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
    def branches(self) -> tuple[Branch, ...]:
        """The trees, each from its first branch."""
        return tuple(_branch(tree, 0) for tree in self.trees)

    def row(self, features: Features, before: Row | None = None) -> Row:
        """The numbers in the order in which the trees know them; ``before`` are those of features that these join."""
        if before is None:
            return [features.get(name, 0.0) for name in self.names]
        row = list(before)
        for name, number in features.items():
            if name in self.places:
                row[self.places[name]] = number
        return row

    def likelihood(self, features: Features) -> float:
        """How likely it is, 0 to 1, to be compared with that of others."""
        return self.likelihood_of(self.row(features))

    def likelihood_of(self, row: Row) -> float:
        """The same of numbers in the forest's order."""
        total = self.start
        for branch in self.branches:
            while isinstance(branch, tuple):
                feature, most, left, right = branch
                branch = left if row[feature] <= most else right
            total += branch
        return 1 / (1 + exp(-total))

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
        row = [features.get(name, 0.0) for name in self.names]
        added: dict[str, float] = {}
        for tree in self.trees:
            feature, most, left, right, value = tree[0]
            while feature != LEAF:
                name, before = self.names[feature], value
                feature, most, left, right, value = tree[left if row[feature] <= most else right]
                added[name] = added.get(name, 0.0) + value - before
        return dict(sorted(added.items(), key=lambda entry: -abs(entry[1])))


def _branch(tree: Sequence[Node], at: int) -> Branch:
    feature, most, left, right, value = tree[at]
    return value if feature == LEAF else (feature, most, _branch(tree, left), _branch(tree, right))


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
