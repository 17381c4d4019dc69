"""The content tree: every rule's example is decided by that rule, and the tree prints the formula that was read."""

import re
import tomllib
from pathlib import Path

import pytest
from formula_soup import ATOMS, TOKENS, built
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader.formula.semantics import application, brackets, operations, superscripts
from reader.formula.semantics.declared_names import Decision, DeclaredNames
from reader.formula.semantics.lines import unfolded
from reader.formula.semantics.nodes import Undecided
from reader.formula.semantics.outline import outline
from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.canonical import canonical_spelling, canonical_string
from reader.formula.syntax.parser import Parser
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tree import walk
from reader.messages import table

RULES: list[Decision] = [
    *(rule for rule, _ in application.ROWS), application.UNDECIDED,
    *(rule for rule, _ in superscripts.ROWS), superscripts.UNDECIDED,
    *(rule for rule, _ in brackets.BAR_ROWS), *brackets.LIST_ROWS, *operations.ROWS,
]  # fmt: skip
CONSTRUCTS = tomllib.loads((Path(__file__).parents[1] / "syntax" / "constructs.toml").read_text(encoding="utf-8"))[
    "case"
]


def meant(latex: str, evidence: DeclaredNames | None = None) -> str:
    return outline(read_meaning(parse_formula(latex), evidence))


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.example], ids=lambda rule: rule.id)
def test_the_example_of_a_rule(rule: Decision) -> None:
    assert meant(rule.example) == rule.expected


def test_rules_have_names_of_their_own_and_reasons() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.reason and rule.verdict for rule in RULES)
    assert {rule.id for rule in RULES if rule.verdict == "undecided"} <= set(table("conversion"))


def test_what_the_paper_declares_decides() -> None:
    assert meant("R(a + b)") == "?R(a+b)"
    assert meant("R(a + b)", DeclaredNames(functions=frozenset({"R"}))) == "application(R, total(a, b))"


def test_a_cross_between_declared_numbers_multiplies() -> None:
    numbers = DeclaredNames(numbers=frozenset({"p_{b}", "d"}))
    assert meant(r"p_s = p_b \times p_m", numbers) == "chain(p_{s}, product(p_{b}, p_{m}), =)"
    assert meant(r"W \in \mathbb{R}^{d \times k}", numbers) == meant(r"W \in \mathbb{R}^{d \times k}")


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("x, y \\in S", r"chain(bare(x, y), S, \in)"),
        ("a = b, c = d", "statements(chain(a, b, =), chain(c, d, =))"),
        ("t = 0, 1, 2", "chain(t, bare(0, 1, 2), =)"),
        (r"f(x) = 0 \quad \forall x \in X", r"statements(chain(application(f, x), 0, =), \forall(chain(x, X, \in)))"),
        (r"p(x \mid y)", "application(p, condition(x, y))"),
        (r"D(p \| q)", "application(D, versus(p, q))"),
        (r"\frac{\partial^2 u}{\partial x \partial y}", r"\partial(u, x, y)"),
        (r"\frac{d}{dt} f(t)", "d(application(f, t), t)"),
        (r"(a, b]", "interval(a, b)"),
        (r"x \in [0, 1]", r"chain(x, interval(0, 1), \in)"),
        (r"x^{(t)} y", "product(x^{(t)}, y)"),
        (r"a \odot b + c", r"total(\odot(a, b), c)"),
        (r"n! / k", "/(factorial(n), k)"),
        (r"f'(x) = g", "chain(application(f', x), g, =)"),
        (r"2 \pi r", r"product(2, \pi, r)"),
        (r"x = \left( a \right. \\ \left. + b \right)", "chain(x, group(total(a, b)), =)"),
        (r"10 \times 10", "product(10, 10)"),
        (r"a \times 10^{-4}", "product(a, power(10, total(4)))"),
        (r"a \times |b| \times \frac{c}{d}", "product(a, absolute(b), frac(c, d))"),
        (r"A \times B", r"\times(A, B)"),
        (r"\mathbf{v} \times \frac{\mathbf{r}}{r}", r"\times(\mathbf{v}, frac(\mathbf{r}, r))"),
    ],
)
def test_constructs(latex: str, expected: str) -> None:
    assert meant(latex) == expected


