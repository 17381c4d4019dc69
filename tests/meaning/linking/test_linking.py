"""How options become what is shown: by judges that look at one number alone, and by one that knows nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from handmade_evidence import asks, evidence_of, judge_of, paper_of, says, symbol
from small_glossary import build

from glossary import Glossary
from reader.meaning.linking.candidates import CLAIMED, OF_OTHERS, SHOWN
from reader.meaning.linking.concepts import WeighedOption
from reader.meaning.linking.forest import Forest, Judge
from reader.meaning.linking.linking import annotate, chosen, concepts_by_frequency, decide, is_claimed, weigh
from reader.meaning.linking.pool import Option
from reader.model.annotations import Annotation, AuthorStatement, Definition
from reader.model.document import Document
from reader.model.symbols import Symbol

AUTHOR = judge_of(asks("source own"), asks("source own"), asks("meaning names it"))  # believes the author alone
ALL = judge_of(asks("reliability"), asks("reliability"))  # believes whatever is said of anything
NOTHING = judge_of(asks("nothing has this"))


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    return build(tmp_path_factory.mktemp("glossary"))


def only(
    glossary: Glossary, one: Symbol, told: list[Definition], judge: Judge | None, document: Document | None = None
) -> Annotation:
    (found,) = annotate(evidence_of(glossary, [one], told, document), judge)
    return found


def shown(found: Annotation) -> tuple[str, str | None, list[str]]:
    return found.status, found.meaning, [link.concept for link in found.links]


# --- the judge decides -----------------------------------------------------------------------------------------------

PREFERRED = [
    # the number that is asked for -> status, meaning
    ("source own", "mention", "colour"),  # its words are the author's, but no claim of the author's
    ("source usual", "glossary", "learning rate"),
    ("source standing", "structure", "vector"),
]


@pytest.mark.parametrize(("feature", "status", "meaning"), PREFERRED)
def test_the_judge_can_be_replaced(glossary: Glossary, feature: str, status: str, meaning: str) -> None:
    document = paper_of(r"\eta \in \mathbb{R}^{d}", prose="learning rate")
    one = symbol(r"\eta", "element", at=[(0, 0, 4)])
    found = only(glossary, one, [says(r"\eta", "the colour")], judge_of(asks(feature)), document)
    assert (found.status, found.meaning) == (status, meaning)


def test_a_judge_that_knows_nothing_leaves_all_unknown(glossary: Glossary) -> None:
    found = only(glossary, symbol(r"\nabla", kind="operator"), [], NOTHING)
    assert shown(found) == ("unknown", None, []) and found.confidence == 0 and found.role == "operator"
    assert [[link.concept for link in one.links] for one in found.trace.candidates] == [["gradient"]], "it is kept"


def test_the_author_s_words_are_quoted(glossary: Glossary) -> None:
    found = only(glossary, symbol("x"), [says("x", "the softmax of the scores")], AUTHOR)
    assert shown(found) == ("paper", "softmax of the scores", ["softmax"])
    assert found.source is not None and found.source.text == "the softmax of the scores"
    assert found.links[0].status == "paper" and found.inherited is None


def test_what_is_said_of_another_spelling_says_of_which(glossary: Glossary) -> None:
    one = symbol("x_{i}", base="x")
    judge = judge_of(asks("source base"), asks("source base"))
    assert only(glossary, one, [says("x", "the loss")], judge).inherited == "x"


@pytest.mark.parametrize(
    ("asked", "defined", "status"),
    [
        ("x_{t+1}", "x_t", "paper"),
        ("x_{1}", "x_p", "mention"),
        ("x^{(2)}", "x^{(1)}", "mention"),
        ("x^{+}", "x", "mention"),
        ("x^{-}", "x^{-}", "paper"),
    ],
)
def test_a_step_of_its_index_makes_no_other_thing(glossary: Glossary, asked: str, defined: str, status: str) -> None:
    found = only(glossary, symbol(asked, base="x"), [says(defined, "the colour of a boat")], ALL)
    assert (found.status, found.meaning) == (status, "colour of a boat")


def test_what_is_only_mentioned_is_no_claim(glossary: Glossary) -> None:
    """Words that are likely right, but hardly the author's own of this symbol: shown with the sentence, not marked."""
    found = only(glossary, symbol("x"), [says("x", "the loss")], judge_of(asks("source own")))
    assert (found.status, found.meaning) == ("mention", "loss")


def test_what_stands_before_a_colon_is_no_claim(glossary: Glossary) -> None:
    told = replace(says("x", "the loss"), phrase="colon")
    assert only(glossary, symbol("x"), [told], AUTHOR).status == "mention"


def told_as(said: float, right: float) -> Forest:
    """Says yes at a likelihood that is worth another."""
    return replace(asks("source own"), told=((0.0, 0.0), (said, right), (1.0, right)))


