"""What part a symbol plays, by its traits and the head of what it means."""

from __future__ import annotations

import pytest
from handmade_evidence import symbol

from reader.meaning.linking.roles import role_of
from reader.model.annotations import Candidate, ConceptLink

ROLES = [
    ("f", ("applied",), None, "function"),
    ("p", ("applied", "distribution"), None, "distribution"),
    ("b", ("bound",), None, "bound variable"),
    ("b", ("bound",), "policy", "distribution"),
    ("w", (), "weight matrix", "matrix"),
    ("h", (), "feature vector of x", "vector"),
    ("z", ("distributed",), None, "random variable"),
    ("z", (), "random variable", "random variable"),
    ("D", (), "dataset of pairs", "set"),
    ("q", (), None, None),
]


@pytest.mark.parametrize(("latex", "traits", "meaning", "role"), ROLES)
def test_roles(latex: str, traits: tuple[str, ...], meaning: str | None, role: str | None) -> None:
    assert role_of(symbol(latex, *traits), Candidate("paper", 0.9, meaning) if meaning else None) == role


def test_signs_are_operators_and_numbers_constants() -> None:
    assert role_of(symbol(r"\nabla", kind="operator"), None) == "operator"
    assert role_of(symbol(r"\infty", kind="constant"), None) == "constant"


def test_an_index_that_is_bound_is_a_bound_variable() -> None:
    counted = Candidate("structure", 0.9, "index", links=(ConceptLink("index", 0.9, "structure", {}, "role"),))
    assert [role_of(symbol("i", *traits), counted) for traits in ((), ("bound",))] == ["index", "bound variable"]
