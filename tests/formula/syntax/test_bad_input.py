"""The parser cannot fail: what is wrong gets a name and a place, the rest is read, in time linear in the length."""

import time

import pytest
from formula_soup import ATOMS, TOKENS, built
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.formula.symbols.symbols import symbol_uses
from reader.formula.syntax.canonical import canonical_string, shape_hash
from reader.formula.syntax.nodes import Expression
from reader.formula.syntax.parser import Parser
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.printer import to_latex
from reader.messages import table
from reader.output.drawing.mathml import to_mathml


def use_everything(expression: Expression) -> str:
    targets = [(use.start, use.end, use.latex) for use in symbol_uses(expression)]
    shape_hash(expression)
    return canonical_string(expression) + to_mathml(expression, targets) + to_latex(expression.root)


@pytest.mark.parametrize(
    ("latex", "kind", "text", "symbols"),
    [
        ("a } b", "unbalanced-braces", "}", ["a", "b"]),
        ("{a + b", "unbalanced-braces", "{", ["a", "b"]),
        (r"\frac{a}", "missing-argument", "}", ["a"]),
        ("x^", "missing-argument", "^", ["x"]),
        ("x_i_j", "double-script", "_", ["x_{i}", "i", "j"]),
        (r"\left( a", "unbalanced-delimiters", r"\left(", ["a"]),
        (r"a \right) b", "unbalanced-delimiters", r"\right", ["a", "b"]),
        (r"\begin{aligned} a &= b", "unbalanced-delimiters", r"\begin{aligned}", ["a", "b"]),
        (r"\begin{gadget} a \end{gadget}", "unknown-environment", "gadget", ["a"]),
        (r"\gizmo + a", "unknown-command", r"\gizmo", [r"\gizmo", "a"]),
        ("a ☃ b", "unreadable-formula", "☃", ["a", "b"]),
        ("{" * 60 + "a" + "}" * 60 + "b", "formula-too-deep", "{", ["b"]),
    ],
)
def test_faults_have_a_name_and_a_place(latex: str, kind: str, text: str, symbols: list[str]) -> None:
    expression = parse_formula(latex)
    fault = expression.problems[0]
    assert (fault.kind, fault.text) == (kind, text)
    assert 0 <= fault.start < fault.end <= len(latex)
    assert [use.latex for use in symbol_uses(expression)] == symbols
    assert fault.kind in table("problems")
    use_everything(expression)


@settings(max_examples=250, deadline=None)
@given(st.lists(TOKENS, max_size=40))
def test_nothing_raises(tokens: list[str]) -> None:
    use_everything(Parser(" ".join(tokens)).parse())


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_nothing_raises_on_any_text(latex: str) -> None:
    use_everything(Parser(latex).parse())


@settings(max_examples=200, deadline=None)
@given(st.recursive(ATOMS, built, max_leaves=12))
def test_printed_and_parsed_again_it_is_the_same(latex: str) -> None:
    first = Parser(latex).parse()
    assert first.problems == ()
    printed = to_latex(first.root)
    again = Parser(printed).parse()
    assert to_latex(again.root).strip("{}") == printed.strip("{}")
    assert canonical_string(again) == canonical_string(first)


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "{",
        r"\left(",
        "|",
        "||",
        "x_",
        "x^{",
        r"\frac",
        r"\hat",
        r"\begin{cases}",
        r"\sqrt[",
        "[",
        r"\text{$",
        "''",
        "a&",
    ],
)
def test_length_costs_in_proportion(piece: str) -> None:
    started = time.process_time()
    use_everything(Parser(piece * 3000).parse())
    assert time.process_time() - started < 30  # well below a second; what doubles with each piece never ends
