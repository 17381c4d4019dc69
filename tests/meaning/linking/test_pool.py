"""Everything that may say what a symbol is gets in, each source by itself; which of it is right is decided later."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from handmade_evidence import evidence_of, paper_of, says, symbol
from small_glossary import build

from glossary import Glossary
from reader.meaning.linking.pool import KINDS, KINSHIP, MOST, Option, options_of
from reader.messages import LANGUAGES
from reader.model.symbols import Symbol


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    return build(tmp_path_factory.mktemp("glossary"))


def built_on(latex: str, *traits: str) -> Symbol:
    """A symbol with the letter that it is built on."""
    return symbol(latex, *traits, base=latex[0] if len(latex) > 1 and latex[0].isalpha() else None)


def brief(options: Sequence[Option]) -> list[tuple[str, str]]:
    return [(one.source, one.concept or one.meaning) for one in options]


STATED = [
    # symbol asked for, defined symbol, its text -> source, what it proposes; None: nothing is said of it
    ("x", "x", "the softmax of the scores", "own", "softmax"),
    ("x", "x", "the colour of the sky", "own", "colour of the sky"),
    ("x", r"x \in \mathbb{R}^d", "a vector", "own", "vector"),
    ("f", "f(x)", "the loss", "own", "loss-function"),
    ("f", r"f : A \to B", "a mapping", "own", "function"),
    ("x_{i}", "x_i", "the loss", "own", "loss-function"),
    (r"\pi_{\theta}", r"\pi_\theta(y \mid x)", "the trained policy", "own", "learned-policy"),
    ("x_{j}", "x_i", "the loss", "index", "loss-function"),
    ("w_{t}", r"w_1, \dots, w_T", "the loss", "index", "loss-function"),
    (r"x_{t}^{\mathrm{in}}", r"x^{\mathrm{in}}", "the loss", "simpler", "loss-function"),
    ("x_{i}^{k}", "x", "the loss", "base", "loss-function"),
    ("x'", "x", "the loss", "base", "loss-function"),
    ("x", "x_i", "the loss", "part", "loss-function"),
    ("x_{2}", "x_n^k", "the loss", "sibling", "loss-function"),
    (r"\bm{x}", "x", "the loss", "font", "loss-function"),
    # a word or a star makes another thing, and what picks one out says nothing of the others
    (r"x_{\mathrm{in}}", r"x_{\mathrm{out}}", "the loss", None, None),
    (r"x_{1}^{\mathrm{in}}", r"x^{\mathrm{in}}", "the loss", "simpler", "loss-function"),
    ("x", r"x^*", "the colour", None, None),
    ("w_{1:t}", "w_t", "the colour", None, None),  # a range is many of them, or their sum
    ("w_{1:t}", r"w_{1:T}", "the loss", "sibling", "loss-function"),
    ("w_{<s}", "w_{<t}", "the earlier colours", "sibling", "earlier colours"),
    ("x_{t}", "x_0", "the initial colour of the sky", "sibling", "colour of the sky"),
    ("x_{0}", "x_0", "the initial colour of the sky", "own", "initial colour of the sky"),
    # a letter below a number that is the first of what is counted tells it from other numbers
    ("n", "n_k", "the number of boats", "part", "number of boats"),
    ("w", "w_h", "the weight of the heads", "part", "weight of the heads"),
    ("n_{b}", "n_b", "the number of boats", "own", "number of boats"),
    ("x", "2x", "the loss", None, None),
    ("x", "(x)_i", "the loss", None, None),
    ("y", "x", "the loss", None, None),
]


@pytest.mark.parametrize(("asked", "defined", "text", "source", "proposed"), STATED)
def test_the_author_s_words(
    glossary: Glossary, asked: str, defined: str, text: str, source: str | None, proposed: str | None
) -> None:
    one = built_on(asked)
    found = options_of(one, evidence_of(glossary, [one], [says(defined, text)]))
    if source is None:
        assert found == ()
        return
    assert (source, proposed) in brief(found)
    for option in found:
        assert option.status == "paper" and option.statement is not None
        assert option.statement.definition.text == text
        told = option.candidate(0.5).inherited
        assert (told is not None) == (option.source in KINSHIP)
        assert told is None or all(f"${option.statement.spelling}$" in told[language] for language in LANGUAGES)


def test_no_source_says_everything_twice_or_endlessly(glossary: Glossary) -> None:
    told = [says("x", "the loss"), says("x", "The loss", at=1000)]
    told += [says("x", f"the colour of boat number {number}", at=2000 + number) for number in range(2 * MOST)]
    found = options_of(symbol("x"), evidence_of(glossary, [symbol("x")], told))
    assert len(found) == MOST and len({option.meaning.lower() for option in found}) == MOST


USUAL = [
    # symbol, its traits, others in the paper, prose, categories -> concept, the first condition that is not met
    (r"\nabla", (), (), "", (), "gradient", None),
    (r"\eta", (), (), "The Learning rates are small.", (), "learning-rate", None),
    (r"\eta", (), (), "The rate of learning.", (), "learning-rate", "words"),
    (r"\beta", (), (r"\pi_{\mathrm{ref}}",), "", ("cs.LG",), "kl-coefficient", None),
    (r"\beta", (), (r"\pi_{\mathrm{ref}}",), "", (), "kl-coefficient", None),
    (r"\beta", (), (r"\pi_{\mathrm{ref}}",), "", ("math.ST",), "kl-coefficient", "categories"),
    (r"\beta", (), (r"\pi",), "", ("cs.LG",), "kl-coefficient", "near"),
    (r"\sigma", ("applied",), (), "", (), "softmax", None),
    (r"\eta", ("applied",), (), "a learning rate", (), None, None),  # its look rules the row out
    (r"\sigma", (), (), "", (), None, None),
]


@pytest.mark.parametrize(("asked", "traits", "others", "prose", "categories", "concept", "missing"), USUAL)
def test_rows_of_the_glossary(
    glossary: Glossary,
    asked: str,
    traits: tuple[str, ...],
    others: tuple[str, ...],
    prose: str,
    categories: tuple[str, ...],
    concept: str | None,
    missing: str | None,
) -> None:
    symbols = [symbol(asked, *traits), *map(symbol, others)]
    found = options_of(symbols[0], evidence_of(glossary, symbols, (), paper_of(prose=prose), categories))
    usual = [(option.concept, option.unmet) for option in found if option.source == "usual"]
    assert usual == ([(concept, missing)] if concept else [])


WORDS = [
    (r"\operatorname{softmax}", (), "softmax"),
    (r"\mathrm{WeightMatrix}", (), "weight-matrix"),
    (r"\mathrm{Head}_{i}", (), "attention-head"),
    (r"\mathrm{colour}", (), None),
    ("q", (r"\policy",), "learned-policy"),
    ("q", (r"\pol",), None),
]


@pytest.mark.parametrize(("latex", "written", "concept"), WORDS)
def test_a_symbol_that_is_a_word(glossary: Glossary, latex: str, written: tuple[str, ...], concept: str | None) -> None:
    one = symbol(latex, written=written)
    assert brief(options_of(one, evidence_of(glossary, [one]))) == ([("word", concept)] if concept else [])


SHOWN = [
    # symbol, its traits, others in the paper -> what the look of it shows
    ("x_{i}", ("subscripted",), ("y",), None),
    ("w_{95}", ("subscripted",), (r"\mathbf{W}",), None),
    (r"\bm{W}", ("bold", "capital", "applied"), (), None),
    (r"\hat{x}_{t}", ("accented",), (), None),
    ("f", ("set", "applied"), (), None),
]


@pytest.mark.parametrize(("asked", "traits", "others", "concept"), SHOWN)
def test_what_the_look_shows(
    glossary: Glossary, asked: str, traits: tuple[str, ...], others: tuple[str, ...], concept: str | None
) -> None:
    symbols = [symbol(asked, *traits), *map(symbol, others)]
    found = options_of(symbols[0], evidence_of(glossary, symbols))
    assert [option.concept for option in found if option.source == "role"] == ([concept] if concept else [])


BARS = [
    # formula, what the author says of D -> whether the bars may count a set
    (r"|\mathcal{D}|", None, True),
    (r"\left|\{a, b\}\right|", None, True),
    ("|D|", "the set of pairs", True),
    ("|D|", "the distance", False),
    ("|x - y|", None, False),
]


@pytest.mark.parametrize(("latex", "text", "counts"), BARS)
def test_bars_by_what_they_hold(glossary: Glossary, latex: str, text: str | None, counts: bool) -> None:
    bars = symbol(r"|\cdot|", kind="fence", at=[(0, 0, len(latex))])
    told = [says("D", text)] if text else []
    found = options_of(bars, evidence_of(glossary, [bars, symbol("D")], told, paper_of(latex)))
    assert (("size of a set", "cardinality") in brief(found)) is counts
    assert ("usual", "absolute-value") in brief(found)


def test_no_source_sees_what_the_others_found(glossary: Glossary) -> None:
    """Words of the author, a row that speaks against them, and a place in a formula stand side by side."""
    document = paper_of(r"\eta \in \mathbb{R}^{d}", prose="learning rate")
    one = symbol(r"\eta", "element", at=[(0, 0, 4)])
    found = options_of(one, evidence_of(glossary, [one], [says(r"\eta", "the colour")], document))
    assert {("own", "colour"), ("usual", "learning-rate"), ("standing", "vector")} <= set(brief(found))


def test_what_places_force_are_concepts_that_there_are() -> None:
    import glossary as built_in

    assert set(KINDS.values()) <= built_in.load().concepts.keys()