def test_confidence_is_what_the_judge_s_word_is_worth(glossary: Glossary) -> None:
    found = only(glossary, symbol("x"), [says("x", "the loss")], judge_of(told_as(0.9, 0.7)))
    assert found.confidence == pytest.approx(0.7) == found.trace.candidates[0].confidence


# --- what is chosen --------------------------------------------------------------------------------------------------


def option(meaning: str, likelihood: float, claim: float = 0.0, source: str = "own") -> WeighedOption:
    """An option with its weights; what is claimed has a statement."""
    statement = AuthorStatement("x", says("x", meaning), meaning, None, 0.9, 0) if claim else None
    return WeighedOption(Option(source, meaning, None, "paper", statement=statement), likelihood, claim)


CHOSEN = [
    # (meaning, likelihood, claim) of the options -> the meaning that is shown, whether as the author's
    ([("a", 0.9, 0.0), ("b", 0.4, CLAIMED)], "b", True),  # what the author surely says goes first
    ([("a", 0.9, 0.0), ("b", 0.4, CLAIMED - 0.01)], "a", False),
    ([("a", 0.5, 0.9), ("b", 0.5, 0.95)], "b", True),
    ([("heat", 0.9, 0.93), ("heat of the oven", 0.9, 0.92), ("cold of the oven", 0.9, 0.92)], "heat of the oven", True),
    ([("heat", 0.9, 0.93), ("heat of the oven", 0.7, 0.7)], "heat", True),  # less sure
    (
        [("constant", 0.7, 0.9), ("Lipschitz constant", 0.6, 0.6)],
        "Lipschitz constant",
        True,
    ),  # the kind alone gives way
    ([("real numbers", 0.7, 0.9), ("eigenvalues of a map", 0.9, 0.6)], "eigenvalues of a map", True),
    ([("constant", 0.7, 0.9), ("Lipschitz constant", 0.5, 0.6)], "constant", True),  # not to what is less likely,
    ([("constant", 0.7, 0.9), ("Lipschitz constant", 0.9, CLAIMED - 0.01)], "constant", True),  # or no claim
    ([("rate constant", 0.7, 0.9), ("speed of decay", 0.7, 0.6)], "rate constant", True),
    ([("a", SHOWN, 0.0), ("b", SHOWN / 2, 0.1)], "a", False),
    ([("a", SHOWN - 0.01, 0.0)], None, False),
    ([("", 0.9, 0.0)], None, False),  # a concept without words
    ([("functions", SHOWN - 0.01, 0.9)], None, False),  # it says little, and can hardly be right
    ([("heat", SHOWN - 0.01, 0.9)], "heat", True),
    ([], None, False),
]


@pytest.mark.parametrize(("options", "meaning", "claimed"), CHOSEN)
def test_what_is_chosen(options: list[tuple[str, float, float]], meaning: str | None, claimed: bool) -> None:
    found = chosen([option(*each) for each in options])
    assert (found.option.meaning if found else None) == meaning
    assert (found is not None and is_claimed(found)) is claimed


@pytest.mark.parametrize(
    ("likelihood", "usual", "meaning"),
    [
        (SHOWN, 0.9, "prior of the loads"),
        (SHOWN - 0.01, 0.9, "law"),
        (SHOWN - 0.01, 0.5, "prior of the loads"),
    ],
)
def test_unlikely_words_about_another_spelling_give_way(likelihood: float, usual: float, meaning: str) -> None:
    found = chosen([option("prior of the loads", likelihood, 0.9, "base"), option("law", usual, 0.0, "usual")])
    assert found is not None and found.option.meaning == meaning


@pytest.mark.parametrize(
    ("words", "claimed"),
    [
        ("function", False),
        ("matrices", False),
        ("different oven doors", False),
        ("arbitrary oven", False),
        ("heat function", True),
        ("differential heat", True),
    ],
)
def test_words_that_tell_it_from_no_other_are_no_claim(words: str, claimed: bool) -> None:
    assert is_claimed(option(words, 0.9, 0.9)) is claimed


KIN = [
    # source, likelihood, claim of "heat of an oven", the same of "heat", said of this spelling -> what is shown
    ("base", OF_OTHERS["base"], 0.1, 0.1, 0.1, "heat of an oven"),
    ("base", OF_OTHERS["base"] - 0.01, 0.1, 0.1, 0.1, None),
    ("sibling", OF_OTHERS["base"] - 0.01, 0.1, 0.1, 0.1, "heat of an oven"),
    ("sibling", OF_OTHERS["sibling"] - 0.01, 0.1, 0.1, 0.1, None),
    ("part", OF_OTHERS["part"] - 0.01, 0.1, 0.1, 0.1, None),
    ("part", 0.9, 0.91, 0.9, 0.9, "heat"),  # of this very spelling, if with fewer words
    ("part", 0.9, 0.99, 0.5, CLAIMED, "heat"),
    ("part", 0.9, 0.91, 0.9, 0.1, "heat of an oven"),
]


