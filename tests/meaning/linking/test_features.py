"""The named numbers that the forests look at: what some of them say, and that the weights ask for no others."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from handmade_evidence import asks, evidence_of, judge_of, paper_of, says, symbol
from small_glossary import build

import reader
from glossary import Glossary
from reader.meaning.linking.concepts import ties_of
from reader.meaning.linking.features import Features, SymbolScene, words_of
from reader.meaning.linking.forest import NAMES
from reader.meaning.linking.linking import annotate, built_in_judge, chosen, concepts_by_frequency, weigh
from reader.meaning.linking.noun_classes import NOTHING, OTHER, class_of
from reader.meaning.linking.pool import options_of
from reader.meaning.linking.witnesses import witnesses_of
from reader.model.annotations import Definition
from reader.model.symbols import Symbol

PAPERS = Path(__file__).parents[1] / "papers"
READ = ("example", *map(str, sorted(PAPERS.glob("*.tex"))))
# Names with a value behind them, of which small papers do not hold all.
OPEN = ("stands ", "must be ", "within ", "reach ", "in ", "trait ", "source ", "layer ", "class ", "by ")


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    return build(tmp_path_factory.mktemp("glossary"))


@cache
def numbers_made() -> dict[str, frozenset[str]]:
    """By forest, the names of all numbers that it is shown in our own papers."""
    judge = built_in_judge()
    made: dict[str, set[str]] = {name: set() for name in NAMES}
    for paper in READ:
        evidence = reader.read(paper).evidence
        weighed = [weigh(one, evidence, judge) for one in evidence.symbols]
        often = concepts_by_frequency(weighed)
        for each in weighed:
            for number in range(len(each.options)):
                made["meaning"] |= each.scene.features(number).keys()
                made["claim"] |= each.scene.features(number).keys()
            for tie in ties_of(each.scene, each.options, chosen(each.options), often, evidence):
                made["concept"] |= tie.features.keys()
            for witness in witnesses_of(each.scene, each.options, evidence, ()):
                made["quote"] |= witness.features.keys()
    return {name: frozenset(names) for name, names in made.items()}


def features_of(
    glossary: Glossary, one: Symbol, told: list[Definition], *, formulas: tuple[str, ...] = ()
) -> list[Features]:
    """The numbers of every option of a symbol."""
    evidence = evidence_of(glossary, [one], told, paper_of(*formulas))
    scene = SymbolScene(one, options_of(one, evidence), evidence)
    return [scene.features(number) for number in range(len(scene.options))]


def test_what_an_option_is_and_what_it_is_compared_with(glossary: Glossary) -> None:
    told = [says("x", "the loss"), says("x", "the loss of heat", at=1000), says("x", "a colour", at=2000)]
    loss, heat, colour = features_of(glossary, symbol("x", "applied"), told)
    assert loss["source own"] == loss["class loss"] == loss["trait applied"] == loss["named whole"] == 1
    assert (loss["statements"], loss["agrees own"], loss["said before"]) == (3, 1, 0)
    assert (heat["agrees own"], colour["agrees own"], colour["said before"]) == (1, 0, 2)
    assert (colour["class other"], colour["with a"], colour["with the"], loss["with the"]) == (1, 1, 0, 1)


def test_letters_of_words_count(glossary: Glossary) -> None:
    (loss,) = features_of(glossary, symbol("L"), [says("L", "the training loss")])
    assert (loss["letter of head"], loss["letter of a word"]) == (1, 1)
    (rate,) = features_of(glossary, symbol(r"\tau"), [says(r"\tau", "the training rate")])
    assert (rate["letter of head"], rate["letter of a word"]) == (0, 1)  # tau is a t


def test_what_is_said_near_counts_as_near(glossary: Glossary) -> None:
    one = symbol("x", at=[(0, 0, 1)])
    near, far = features_of(glossary, one, [says("x", "the loss"), says("x", "a colour", at=4000)], formulas=("x",))
    assert 0 <= near["passages away"] < far["passages away"]


def test_another_spelling_says_how_it_differs(glossary: Glossary) -> None:
    numbers = features_of(glossary, symbol("x_{1}", base="x"), [says("x", "the loss")])
    assert [(each["source base"], each["other is bare"], each["same below"]) for each in numbers] == [(1, 1, 0)]


def test_a_judge_of_one_number_decides_by_it(glossary: Glossary) -> None:
    one = symbol("x")
    told = [says("x", "the loss"), says("x", "a colour", at=1000)]
    for feature, meaning in (("with a", "colour"), ("with the", "loss")):
        (found,) = annotate(evidence_of(glossary, [one], told), judge_of(asks(feature)))
        assert found.meaning == meaning


@pytest.mark.parametrize(
    ("meaning", "head", "kind", "telling"),
    [
        ("set of boats", "set", "set", {"set", "boat"}),
        ("learning rate of the boat", "rate", "number", {"learning", "rate", "boat"}),
        ("number of $n$ boats", "number", "count", {"boat"}),
        ("", "", NOTHING, set()),
    ],
)
def test_words_of_a_meaning(meaning: str, head: str, kind: str, telling: set[str]) -> None:
    words = words_of(meaning)
    assert (words.head, words.kind) == (head, kind) and words.telling >= telling - {"set"}


def test_a_noun_has_one_class() -> None:
    assert (class_of("dataset"), class_of("boat"), class_of("")) == ("set", OTHER, NOTHING)
