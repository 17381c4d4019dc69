"""What formulas tell of letters that no words explain, and where they tell nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from handmade_evidence import evidence_of, paper_of, symbol
from small_glossary import build

from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.linking.unsaid.variants import variant
from reader.model.annotations import Annotation
from reader.pipeline import read

TOLD = [
    # entries of a whole, and the whole of its entries
    (
        "x_{2}",
        r"Let $x = (x_1, \dots, x_n)$ be the load vector of a bridge. \[ s = 3 x_2 \]",
        "component of the load vector of a bridge",
    ),
    # what is sought
    # all of a range
    # any of a few
    # what is put together of things that have words, and what is taken from such a thing
    # what is drawn
    ("z", r"We set \[ y = 2 z + 1, \quad z \sim \mathcal{N}(0, \sigma^2) \]", "sample from a normal distribution"),
    (
        "w",
        r"where $\rho$ is the distribution of wages. \[ y = 2 w, \quad w \sim \rho \]",
        "sample from the distribution of wages",
    ),
    # marks, scripts that are left out, and extremes
    ("c_{i}'", r"Let $c_i$ be the catch of a boat. \[ u = c_i' + c_i \]", "variant of $c_{i}$, the catch of a boat"),
    # parameters, growth, words
    (r"\psi", r"We train a policy $\pi_\psi$. \[ a = \pi_\psi(s) \]", "parameters of the policy"),
    (r"\text{test loss}", r"The test loss is small. \[ \text{test loss} = 2 \]", "test loss"),
]
SILENT = [
    ("x_{2}", r"Let $x$ be the horizontal position. \[ s = 3 x_2 \]"),  # of another letter nothing is said
    ("u_{1:T}", r"where $u_t$ is the weight of day $t$. \[ u_{1:T} = \sum_{i=1}^T u_i \]"),  # a sum
    ("l_{s}", r"Let $m$ be the mast, and let $s$ be the sail. Let $l_m$ be the load of the mast. \[ l_m = 2 l_s \]"),
    ("z_{3}", r"where the sets of goods $z_j$ are large. \[ y = z_j + z_3 \]"),  # words about all of them
    ("w", r"where $\rho$ is the speed of the wind. \[ y = 2 w, \quad w \sim \rho \]"),  # of that size
    ("f'", r"Let $f$ be the map of a bay. \[ u = f'(x) + f(x) \]"),  # a slope
    (r"\hat{n}", r"Let $n$ be the number of boats. \[ u = \hat{n} + n \]"),  # an estimate, or another one
    ("Y", r"where $a$ and $b$ are two boats. \[ u = 2 Y, \quad Y \sim a \]"),  # alike, of that size
    (r"\Theta", r"\[ k = \Theta(x, y) \]"),  # a function of two arguments
    (r"\operatorname{profit}", r"The profit is small. \[ \mathrm{profit} = 2 \]"),  # it would only be said again
]


def annotation_of(letter: str, text: str) -> Annotation:
    paper = rf"\documentclass{{article}}\begin{{document}}{text}\end{{document}}"
    found = read(bundle_from_bytes("p.tex", paper.encode())).annotations
    return next(one for one in found if one.symbol.latex == letter)


@pytest.mark.parametrize(("letter", "text", "meaning"), TOLD)
def test_a_formula_tells_a_letter_by_others(letter: str, text: str, meaning: str) -> None:
    told = annotation_of(letter, text)
    assert (told.meaning, told.status) == (meaning, "structure")
    assert told.trace.steps[-1].name == "formulas" and told.trace.candidates[0].meaning == meaning


@pytest.mark.parametrize(("letter", "text"), SILENT)
def test_where_formulas_do_not_tell_nothing_is_said(letter: str, text: str) -> None:
    assert "formulas" not in [step.name for step in annotation_of(letter, text).trace.steps]


SAID = {"m_{i}": "mass of a seed", "K": "kernel matrix", "r": "radius"}


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\hat{K}", "variant of $K$, the kernel matrix"),
        (r"K^{\star}", "variant of $K$, the kernel matrix"),
        ("m_{i}'", "variant of $m_{i}$, the mass of a seed"),
        (r"\hat{K}^{\star}", ""),  # two marks
        (r"\hat{m}", ""),  # of another spelling nothing is said
    ],
)
def test_marks(latex: str, words: str, tmp_path: Path) -> None:
    one = symbol(latex)
    assert variant(one, SAID, evidence_of(build(tmp_path), [one], [], paper_of("a"))) == words
