"""From line to line: every rule's example is named by it and its look-alike is not; differences with their places."""

import pytest

from reader.formula.semantics.parser import read_meaning
from reader.formula.syntax.parsing import parse_formula
from reader.latex.source.bundle import SourceBundle
from reader.meaning.blocks.normal import normal_term
from reader.messages import table
from reader.model.source import SourceFile
from reader.pipeline import read
from reader.study.derivations.agreement import compared
from reader.study.derivations.algebra import equal
from reader.study.derivations.difference import compare
from reader.study.derivations.explaining import explain
from reader.study.derivations.reading import Lines, LineStep
from reader.study.derivations.steps import TABLE, Rule
from reader.study.evaluation.knowledge import Knowledge
from reader.study.study import Study


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: rule.id)
def test_a_rule_names_its_example_and_not_its_lookalike(rule: Rule) -> None:
    one, sign, other = rule.example
    found = explain(normal_term(one), sign, normal_term(other))
    assert found.is_whole and rule.id in {name.rule for name in found.names}
    one, sign, other = rule.lookalike
    found = explain(normal_term(one), sign, normal_term(other))
    assert rule.id not in {name.rule for name in found.names}


def test_every_rule_has_its_sentence() -> None:
    assert {f"step-{rule.id}" for rule in TABLE} <= set(table("lines"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("(a + b)^2", "a^2 + 2 a b + b^2", True),
        (r"\frac{a^2 - b^2}{a - b}", "a + b", True),
        ("2^{k+1}", r"2 \cdot 2^k", True),
        (r"\sum_i x_i", r"\sum_j x_j", True),
        (r"\sum_i f(2 (x_i + 1))", r"\sum_k f(2 x_k + 2)", True),
        (r"\mathbf{A} \mathbf{B}", r"\mathbf{B} \mathbf{A}", False),
        (r"\nabla (a + b)", "a + b", False),
        (r"\sum_i x_i", r"\sum_i x_j", False),
        (r"\sqrt{a + b}", r"\sqrt{a} + \sqrt{b}", False),
    ],
)
def test_arithmetic(one: str, other: str, same: bool) -> None:
    assert equal(normal_term(one), normal_term(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("y = a + b", "y = b + a", []),
        (r"x_t = a x_0 + \epsilon", r"x_t = a \mu(x_t) + \epsilon", [("replaced", "x_{0}", r"\mu(x_{t})")]),
        (r"\log \sigma(a - b)", r"\log \sigma(a - b - m)", [("added", "", "-m")]),
        (r"\frac{1}{n} \sum_i x_i", r"\frac{1}{n-1} \sum_i x_i", [("replaced", "n", "n-1")]),
        ("y = f(x) + g(x) + c", "y = f(z) + g(z) + c", [("everywhere", "x", "z")]),
        (r"y = f(x) + b", r"y = \log f(x) + b", [("wrapped", "f(x)", r"\log f(x)")]),
        ("y = a x + b z + c", "y = a x + c", [("left-out", "bz", "")]),
        ("y = f(a) + g(b) + h(c)", "y = f(b) + g(a) + h(c)", [("exchanged", "a", "b")]),
        (r"y = \sum_i a_i + c", r"y = \sum_k a_k + c", [("renamed", "i", "k")]),
        ("a = b", r"\sum_i x_i \le c", None),
    ],
)
def test_formulas_beside_each_other(one: str, other: str, told: list[tuple[str, str, str]] | None) -> None:
    changes = compare(one, other)
    assert (changes if changes is None else [(each.kind, each.before, each.after) for each in changes]) == told


def test_changes_have_their_places() -> None:
    one, other = "y = f(x) + g(x) + c", "y = f(z) + g(z) + c"
    (change,) = compare(one, other) or ()
    assert [one[start:end] for start, end in change.places_before] == ["x", "x"]
    assert [other[start:end] for start, end in change.places_after] == ["z", "z"]


def steps_in(body: str) -> list[LineStep]:
    text = "\\documentclass{article}\n\\begin{document}\n" + body + "\n\\end{document}\n"
    bundle = SourceBundle("paper", {"paper.tex": SourceFile("paper.tex", text, "utf-8")}, "paper.tex", "digest")
    return [step for chain in Lines(Study(read(bundle))).steps() for step in chain]


def test_a_definition_of_the_paper_is_put_in() -> None:
    body = r"""We write $m = u - v$ for the gap.
\begin{align} L &= \frac{m}{2} + c \\ &= \frac{u - v}{2} + c \end{align}"""
    *_, last = steps_in(body)
    assert [name.rule for name in last.names] == ["definition-inserted"]
    fact = last.names[0].fact
    assert fact is not None and fact.one.text == "m"


