"""Formulas that repeat an earlier one, told by what differs; and parts that a later formula gives."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.pipeline import read
from reader.study.study import Study
from reader.study.walkthrough.steps import steps_in

LONG = r"\sim q(\cdot \mid o_{0:t}, a_t, s_t, u_t)"


def told_of(*displays: str, language: str = "en") -> list[list[str]]:
    """The sentences of each display row; without an environment they stand in brackets, without a number."""
    rows = [each if each.startswith(r"\begin") else rf"\[ {each} \]" for each in displays]
    body = " Then follows ".join(rows)
    text = rf"\documentclass{{article}}\begin{{document}}\section{{Method}} We have {body}\end{{document}}"
    study = Study(read(bundle_from_bytes("p.tex", text.encode())))
    return [[step.text[language] for step in steps_in(each, study)] for each in study.document.equations]  # type: ignore[index]


def has(told: list[str], words: str) -> bool:
    return any(words in each for each in told)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (f"z_t {LONG}", f"z_t {LONG}", "It is the formula above once more."),
        (f"z_t {LONG}", f"x_t {LONG}", "It is the formula above once more, with $x$ for $z$."),
        (f"z_t {LONG}", f"o_t {LONG}", "Its right side is the same as in the formula above."),
        ("v = F W F^T", "v = K W K^T", "once more, with $K$ for $F$."),
        (
            r"R_p = \max(0, 1 - |p - u|/50)",
            r"R_e = \max(0, 1 - |e - v|/400)",
            "once more, with $e$ for $p$, $v$ for $u$ and $400$ for $50$.",
        ),
        ("F(a) = F(b) + B_F(a, b)", "F(b) = F(a) + B_F(b, a)", "with $a$ and $b$ exchanged."),
    ],
)
def test_what_stands_above_is_recognised(first: str, second: str, words: str) -> None:
    assert has(told_of(first, second)[1], words)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a = b + c", "d = e + f"),  # no wonder that they are alike
        ("x = W y", "z = W x"),
        ("a = b + c d", "a = b + e f"),
        (r"y = \frac{1}{|B|} \sum_{x \in B} f(x)", r"y = \frac{1}{|B|} \sum_{x \in C} f(x)"),  # B stays in one place
        (r"S = \|f(x) - g(x)\|^2 + h(y)", r"S = \|f(x) - g(z)\|^2 + h(y)"),
        ("u = a + b", "v = a - b"),
        ("v = F W F^T", "v = F W F^{-1}"),
    ],
)
def test_look_alikes_are_no_twins(first: str, second: str) -> None:
    told = told_of(first, second)[1]
    assert not has(told, "once more") and not has(told, "right side is the same")


def test_rows_of_one_display_are_twins_but_no_lines_of_a_derivation() -> None:
    rows = r"\begin{align} u_t &= \frac{f(y_t, a)}{g(y_t, a)} \\ v_t &= \frac{f(y_t, c)}{g(y_t, c)} \end{align}"
    assert has(told_of(rows)[1], "It is (1) once more, with $v$ for $u$ and $c$ for $a$.")
    chain = r"\begin{align} u_t &= \frac{f(y_t, a)}{g(y_t, a)} \\ &= \frac{f(y_t, c)}{g(y_t, c)} \end{align}"
    assert not has(told_of(chain)[1], "once more")


def test_a_formula_further_up_is_called_by_what_it_gives() -> None:
    told = told_of(f"z_t {LONG}", "a = b", "c = d", f"z_t {LONG}")
    assert has(told[3], "It is the formula for $z_{t}$ above once more.")
    between = told_of(f"z_t {LONG}", "z_t = b", "c = d", f"z_t {LONG}")
    assert not has(between[3], "once more")  # which one would not be clear


def test_japanese_names_the_letters_that_change() -> None:
    assert has(told_of("v = F W F^T", "v = K W K^T", language="ja")[1], "上の式の $F$ を $K$ に替えた式です。")


# --- parts that are given below ---


def test_a_part_may_be_given_after_the_formula() -> None:
    told = told_of(
        r"\begin{equation} R = w_1 R_h + w_2 R_s \end{equation}",
        r"\begin{equation} R_h := \|u - v\| \end{equation}",
    )
    assert has(told[0], r"By (2), $R_{h}$ is $\|u-v\|$.")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("p = q r", "r := p / q"),  # the first solved for a part
        ("z_{t+1} = W z_t", r"z_t := z_{t-1} + \alpha y"),  # another step of the series
        ("R = w + h", r"h := k \quad \text{if } t < 0"),
        ("R = w + h", r"h := k \ge 3"),
    ],
)
def test_what_turns_round_or_has_conditions_is_no_origin(first: str, second: str) -> None:
    told = told_of(rf"\begin{{equation}} {first} \end{{equation}}", rf"\begin{{equation}} {second} \end{{equation}}")
    assert not has(told[0], "(2)")


def test_what_stands_far_below_is_none() -> None:
    told = told_of("R = w + h", "a = b", "c = d", "e = f", "h := u + v")
    assert not has(told[0], "below")


def test_two_ways_to_choose_a_series_are_no_origin() -> None:
    told = told_of(r"y = \alpha_t x + \alpha_{t+1} z", r"\alpha_{t+1} := \alpha_t + 1", r"\alpha_t := \frac{w}{v}")
    assert not has(told[0], "below")


def test_rows_of_a_display_are_told_by_what_they_give() -> None:
    told = told_of(r"\begin{align*} f &:= a + b \\ g &:= c - d \\ R &:= f u + g v \end{align*}")
    assert has(told[2], "$f$ was given above: it is $a+b$.")
    assert not has(told[2], "By the formula above, $g$ is $c-d$.")  # the row above: one has just read it


@pytest.mark.parametrize(("also", "is_told"), [("", True), (r"We report $\mu_1 = 0$ (baseline) as well. ", False)])
def test_one_arm_of_a_comparison_is_no_setting(also: str, is_told: bool) -> None:
    body = rf"{also}In all experiments the weight $\mu_1$ is set to $\mu_1 = 5$. \[ V = \mu_1 A + B \]"
    text = rf"\documentclass{{article}}\begin{{document}}\section{{Method}} {body}\end{{document}}"
    study = Study(read(bundle_from_bytes("p.tex", text.encode())))
    equation = next(each for each in study.document.equations if each.display)
    assert any("The authors set" in step.text["en"] for step in steps_in(equation, study)) == is_told
