"""Formulas and symbols as people ask for them on the command line."""

from __future__ import annotations

import handmade
import pytest

from reader.model.lookup import find_equation, find_symbol


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("1", "e1"), ("(2)", "e2"), ("eq:loss", "e1"), ("e4", "e4"), ("9", None), ("", None)],
)
def test_find_equation(wanted: str, found: str | None) -> None:
    equation = find_equation(handmade.reading().document.equations, wanted)
    assert (equation and equation.id) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [(r"\beta", "s1"), (r"\weight", "s1"), (r"{\beta}", "s1"), (r"$\theta$", "s2"), (r"|\cdot |", "s3"), ("q", None)],
)
def test_find_symbol(wanted: str, found: str | None) -> None:
    symbol = find_symbol(handmade.reading().annotations, wanted)
    assert (symbol and symbol.symbol.id) == found
