"""What belongs to something is told with that, and what is said of another thing is not said of a letter."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.pipeline import read


def told(latex: str, text: str) -> str | None:
    """What a symbol is called in the first displayed formula in which it stands."""
    paper = rf"\documentclass{{article}}\begin{{document}}{text}\end{{document}}"
    reading = read(bundle_from_bytes("p.tex", paper.encode()))
    annotation = next(one for one in reading.annotations if one.symbol.latex == latex)
    equation = next(one.id for one in reading.document.equations if annotation.symbol.id in reading.symbols[one.id])
    return annotation.in_formula(equation).meaning


LEARNED = r"The neural network is trained: its parameters learn by gradient descent on a loss. "
PARTICULAR = [
    # whose parameters
    (r"\theta", LEARNED + r"Let $\pi_\theta$ be the steering policy. \[ J = \log \pi_\theta(a) \]",
     "parameters of the steering policy"),
    (r"\phi", LEARNED + r"where $q_\phi$ is the encoder of the image. \[ J = \log q_\phi(z) + \log q_\phi(x) \]",
     "parameters of the encoder of the image"),
    (r"\theta", LEARNED + r"We minimise the loss of a model. \[ y = h_\theta(x) \]", r"parameters of $h_{\theta}$"),
    # the number of a thing
    ("i", r"The load of each pillar $i \in \{1, \dots, n\}$ is $w_i$. \[ W = \sum_{i=1}^{n} w_i \]",
     "index of the pillar"),
    ("j", r"We count the births of each colony $j \in \{1, \dots, m\}$. \[ B = \sum_{j=1}^{m} b_j \]",
     "index of the colony"),
    ("k", r"At each iteration $k \in \{1, \dots, n\}$ we move. \[ x = \sum_{k=1}^{n} d_k \]", "iteration"),
    ("i", r"The rank of team $i$ is $r_i$. \[ s = \sum_{i=1}^{n} r_i \]", "index of the team"),
    # of what something is the size
    (r"\lambda", r"A flow near a boundary layer with thickness $\lambda$ is slow. \[ u = v / \lambda \]",
     "thickness of the boundary layer"),
    ("n", r"We take a finite market $M$ of size $n$. \[ s = c / n \]", "size of the finite market"),
    ("r", r"It surrounds a round cloud $M$ of radius $r$. \[ v = 2 r \]", "radius"),
    # one of some
    ("P", r"There are two paths $P$ (in blue) and $Q$ (in red). \[ a = d(P) \]", "path"),
    # what changes in time
]  # fmt: skip


@pytest.mark.parametrize(("latex", "text", "meaning"), PARTICULAR)
def test_what_belongs_to_something_is_told_with_it(latex: str, text: str, meaning: str) -> None:
    assert told(latex, text) == meaning


OF_ANOTHER = [
    # what both spellings are called -> not what the letter is
    ("p^{1-a}", r"Let $p$ be the wage of a worker. \[ u = p^{1-a} + p \]", "wage of a worker"),
    (r"r_{\delta}", r"where $r_t$ is the importance ratio at step $t$. \[ s = r_a + r_\delta + r_t \]",
     "importance ratio"),
    (r"n_{\mathrm{e}}", r"where $n_0$ is the saturation density of the fluid. \[ s = n_{\mathrm{e}} + n_0 \]",
     "saturation density of the fluid"),
    (r"t_{\mathrm{jet}}", r"where $t_h$ is the age of the universe. \[ t_{\mathrm{jet}} = 2 t_h \]",
     "age of the universe"),
    ("s", r"We imagine a possible next state $s'$. \[ v = w(s) + w(s') \]", "possible next state"),
    (r"\rho", r"We set $\rho = 0$ (no penalty) at first. \[ r = 1 + \rho \]", "no penalty"),
    ("a", r"It stays only if the price of selling exceeds the price of waiting: \[ a > b + c \]", "price of waiting"),
    ("c", r"\textit{Speed Control ($c$):} The driver slows down. \[ v = c u \]", "Speed Control"),
    ("p_{01}", r"The chance of a table is shared among its cells. \[ p_{01}(a) = r - p_{11}(a) \]",
     "probability distribution"),
    (r"\hat{f}", r"We use the Fourier series. \[ \hat{f} = \arg\min_f \|A f - c\| \]", "Fourier transform"),
    ("k", r"Let $w \in \mathbb{R}^{n \times k}$ denote the weights. \[ y = w x, \quad w \in \mathbb{R}^{n \times k} \]",
     "index"),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "text", "meaning"), OF_ANOTHER)
def test_words_of_another_thing_are_not_a_letter_s(latex: str, text: str, meaning: str) -> None:
    assert told(latex, text) != meaning


COUNTED = r"""\section{Boats} The speed of boat $i$ is $v_i$, where $i$ indexes the boats. \[ s = \sum_{i=1}^{n} v_i \]
\section{Waves} %s"""


@pytest.mark.parametrize(
    ("more", "meaning"),
    [
        (r"\[ V = \prod_{i=1}^{n} v_i + 1 \]", "index of boats"),
    ],
)
def test_what_is_counted_elsewhere_is_counted_beside_the_same_letters(more: str, meaning: str) -> None:
    paper = rf"\documentclass{{article}}\begin{{document}}{COUNTED % more}\end{{document}}"
    reading = read(bundle_from_bytes("p.tex", paper.encode()))
    annotation = next(one for one in reading.annotations if one.symbol.latex == "i")
    last = reading.document.equations[-1].id
    assert annotation.in_formula(last).meaning == meaning
