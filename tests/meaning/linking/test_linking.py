"""Symbols, definitions and a paper by hand -> what the reader is told, and why."""

import pytest
from small_glossary import build

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.linking import annotate
from reader.meaning.linking.strategies import STRATEGIES
from reader.model.annotations import Definition
from reader.model.document import Document, Equation, Formula, Passage
from reader.model.source import Paper, Span
from reader.model.symbols import Occurrence, Symbol

FILE = "main.tex"


@pytest.fixture(scope="module")
def glossary(tmp_path_factory):
    return build(tmp_path_factory.mktemp("glossary"))


def symbol(latex, *traits, base=None, kind="identifier", at=(), written=()):
    """``at`` holds (equation number, start, end)."""
    occurrences = tuple(Occurrence(f"e{n}", Span(FILE, 1000 * n, 1000 * n + 1), start, end) for n, start, end in at)
    return Symbol(f"s-{latex}", latex, kind, base, frozenset(traits), written or (latex,), occurrences)


def says(latex, text, at=0, kind="sentence", phrase="be"):
    """A definition that stands ``at`` characters into the file."""
    place = Span(FILE, at, at + 5)
    return Definition(latex, text, place, phrase, f"{latex} is {text}", place, kind)


def paper_of(*formulas, prose="", passages=5):
    """Equation n stands at character 1000 n, in passage n."""
    equations = tuple(
        Equation(f"e{n}", Formula(latex, latex, Span(FILE, 1000 * n, 1000 * n + 9)), "equation", True)
        for n, latex in enumerate(formulas)
    )
    texts = tuple(Passage(prose, Span(FILE, 1000 * n, 1000 * n + 999), ()) for n in range(passages))
    return Document("", (), equations, (), (), texts, {})


def read(glossary, symbols, definitions=(), document=None, categories=()):
    paper = Paper(categories=categories)
    found = annotate(LinkingEvidence(symbols, definitions, document or paper_of(), paper, glossary))
    return {one.symbol.latex: one for one in found}


def shown(annotation):
    first = annotation.links[0].concept if annotation.links else None
    return annotation.status, annotation.meaning, first


DEFINED = [
    # symbols, defined symbol, its text, symbol asked for -> status, meaning, concept
    ("x", "x", "the softmax of the scores", ("paper", "softmax of the scores", "softmax")),
    ("x", "x", "the colour of the sky", ("paper", "colour of the sky", None)),
    ("x", "x \\in \\mathbb{R}^d", "a vector", ("paper", "vector", "vector")),
    ("f", "f(x)", "the loss", ("paper", "loss", "loss-function")),
    ("f", "f : A \\to B", "a mapping", ("paper", "mapping", None)),
    ("x", "2x", "the loss", ("unknown", None, None)),
    ("x_{i}", "x_i", "the loss", ("paper", "loss", "loss-function")),
    ("x_{j}", "x_i", "the loss", ("paper", "loss", "loss-function")),
    ("x_{i}^{k}", "x", "the loss", ("paper", "loss", "loss-function")),
    ("x'", "x", "the loss", ("paper", "loss", "loss-function")),
    ("x", "x_i", "the loss", ("paper", "loss", "loss-function")),
    ("w_{t}", "w_1, \\dots, w_T", "the loss", ("paper", "loss", "loss-function")),
    ("x_{t}^{\\mathrm{in}}", "x^{\\mathrm{in}}", "the loss", ("paper", "loss", "loss-function")),
    ("x_{\\star}", "x", "the loss", ("paper", "loss", "loss-function")),
    ("x", "(x)_i", "the loss", ("unknown", None, None)),
    ("y", "x", "the loss", ("unknown", None, None)),
    ("\\pi_{\\theta}", "\\pi_\\theta(y \\mid x)", "the trained policy", ("paper", "trained policy", "learned-policy")),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "defined", "text", "expected"), DEFINED)
