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
        (r"\theta = \arg\min_{w} \sum_{i} \| y_i - f(w) \|^2", "", "Looks for", "looks for"),
        (r"s \leftarrow m s + (1 - m) v", "where $m$ denotes the momentum", "running average", "old value"),
        (r"k = \exp(- \frac{\| x - y \|^2}{2 s})", "", "how near", "measures how far"),
        (r"L = A + \lambda B", "The loss $L$ is", "weighs", "sets how much"),
        (
            r"w \leftarrow w - \eta \nabla f(w)",
            "where $\\eta$ denotes the learning rate",
            "sets how far",
            "how far the step",
        ),
        (r"\| v - z \|^2 \le c^2", "Here $v$ denotes the flow velocity.", "squared distance", "measures how far"),
        (r"m = \min(u, w + v)", "", "the smaller of", "takes the smaller one"),
        (r"\log p(z \mid x) = \sum_{t=1}^{n} \log p(z_t \mid x)", "", "Gets larger", "The larger"),
        (r"\max_{\pi} r(\pi) - \tau d(\pi)", "Here $r(\\pi)$ is the reward.", "off against", "It favours"),
    ],
)
def test_a_purpose_is_not_said_again(latex: str, beside: str, purpose: str, words: str) -> None:
    above, sentences = told(latex, beside)
    assert purpose in above
    assert not any(words in each for each in sentences), sentences


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\max_{m, s : q(\pi(s)) > 0} \frac{b_m}{q(\pi(s))}", "looks for $m$ and $s:q"),
        (r"u := u + g(u)", "old value"),
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
    ],
)
def test_what_goes_without_saying_is_not_said(latex: str, words: str) -> None:
    _, sentences = told(latex, "")
    assert not any(words in each for each in sentences), sentences
