"""Steps with what is known of a paper: names that are certain, forms with names, and nothing that is not."""

import pytest

from reader.latex.source.bundle import SourceBundle
from reader.model.source import SourceFile
from reader.pipeline import read
from reader.study.speech.named_steps import steps_in
from reader.study.study import Study


def sentences(body: str, language: str) -> str:
    """The operations of the first display."""
    text = "\\documentclass{article}\n\\begin{document}\n" + body + "\n\\end{document}\n"
    bundle = SourceBundle("paper", {"paper.tex": SourceFile("paper.tex", text, "utf-8")}, "paper.tex", "digest")
    reading = read(bundle)
    equation = next(each for each in reading.document.equations if each.display)
    steps = steps_in(equation, Study(reading))
    return " ".join(step.text[language] for step in steps if step.kind == "operation")  # type: ignore[index]


ATTENTION = r"""Let $Q$ be the queries, let $K$ be the keys and let $d_k$ be the dimension of the keys.
\begin{equation} A = \operatorname{softmax}\left(\frac{Q K^\top}{\sqrt{d_k}}\right) \end{equation}"""
DENSITY = r"""Let $p$ denote the prior distribution and $f$ the loss.
\begin{equation} a = f(w) + \log p(x \mid z) \end{equation}"""

BROKEN = r"\begin{align} L &= - E_q[\log p(x \mid z)] \\ &\quad + KL(q(z \mid x) \| p(z)) \end{align}"


@pytest.mark.parametrize(
    ("body", "language", "said"),
    [
        (ATTENTION, "en", "the square root of d sub k (d sub k: the dimension of the keys)"),
        (ATTENTION, "en", "This is called “square root scaling”."),
        (ATTENTION, "en", "(scores)"),
        (ATTENTION, "ja", "これを「平方根による縮小」と呼びます。"),
        (ATTENTION, "ja", "（スコア）"),
        (DENSITY, "en", "f (the loss) is applied to w"),
        (BROKEN, "en", "This is called “negative ELBO”."),
    ],
)
def test_what_is_sourced_is_said(body: str, language: str, said: str) -> None:
    assert said in sentences(body, language)


@pytest.mark.parametrize(
    ("body", "language", "never"),
    [
        (DENSITY, "en", "prior"),  # another distribution with these arguments
        (r"\begin{equation} y = \| a - b \|^2 + c \end{equation}", "en", "is called “squared error”"),
    ],
)
def test_what_is_not_certain_is_not_said(body: str, language: str, never: str) -> None:
    assert never not in sentences(body, language)