def test_author_is_believed(glossary, asked, defined, text, expected):
    one = symbol(asked, base=asked[0] if len(asked) > 1 and asked[0] != "\\" else None)
    found = read(glossary, [one], [says(defined, text)])[asked]
    assert shown(found) == expected
    if found.status == "paper":
        assert found.source.text == text
        assert all(link.status == "paper" and link.why["en"] and link.why["ja"] for link in found.links)


def test_what_is_inherited_says_from_which_spelling(glossary):
    found = read(glossary, [symbol("x"), symbol("x_{i}^{k}")], [says("x", "the loss")])
    assert [found["x"].inherited, found["x_{i}^{k}"].inherited] == [None, "x"]


def test_another_spelling_weighs_less_and_says_so(glossary):
    found = read(glossary, [symbol("x"), symbol("x_{t}", base="x")], [says("x", "the loss")])
    assert found["x_{t}"].links[0].confidence < found["x"].links[0].confidence
    assert "$x$ is defined in the paper" in found["x_{t}"].links[0].why["en"]


CONVENTIONS = [
    # symbol, traits, other symbols, prose, categories -> concept
    ("\\nabla", (), (), "", (), "gradient"),
    ("\\eta", (), (), "The Learning rates are small.", (), "learning-rate"),
    ("\\eta", (), (), "The rate of learning.", (), None),
    ("\\eta_{t}", (), (), "a learning rate", (), "learning-rate"),
    ("\\eta", ("applied",), (), "a learning rate", (), None),
    ("\\beta", (), ("\\pi_{\\mathrm{ref}}",), "", ("cs.LG",), "kl-coefficient"),
    ("\\beta", (), ("\\pi_{\\mathrm{ref}}",), "", (), "kl-coefficient"),
    ("\\beta", (), ("\\pi_{\\mathrm{ref}}",), "", ("math.ST",), None),
    ("\\beta", (), ("\\pi",), "", ("cs.LG",), None),
    ("\\sigma", ("applied",), (), "", (), None),  # too uncertain to be shown
]


@pytest.mark.parametrize(("asked", "traits", "others", "prose", "categories", "concept"), CONVENTIONS)
def test_conventions_hold_under_their_conditions(glossary, asked, traits, others, prose, categories, concept):
    symbols = [symbol(asked, *traits, base="\\eta" if asked == "\\eta_{t}" else None), *map(symbol, others)]
    found = read(glossary, symbols, document=paper_of(prose=prose), categories=categories)[asked]
    if concept is None:
        assert shown(found) == ("unknown", None, None)
    else:
        assert shown(found) == ("glossary", glossary[concept].phrase["en"], concept)
        assert found.source is None


def test_convention_yields_to_the_author(glossary):
    prose = paper_of(prose="learning rate")
    kept = read(glossary, [symbol("\\eta")], [says("\\eta", "the colour")], prose)["\\eta"]
    agreed = read(glossary, [symbol("\\eta")], [says("\\eta", "the step size")], prose)["\\eta"]
    assert shown(kept) == ("paper", "colour", None)
    assert shown(agreed) == ("paper", "step size", "learning-rate")
    assert agreed.links[0].why["en"].endswith("; the usual meaning of the sign agrees")
    assert agreed.links[0].confidence > 0.95


def test_words_said_of_several_symbols_weigh_less(glossary):
    """Of "$x$ and $\\eta$ are the softmax and the step size" the same words may fit only one."""
    prose = paper_of(prose="learning rate")
    symbols = [symbol("x"), symbol("\\eta")]
    shared = read(glossary, symbols, [says("x", "the softmax"), says("\\eta", "the softmax")], prose)
    alone = read(glossary, symbols, [says("x", "the softmax")], prose)
    assert shared["x"].links[0].confidence < alone["x"].links[0].confidence
    assert shared["\\eta"].links[0].concept == "learning-rate"


SPELLED = [
    ("\\operatorname{softmax}", (), "softmax"),
    ("\\mathrm{WeightMatrix}", (), "weight-matrix"),
    ("\\mathrm{Head}_{i}", (), "attention-head"),
    ("\\mathrm{colour}", (), None),
    ("q", ("\\policy",), "learned-policy"),
    ("q", ("\\pol",), None),
]


