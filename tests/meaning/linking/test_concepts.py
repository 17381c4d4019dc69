"""The concepts that a symbol may be tied to, and what speaks for each."""

from __future__ import annotations

import pytest
from handmade_evidence import asks, evidence_of, judge_of, paper_of, says, symbol
from small_glossary import build

from glossary import Glossary
from reader.meaning.linking.concepts import Tie, decided, ties_of
from reader.meaning.linking.linking import annotate, chosen, weigh
from reader.model.annotations import Definition
from reader.model.document import Document
from reader.model.symbols import Symbol


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    return build(tmp_path_factory.mktemp("glossary"))


def ties(glossary: Glossary, one: Symbol, told: list[Definition], document: Document | None = None) -> dict[str, Tie]:
    """By concept, beside what the author says."""
    evidence = evidence_of(glossary, [one], told, document)
    weighed = weigh(one, evidence, judge_of(asks("source own")))
    found = ties_of(weighed.scene, weighed.options, chosen(weighed.options), {}, evidence)
    assert len({tie.link.concept for tie in found}) == len(found), "each concept once"
    return {tie.link.concept: tie for tie in found}


def test_words_a_row_and_a_name_within_propose(glossary: Glossary) -> None:
    found = ties(
        glossary,
        symbol(r"\eta"),
        [says(r"\eta", "the temperature of the softmax")],
        paper_of(prose="softmax, learning rate"),
    )
    assert found.keys() >= {"temperature", "learning-rate", "softmax"}
    assert found["temperature"].features["meaning names it"] == 1
    assert "meaning names it" not in found["softmax"].features
    row = found["learning-rate"].features
    assert (row["source usual"], row["row's confidence"], row["row has conditions"]) == (1, 0.8, 1)
    assert sum(tie.features["share"] for tie in found.values()) == pytest.approx(1)


def test_each_tie_tells_why_in_both_languages(glossary: Glossary) -> None:
    said = [says("x", "the temperature of the softmax")]
    found = ties(glossary, symbol("x"), said, paper_of(prose="softmax"))
    for tie in found.values():
        assert tie.link.why["en"] and tie.link.why["ja"]
        assert 0 <= decided(tie, 0.7).confidence <= 1 and decided(tie, 0.7).concept == tie.link.concept
    assert "temperature" in found["temperature"].link.why["en"] and "softmax" in found["softmax"].link.why["en"]


def test_what_the_look_rules_out_is_told(glossary: Glossary) -> None:
    plain, applied = (ties(glossary, symbol("f", *traits), [says("f", "a vector")]) for traits in ((), ("applied",)))
    assert (plain["vector"].features["unfit"], applied["vector"].features["unfit"]) == (0, 1)


def test_concepts_are_decided_by_the_judge(glossary: Glossary) -> None:
    """A judge that trusts the row ties it to what the author only mentions."""
    one, told = symbol(r"\eta"), [says(r"\eta", "the temperature")]
    evidence = evidence_of(glossary, [one], told, paper_of(prose="softmax, learning rate"))
    for feature, concept in (("source usual", "learning-rate"), ("meaning names it", "temperature")):
        (found,) = annotate(evidence, judge_of(asks("source own"), concept=asks(feature)))
        assert (found.meaning, [link.concept for link in found.links]) == ("temperature", [concept])


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        ("the number 7 of the oven", ["dimension", "learning-rate"]),
    ],
)
def test_a_number_of_things_counts_things(glossary: Glossary, text: str, ties: list[str]) -> None:
    one, told = symbol(r"\eta"), [says(r"\eta", text), says(r"\eta", "the dimension")]
    evidence = evidence_of(glossary, [one], told, paper_of(prose="softmax, learning rate"))
    judge = judge_of(asks("source own"), asks("source own"), asks("nothing has this", no=3.0))
    (found,) = annotate(evidence, judge)
    assert found.meaning == text.removeprefix("the ") and sorted(link.concept for link in found.links) == ties
