"""Every row of the phrase table runs its own example."""

from __future__ import annotations

import pytest

from reader.latex.document.document import read_passages
from reader.meaning.prose.cjk import matches as cjk_matches
from reader.meaning.prose.definitions import definitions_in, find_definitions
from reader.meaning.prose.noun_phrase import KINDS
from reader.meaning.prose.patterns import matches
from reader.meaning.prose.phrases import Phrase, literals, phrases
from reader.meaning.prose.sentence import sentences


@pytest.mark.parametrize("phrase", phrases(), ids=lambda phrase: phrase.id)
def test_example_gives_exactly_its_pairs(phrase: Phrase) -> None:
    found = {(definition.symbol, definition.text) for definition in definitions_in(read_passages(phrase.example))}
    assert found == set(phrase.gives)


def test_words_that_a_symbol_only_belongs_to_are_no_description() -> None:
    assert find_definitions(r"with kites parameterized by $\psi$") == ()


@pytest.mark.parametrize("phrase", phrases(), ids=lambda phrase: phrase.id)
def test_example_is_found_by_its_own_row(phrase: Phrase) -> None:
    hit = set()
    for passage in read_passages(phrase.example):
        hit |= {match.phrase.id for sentence in sentences(passage) for match in matches(sentence)}
        hit |= {found.phrase.id for sentence in sentences(passage) for found in cjk_matches(sentence, passage.text)}
    assert phrase.id in hit


@pytest.mark.parametrize("phrase", phrases(), ids=lambda phrase: phrase.id)
def test_row_is_well_formed(phrase: Phrase) -> None:
    assert 0 < phrase.reliability <= 1
    assert phrase.gives
    if phrase.script == "latin":
        assert sum(element in KINDS for element in phrase.elements()) == 1


def test_words_of_patterns_have_tags_of_their_own() -> None:
    assert len(set(literals().values())) == len(literals())
