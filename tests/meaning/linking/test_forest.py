"""Boosted trees by hand: what they answer, what each number did for that, and what the answer is worth."""

from __future__ import annotations

from itertools import pairwise
from math import exp, log

import pytest

from reader.meaning.linking.forest import LEAF, NAMES, Forest, Judge, judge_from, read_weights

# Is it high? If so, is it wide? Then one tree that asks whether it is wide alone.
DEEP = ((0, 0.5, 1, 2, 0.1), (LEAF, 0, 0, 0, -1.0), (1, 2.0, 3, 4, 0.4), (LEAF, 0, 0, 0, 0.2), (LEAF, 0, 0, 0, 1.5))
FLAT = ((1, 1.0, 1, 2, 0.0), (LEAF, 0, 0, 0, -0.3), (LEAF, 0, 0, 0, 0.6))
FOREST = Forest(("high", "wide"), -0.25, (DEEP, FLAT), ((0.2, 0.1), (0.6, 0.5), (0.9, 0.95)))
ANSWERS = [  # numbers -> log-odds
    ({}, -0.25 - 1.0 - 0.3),
    ({"high": 0.5}, -0.25 - 1.0 - 0.3),  # the largest value that goes left
    ({"high": 1.0}, -0.25 + 0.2 - 0.3),
    ({"high": 1.0, "wide": 2.0}, -0.25 + 0.2 + 0.6),
    ({"high": 1.0, "wide": 3.0, "unheard of": 9.0}, -0.25 + 1.5 + 0.6),
]


def log_odds(likelihood: float) -> float:
    return log(likelihood / (1 - likelihood))


@pytest.fixture(scope="module")
def built_in() -> Judge:
    return judge_from(read_weights())


@pytest.mark.parametrize(("numbers", "expected"), ANSWERS)
def test_the_leaves_are_added(numbers: dict[str, float], expected: float) -> None:
    assert FOREST.likelihood(numbers) == pytest.approx(1 / (1 + exp(-expected)))


def test_numbers_that_are_shared_are_put_in_a_row_once() -> None:
    shared, own = {"high": 1.0, "wide": 3.0, "unheard of": 2.0}, {"wide": 2.0, "unknown": 5.0}
    assert FOREST.row(own, FOREST.row(shared)) == FOREST.row({**shared, **own}) == [1.0, 2.0]


@pytest.mark.parametrize(("numbers", "expected"), ANSWERS)
def test_what_each_number_did_sums_to_the_answer(numbers: dict[str, float], expected: float) -> None:
    roots = sum(tree[0][-1] for tree in FOREST.trees)
    added = FOREST.weights(numbers)
    assert FOREST.start + roots + sum(added.values()) == pytest.approx(expected)
    assert all(abs(before) >= abs(after) for before, after in pairwise(added.values()))


@pytest.mark.parametrize("name", NAMES)
def test_weights_of_the_program_sum_to_its_answers(built_in: Judge, name: str) -> None:
    forest: Forest = getattr(built_in, name)
    for numbers in ({}, dict.fromkeys(forest.names, 1.0)):
        roots = sum(tree[0][-1] for tree in forest.trees)
        told = forest.start + roots + sum(forest.weights(numbers).values())
        assert told == pytest.approx(log_odds(forest.likelihood(numbers)), abs=1e-6)


@pytest.mark.parametrize(
    ("said", "right"), [(0.0, 0.1), (0.2, 0.1), (0.4, 0.3), (0.6, 0.5), (0.75, 0.725), (1.0, 0.95)]
)
def test_between_measured_points_it_runs_straight(said: float, right: float) -> None:
    assert FOREST.share_right(said) == pytest.approx(right)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_likelier_is_never_told_as_less_sure(built_in: Judge, name: str) -> None:
    forest: Forest = getattr(built_in, name)
    told = [forest.share_right(step / 200) for step in range(201)]
    assert all(before <= after for before, after in pairwise(told))
    assert told[0] >= 0 and told[-1] <= 1 and told[0] < told[-1]


@pytest.mark.parametrize("name", NAMES)
def test_trees_of_the_program_end(built_in: Judge, name: str) -> None:
    """Every node leads on to a later one, and asks for a number that there is."""
    forest: Forest = getattr(built_in, name)
    for tree in forest.trees:
        for at, (feature, _, left, right, _) in enumerate(tree):
            assert feature == LEAF or (at < left < len(tree) and at < right < len(tree))
            assert LEAF <= feature < len(forest.names)
