"""Formulas that say what a symbol is without a word of the author: by what defines it, and where it stands."""

import pytest

import glossary
import reader

FORMULAS = [
    # formulas of a paper, some prose, the symbol asked for -> concept, None where the formulas say nothing
    (r"u_{k+1} = u_k - \eta \nabla L(u_k)", "", "u_{k+1}", "gradient-descent"),
    (r"u_{k+1} = u_k - \eta \nabla L(u_k)", "", r"\eta", "learning-rate"),
    (r"v = (1 - c) a + c b", "", "v", "linear-interpolation"),
    (r"v = (1 - c) a + c b", "", "c", "linear-interpolation"),
    (r"\bar{z} = \frac{\sum_{i=1}^n r_i z_i}{\sum_{i=1}^n r_i}", "", "r_{i}", "weighted-average"),
    (r"S_{1:n} = \sum_{i=1}^n s_i", "", "S_{1:n}", "sum"),
    (r"Q = \frac{1}{2} \int_0^1 g(x) dx", "", "Q", "integral"),
    (r"Q(x) = a x^2 + b x + c", "", "Q", "polynomial"),
    (r"Z = A^{-1}", "", "Z", None),
    (
        r"T(n - m) = \mathbf{T}(m)^\top \mathbf{v}(n) \quad \mathbf{T}(n - m) = \mathbf{T}(m)^\top \mathbf{T}(n)",
        "",
        r"\mathbf{T}",
        None,
    ),
    (r"h = \tanh(W x + b)", "We train neural networks.", "h", "hidden-representation"),
    (r"\psi(x) = \tanh(x)", "We train neural networks.", r"\psi", "tanh-activation"),
    (r"f = f_2 \circ f_1 \quad f_1(x) = 3", "", "f_{2}", "function"),
    (r"f = f_2 \circ f_1 \quad f_1(x) = 3", "", r"\circ", "function-composition"),
    (r"a \circ b = 0", "", r"\circ", None),
    (r"a = g_{\phi}(x)", "We train neural networks.", r"g_{\phi}", "neural-network"),
    (r"a = g_{\phi}(x)", r"We train neural networks, and $g_\phi$ is an endomorphism.", r"g_{\phi}", None),
    (r"a = g_{\phi}(x)", "", r"g_{\phi}", None),
    (r"N^{\kappa} + D^{\kappa} = 0", "", r"\kappa", "exponent"),
    (r"T^{\kappa} + T_{\kappa} + \kappa = 0", "", r"\kappa", None),
    (r"P(A \mid B)", "", r"\mid", "conditional-probability"),
    (r"\{ x \mid x > 0 \}", "", r"\mid", None),
    (r"g : \mathcal{X} \to \mathbb{R}", "", "g", "function"),
    (r"\{ g : a \to b \}", "", "g", None),
    (r"a_1 = 3, \quad Q = \int_0^1 g(x) dx", "", "Q", "integral"),
    (r"S_{1:n} = \sum_{i=1}^n s_i \quad S_{1:T} > 0", "", "S_{1:T}", "sum"),
    (r"R = \Pi_{l=1}^{d} r_l", "", r"\Pi", "product"),
    (r"\Pi x = 0", "", r"\Pi", None),
    (r"q_{ij}^{1} + q_{ij}^{k} \quad \mathbf{q} = 0", "", "q_{ij}^{1}", None),
    (r"\sum_{j=1}^{n} j (a + b)", "", "j", "index"),
    (r"\sum_{\omega \in \Omega} g(\omega)", r"the categories $\omega$ of a column", r"\omega", "index"),
    (r"\sum_{\beta \in B} g(\beta)", "a linear regression", r"\beta", "index"),
    (r"v_{t+1} = (1 - c) a_t + c b_t \quad v_s > 0", "", "v_{s}", "linear-interpolation"),
]


@pytest.fixture
def concept_in(tmp_path):
    def find(formulas, prose, symbol):
        paper = tmp_path / "paper.tex"
        body = f"{prose}\n\\begin{{equation}}{formulas}\\end{{equation}}"
        paper.write_text(f"\\documentclass{{article}}\\begin{{document}}{body}\\end{{document}}", encoding="utf-8")
        found = {one.symbol.latex: one.links for one in reader.read(paper).annotations}
        return found[symbol][0].concept if found[symbol] else None

    return find


@pytest.mark.parametrize(("formulas", "prose", "symbol", "concept"), FORMULAS)
def test_formula_says_what_a_symbol_is(concept_in, formulas, prose, symbol, concept):
    assert concept_in(formulas, prose, symbol) == concept


def test_author_s_word_goes_before_the_mere_operation(concept_in):
    assert concept_in(r"S = \sum_{i=1}^n s_i", "where $S$ is the colour", "S") is None


def test_slots_name_concepts_that_there_are():
    knowledge = glossary.load()
    named = {(block.id, slot.concept) for block in knowledge.blocks.values() for slot in block.slots.values()}
    assert {entry for entry in named if entry[1] and entry[1] not in knowledge} == set()


def test_slot_is_told_as_the_reason(tmp_path):
    paper = tmp_path / "paper.tex"
    paper.write_text(r"\begin{document}\[u_{k+1} = u_k - \eta \nabla L(u_k)\]\end{document}", encoding="utf-8")
    link = next(one.links[0] for one in reader.read(paper).annotations if one.symbol.latex == r"\eta")
    assert link.status == "structure"
    assert "gradient descent" in link.why["en"] and "learning rate" in link.why["en"]
