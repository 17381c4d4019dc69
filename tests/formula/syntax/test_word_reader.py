"""Letters side by side: one name, or a product."""

from __future__ import annotations

import pytest

from reader.formula.symbols.symbols import symbol_uses
from reader.formula.syntax.parsing import parse_formula


@pytest.mark.parametrize(
    ("latex", "names"),
    [
        ("lr = d + n", ["lr", "d", "n"]),  # what an equation defines has a name
        ("lr &= d", ["lr", "d"]),
        ("a = lr", ["a", "l", "r"]),
        ("lr + n", ["l", "r", "n"]),
        ("Err_t = n", ["Err_{t}", "n"]),
    ],
)
def test_short_names_are_products_unless_they_are_defined(latex: str, names: list[str]) -> None:
    found = [one.latex for one in symbol_uses(parse_formula(latex)) if one.kind == "identifier" and one.latex != "t"]
    assert found == names
