"""Names that several fields use: in a paper of which words they stand for which concept."""

from __future__ import annotations

import pytest

from glossary import load
from reader.latex.document.document import read_passages
from reader.meaning.evidence.concept_names import name_concept
from reader.meaning.evidence.homonyms import concept_meant, homonyms
from reader.meaning.evidence.vocabulary import Vocabulary

ROWS = [row for rows in homonyms().values() for row in rows]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name}-{row.concept}")
def test_every_row_names_its_concept_in_a_paper_of_its_field(row) -> None:
    naming = name_concept(row.example, load(), says=lambda words: words in row.words)
    assert (naming.concept if naming else "") == row.concept


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name}-{row.concept}")
def test_no_row_names_its_concept_elsewhere(row) -> None:
    naming = name_concept(row.example, load(), says=lambda words: False)
    assert naming is None or naming.concept != row.concept


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name}-{row.concept}")
def test_no_name_speaks_for_itself(row) -> None:
    said = Vocabulary(read_passages(f"It has the {row.name} of the thing, and the {row.name} of all."), load())
    assert not any(map(said.says_word, row.words))


@pytest.mark.parametrize(
    ("text", "prose", "concept"),
    [
        ("the action applied at a step", ("robot", "physic"), "action"),
        ("the action of the field", ("lagrangian", "agent"), "action-functional"),
        ("the action of the cook", ("kitchen",), None),
        ("the state vector of the plant", ("state space", "physic"), "system-state"),
        ("the feature map of a convolution", ("cnn", "physic"), None),
        ("the shock of a price", ("market",), None),
        ("the kinetic energy", (), "kinetic-energy"),  # a name of its own
        ("the next state", ("markov decision",), "state"),
        ("the state of the plant", ("controller",), "system-state"),
        ("the student state", ("controller",), None),
        ("the state of nature", ("markov decision",), None),
        ("the bias of the second layer", ("hidden layer",), "bias"),
        ("the bias", ("unbiased estimat",), "estimator-bias"),
        ("the selection bias", ("hidden layer", "unbiased estimat"), None),
        ("the cost function of the plan", ("wasserstein", "neural"), None),
        ("the error of the prediction", ("regression",), "residual"),
        ("the pointing error", ("regression",), None),
        ("the degree of each node", (), "degree"),
        ("the degree", ("polynomial",), None),
    ],
)
def test_the_field_of_the_paper_decides(text, prose, concept) -> None:
    naming = name_concept(text, load(), says=prose.__contains__)
    assert (naming and naming.concept) == concept


def test_other_names_mean_what_they_say() -> None:
    assert concept_meant("softmax", "softmax", lambda words: False) == "softmax"
    assert concept_meant("basis", "basis", lambda words: False) == "basis"
    assert concept_meant("basis", "basis", lambda words: False, behind=True) is None


def test_some_senses_hold_only_of_the_bare_name() -> None:
    assert concept_meant("gate", "gate", lambda words: True) == "gate"
    assert concept_meant("gate", "gate", lambda words: True, alone=False) is None
