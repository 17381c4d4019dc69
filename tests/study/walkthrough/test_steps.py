"""Read with me: each kind of sentence, in both languages, for the eye and for the ear, and none without grounds."""

from __future__ import annotations

import re

import pytest
from formula_soup import TOKENS
from hypothesis import given, settings
from hypothesis import strategies as st

import glossary
from reader.formula.semantics.parser import read_meaning
from reader.formula.syntax.parsing import parse_formula
from reader.latex.source.bundle import bundle_from_bytes
from reader.messages import LANGUAGES, table
from reader.pipeline import read
from reader.study.study import Study
from reader.study.walkthrough.certainties import GROWING_IDEAS, TOO_PLAIN
from reader.study.walkthrough.places import balanced
from reader.study.walkthrough.steps import NamedPart, Step, steps_in, walkthrough_of
from reader.study.walkthrough.telling import MOST_OF_ALL, Idea

NAMES = {
    "en": {"y": "the output", "a": "the gain", "x": "the input", "n": "the size", "S": "the batch"},
    "ja": {"y": "出力", "a": "利得", "x": "入力", "n": "サイズ", "S": "バッチ"},
}
LONG = (
    r"L = \|\hat{y}_{a} - f_{\theta}(x_{a}, t)\|^2 + \|\hat{y}_{b} - f_{\theta}(x_{b}, t)\|^2"
    r" + \frac{\sum_{i=1}^{n} w_i^2 + \sum_{i=1}^{n} v_i^2}{1 + \exp(u + v)}"
)
SIDE = r"\sum_{i=1}^{n} \exp(w_i + u_i) + \log(1 + \exp(s + t))"
AGAIN = rf"L = ({SIDE}) ({SIDE})"
MANY = "L = " + " + ".join(
    rf"\frac{{f(x_{k} + u + v, w) + 1}}{{g(x_{k}, r, s, t) + 1}} h(p + q, r + s, t + u, {k})" for k in "ab"
)

