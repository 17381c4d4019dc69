"""What a formula is for stands above the sentences through it: these do not say it once more."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.pipeline import read
from reader.study.purpose.purpose import purpose_of
from reader.study.study import Study
from reader.study.walkthrough.steps import steps_in


def told(latex: str, beside: str) -> tuple[str, list[str]]:
    """The purpose of a formula, and the sentences through it."""
    body = f"{beside}\n\\begin{{equation}} {latex} \\end{{equation}}"
    text = "\\documentclass{article}\n\\begin{document}\n" + body + "\n\\end{document}\n"
    study = Study(read(bundle_from_bytes("paper.tex", text.encode())))
    (equation,) = (each for each in study.document.equations if each.display)
    purpose = purpose_of(equation, study)
    found = purpose.text.get("en", "") if purpose is not None else ""
    return found, [each.text["en"] for each in steps_in(equation, study)]


@pytest.mark.parametrize(
    ("latex", "beside", "purpose", "words"),
    [
        (r"\theta = \arg\min_{w} \| y - f(w) \|^2", "Here $y$ denotes the water level.", "Looks for", "looks for"),
        (r"L = A + \lambda B", "The loss $L$ is", "weighs", "sets how much"),
        (
            r"w \leftarrow w - \eta \nabla f(w)",
            "where $\\eta$ denotes the learning rate",
            "sets how far",
            "how far the step",
        ),
        (r"\| v - z \|^2 \le c^2", "Here $v$ denotes the flow velocity.", "squared distance", "measures how far"),
        (r"\max_{\pi} r(\pi) - \tau d(\pi)", "Here $r(\\pi)$ is the reward.", "off against", "It favours"),
    ],
)
def test_a_purpose_is_not_said_again(latex: str, beside: str, purpose: str, words: str) -> None:
    above, sentences = told(latex, beside)
    assert purpose in above
    assert not any(words in each for each in sentences), sentences


@pytest.mark.parametrize(
    ("latex", "said", "unsaid"),
    [
        (r"s \leftarrow m s + (1 - m) v", "running average", "the next one"),
        (r"k = \exp(- \frac{\| x - y \|^2}{2 s})", "how near", "measures how far"),
        (r"y = b + s (a - b)", "goes beyond", "at $s=0$ it drops out"),
    ],
)
def test_what_a_form_explains_of_parts_without_names_is_a_step(latex: str, said: str, unsaid: str) -> None:
    above, sentences = told(latex, "")
    assert above == "" and said in sentences[0]
    assert not any(unsaid in each for each in sentences), sentences


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"m = \min(u, w + v)", "takes the smaller one"),
        (r"\max_{m, s : q(\pi(s)) > 0} \frac{b_m}{q(\pi(s))}", "looks for $m$ and $s:q"),
        (r"u = v \min(a, b) + c", "takes the smaller one"),
        (r"a \le b + g(u) \le c + b \le w + v", "From end to end"),
        (r"a = b + v \lambda \| x - y \|^2", "measures how far"),
        (r"a = b + v \| x - y \|^2", "measures how far"),
    ],
)
def test_what_no_purpose_says_is_said(latex: str, words: str) -> None:
    _, sentences = told(latex, "")
    assert any(words in each for each in sentences), sentences


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\min_{h} \max_i a_i h_i, \qquad \sum_i h_i = n", "looks for $i$"),  # the worst of them is a value
        (r"\max_{w} \min_{x \in A} g(w, x), \qquad w > 0", "looks for $x"),
        (r"(1 - \sqrt{m})^2 \le a h(x) \le (1 + \sqrt{m})^2", "From end to end"),
        (r"v - u \le \rho \le v + u", "From end to end"),
        (r"\sqrt{k} \le \frac{a}{b} \le 1", "From end to end"),  # its middle is what is meant
        (r"\| a - b \| \le u + d \tanh(h u) \le u (1 + h d)", "lies between"),  # its middle is a step
    ],
)
def test_what_goes_without_saying_is_not_said(latex: str, words: str) -> None:
    _, sentences = told(latex, "")
    assert not any(words in each for each in sentences), sentences


@pytest.mark.parametrize(
    ("latex", "beside", "words", "is_said"),
    [
        (r"h(t) = g(t) + a", "Here $t$ denotes the time and $a$ denotes the water level. Then", "the time", False),
        (r"\Omega = \operatorname{Tr}(A B)", "where $\\Omega$ is the wind overlap:", "wind overlap", False),
        (r"f = | a - b |", "", "measures how far", False),  # the eye sees it
        (r"f = | a - b |", "Here $a$ denotes the water level. Then", "measures how far", False),
        (r"f = \| a - b \|", "", "measures how far", True),
        (r"V = \max_{0 \le w \le \min(a, b)} g(w)", "", "smaller one", False),
    ],
)
def test_names_that_tell_nothing_and_what_the_eye_sees_are_left_out(
    latex: str, beside: str, words: str, is_said: bool
) -> None:
    _, sentences = told(latex, beside)
    assert any(words in each for each in sentences) == is_said, sentences


@pytest.mark.parametrize(
    ("beside", "is_weight"),
    [
        ("The cost of the pipe is", True),
        ("The Lagrangian of the pipe is", False),
        ("With a Lagrange multiplier for the flow we have", False),
        ("The cost is paid as multiples of a fee, so that", True),
    ],
)
def test_a_multiplier_is_no_weight(beside: str, is_weight: bool) -> None:
    above, sentences = told(r"J = C + \eta (\sum_k q_k - 1)", beside)
    said = any(" counts" in each for each in (above, *sentences))
    assert said == is_weight


def test_the_value_before_has_no_other_name() -> None:
    words = "Here $S_t$ denotes the river level, and $R_t$ denotes the rain fall."
    above, sentences = told(r"S_t = b S_{t-1} + R_t", f"{words} The dry bypass is $S_{{t-1}}$.")
    assert "the river level" in above and "bypass" not in "".join((above, *sentences))
