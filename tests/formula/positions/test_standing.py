"""What the place of a symbol says of it: each row of the messages by its example, kinds, labels, and odd formulas."""

from __future__ import annotations

from itertools import combinations

import pytest
from formula_soup import ATOMS, TOKENS, built
from hypothesis import given, settings
from hypothesis import strategies as st
from latex_cases import read

from reader.formula.positions.kinds import EXCLUSIVE, KINDS, settled
from reader.formula.positions.places import RELATIONS, Position
from reader.formula.positions.positions import positions_in
from reader.formula.positions.standing import PlacesRead, standings
from reader.formula.positions.wording import PhraseRow, phrase_rows
from reader.formula.symbols.inventory import collect_symbols
from reader.model.symbols import Standing


def standing(symbol: str, *formulas: str) -> Standing | None:
    """The standing of one symbol in a paper of these displayed formulas."""
    document = read("\n".join(rf"\[ {formula} \]" for formula in formulas))
    symbols = collect_symbols(document).symbols
    found = standings(symbols, PlacesRead({equation.id: equation for equation in document.equations}, {}))
    return found.get(next(one.id for one in symbols if one.latex == symbol))


def kinds(symbol: str, *formulas: str) -> frozenset[str]:
    found = standing(symbol, *formulas)
    return found.kinds if found else frozenset()


def place(symbol: str, latex: str) -> Position:
    return next(found for start, found in positions_in(latex).items() if latex.startswith(symbol, start))


@pytest.mark.parametrize("row", phrase_rows(), ids=lambda row: row.id)
def test_a_row_says_what_its_example_shows(row: PhraseRow) -> None:
    found = standing(row.of, row.example)
    assert found is not None
    assert found.text is not None
    assert found.text["en"] == row.shows
    assert row.ja.split("}")[-1] in found.text["ja"]


def test_rows_name_relations_and_kinds_that_there_are() -> None:
    assert {row.needs for row in phrase_rows()} - {""} <= set(RELATIONS)
    assert {row.kind for row in phrase_rows()} - {""} <= set(KINDS)


@pytest.mark.parametrize(
    ("symbol", "formula", "kind"),
    [
        ("q", r"\mathbb{E}_{z \sim q(z)}[g]", "distribution"),
        ("z", r"\mathbb{E}_{z \sim q(z)}[g]", "random"),
        ("g", r"\int g(u) du", "function"),
        ("u", r"\int g(u) du", "bound"),
        ("A", r"A \cup B = C", "set"),
        ("D", r"\int_{D} g(u) du", "set"),
        (r"\alpha", r"x_t = (1 - \alpha) y", "number"),
        ("b", r"\frac{\mathbf{a}}{b} + c", "number"),
        ("k", r"\sum_{k=0}^{K} a_k", "index"),
        ("K", r"\sum_{k=1}^{K} a_k", "upper-limit"),
        ("m", r"A \in \mathbb{R}^{m \times n}", "size"),
        ("A", r"A \in \mathbb{R}^{m \times n}", "matrix"),
        ("v", r"v \in \mathbb{R}^{m}", "vector"),
        ("v", r"v \in \mathbb{R}^{m \times 1}", "vector"),
        ("x", r"\langle x, y \rangle + b", "vector"),
        ("w", r"w^* = \arg\min_{w} F(w)", "sought"),
        ("F", r"\min_{w} F(w)", "objective"),
        ("E", r"\mathbb{1}[E] + 1", "event"),
        (r"\mathbb{E}", r"\mathbb{E}[X]", "operator"),
    ],
)
def test_a_place_forces_a_kind(symbol: str, formula: str, kind: str) -> None:
    assert kind in kinds(symbol, formula)


@pytest.mark.parametrize(
    ("symbol", "formula", "kind"),
    [
        ("H", "H(X | Y) = 1", "distribution"),  # an entropy
        ("n", r"n \sim r^2 / \ell", "random"),  # of that order
        ("A", r"A x + \|x\|", "coefficient"),
        ("a_{i}", r"m = \max_{i} a_i", "objective"),
        (r"\mathbf{x}", r"1 + \mathbf{x}", "number"),
        (r"\mathcal{D}", r"\int_{\mathcal{D}} g(u) du", "number"),
        ("f", r"\langle f, g \rangle + f(x)", "vector"),
    ],
)
def test_a_place_does_not_force_what_it_leaves_open(symbol: str, formula: str, kind: str) -> None:
    assert kind not in kinds(symbol, formula)