# For each row of the messages a formula of which some step says it.
ROWS = {
    "gives": "y = f(x)", "gives-drawn": r"y \sim p", "folded": LONG, "multiplied": "y = a x", "added": "y = a + x",
    "taken-away": "y = a - x", "divided": r"y = \frac{a}{x}",
    "set": r"V = \{u \in U : g(u) > 0\}",
    "indicator": r"\mathbb{1}[u = v]", "cut": r"\max(0, 1 - u)", "summed": r"\sum_{i \in S} f(i)",
    "summed-range": r"\sum_{i=1}^{n} f(i)",
    "largest-value": r"\sup_{u \in S} f(u)", "smallest-value": r"\inf_{u \in S} f(u)",
    "largest-of": r"\max_{u} f(u)", "smallest-of": r"w = \arg\min_{u} f(u)", "box": LONG,
    "distance": r"\|a - x\|^2", "counts": r"b + \lambda c",
    "mixes": r"(1 - \alpha) b + \alpha c", "here": "g(x, n) = n",
    "step-by": r"z_{t+1} = z_t - \gamma g_t",
    "normal": r"p(u \mid v) = \mathcal{N}(u; g(v), s^2)", "normal-density": r"q = c \mathcal{N}(u; m, s)",
    "normal-standard": r"u \sim \mathcal{N}(0, s^2)", "normal-density-standard": r"q = c \mathcal{N}(u; 0, s^2)",
    "normal-unit": r"u \sim \mathcal{N}(0, I)", "normal-density-unit": r"q = c \mathcal{N}(u; 0, I)",
    "noisy": r"u = \mu + \sigma \odot v, \quad v \sim \mathcal{N}(0, I)",
    "distance-here": r"\|f(u_a, u_b, u_c, u_d) - f(v_a, v_b, v_c, v_d)\|^2",
    "mean-of-all":
        r"\frac{1}{n} \sum_{i=1}^{n} \min(g(u_i) v_i, h(g(u_i), 1 - w, 1 + w) v_i, k(u_i, v_i, w, 2 w, 3 w))",
    "mean-of-two": r"\frac{1}{2} (g(u) + h(v))",
    "mean": r"\frac{1}{n} \sum_{i=1}^{n} u_i", "weighted-sum": r"\sum_{k} \alpha_k u_k",
    "divergence": r"D_{\mathrm{KL}}(u \| v)", "limit": r"\lim_{m \to \infty} f_m = 0",
    "residual": r"\operatorname{LN}(u) + u", "composed": r"f_m \circ f_1",
    "smaller-of": r"\min(u, v)", "larger-of": r"\max(u, v)", "order": "O(u)",
    "only": r"\begin{cases} u & t = 0 \\ 0 & \text{otherwise} \end{cases}", "rate": r"\frac{\partial u}{\partial x}",
    "inner": r"\langle u, v \rangle", "pace": r"z_{t+1} = z_t - \gamma g_t",
    "scaling-below": r"u = \frac{D v}{t}", "scaling-up-square": r"u = a v^2",
    "diffusion": "du = f dt + g dw",
    "share": r"\frac{g(u_k)}{\sum_{i} g(u_i)}",
    "falls-both": r"L = \log q(u \mid v) - \log p(u \mid v)", "falls-larger": r"L = -\log p(u \mid v)",
    "falls-smaller": r"L = \log \|u\|", "rises-both": r"r = \log p(u \mid v) - \log q(u \mid v)",
    "rises-larger": r"r = \log p(u \mid v)", "rises-smaller": r"r = -\log p(u \mid v)",
    "sought-both": r"\max_{u} \log p(u \mid v) - \log q(u \mid v)", "sought-larger": r"\max_{u} \log p(u \mid v)",
    "sought-smaller": r"\min_{u} \log p(u \mid v)",
    "count": r"b + \lambda c + \beta d", "counts-term": rf"b + \lambda ({SIDE}) ({SIDE})",
    "step-with": "z_{t+1} = W z_t + B u",
    "independent-given": r"\prod_{i=1}^{N} p(u_i \mid w)",
    "summed-out": r"\int p(u \mid v) p(v) dv", "log-ratio": r"\log \frac{p(u)}{q(u)}", "ratio": r"\frac{p(u)}{q(u)}",
    "proportional": r"p(u) \propto f(u)", "standardised": r"\frac{u - v}{\sigma}",
    "fading": r"\exp(-\|u - v\|^2)",
    "normalised": r"p(u) = \frac{f(u) g(u)}{Z}", "turned": r"p(u \mid v) = \frac{p(v \mid u) p(u)}{p(v)}",
    "steepest": r"u = \nabla f(v)",
    "nearer": r"\|u - w\| \le \|v - w\|",
    "lies-between": r"0 \le f(u) \le 1", "ends-most": r"u \le v = w",
    "ends-least": r"u \ge v = w",
    "at-most": r"y \le w + v", "at-least": r"y \ge w + v",
    "constrained": r"\min_{u} f(u) \quad \text{s.t.} \quad g(u) \le 0",
    "condition-row": r"\text{subject to} \quad u = v",
}  # fmt: skip


def steps(latex: str, *, parts: tuple[NamedPart, ...] = (), ideas: dict[str, Idea] | None = None) -> tuple[Step, ...]:
    return walkthrough_of(latex, read_meaning(parse_formula(latex)), NAMES, parts=parts, ideas=ideas).steps  # type: ignore[arg-type]


def pattern(row: str, language: str) -> re.Pattern[str]:
    words = re.split(r"\{\w+\}", table("steps")[row][language])  # type: ignore[index]
    return re.compile(".*".join(re.escape(each.strip() if language == "ja" else each) for each in words))


@pytest.mark.parametrize("row", ROWS)
def test_each_sentence_is_said(row: str) -> None:
    told = steps(ROWS[row])
    for language in LANGUAGES:
        assert any(pattern(row, language).fullmatch(step.text[language]) for step in told), told
        assert all("$" not in step.aloud[language] and "\\" not in step.aloud[language] for step in told)


def test_names_are_said_once_and_shapes_are_told() -> None:
    first, *_ = steps("y = a x")
    assert first.text["en"] == "$y$ (the output) is the product of $a$ (the gain) and $x$ (the input)."
    assert first.text["ja"] == "$y$（出力）は $a$（利得）と $x$（入力）を掛けたものです。"
    assert first.aloud["en"] == "y (the output) is the product of a (the gain) and x (the input)."


