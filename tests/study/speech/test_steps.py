"""Steps through a formula: three to eight, each with its part and a sentence in both languages, and nothing raises."""

from itertools import pairwise

import pytest
from formula_soup import TOKENS
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.messages import table
from reader.study.speech.steps import MOST_STEPS, OPENINGS, NamedPart, SpokenStep, balanced, steps_of

ATTENTION = r"A(Q, K) = \operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)"

# One formula for each clause of the messages: what the outermost step of it says.
CLAUSES = {
    "op-sum-range": r"\sum_{i=1}^n x_i", "op-sum-over": r"\sum_{i \in S} x_i", "op-sum": r"\sum x",
    "op-product-range": r"\prod_{i=1}^n x_i", "op-product-over": r"\prod_{i \in S} x_i", "op-product": r"\prod x",
    "op-big-range": r"\bigcup_{i=1}^n A_i", "op-big-over": r"\max_x f(x)", "op-big": r"\max x",
    "op-arg-max": r"\arg\max_x f(x)", "op-arg-min": r"\arg\min_x f(x)", "op-limit": r"\lim_{n \to \infty} a_n",
    "op-expectation-drawn": r"\mathbb{E}_{x \sim p}[x]", "op-expectation-over": r"\mathbb{E}_x[x]",
    "op-expectation": r"\mathbb{E}[x]", "op-gradient-over": r"\nabla_x f", "op-gradient": r"\nabla f",
    "op-derivative": r"\frac{d y}{d x}", "op-integral": r"\int f(x) \, dx", "op-added": "a + b",
    "op-subtracted": "a - b", "op-negated": "-a", "op-multiplied": "a b", "op-divided": r"\frac{a}{b}",
    "op-chosen": r"\binom{n}{k}", "op-root": r"\sqrt{x}", "op-squared": "x^2", "op-raised": "e^{x}",
    "op-transposed": r"A^\top", "op-applied": "f(x)", "op-conditional": r"p(x \mid y)",
    "op-divergence": r"D(p \| q)", "op-norm": r"\|x\|", "op-absolute": "|x|", "op-cardinality": r"|\mathcal{D}|",
    "op-floor": r"\lfloor x \rfloor", "op-ceiling": r"\lceil x \rceil", "op-inner": r"\langle x, y \rangle",
    "op-listed": "(a, b)", "op-collected": r"\{x : x > 0\}",
    "op-cases": r"\begin{cases} 1 & x > 0 \\ 0 & x < 0 \end{cases}",
    "op-matrix": r"\begin{pmatrix} a & b \end{pmatrix}", "op-combined": r"a \odot b", "op-factorial": "n!",
    "op-remarked": r"\underbrace{a + b}_{c}", "op-as-it-stands": "R(a + b)", "op-related": "(a = b)",
}  # fmt: skip


def kinds(steps: tuple[SpokenStep, ...]) -> list[str]:
    return [step.kind for step in steps]


def shape_of_words(text: str) -> list[str]:
    """The fixed words of a message, between its blanks."""
    return [part.strip() for part in text.replace("{", "\0{").replace("}", "}\0").split("\0") if "{" not in part]


@pytest.mark.parametrize("key", CLAUSES)
def test_each_operation_has_its_clause(key: str) -> None:
    operation = next(step for step in steps_of(f"y = {CLAUSES[key]}") if step.kind == "operation")
    for language, sentence in operation.text.items():
        assert all(words in sentence for words in shape_of_words(table("steps")[key][language])), sentence


def test_every_clause_is_tried() -> None:
    assert {key for key in table("steps") if key.startswith("op-")} == set(CLAUSES)


def test_attention_from_the_outside_inwards() -> None:
    steps = steps_of(ATTENTION)
    assert kinds(steps) == ["result", "inputs", *["operation"] * 5, "whole"]
    assert [ATTENTION[step.start : step.end] for step in steps] == [
        "A(Q, K)",
        r"\operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)",
        r"\operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)",
        r"\frac{QK^\top}{\sqrt{d_k}}",
        r"QK^\top",
        r"\sqrt{d_k}",
        r"K^\top",
        ATTENTION,
    ]
    assert steps[0].text["en"] == "It says what A gives for Q, K."
    assert steps[3].text == {
        "en": "Inside, Q K transpose is divided by the square root of d sub k.",
        "ja": "その中では、「キュー ケー 転置」を「ルート ディーケー」で割ります。",
    }
    assert "ルート ディーケー 分の キュー ケー 転置" in steps[-1].text["ja"]


