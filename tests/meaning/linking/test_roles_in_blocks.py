"""Formulas that say what a symbol is without a word of the author: by what defines it, and where it stands."""

import pytest

import glossary
import reader
from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.pool import Option, options_of
from reader.model.annotations import Annotation

FORMULAS = [
    # formulas of a paper, some prose, the symbol asked for -> a concept that they propose, None where they propose none
    (r"u_{k+1} = u_k - \eta \nabla L(u_k)", "", "u_{k+1}", "gradient-descent"),
    (r"u_{k+1} = u_k - \eta \nabla L(u_k)", "", r"\eta", "learning-rate"),
    (r"v = (1 - c) a + c b", "", "c", "interpolation-coefficient"),
    (r"\bar{z} = \frac{\sum_{i=1}^n r_i z_i}{\sum_{i=1}^n r_i}", "", "r_{i}", "averaging-weight"),
    (r"Q(x) = a x^2 + b x + c", "", "Q", "quadratic-function"),
    (r"Z = A^{-1}", "", "Z", None),
    (r"R = \sqrt{\frac{1}{n} \sum_{i=1}^{n} (a_i - b_i)^2}", "", "R", "root-mean-square-error"),
    (r"L(x, \lambda) = f(x) + \lambda g(x)", "We form the Lagrangian.", "L", "lagrangian"),
    (
        r"T(n - m) = \mathbf{T}(m)^\top \mathbf{v}(n) \quad \mathbf{T}(n - m) = \mathbf{T}(m)^\top \mathbf{T}(n)",
        "",
        r"\mathbf{T}",
        None,
    ),
    (r"h = \tanh(W x + b)", "We train neural networks.", "h", "hidden-representation"),
    (r"\psi(x) = \tanh(x)", "We train neural networks.", r"\psi", "tanh-activation"),
    (r"a \circ b = 0", "", r"\circ", None),
    (r"a = g_{\phi}(x)", "", r"g_{\phi}", None),
    (r"P(A \mid B)", "", r"\mid", "conditional-probability"),
    (r"\{ x \mid x > 0 \}", "", r"\mid", None),
    (r"\Pi x = 0", "", r"\Pi", None),
    (r"q_{ij}^{1} + q_{ij}^{k} \quad \mathbf{q} = 0", "", "q_{ij}^{1}", None),
    (r"\sum_{j=1}^{n} j (a + b)", "", "j", "index"),
    (r"\sum_{\omega \in \Omega} g(\omega)", r"the categories $\omega$ of a column", r"\omega", "index"),
    (r"\sum_{\beta \in B} g(\beta)", "a linear regression", r"\beta", "index"),
]


FORMULAS_ALONE = ("role", "pattern", "operation")


def options_in(formulas: str, prose: str, symbol: str) -> tuple[Option, ...]:
    body = f"{prose}\n\\begin{{equation}}{formulas}\\end{{equation}}"
    text = f"\\documentclass{{article}}\\begin{{document}}{body}\\end{{document}}"
    evidence = reader.read(bundle_from_bytes("paper.tex", text.encode())).evidence
    assert isinstance(evidence, LinkingEvidence)
    return options_of(next(one for one in evidence.symbols if one.latex == symbol), evidence)


@pytest.mark.parametrize(("formulas", "prose", "symbol", "concept"), FORMULAS)
def test_formula_says_what_a_symbol_is(formulas: str, prose: str, symbol: str, concept: str | None) -> None:
    found = [one.concept for one in options_in(formulas, prose, symbol) if one.source in FORMULAS_ALONE]
    assert concept in found if concept else set(found) <= {None}


ABOUT = [
    # formulas, prose, the symbol, and a concept that the pattern is about without giving one
    (r"W = \{ v \in V : p(v) \ge t \}", "We try min-p and nucleus sampling.", "W", "nucleus-sampling"),
    (r"r = \frac{p(x)}{q(x)}", "Compare the density $p$ and the density $q$.", "r", "probability-density"),
    (r"S = \sum_{i=1}^{n} a_i^2", "", "S", "norm"),
    (r"d = \frac{\partial L}{\partial z} = p - y", "The loss is a cross-entropy.", "d", "cross-entropy-loss"),
    (r"p = \operatorname{softmax}(z / T)", "", "p", "temperature"),
    (r"M = U \Sigma V^\top", "", "M", "singular-value-decomposition"),
    (r"Q = X W", "We use self-attention.", "Q", "qkv-projection"),
    (r"L(x, \lambda) = f(x) + \lambda g(x)", "We form the Lagrangian.", "L", "lagrange-multiplier"),
]


@pytest.mark.parametrize(("formulas", "prose", "symbol", "concept"), ABOUT)
def test_symbol_is_not_taken_for_what_its_pattern_is_about(
    formulas: str, prose: str, symbol: str, concept: str
) -> None:
    found = [one.concept for one in options_in(formulas, prose, symbol) if one.source in FORMULAS_ALONE]
    assert concept not in found


def test_slots_name_concepts_that_there_are() -> None:
    knowledge = glossary.load()
    named = {(block.id, slot.concept) for block in knowledge.blocks.values() for slot in block.slots.values()}
    assert {entry for entry in named if entry[1] and entry[1] not in knowledge} == set()


def test_slot_is_told_as_the_reason() -> None:
    found = options_in(r"u_{k+1} = u_k - \eta \nabla L(u_k)", "", r"\eta")
    why = next(one.why for one in found if one.source == "pattern")
    assert why is not None and why.status == "structure"
    assert "gradient descent" in why.why["en"] and "learning rate" in why.why["en"]


def annotation_of(latex: str, text: str) -> Annotation:
    paper = rf"\documentclass{{article}}\begin{{document}}{text}\end{{document}}"
    found = reader.read(bundle_from_bytes("p.tex", paper.encode())).annotations
    return next(one for one in found if one.symbol.latex == latex)


CLIPPED = r"\[ J = \mathbb{E}_t[\min(r_t A_t, \operatorname{clip}(r_t, 1 - \epsilon, 1 + \epsilon) A_t)] \]"


def test_what_is_usual_falls_where_a_pattern_says_otherwise() -> None:
    prose = "Agents learn from rewards by reinforcement learning. The reward is sparse."
    options = options_in(CLIPPED[2:-2], prose, "r_{t}")
    found = {option.concept: option.unmet for option in options if option.source == "usual"}
    assert found["reward"] is not None
    assert found.get("probability-ratio") is None


def test_what_a_later_section_says_holds_in_a_pattern_before_it() -> None:
    text = (
        r"\section{Model} It is trained by \[ L = -\sum_{t=1}^{T} \log p(x_t \mid x_{<t}) . \] "
        r"\section{Notation} Let $T$ be the length of a song. Let $x_t$ be the tile at step $t$."
    )
    found = annotation_of("x_{t}", text)
    assert (found.meaning, found.senses) == ("tile at step $t$", ())
    assert annotation_of("t", text).senses == ()
