"""Formulas that come again are read once, and what depends on more than their text is not."""

import latex_cases as golden
import pytest

from reader.latex.tex.lexer import Mouth
from reader.model.document import Document

PREAMBLE = r"\newcommand{\vect}[1]{\mathbf{#1}}\newcounter{hits}"


def expanded(document: Document) -> list[str]:
    return [equation.formula.expanded for equation in document.inline]


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        (r"$\vect{x}_1$ and $\vect{x}_1$", [r"\mathbf{x}_1", r"\mathbf{x}_1"]),
        (r"$\vect{x}$ \renewcommand{\vect}[1]{\hat{#1}} $\vect{x}$", [r"\mathbf{x}", r"\hat{x}"]),
        (r"$\vect{x}$ {\def\vect#1{#1'} $\vect{x}$} $\vect{x}$", [r"\mathbf{x}", "x'", r"\mathbf{x}"]),
        (
            r"\def\hit{\stepcounter{hits}h_{\arabic{hits}}}$\hit$ and $\hit$ and $\hit$",
            ["h_{1}", "h_{2}", "h_{3}"],
        ),
        (r"$a \text{ if $b$}$ and $a \text{ if $c$}$", [r"a \text{ if $b$}", r"a \text{ if $c$}"]),
        (r"$a\$ $ and $a\$ $", [r"a\$", r"a\$"]),
        ("$a$%$a$\n$a$", ["a", "a"]),
    ],
)  # fmt: skip
def test_a_formula_again(text: str, formulas: list[str]) -> None:
    assert expanded(golden.read(f"{PREAMBLE} {text}.")) == formulas


def test_a_repeated_formula_has_its_own_place() -> None:
    text = PREAMBLE + r" First $\vect{x}+y$, then $\vect{x}+y$."
    document = golden.read(text)
    first, second = (equation.formula for equation in document.inline)
    shift = second.span.start - first.span.start
    assert shift > 0
    assert [(at, start + shift, end + shift) for at, _, start, end in first.origins] == [
        (at, start, end) for at, _, start, end in second.origins
    ]
    (passage,) = document.passages
    assert [passage.text[start:end] for start, end, _ in passage.formulas] == [r"$\vect{x}+y$"] * 2


@pytest.mark.parametrize("tokens", [1, 3, 150])
def test_a_mouth_knows_where_it_is(tokens: int) -> None:
    text = r"\word  a%comment" + "\n" + "{b}%" * 3 + "\n" + r"\x " * 300
    mouth = Mouth("main.tex", text)
    read = [mouth.next() for _ in range(tokens)]
    fresh = Mouth("main.tex", text[: mouth.position])
    assert [fresh.next() for _ in range(tokens)] == read
    assert fresh.next() is None


def test_a_mouth_reads_on_from_where_it_is_put() -> None:
    text = r"\verb|%{| and % a comment" + "\nmore"
    mouth = Mouth("main.tex", text)
    mouth.next()
    mouth.position = text.index(" and")
    token = mouth.next()
    assert token is not None and token.text == " and "
    assert mouth.holes == [(text.index("% a"), text.index("more"))]


def test_letters_change_while_reading() -> None:
    mouth = Mouth("main.tex", r"\a@b \a@b")
    first = mouth.next()
    mouth.at_letter = True
    rest = [mouth.next(), mouth.next()]
    assert first is not None and first.text == r"\a"
    assert [token.text for token in rest if token] == ["@b ", r"\a@b"]
