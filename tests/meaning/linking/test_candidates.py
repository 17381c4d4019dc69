"""Candidates and their ties to concepts."""

from reader.meaning.linking.candidates import SHOWN, is_tied, reason
from reader.messages import LANGUAGES
from reader.model.annotations import Candidate, ConceptLink


def link(concept: str, confidence: float) -> ConceptLink:
    return ConceptLink(concept, confidence, "glossary", {}, "convention")


def test_ties_are_kept_strongest_first() -> None:
    candidate = Candidate("glossary", 0.5).with_link(link("mean", 0.4)).with_link(link("set", 0.8))
    assert [tie.concept for tie in candidate.links] == ["set", "mean"]


def test_of_two_ties_to_one_concept_the_stronger_is_kept() -> None:
    for confidences in ((0.4, 0.7), (0.7, 0.4)):
        candidate = Candidate("glossary", 0.5)
        for confidence in confidences:
            candidate = candidate.with_link(link("mean", confidence))
        assert candidate.links == (link("mean", 0.7),)


def test_a_weak_tie_ties_nothing() -> None:
    assert is_tied(Candidate("glossary", 0.5, links=(link("mean", SHOWN),)))
    assert not is_tied(Candidate("glossary", 0.5, links=(link("mean", SHOWN - 0.01),)))


def test_a_reason_is_there_in_every_language() -> None:
    why = reason("kin", base="$x$")
    assert set(why) == set(LANGUAGES) and all("$x$" in text for text in why.values())
