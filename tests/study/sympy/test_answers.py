"""What one can ask of a formula on the command line, and what the answer is where there is none."""

import ast

import pytest
from formula_soup import ATOMS, TOKENS, built
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.study.sympy.answers import FORMS, Refused, answer


@pytest.mark.parametrize(
    ("latex", "asked", "expected"),
    [
        ("a x^2", {}, "Symbol('a')*(Symbol('x'))**(Integer(2))"),
        ("a x^2", {"by": ["x"], "form": "latex"}, "2 a x"),
        ("a x^2", {"by": ["x", "x"], "form": "latex"}, "2 a"),
        ("y = a x", {"values": [("a", "2")], "form": "latex"}, "y = 2 x"),
        ("y = a x", {"form": "numpy"}, "def y(a, x):\n    return a * x\n"),
        (r"y = \exp(x)", {"form": "torch"}, "import torch\n\n\ndef y(x):\n    return torch.exp(x)\n"),
    ],
)
def test_answers(latex: str, asked: dict, expected: str) -> None:
    assert answer(latex, **asked) == expected


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("latex", ["A^i", "", "{", r"\gizmo", "a = b, c = d", "x" * 9000, r"\mathbb{E}[x]"])
def test_refusals_are_one_sentence(latex: str, form: str) -> None:
    try:
        assert answer(latex, form=form)
    except Refused as refusal:
        assert refusal.reason.endswith(".") and "\n" not in refusal.reason


def test_parts_are_told() -> None:
    with pytest.raises(Refused) as error:
        answer(r"x = R(a + b) + \frac{c + d}{2}", language="ja")
    assert error.value.reason.endswith("。") and "Symbol('c')" in error.value.parts


def test_no_symbol_names_those_that_there_are() -> None:
    with pytest.raises(Refused, match="It has: a, x"):
        answer("a x", by=["q"])


@settings(max_examples=120, deadline=None)
@given(st.one_of(st.recursive(ATOMS, built, max_leaves=10), st.lists(TOKENS, max_size=20).map(" ".join)))
def test_anything_is_answered_or_refused(latex: str) -> None:
    for form in FORMS:
        try:
            text = answer(latex, form=form)
        except Refused:
            continue
        if form != "latex":
            ast.parse(text)
    for by in ("x", "a", r"\alpha"):
        try:
            answer(latex, by=[by], values=[("b", "2")] if by == "a" else [])
        except Refused as refusal:
            assert refusal.reason