def test_without_grounds_nothing_is_said() -> None:
    assert steps("u = v w") == () and steps("u = g(w)") == () and steps("") == ()


def test_a_colour_round_all_of_it_hides_nothing() -> None:
    assert (
        steps(r"\textcolor{blue}{y = a x,}")[0]
        .text["en"]
        .endswith("is the product of $a$ (the gain) and $x$ (the input).")
    )


def test_of_a_part_that_is_empty_nothing_is_said() -> None:
    assert not any("$$" in step.text["en"] for step in steps(r"x = (1 - \alpha) a + \alpha \cdot \vartriangle"))


def test_parallel_parts_are_the_same_but_for_a_letter() -> None:
    told = [step.text["en"] for step in steps(LONG)]
    assert any("is the same as" in text and "$b$ for $a$" in text for text in told), told


def test_what_stands_there_once_more_is_the_same_box() -> None:
    told = [step.text["en"] for step in steps(AGAIN)]
    assert r"$L=(\boxed{1}+\boxed{2})(\boxed{1}+\boxed{2})$" in told[0], told
    told = [step.text["en"] for step in steps(MANY)]
    assert any("; $" in text and "is the same as" in text for text in told), told


def test_a_box_may_have_a_name() -> None:
    place = LONG.index(r"1 + \exp"), len(LONG) - 1
    form = NamedPart(place, {"en": "share", "ja": "割合"}, is_form=True)
    told = [step.text["ja"] for step in steps(LONG, parts=(form,))]
    assert any(text.endswith("（割合）です。") for text in told), told


def test_every_row_is_tried() -> None:
    others = {
        "alike", "alike-on", "alike-end", "swap", "swap-on", "swap-back", "box-named", "known-as", "known-as-of",
        "known-with", "slot", "idea", "idea-is", "idea-named", "idea-spelled", "named", "and", "comma",
        "here-and", "here-is", "here-too", "positive",
        "formula", "above", "below", "origin", "origin-is", "setting", "goes-into", "goes-into-for",
        "twin", "twin-same", "same-right", "of-above", "of-below", "origin-is-above", "origin-is-below",
        "worked-out", "shown", "middle", "right-side", "part-known",
    }  # fmt: skip
    lines = {
        row for row in table("steps") if "line-" in row or row.startswith("prime-")
    }  # they have tests of their own
    assert set(table("steps")) == {*ROWS, *others, *lines, "box-aloud", "goes-on"}


def test_forms_and_functions_of_the_textbook_are_named() -> None:
    latex = r"u = \sigma(w)"
    place = latex.index(r"\sigma"), len(latex)
    form = NamedPart(place, {"en": "squashing", "ja": "押し縮め"}, is_form=True)
    idea = Idea({"en": "sigmoid", "ja": "シグモイド"}, {"en": "Squeezes.", "ja": "押し込みます。"})
    told = steps(latex, parts=(form,), ideas={r"\sigma": idea})
    assert [step.text["en"] for step in told] == [r"$\sigma$: sigmoid. Squeezes."]  # a name alone says nothing
    form = NamedPart(place, form.name, is_form=True, slots=(("w", {"en": "score", "ja": "得点"}),))
    assert steps(latex, parts=(form,))[0].text["en"] == "Textbooks call this form “squashing”, with $w$ (score)."


def test_a_function_that_is_spelled_out_is_not_named_again() -> None:
    idea = Idea({"en": "sigmoid", "ja": "シグモイド"}, {"en": "Squeezes.", "ja": "押し込みます。"})
    first, *_ = steps(r"u = \operatorname{sigmoid}(w)", ideas={r"\operatorname{sigmoid}": idea})
    assert first.text["en"] == r"$\operatorname{sigmoid}$: Squeezes."
    assert first.text["ja"] == r"$\operatorname{sigmoid}$：押し込みます。"


def test_the_slope_of_a_function_is_not_the_function() -> None:
    idea = Idea({"en": "gap", "ja": "隔たり"}, {"en": "How far it is.", "ja": "遠さです。"})
    assert any("gap" in step.text["en"] for step in steps("u = D(v)", ideas={"D": idea}))
    assert not any("gap" in step.text["en"] for step in steps("u = D'(v)", ideas={"D'": idea}))