@pytest.mark.parametrize(("sign", "key"), OPENINGS.items())
def test_the_relation_says_what_the_formula_is_about(sign: str, key: str) -> None:
    first = steps_of(f"x {sign} y")[0]
    assert all(words in first.text["en"] for words in shape_of_words(table("steps")[key]["en"]))


def test_names_and_shapes_are_told() -> None:
    names = {"en": {"h_{t}": "hidden state"}, "ja": {"h_{t}": "隠れ状態"}}
    steps = steps_of("h_t = f(h_t)", names=names, shape_of=lambda part: ("n", "d_k"))  # type: ignore[arg-type]
    assert steps[0].text["en"] == "What comes out is h sub t (hidden state), of shape n by d sub k."
    assert "エイチティー（隠れ状態）" in steps[1].text["ja"]
    assert "hidden state equals f of hidden state" in steps[-1].text["en"]


def test_what_is_certain_is_said_in_each_step_and_forms_have_their_names() -> None:
    names = {"en": {"K": "the keys", "d_{k}": "the key dimension"}, "ja": {"d_{k}": "キーの次元"}}
    fraction = ATTENTION.index(r"\frac"), ATTENTION.index(r"\right)")
    scaling = {"en": "square root scaling", "ja": "平方根による縮小"}
    parts = (
        NamedPart(fraction, {"en": "scores", "ja": "スコア"}, is_form=False),
        NamedPart(fraction, scaling, is_form=True),
    )
    told = [step.text for step in steps_of(ATTENTION, certain=names, parts=parts)]  # type: ignore[arg-type]
    assert told[2]["en"].endswith("the square root of d sub k (scores).")
    assert told[3] == {
        "en": "Inside, Q K transpose is divided by the square root of d sub k (d sub k: the key dimension)."
        " This is called “square root scaling”.",
        "ja": "その中では、「キュー ケー 転置」を「ルート ディーケー」（ディーケー：キーの次元）で割ります。"
        "これを「平方根による縮小」と呼びます。",
    }
    assert "K transpose (K: the keys)" in told[4]["en"]


def test_bound_names_and_everybodys_functions_do_not_go_in() -> None:
    inputs = steps_of(r"y = \sum_{i=1}^n \log x_i")[1].text["en"]
    assert inputs == "What goes in: n, x sub i."


def test_a_continued_line_and_further_statements() -> None:
    assert steps_of("= a + b")[0].text["en"].startswith("It goes on from the line before")
    assert kinds(steps_of(r"a = b + c, \quad \forall x \in S"))[-2:] == ["statement", "whole"]


@given(st.lists(TOKENS, max_size=30))
@settings(max_examples=150, deadline=None)
def test_nothing_raises(tokens: list[str]) -> None:
    latex = " ".join(tokens)
    steps = steps_of(latex)
    assert 3 <= len(steps) <= MOST_STEPS
    assert all(0 <= step.start <= step.end <= len(latex) and all(step.text.values()) for step in steps)
    assert all(a.kind != "whole" for a, _ in pairwise(steps)) and steps[-1].kind == "whole"


@pytest.mark.parametrize(
    ("latex", "part", "whole"),
    [
        (r"\frac{a}{b} c", r"\frac{a}{b", r"\frac{a}{b}"),
        (r"\|x\|^2_2 + 1", r"\|x\|^2", r"\|x\|^2_2"),
        ("x^{2}_{i} y", "x^{2}", "x^{2}_{i}"),
        ("x_i^2", "x_i", "x_i"),
        ("x^2 y_i", "x^2", "x^2"),
    ],
)
def test_a_part_has_its_braces_and_its_index(latex: str, part: str, whole: str) -> None:
    start = latex.index(part)
    assert latex[slice(*balanced(latex, start, start + len(part)))] == whole