def is_printed_back(latex: str) -> bool:
    expression = Parser(latex).parse()
    printed = meaning_latex(read_meaning(expression))
    return canonical_spelling(printed) == canonical_spelling(canonical_string(unfolded(expression)))


AS_WRITTEN = [case for case in CONSTRUCTS if r"\underset" not in case["latex"]]


@pytest.mark.parametrize("case", AS_WRITTEN, ids=[case["title"] for case in AS_WRITTEN])
def test_constructs_are_printed_back(case: dict) -> None:
    assert is_printed_back(case["latex"])


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"\underset{z}{\max} z + \underset{i}{\sum} b_i", r"\max_{z} z + \sum_{i} b_i"),
        (r"\min_{x} \quad f(x), \quad g(x) \le 0", r"\min_{x} f(x), \quad g(x) \le 0"),
        (r"\underset{x}{\operatorname{minimize}} \qquad f(x)", r"\min_{x} f(x)"),
        (r"\operatorname*{minimize}_{x, y} f(x, y)", r"\min_{x, y} f(x, y)"),
        (r"\underset{x}{\operatorname{maximize}} f(x)", r"\max_{x} f(x)"),
        (r"\underset{x \sim p}{\mathbb{E}}[x]", r"\mathbb{E}_{x \sim p}[x]"),
        (r"\hat{w} = \underset{w \in S}{\arg\min} \|a - w\|", r"\hat{w} = \arg\min_{w \in S} \|a - w\|"),
    ],
)
def test_what_is_set_below_by_hand_means_what_stands_there(latex: str, plain: str) -> None:
    assert meant(latex) == meant(plain)
    assert meaning_latex(read_meaning(parse_formula(latex))) == meaning_latex(read_meaning(parse_formula(plain)))


@pytest.mark.parametrize(
    ("part", "read"),
    [
        (r"\underset{D}{\int} f(x) dx", r"\int(D, application(f, x), x)"),
        (r"\underset{x \sim p}{\mathbb{E}}", r"?\underset{x\sim p}{\mathbb{E}}"),
        (r"\underset{x}{\mathbb{E}}[y]^2", r"?\underset{x}{\mathbb{E}}[y]^{2}"),
    ],
)
def test_what_is_set_below_by_hand_is_kept_in_its_place(part: str, read: str) -> None:
    found = {outline(node): part[node.start :] for node in walk(read_meaning(parse_formula(part)))}
    assert found[read] == part


@settings(max_examples=200, deadline=None)
@given(st.recursive(ATOMS, built, max_leaves=12))
def test_formulas_are_printed_back(latex: str) -> None:
    assert is_printed_back(latex)


@settings(max_examples=200, deadline=None)
@given(st.recursive(ATOMS, built, max_leaves=12))
def test_what_is_printed_is_read_the_same(latex: str) -> None:
    assume(not re.search(r"\d\s+\d", latex))  # digits side by side are printed as one number
    assume("|" not in latex)  # bars lose the \\left and \\right that told which of them opens
    first = read_meaning(Parser(latex).parse())
    second = read_meaning(Parser(meaning_latex(first)).parse())
    assert canonical_spelling(meaning_latex(second)) == canonical_spelling(meaning_latex(first))
    assert canonical_spelling(outline(second)) == canonical_spelling(outline(first))


@settings(max_examples=200, deadline=None)
@given(st.lists(TOKENS, max_size=40))
def test_nothing_raises(tokens: list[str]) -> None:
    meaning = read_meaning(Parser(" ".join(tokens)).parse())
    meaning_latex(meaning)
    outline(meaning)


@pytest.mark.parametrize(("latex", "undecided"), [("x_t^w - x_t^l", 0), ("x_t^w - x_t^l + x_t^{ab}", 3)])
def test_what_may_be_a_product_makes_no_labels(latex: str, undecided: int) -> None:
    found = walk(read_meaning(parse_formula(latex)))
    assert sum(isinstance(node, Undecided) for node in found) == undecided


def test_what_is_undecided_says_why() -> None:
    nodes = walk(read_meaning(parse_formula(r"A^i + R(a + b) + \sum_i a_i")))
    reasons = {node.reason for node in nodes if isinstance(node, Undecided)}
    assert reasons and reasons <= set(table("conversion"))
