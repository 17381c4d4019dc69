"""What a candidate means, how sure an answer must be, and reasons in every language."""

from pathlib import Path

import pytest
from small_glossary import build

from reader.meaning.evidence.reasons import reason
from reader.meaning.linking.candidates import CLAIMED, LIKELY, SHOWN, TIED, meaning_of
from reader.messages import LANGUAGES
from reader.model.annotations import Candidate, ConceptLink


def test_words_go_before_the_concept_s(tmp_path: Path) -> None:
    glossary = build(tmp_path)
    links = (ConceptLink("mean", 0.4, "glossary", {}, "convention"),)
    assert meaning_of(Candidate("paper", 0.5, "colour", links=links), glossary) == "colour"
    assert meaning_of(Candidate("glossary", 0.5, links=links), glossary) == "mean"
    assert meaning_of(Candidate("glossary", 0.5), glossary) is None


def test_what_is_marked_as_the_author_s_must_be_surer_than_what_is_shown() -> None:
    assert 0 < SHOWN < LIKELY < CLAIMED < 1 and SHOWN < TIED < 1


@pytest.mark.parametrize(("key", "blank"), [("inherited-base", "base"), ("named-whole", "text")])
def test_a_reason_is_there_in_every_language(key: str, blank: str) -> None:
    why = reason(key, **{blank: "$x$"})
    assert set(why) == set(LANGUAGES) and all("$x$" in text for text in why.values())
