"""Which letters stand in scripts, from the spellings and the formulas of a paper."""

import pytest

from reader.formula.symbols.inventory import collect_symbols
from reader.latex.document.document import read_document
from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.evidence.script_places import ScriptPlaces
from reader.model.symbols import Symbol


def places_of(*formulas: str) -> tuple[ScriptPlaces, dict[str, Symbol]]:
    text = r"\begin{document}" + " ".join(rf"\[{formula}\]" for formula in formulas) + r"\end{document}"
    document = read_document(bundle_from_bytes("main.tex", text.encode()))
    symbols = {symbol.latex: symbol for symbol in collect_symbols(document).symbols}
    by_id = {equation.id: equation for equation in document.equations}
    return ScriptPlaces(symbols.keys(), document, by_id), symbols


def test_what_an_index_stands_beside() -> None:
    places, _ = places_of(r"x_i + y_{i,j} + z^{(k)} + M_{ij}")
    assert places.indexed["i"] == {"x", "y", "M"}
    assert places.indexed["j"] == {"y", "M"}
    assert places.indexed["k"] == {"z"}


def test_dimensions_and_lengths() -> None:
    places, _ = places_of(r"W \in \mathbb{R}^{n \times d}", r"x_1, \dots, x_T")
    assert set(places.dimensions) == {"n", "d"}
    assert places.lengths == {"T": r"x_{1}, \dots, x_{T}"}


ONLY_THERE = [
    (r"W_q + b_q", "q", True),
    (r"W_q + q", "q", False),
    (r"A^r B", "r", True),
    (r"2^q", "q", False),  # an exponent of a number is meant
    (r"x_1, \dots, x_q", "q", False),  # it says how many there are
]


@pytest.mark.parametrize(("formula", "letter", "expected"), ONLY_THERE)
def test_letters_only_in_scripts(formula: str, letter: str, expected: bool) -> None:
    places, symbols = places_of(formula)
    assert places.only_in_scripts(symbols[letter]) == expected


def test_families_have_indices_that_count() -> None:
    places, _ = places_of(r"W_p + h_i")
    assert places.family("h_{i}") is not None and places.family("W_{p}") is None