@pytest.mark.parametrize(("latex", "written", "concept"), SPELLED)
def test_symbol_that_is_a_word(glossary, latex, written, concept):
    assert shown(read(glossary, [symbol(latex, written=written)])[latex])[2] == concept


def test_structure(glossary):
    members = r"w \in \mathbb{R}^{n \times d}, v \in \mathbb{R}^d, c \in \mathbb{R}"
    document = paper_of(r"\sum_{i=1}^{N} x_{i} y_{ij}", members)
    symbols = [
        symbol("i", "bound", at=[(0, 6, 7)]),
        symbol("N", "counts", at=[(0, 12, 13)]),
        symbol("x_{i}", base="x"),
        symbol("y_{i,j}", base="y"),
        symbol("z_{j}", base="z"),
        symbol("j", "indexes"),
        symbol("w", "element", at=[(1, 0, 1)]),
        symbol("v", "element", at=[(1, members.index("v"), members.index("v") + 1)]),
        symbol("c", "element", at=[(1, members.index("c"), members.index("c") + 1)]),
        symbol("d"),
        symbol("\\mathbb{R}^{n\\times d}", "blackboard"),
        symbol("u"),
    ]
    found = read(glossary, symbols, document=document)
    assert shown(found["i"]) == ("structure", "summation index", "index")
    assert shown(found["j"]) == ("structure", "index", "index")
    assert shown(found["N"]) == ("structure", "upper limit of a sum", None)
    assert shown(found["w"]) == ("structure", "real matrix", "matrix")
    assert shown(found["v"]) == ("structure", "real vector", "vector")
    assert shown(found["c"])[:2] == ("structure", "real number")
    assert shown(found["d"]) == ("structure", "dimension", "dimension")
    assert shown(found["u"]) == ("unknown", None, None)
    assert found["i"].role == "bound variable"


WRITTEN = [  # symbol, traits, others in the paper, concept
    ("x_{i}", ("subscripted",), [r"\bm{x}"], "vector-component"),
    ("x_{i}", ("subscripted",), ["y"], None),
    ("w_{ij}", ("subscripted",), [r"\mathbf{W}"], "matrix-entry"),
    ("w_{95}", ("subscripted",), [r"\mathbf{W}"], None),
    (r"\bm{W}", ("bold", "capital"), [], "matrix"),
    (r"\dot{x}_{t}", ("accented",), [], "derivative"),
    (r"\hat{x}_{t}", ("accented",), [], None),
    (r"\bm{W}", ("bold", "capital", "applied"), [], None),
]


@pytest.mark.parametrize(("asked", "traits", "others", "concept"), WRITTEN)
def test_the_whole_is_written_beside_its_parts(glossary, asked, traits, others, concept):
    found = read(glossary, [symbol(asked, *traits), *map(symbol, others)])
    assert shown(found[asked])[2] == concept


@pytest.mark.parametrize(("formula", "concept"), [("e^{x} + e^{-x}", "eulers-number"), ("e + e^{2}", None)])
def test_an_e_that_carries_exponents(glossary, formula, concept):
    places = [(0, at, at + 1) for at, mark in enumerate(formula) if mark == "e"]
    found = read(glossary, [symbol("e", at=places)], document=paper_of(formula))["e"]
    assert shown(found)[2] == concept


TIMES = [  # the formula, what the cross does there
    (r"3 \times 10^{5}", "multiplication"),
    (r"f : \mathcal{A} \times \mathcal{B} \to C", "cartesian-product"),
    (r"A \in \mathbb{R}^{m \times n}", None),
    (r"a \times b", None),
]


@pytest.mark.parametrize(("formula", "concept"), TIMES)
def test_what_a_cross_multiplies(glossary, formula, concept):
    at = formula.index(r"\times")
    cross = symbol(r"\times", kind="operator", at=[(0, at, at + 6)])
    assert shown(read(glossary, [cross], document=paper_of(formula))[r"\times"])[2] == concept