@pytest.mark.parametrize(
    ("symbol", "formula", "is_drawn"),
    [
        ("p", r"n | p \sim \operatorname{Binomial}(m, p)", False),  # n is drawn, given p
        ("p", r"p \sim \operatorname{Beta}(a, b)", True),
        ("a", r"a \sim_{r} f(b)", False),  # a relation with an index
        ("a", r"a \sim_{iid} f(b)", True),
        ("x", r"x \sim p(x)", True),
        ("z", r"z \sim \operatorname{N}(z; m, s)", True),
    ],
)
def test_a_tilde_is_not_always_a_draw(symbol: str, formula: str, is_drawn: bool) -> None:
    assert place(symbol, formula).has("drawn") is is_drawn


def test_a_label_counts_nowhere_and_has_others_beside_it() -> None:
    assert kinds("w", "a x^w + b x^l") == {"label"}
    assert kinds("q", "W_q x + W_k x + W_v x") == {"label"}
    assert kinds("w", r"\mathbf{y}_w + \mathbf{y}_l", r"\{y_w, y_l\}", "(y_1, y_2, y_N)") == {"label"}
    assert kinds("p", r"\mathbf{s}_p - \mathbf{s}_q", "s_1 + s_p") == {"label"}
    assert "label" not in kinds("p", r"\mathbf{s}_1 - \mathbf{s}_p", "s_1 + s_p")
    assert "label" not in kinds("t", "x_t = x_{t-1} + y_s + x_s")
    assert "label" not in kinds("i", "x_i + x_j")
    assert "label" not in kinds("S", "p_S + p_T", "S")  # it stands for itself


@pytest.mark.parametrize(
    ("formulas", "holding"), [((r"L = a M", r"K = a M", r"u = g(a)"), 1), ((r"L = a M", r"K = a M"), 2)]
)
def test_what_is_said_holds_in_the_formulas_that_show_it(formulas: tuple[str, ...], holding: int) -> None:
    found = standing("a", *formulas)
    assert found is not None and found.text is not None and len(found.at) == holding


def test_bound_variables_know_their_operator() -> None:
    index = place("i=", r"\sum_{i=1}^{n} a_i b")
    assert index.has("bound")
    assert [found.host for found in index.own if found.relation == "until"] == ["n"]
    assert place("a_i", r"\sum_{i=1}^{n} a_i b").is_inside("summand")


def test_undecided_parts_are_read_piece_by_piece() -> None:
    assert place("q", r"R(a + \log q(z | x))").has("conditional")
    assert place("n", r"\sum_i a_i + b_i \sum_{k=1}^{n} c_k").has("upper")


@pytest.mark.parametrize(
    "latex",
    ["", "{", r"\frac{", r"a^{b", r"\sum_{", r"x_{" * 60 + "y" + "}" * 60, "(" * 200, r"\left( a", "|" * 9, "a" * 9000,
     r"\begin{aligned} a &= b \\ &= c \end{aligned}", r"\{", r"p(\cdot|", r"\int", "^", "_", "&",
     "R(R(R(R(a+b)+b)+b)+b)", r"2 \cdot 3"],
)  # fmt: skip
def test_no_formula_is_too_odd(latex: str) -> None:
    positions_in(latex)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(TOKENS, max_size=25).map("".join), st.recursive(ATOMS, built, max_leaves=12)))
def test_no_formula_by_chance_is_too_odd(latex: str) -> None:
    for position in positions_in(latex).values():
        assert {place.relation for place in (*position.own, *position.worth, *position.around)} <= set(RELATIONS)


def test_of_kinds_that_hold_equally_the_same_one_is_taken_in_every_process() -> None:
    for first, second in combinations(EXCLUSIVE, 2):
        assert settled({second: 0.5, first: 0.5}) == {first}