@pytest.mark.parametrize(("source", "likelihood", "claim", "of_own", "own_claim", "meaning"), KIN)
def test_what_is_said_of_other_scripts(
    source: str, likelihood: float, claim: float, of_own: float, own_claim: float, meaning: str | None
) -> None:
    found = chosen([option("heat of an oven", likelihood, claim, source), option("heat", of_own, own_claim)])
    assert (found.option.meaning if found else None) == meaning


VALUES = [
    # what stands behind "at the stopping time" -> what t is
    (r"$t = \tau$", "time"),
    (r"$t = T_{0}$", "time"),
    (r"$t = \tau_{0} \equiv a/b$", "time"),
    (r"$t = a - b$", "stopping time"),  # which defines it
    (r"$t = f(x)$", "stopping time"),
    (r"$t = 3$", "stopping time"),  # of a number nothing else is said
    (r"$t = a, b$", "stopping time"),  # each of these
    (r"$t$", "stopping time"),
]


@pytest.mark.parametrize(("formula", "meaning"), VALUES)
def test_words_before_a_value_are_of_the_value(formula: str, meaning: str) -> None:
    definition = replace(says("t", "stopping time"), sentence=f"We halt at the stopping time {formula}.")
    statement = AuthorStatement("t", definition, "stopping time", None, 0.9, 0)
    of_value = WeighedOption(Option("own", "stopping time", None, "paper", statement=statement), 0.9, 0.9)
    found = chosen([of_value, option("time", 0.9, 0.7)])
    assert found is not None and found.option.meaning == meaning
    assert chosen([of_value]) is of_value


# --- senses and order ------------------------------------------------------------------------------------------------


def test_senses_with_their_equations(glossary: Glossary) -> None:
    one = symbol("x", at=[(n, 0, 1) for n in range(4)])
    told = [says("x", "the colour", at=100), says("x", "the loss", at=2900), says("x", "a warm colour", at=3900)]
    found = only(glossary, one, told, AUTHOR, paper_of("x", "x", "x", "x"))
    assert [(sense.meaning, sense.equations) for sense in found.senses] == [
        ("warm colour", ("e0", "e1", "e3")),
        ("loss", ("e2",)),  # what follows a formula closely governs it
    ]
    assert found.meaning == "warm colour" and all(0 < sense.confidence <= 1 for sense in found.senses)


def test_one_sense_is_no_list_of_senses(glossary: Glossary) -> None:
    one, told = symbol("x", at=[(0, 0, 1)]), [says("x", "the loss"), says("x", "loss term", at=50)]
    assert only(glossary, one, told, AUTHOR, paper_of("x")).senses == ()


def test_every_symbol_is_answered_in_order(glossary: Glossary) -> None:
    symbols = [symbol(latex) for latex in ("c", "a", "b")]
    assert [one.symbol for one in annotate(evidence_of(glossary, symbols))] == symbols


def test_the_same_evidence_gives_the_same_answer(glossary: Glossary) -> None:
    symbols, told = [symbol("x"), symbol("x_{i}", base="x")], [says("x", "the loss"), says("x", "a colour", at=900)]
    once, again = (annotate(evidence_of(glossary, symbols, told)) for _ in range(2))
    assert once == again


def test_how_often_a_concept_is_likely_is_known(glossary: Glossary) -> None:
    symbols = [symbol("x"), symbol("y"), symbol("z")]
    told = [says("x", "the loss"), says("y", "the loss"), says("z", "the softmax")]
    evidence = evidence_of(glossary, symbols, told)
    weighed = [weigh(one, evidence, AUTHOR) for one in symbols]
    often = concepts_by_frequency(weighed)
    assert often == Counter({"loss-function": 2, "softmax": 1})
    assert decide(weighed[0], often, evidence, AUTHOR).meaning == "loss"
    assert concepts_by_frequency([weigh(one, evidence, NOTHING) for one in symbols]) == Counter()


# --- the program's own weights, where nothing is close ---------------------------------------------------------------

PLAIN = [
    ("f", "f(x)", "the loss function", "loss-function"),
    (r"\eta", r"\eta", "the learning rate", "learning-rate"),
    ("W", "W", "the weight matrix", "weight-matrix"),
]


@pytest.mark.parametrize(("asked", "defined", "text", "concept"), PLAIN)
def test_a_plain_definition_is_believed(glossary: Glossary, asked: str, defined: str, text: str, concept: str) -> None:
    found = only(glossary, symbol(asked, at=[(0, 0, 1)]), [says(defined, text)], None, paper_of(asked))
    assert shown(found) == ("paper", text.removeprefix("the "), [concept])