def test_what_has_elements_is_a_set(glossary):
    found = read(glossary, [symbol("A", "set", "capital"), symbol("f", "set", "applied"), symbol("B", "capital")])
    assert [shown(found[letter])[2] for letter in "AfB"] == ["set", None, None]


def test_a_rough_word_counts_where_formulas_bear_it_out(glossary):
    told = [says("f", "the function"), says("g", "the function", at=50)]
    found = read(glossary, [symbol("f", "applied"), symbol("g")], told)
    assert (shown(found["f"])[2], shown(found["g"])[2]) == ("function", None)


def test_the_dimension_that_the_prose_counts(glossary):
    found = read(glossary, [symbol("n"), symbol("m")], document=paper_of(prose=r"an $n$-dimensional space"))
    assert (shown(found["n"])[2], shown(found["m"])[2]) == ("dimension", None)


def test_letters_above_and_in_brackets_are_indices(glossary):
    others = [symbol(latex) for latex in ("h^{(l)}", "W^{l}", "z[m-1][k]", "r[k]")]
    found = read(glossary, [symbol("l"), symbol("k"), symbol("m"), *others])
    assert [shown(found[letter])[2] for letter in "lkm"] == ["index", "index", None]


def test_the_input_of_a_chain_is_not_its_members(glossary):
    told = [says("x", "the input one-hot vector"), says("g", "the gradient", at=50)]
    found = read(glossary, [symbol("x^{l}"), symbol("g^{l}")], told)
    assert (shown(found["x^{l}"])[2], shown(found["g^{l}"])[2]) == (None, "gradient")


def test_kin_take_the_concept_of_the_family(glossary):
    found = read(glossary, [symbol(latex, "subscripted") for latex in ("g_{t}", "g_{s}", "g_{t-1}", "g_{0}", "h_{s}")])
    assert shown(found["g_{s}"]) == shown(found["g_{t-1}"]) == ("structure", "gradient", "gradient")
    assert found["g_{s}"].links[0].confidence < found["g_{t}"].links[0].confidence
    assert "$g_{t}$ by its indices alone" in found["g_{s}"].links[0].why["en"]
    assert shown(found["g_{0}"]) == shown(found["h_{s}"]) == ("unknown", None, None)


def test_a_family_of_two_minds_is_not_followed(glossary):
    found = read(glossary, [symbol(latex, "subscripted") for latex in ("g_{t}", "g_{i}", "g_{s}")])
    assert [shown(found[latex])[2] for latex in ("g_{t}", "g_{i}", "g_{s}")] == ["gradient", "activation", None]


def test_structure_stands_behind_the_author(glossary):
    document = paper_of(r"v \in \mathbb{R}^d")
    found = read(glossary, [symbol("v", "element", at=[(0, 0, 1)])], [says("v", "the colour")], document)["v"]
    assert shown(found) == ("paper", "colour", "vector")
    assert found.links[0].status == "structure"


def test_shape_contradicts(glossary):
    found = read(glossary, [symbol("f", "applied")], [says("f", "a vector")])["f"]
    assert shown(found) == ("paper", "vector", None)


def test_senses_with_their_equations(glossary):
    document = paper_of("x", "x", "x", "x")
    one = symbol("x", at=[(n, 0, 1) for n in range(4)])
    definitions = [says("x", "the colour", at=100), says("x", "the loss", at=2900), says("x", "a warm colour", at=3900)]
    found = read(glossary, [one], definitions, document)["x"]
    assert [(sense.meaning, sense.equations) for sense in found.senses] == [
        ("colour", ("e0", "e1", "e3")),
        ("loss", ("e2",)),  # what follows a formula closely governs it
    ]
    assert found.meaning == "colour"


def test_one_sense_is_no_list_of_senses(glossary):
    found = read(
        glossary, [symbol("x", at=[(0, 0, 1)])], [says("x", "the loss"), says("x", "loss term")], paper_of("x")
    )
    assert found["x"].senses == ()