def test_a_name_that_is_spelled_and_nothing_more_is_not_told() -> None:
    idea = Idea({"en": "KL divergence", "ja": "KL 情報量"}, {"en": "What q costs.", "ja": "q の損です。"})
    assert not steps(r"u = D_{\mathrm{KL}}(v)", ideas={r"D_{\mathrm{KL}}": idea})


def test_a_letter_by_the_way_is_not_all_that_is_told() -> None:
    assert steps("u v w = x") == () and steps("u x = x")[0].text["en"] == "Here $x$ stands for the input."


def test_letters_of_the_textbook_are_not_told_of_a_formula_with_others() -> None:
    idea = Idea({"en": "gap", "ja": "隔たり"}, {"en": "What q costs.", "ja": "q の損です。"})
    first, *_ = steps("u = D(v)", ideas={"D": idea})
    assert first.text == {"en": "$D$: gap.", "ja": "$D$ は隔たりです。"}


def test_ideas_that_the_code_knows_are_in_the_glossary() -> None:
    assert {each.name["en"] for each in glossary.load().concepts.values()} >= GROWING_IDEAS | TOO_PLAIN


def test_what_leads_one_step_on_is_told_once() -> None:
    told = [step.text["en"] for step in steps("x_{t+1} = x_t - a")]
    assert len(told) == 2 and told[0].startswith("From the value before") and "stands for" in told[1]


def test_where_a_place_has_a_narrower_name_the_wider_idea_is_not_told() -> None:
    latex = r"u = \frac{p(v)}{q(v)}"
    slots = (("p", {"en": "new policy", "ja": "新しい方策"}), ("q", {"en": "old policy", "ja": "古い方策"}))
    form = NamedPart((latex.index(r"\frac"), len(latex)), {"en": "policy ratio", "ja": "方策の比"}, True, slots)
    idea = Idea(
        {"en": "policy", "ja": "方策"}, {"en": "The rule by which it acts.", "ja": "どう行動するかの決まりです。"}
    )
    assert not any("rule" in step.text["en"] for step in steps(latex, parts=(form,), ideas={"p": idea}))
    same = NamedPart(form.place, form.name, True, (("p", {"en": "policy", "ja": "方策"}),))
    assert any("rule" in step.text["en"] for step in steps(latex, parts=(same,), ideas={"p": idea}))


def test_of_several_statements_it_is_said_which_has_the_form() -> None:
    latex = r"u = \sigma(w), \quad v = g(w)"
    place = latex.index(r"\sigma"), latex.index(",")
    form = NamedPart(place, {"en": "squashing", "ja": "押し縮め"}, True, (("w", {"en": "score", "ja": "スコア"}),))
    first, *_ = steps(latex, parts=(form,))
    assert first.text["en"] == "Textbooks call the form of $u$ “squashing”, with $w$ (score)."
    assert first.text["ja"] == "$u$ の式は、一般に「squashing」と呼ばれる形です。$w$ はスコアにあたります。".replace(
        "squashing", "押し縮め"
    )


