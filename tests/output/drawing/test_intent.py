"""What a screen reader is told of formulas: each row of the table with its example, and what gets nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, fromstring

import pytest

from reader.formula.semantics.parser import read_meaning
from reader.formula.syntax.parsing import parse_formula
from reader.output.drawing.intent import Intent, rows
from reader.output.drawing.mathml import to_mathml

ROWS = [row for found in rows().values() for row in found]
REFERENCE = re.compile(r"\$([A-Za-z_][\w.-]*)")
# The grammar of MathML 4, without white space: properties alone, or a term with properties and arguments.
NAME = r"[A-Za-z_][\w.-]*"
TERM = rf"(?:\$?{NAME})(?::{NAME})*"
GRAMMAR = re.compile(rf"(?::{NAME})+|{TERM}(?:\((?:{TERM}(?:\({TERM}(?:,{TERM})*\))?)(?:,{TERM})*\))?")


def drawn(latex: str) -> Element:
    expression = parse_formula(latex)
    return fromstring(to_mathml(expression, meaning=read_meaning(expression)))


def referred(element: Element) -> Mapping[str, Element]:
    """An element's arguments, sought as the standard says: below it, but not below what has an intent or is one."""
    found: dict[str, Element] = {}

    def seek(parent: Element) -> None:
        for child in parent:
            if "arg" in child.attrib:
                found.setdefault(child.attrib["arg"], child)
            if not {"arg", "intent"} & child.attrib.keys():
                seek(child)

    seek(element)
    return found


def told(element: Element) -> str:
    """An element as a reader of intents has it: its intent with arguments put in, else its text."""
    intent = element.attrib.get("intent", "")
    if intent and not intent.startswith(":"):
        arguments = referred(element)
        return REFERENCE.sub(lambda name: told(arguments[name[1]]), intent)
    return "".join([element.text or "", *map(told, element), intent])


def intents(math: Element) -> Iterator[Element]:
    return (each for each in math.iter() if "intent" in each.attrib)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.example)
def test_the_example_is_told_as_its_row_says(row: Intent) -> None:
    math = drawn(row.example)
    assert told(math) == row.told
    if row.on != "apply":
        assert any(each.attrib["intent"].partition("(")[0] == row.intent.partition("(")[0] for each in intents(math))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.example)
def test_the_row_keeps_to_the_grammar_of_mathml(row: Intent) -> None:
    assert row.list in ("core", "open", "plain")
    assert row.on == "apply" or GRAMMAR.fullmatch(row.intent)


UNSURE = [
    "(f + g)(x)",  # a product or an application
    "a(b + c)",
    "x^2 + y^n",  # powers as everyone reads them
    r"|\mathbf{A}|",  # a determinant or a norm
    r"\langle x \rangle",
    "x^{-1}",  # of a number
    r"(a, b)",  # a pair or an interval
    r"\mathbb{R}^n",
    r"a_{i,j}",
    r"|0\rangle\langle 0|",
]


@pytest.mark.parametrize("latex", UNSURE)
def test_what_is_not_sure_gets_nothing(latex: str) -> None:
    markup = to_mathml(parse_formula(latex), meaning=read_meaning(parse_formula(latex)))
    assert "intent" not in markup and "arg=" not in markup and "\u2061" not in markup
    assert markup == to_mathml(parse_formula(latex))


def test_intents_stand_in_each_other() -> None:
    math = drawn(r"\|\mathbf{A}^{-1} x\|^2 = |\Pr(B \mid C)|")
    assert [told(each) for each in intents(math)][:3] == [
        "norm(inverse(𝐀)x)",
        "inverse(𝐀)",
        "absolute-value(conditional-probability(B,C))",
    ]


@pytest.mark.parametrize(
    ("latex", "said"),
    [
        (r"\frac{Q K^{\top}}{2}", "Qtranspose(K)2"),
        (r"\|A x^{2}\|", "norm(Ax2)"),
        (r"|x_{i}^{\top} y^{\top}|", "absolute-value(transpose(indexed-by(x,i))transpose(y))"),
        (r"\sin^{2} x", "sin2⁡x"),
    ],
)
def test_what_ends_in_braces_is_found(latex: str, said: str) -> None:
    assert told(drawn(latex)) == said


def test_what_a_row_tells_is_not_told_by_its_parts_again() -> None:
    assert [each.attrib["intent"] for each in intents(drawn(r"\left|\left|f\right|\right| = \Pr(A \mid B)"))] == [
        "norm($a)",
        "conditional-probability($a,$b)",
    ]


def test_a_symbol_of_several_neighbours_stays_a_target() -> None:
    expression = parse_formula(r"\| x[j] \|")
    markup = to_mathml(expression, [(3, 7, "s1")], meaning=read_meaning(expression))
    assert markup.count('data-tezawari-symbol="s1"') == 1
    assert 'intent="norm($a)"' in markup