def test_table_row_wins(glossary):
    definitions = [says("x", "the colour", at=0), says("x", "loss", at=4000, kind="table")]
    assert read(glossary, [symbol("x")], definitions)["x"].meaning == "loss"


BARS = [
    # formula, what the author says of D -> concept of the bars
    (r"|\mathcal{D}|", None, "cardinality"),
    (r"\left|\{a, b\}\right|", None, "cardinality"),
    ("|D|", "the set of pairs", "cardinality"),
    ("|D|", "the distance", "absolute-value"),
    ("|x - y|", None, "absolute-value"),
]


@pytest.mark.parametrize(("latex", "text", "concept"), BARS)
def test_bars_by_what_they_hold(glossary, latex, text, concept):
    bars = symbol(r"|\cdot|", kind="fence", at=[(0, 0, len(latex))])
    found = read(glossary, [bars, symbol("D")], [says("D", text)] if text else [], paper_of(latex))[r"|\cdot|"]
    assert found.links[0].concept == concept


MEMBERS = [
    # formula that begins with the symbol -> meaning and concept
    (r"v \in \mathbb{R}^d", "real vector", "vector"),
    (r"v \in \mathbb{R}^{n \times d}", "real matrix", "matrix"),
    (r"v \in \mathbb{R}", "real number", None),
]


@pytest.mark.parametrize(("latex", "meaning", "concept"), MEMBERS)
def test_members_of_real_spaces(glossary, latex, meaning, concept):
    found = read(glossary, [symbol("v", "element", at=[(0, 0, 1)])], document=paper_of(latex))["v"]
    assert shown(found) == ("structure", meaning, concept)


@pytest.mark.parametrize("latex", [r"i = 1, \dots, n", r"i=1,2,\ldots,n", r"i \in \{1, \dots, n\}"])
def test_a_letter_that_runs_through_numbers_is_an_index(glossary, latex):
    assert read(glossary, [symbol("i", at=[(0, 0, 1)])], document=paper_of(latex))["i"].meaning == "index"


def test_an_index_is_not_what_the_author_calls_otherwise(glossary):
    found = read(
        glossary,
        [symbol("\\omega"), symbol("x_{\\omega}", base="x"), symbol("y_{\\omega}", base="y")],
        [says("\\omega", "the strength")],
    )
    assert found["\\omega"].links == ()


def test_what_is_summed_over_is_an_index_whatever_its_letter_usually_is(glossary):
    found = read(
        glossary,
        [symbol("\\omega", "bound", at=[(0, 6, 12)])],
        [says("\\omega", "the strength")],
        paper_of(r"\sum_{\omega} x"),
    )
    assert found["\\omega"].links[0].concept == "index"


ROLES = [
    ("f", ("applied",), None, "function"),
    ("p", ("applied", "distribution"), None, "distribution"),
    ("b", ("bound",), None, "bound variable"),
    ("b", ("bound",), "the policy", "distribution"),
    ("w", (), "the weight matrix", "matrix"),
    ("h", (), "the feature vector of x", "vector"),
    ("z", ("distributed",), None, "random variable"),
    ("z", (), "a random variable", "random variable"),
    ("D", (), "the dataset of pairs", "set"),
    ("q", (), None, None),
]


@pytest.mark.parametrize(("latex", "traits", "text", "role"), ROLES)
def test_roles(glossary, latex, traits, text, role):
    definitions = [says(latex, text)] if text else []
    assert read(glossary, [symbol(latex, *traits)], definitions)[latex].role == role


def test_operators_are_operators(glossary):
    found = read(glossary, [symbol("\\nabla", kind="operator"), symbol("\\infty", kind="constant")])
    assert (found["\\nabla"].role, found["\\infty"].role) == ("operator", "constant")


def test_every_symbol_is_answered_in_order(glossary):
    symbols = [symbol(latex) for latex in ("c", "a", "b")]
    found = annotate(LinkingEvidence(symbols, [], paper_of(), Paper(), glossary))
    assert [one.symbol for one in found] == symbols


def test_strategies_are_documented():
    assert all(strategy.__doc__ for strategy in STRATEGIES)
