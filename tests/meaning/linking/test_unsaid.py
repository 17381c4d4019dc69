"""What formulas tell of letters that no words explain, and where they tell nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from handmade_evidence import evidence_of, paper_of, symbol
from small_glossary import build

from reader.formula.semantics.parser import plain_meaning
from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.linking.unsaid.optimum import total
from reader.meaning.linking.unsaid.scripts import another, moment, numbered, run, step, turned
from reader.meaning.linking.unsaid.variants import variant
from reader.meaning.linking.unsaid.words import many
from reader.model.annotations import Annotation
from reader.model.symbols import Symbol
from reader.pipeline import read

TOLD = [
    # entries of a whole, and the whole of its entries
    (
        "x_{2}",
        r"Let $x = (x_1, \dots, x_n)$ be the load vector of a bridge. \[ s = 3 x_2 \]",
        "component of the load vector of a bridge",
    ),
    (
        r"\bm{p}",
        r"where $p_j$ is the price of a ticket. \[ \bm{p} = [p_1, \ldots, p_K] \]",
        "collection of prices of a ticket",
    ),
    # what is sought
    (
        r"\hat{\beta}",
        r"We call $R$ the risk of a bond. \[ \hat\beta = \arg\min_{\beta} R(\beta) \]",
        r"value of $\beta$ for which the risk of a bond is smallest",
    ),
    # all of a range
    ("u_{1:T}", r"where $u_t$ is the price of a ticket. \[ J = c(u_{1:T}) \]", "prices of a ticket from $1$ to $T$"),
    # any of a few
    (
        r"M",
        r"Let $A$ be the old bridge, and let $B$ be the new bridge. \[ w_M = a + b, \quad M \in \{A, B\} \]",
        "old bridge or new bridge",
    ),
    # what is put together of things that have words, and what is taken from such a thing
    (
        "q",
        r"Let $L$ be the lift of a wing, and let $D$ be the drag of a wing. \[ q = \frac{L}{D}, \quad u = 2 q \]",
        "ratio of the lift of a wing to the drag of a wing",
    ),
    ("q", r"Let $p$ be the chance of rain. \[ q = 1 - p, \quad u = 2 q \]", "one minus the chance of rain"),
    (r"\gamma", r"Let $H$ be the set of ports. \[ u = \gamma + 1, \quad \gamma \in H \]", "port"),
    # what is drawn
    ("z", r"We set \[ y = 2 z + 1, \quad z \sim \mathcal{N}(0, \sigma^2) \]", "sample from a normal distribution"),
    (
        "w",
        r"where $\rho$ is the distribution of wages. \[ y = 2 w, \quad w \sim \rho \]",
        "sample from the distribution of wages",
    ),
    # marks, scripts that are left out, and extremes
    ("c_{i}'", r"Let $c_i$ be the catch of a boat. \[ u = c_i' + c_i \]", "variant of $c_{i}$, the catch of a boat"),
    ("g_{t}", r"Let $g_t^{(h,s)}$ be the gate of a lock. \[ u = g_t + 1, \quad v = g_t^{(h,s)} \]", "gate of a lock"),
    (r"v_{\max}", r"Let $v_t$ be the speed of a train. \[ u = v_t / v_{\max} \]", "largest speed of a train"),
    (
        "w",
        r"Let $y_w$ be the song, and $y_l$ the other one. \[ u = r(y_w) - r(y_l) \]",
        "label of $y_{w}$, the song",
    ),
    # parameters, growth, words
    (r"\psi", r"We train a policy $\pi_\psi$. \[ a = \pi_\psi(s) \]", "parameters of the policy"),
    (r"\Theta", r"\[ g_n = \Theta(1/n), \quad h_n = \Theta(n^2) \]", "what grows exactly as fast as its argument"),
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


SAID = {
    "m_{i}": "mass of a seed",
    "s_{t}": "stock of a shop",
    "K": "kernel matrix",
    "i": "farm",
    "w": "weights",
    "r": "radius",
}
TOTALS = [
    (r"\frac{1}{N} \sum_{i=1}^{N} m_i", "mean of the masses of a seed"),
    (r"\frac{\sum_{i \in S} m_i}{|S|}", "mean of the masses of a seed"),
    (r"\sum_{i=1}^{N} m_i", "sum of the masses of a seed"),
    (r"\frac{1}{K} \sum_{i=1}^{N} m_i", ""),  # of other terms than it is divided by
    (r"2 \sum_{i=1}^{N} m_i", ""),
]
SCRIPTS: list[tuple[Callable[[Symbol, Mapping[str, str]], str], str, str]] = [
    (numbered, "K^{(i)}", "kernel matrix, number $i$"),
    (numbered, "w^{(i)}", ""),  # of many
    (numbered, "K^{i}", ""),  # a power
    (step, "s_{t+1}", "stock of a shop, one step later"),
    (step, "s_{t-1}", "stock of a shop, one step before"),
    (step, "m_{i+1}", ""),  # the next of many is no later one
    (turned, r"K^{\top}", "transpose of the kernel matrix"),
    (moment, "w^{(T_{1})}", "weights at $T_{1}$"),
    (moment, "w^{(p)}", ""),
    (another, "i'", "another farm"),
    (another, "w'", ""),
    (run, r"s_{<t}", "stocks of a shop before $t$"),
]


@pytest.mark.parametrize(("latex", "words"), TOTALS)
def test_sums_and_means(latex: str, words: str) -> None:
    assert total(plain_meaning(latex), SAID) == words


@pytest.mark.parametrize(("rule", "latex", "words"), SCRIPTS)
def test_scripts(rule: Callable[[Symbol, Mapping[str, str]], str], latex: str, words: str) -> None:
    assert rule(Symbol("s1", latex, "identifier", None, frozenset(), (), ()), SAID) == words


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\hat{K}", "variant of $K$, the kernel matrix"),
        (r"K^{\star}", "variant of $K$, the kernel matrix"),
        ("m_{i}'", "variant of $m_{i}$, the mass of a seed"),
        (r"\hat{r}", ""),  # a unit vector
        (r"\hat{K}^{\star}", ""),  # two marks
        (r"\hat{m}", ""),  # of another spelling nothing is said
    ],
)
def test_marks(latex: str, words: str, tmp_path: Path) -> None:
    one = symbol(latex)
    assert variant(one, SAID, evidence_of(build(tmp_path), [one], [], paper_of("a"))) == words


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        (r"In the bay we observe $Z \sim p_a(\cdot \mid x)$. \[ u = 2 Z \]", r"draw from $p_{a}(\cdot\mid x)$"),
        (
            r"where $\delta$ is the rule of the clerk. \[ u = 2 Z, \quad Z \sim \delta(\cdot \mid w) \]",
            r"draw from $\delta(\cdot\mid w)$, the rule of the clerk",
        ),
    ],
)
def test_a_draw_names_its_law(text: str, meaning: str) -> None:
    assert annotation_of("Z", text).meaning == meaning


@pytest.mark.parametrize(
    ("one", "all_of_them"),
    [("state of the plant", "states of the plant"), ("query", "queries"), ("matrix", "matrices"), ("$n$", "")],
)
def test_many_of_one(one: str, all_of_them: str) -> None:
    assert many(one) == all_of_them