def test_coefficients_are_named_on_whose_sign_a_direction_depends() -> None:
    told = [step.text["en"] for step in steps(r"L = -\log p(u \mid v) + \beta \|w\|")]
    assert any(text.endswith(r"the smaller $L$ (for positive $\beta$).") for text in told), told


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{1}{b} \sum_{i=1}^{m} u_i",  # not so many terms
        r"\frac{1}{b - a} \sum_{i=a}^{b} u_i",  # one term more
        r"\sum_{k} u_k v_k",  # neither is a weight
        r"\sum_{k} \alpha_k u",  # the same all over
        r"\operatorname{LN}(v) + u",  # something else goes in
        r"\begin{cases} u & t = 0 \\ v & t = 1 \\ 0 & \text{otherwise} \end{cases}",
        r"\frac{dP}{dQ}",  # a density
        r"u = \frac{\operatorname{Cov}(v, w)}{s t}",  # what stands above may grow as well
        r"q(u) = \frac{w(u)}{h} p(u)",  # no sign of what keeps the total
        r"(2 \lambda - 1) v + w",  # it counts two
        r"\frac{1}{2} (u - v)",  # a difference
        r"\frac{1 + v}{2}",  # one sees that
        r"\frac{-b + \sqrt{d}}{2}",  # the mean of something else
        r"du = -\theta u dt + s dW",  # it is moved the other way
        r"u = -v + \operatorname{MLP}(v)",  # it does not pass on unchanged
        r"v + \operatorname{Var}(v)",  # a statistic is no layer
        r"\tilde{O}(\sqrt{T})",  # logarithms are hidden in it
        r"v \in \frac{D}{t^2}",  # no value is given
        r"v \ne \frac{D}{t^2}",
        r"\begin{cases} 0 & u < 0 \\ u & u \ge 0 \\ 0 & u > 1 \end{cases}",  # rows overlap
        r"\limsup_{m \to \infty} f_m = 0",  # only some values come close to it
        r"\frac{d\nu}{d\mu}",  # a density
        r"G = \langle V, E \rangle",  # a tuple
        r"Q \in O(d)",  # a group
        r"\frac{g(u_k)}{\sum_{i \ne k} g(u_i)}",  # the others alone
        r"\frac{g(u_k)}{\sum_{i = k + 1}^{m} g(u_i)}",
        r"\frac{g(u_k)}{\sum_{i \in I \setminus k} g(u_i)}",
        "O(u) = u^2 + 1",  # the name of a function
        r"v = w + \delta u",  # a small change
    ],
)
def test_no_form_without_grounds(latex: str) -> None:
    assert not steps(latex)


def test_an_order_is_no_layer() -> None:
    assert not any("residual" in step.text["en"] for step in steps(r"k + \mathcal{O}(k)"))


@pytest.mark.parametrize(
    "latex",
    [
        r"L \le -\log p(u \mid v)",  # no value is given
        r"z = g(u) - h(u)",  # may be vectors
        r"L = \log p(u \mid v) - \log p(u \mid v) w",  # it stands on both sides
        r"L = \sin p(u \mid v)",  # neither only grows nor only falls
        r"L = \|u\| + \|v\|",  # one sees that
        r"L = w - \log p(u \mid v)",  # what the rest does is not known
    ],
)
def test_no_direction_without_grounds(latex: str) -> None:
    assert not any("The larger" in step.text["en"] or "The smaller" in step.text["en"] for step in steps(latex))


def test_a_name_is_not_told_twice_nor_lost() -> None:
    told = [step.text["en"] for step in steps(r"\sum_{k=1}^{n} f(k) + \sum_{j=1}^{n} g(j)")]
    assert told == ["It adds up for $k$ from $1$ to $n$ (the size)."]


def test_short_parts_are_not_folded_to_be_opened_again() -> None:
    assert not any(
        step.kind in ("folded", "box") for step in steps("u = " + " + ".join(f"v_{{{k}{k}}} w" for k in range(9)))
    )


def test_a_paper_s_own_words_and_forms() -> None:
    body = r"""Then
    \begin{equation} A = \operatorname{softmax}\left(\frac{Q K^\top}{\sqrt{d}}\right) \end{equation}
    where $d$ is the dimension of the keys and $A$ is the attention weight."""
    text = "\\documentclass{article}\n\\begin{document}\n" + body + "\n\\end{document}\n"
    reading = read(bundle_from_bytes("p.tex", text.encode()))
    equation = next(each for each in reading.document.equations if each.display)
    told = steps_in(equation, Study(reading))
    assert told[0].text["en"] == "It gives $A$ (the attention weight)."
    assert told[0].text["ja"].startswith("$A$（")
    assert (told[0].start, told[0].end) == (0, 1)


@given(st.lists(TOKENS, max_size=30))
@settings(max_examples=100, deadline=None)
def test_nothing_raises(tokens: list[str]) -> None:
    latex = " ".join(tokens)
    told = steps(latex)
    assert len(told) <= MOST_OF_ALL
    assert all(0 <= step.start <= step.end <= len(latex) and all(step.text.values()) for step in told)
    assert len({step.text["en"] for step in told}) == len(told)


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