QUERIES = r"\begin{equation} Q = X W_Q, \quad K = X W_K, \quad k = n + 1. \end{equation}"


@pytest.mark.parametrize(
    ("before", "after", "put"),
    [
        (r"\operatorname{softmax}(Q K^\top)", r"\operatorname{softmax}(X W_Q (X W_K)^\top)", ["Q", "K"]),
        (r"\operatorname{softmax}(X W_Q K^\top)", r"\operatorname{softmax}(X W_Q (X W_K)^\top)", ["K"]),
        (r"\operatorname{softmax}(Q K^\top)", r"\operatorname{softmax}(X W_Q (Y W_K)^\top)", []),
        (r"\operatorname{softmax}(Q K^\top)", r"\operatorname{softmax}(X W_K (X W_Q)^\top)", []),
    ],
)
def test_definitions_that_another_display_lists_are_put_in(before: str, after: str, put: list[str]) -> None:
    *_, last = steps_in(QUERIES + rf"\begin{{align}} A &= {before} \\ &= {after} \end{{align}}")
    assert [name.fact.one.text for name in last.names if name.fact] == put
    assert {name.rule for name in last.names} <= {"definition-inserted"}
    assert len(put) < 2 or [name.before.text for name in last.names] == put  # each at its own place


@pytest.mark.parametrize(
    ("elsewhere", "before", "after", "rule"),
    [
        # one definition put into another, and a letter that a sum binds
        (r"z = W x + b$$ $$y = \phi(z)", r"2 \tanh(y) + c", r"2 \tanh(\phi(W x + b)) + c", "definition-inserted"),
        (r"m = \frac{1}{n} \sum_{i=1}^n x_i", r"\sum_{i=1}^n (x_i - m)^2",
         r"\sum_{i=1}^n (x_i - \frac{1}{n} \sum_{j=1}^n x_j)^2", "definition-inserted"),
        (r"f_t = \sigma(W x_t)", r"f_t \odot c", r"\sigma(W x_t) \odot c", "definition-inserted"),
        (r"f(n) = g(n)", r"e(n, f(n))", r"e(n, g(n))", "shown-elsewhere"),  # an equality of two names defines neither
        (r"z = 1, 0, -1, \ldots", r"g(z) + z", r"g(1, 0, -1, \ldots) + z", None),
    ],
)  # fmt: skip
def test_what_another_display_says(elsewhere: str, before: str, after: str, rule: str | None) -> None:
    *_, last = steps_in(rf"$${elsewhere}$$ \begin{{align}} L &= {before} \\ &= {after} \end{{align}}")
    assert {name.rule for name in last.names} == ({rule} if rule else set())


def test_a_chain_in_one_line_and_over_rows() -> None:
    body = r"""\begin{align*} y &= \log (a b) = \log a + \log b \\ &\quad + c - c \\ &= \log b + \log a. \end{align*}"""
    assert [step.link.sign for step in steps_in(body)] == ["=", "=", "="]
    assert [[name.rule for name in step.names] for step in steps_in(body)][1:] == [["log-product"], ["cancelled"]]


@pytest.mark.parametrize(
    ("one", "sign", "other", "verdict"),
    [
        ("(b + 1) a", "=", "a b + a", "agree"),
        ("(b + 1) a", "=", "a b + b", "differ"),
        (r"2 a b", r"\le", "a^2 + b^2", "agree"),
        (r"a^2 + b^2", r"\le", "2 a b", "differ"),
        ("y", "=", "a b + a", None),  # a name alone says nothing of what it stands for
        (r"\frac{a}{0}", "=", r"\frac{a + 1}{0}", None),
        ("a + b", r"\subset", "a + c", None),
    ],
)
def test_numbers_agree_or_differ(one: str, sign: str, other: str, verdict: str | None) -> None:
    sides = [read_meaning(parse_formula(latex)) for latex in (one, other)]
    assert compared(sides[0], sign, sides[1], Knowledge()) == verdict


def test_a_name_that_numbers_contradict_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    body = r"\begin{align} y &= (b + 1) a \\ &= a b + a \end{align}"
    assert [name.rule for name in steps_in(body)[-1].names] == ["multiplied-out"]
    monkeypatch.setattr("reader.study.derivations.reading.compared", lambda *sides: "differ")
    assert steps_in(body)[-1].names == ()
