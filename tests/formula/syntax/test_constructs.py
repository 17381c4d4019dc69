"""Every construct of ``constructs.toml``: one canonical spelling, these symbols, printed and drawn without loss."""

import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reader.formula.symbols.symbols import symbol_uses
from reader.formula.syntax.canonical import canonical_spelling, canonical_string, shape_hash
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.printer import to_latex
from reader.output.drawing.mathml import to_mathml

CASES = tomllib.loads((Path(__file__).parent / "constructs.toml").read_text(encoding="utf-8"))["case"]
every_case = pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])


@every_case
def test_canonical_spelling(case: dict) -> None:
    assert canonical_string(parse_formula(case["latex"])) == case["canonical"]
    assert canonical_spelling(case["canonical"]) == case["canonical"], "the canonical spelling is its own"


@every_case
def test_symbols(case: dict) -> None:
    uses = symbol_uses(parse_formula(case["latex"]))
    assert list(dict.fromkeys(use.latex for use in uses)) == case["symbols"]


@every_case
def test_symbols_are_in_canonical_spelling(case: dict) -> None:
    for use in symbol_uses(parse_formula(case["latex"])):
        if use.kind in ("identifier", "operator", "constant"):
            assert canonical_spelling(use.latex) == use.latex
            assert 0 <= use.start < use.end <= len(case["latex"])


@every_case
def test_printed_it_parses_to_the_same(case: dict) -> None:
    first = parse_formula(case["latex"])
    again = parse_formula(to_latex(first.root))
    assert canonical_string(again) == case["canonical"]
    assert shape_hash(again) == shape_hash(first)


@every_case
def test_every_symbol_is_drawn_once(case: dict) -> None:
    expression = parse_formula(case["latex"])
    targets = [(use.start, use.end, f"s{k}") for k, use in enumerate(symbol_uses(expression))]
    for display in (True, False):
        markup = to_mathml(expression, targets, display)
        ElementTree.fromstring(markup)
        assert sorted(re.findall(r'data-tezawari-symbol="(\w+)"', markup)) == sorted(t[2] for t in targets)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a + b", "x + y", True),
        ("x + x", "x + y", False),
        (r"\frac{a}{b}", r"{x \over y}", True),
        (r"\|x\|^2", r"\left\| w \right\|^2", True),
        ("x_i^2", "x^2_i", True),
        (r"\sum_i a_i", r"\prod_i a_i", False),
    ],
)
def test_shapes(one: str, other: str, same: bool) -> None:
    assert (shape_hash(parse_formula(one)) == shape_hash(parse_formula(other))) is same


def test_equal_formulas_are_parsed_once() -> None:
    assert parse_formula(r"\alpha + 1") is parse_formula(r"\alpha + 1")
