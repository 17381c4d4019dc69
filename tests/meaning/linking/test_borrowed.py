"""What is said of a neighbour with the same letter, and whether it is a word on this one."""

from __future__ import annotations

import pytest
from handmade_evidence import evidence_of, paper_of, says, symbol
from small_glossary import build

from glossary import Glossary
from reader.meaning.linking.contradictions.borrowed import is_of_neighbour
from reader.meaning.linking.pool import options_of


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    return build(tmp_path_factory.mktemp("glossary"))


BORROWED = [
    # symbol asked for, defined symbol, its text -> whether the words are the neighbour's alone
    ("x_{1}", "x_i", "the weight of a boat", False),
    ("x_{i}", "x_1", "the weight of a boat", False),
    ("x_{n}", "x_k", "the weight of a boat", False),
    ("s_{y2}", "s_y", "the error of a clock", False),
    (r"F_{s\to u}", r"F_{a\to b}", "the flow of the river", False),
    (r"d_{c}", r"d_{y}", "the unit mass at $y$", False),
    ("M_{NK}", "M_{AB}", "the metric of the map", False),
    ("M^{NK}", "M_{AB}", "the metric of the map", False),
    ("c_{s+n}", "c_{s}", "the catch of a boat", False),
    ("I_{A}^{n}", "I_A", "the income of the port", False),
    ("x_{n}'", "x_k", "the weight of a boat", True),
    ("x_{i}", "x_0", "the usual rate of pay", True),
    ("x_{0}", "x_n", "the step of a dancer", True),
    ("c_{E}", r"c_{\mathcal{S}}", "the cost of a voyage", True),
    ("c_{t_{i}}", "c_t", "the cost of a voyage", False),
    ("c_{E}", "c_S", "the cost of a voyage", True),
    ("w_{jk}", "w_j", "the share of a state", False),
    (r"q_{k}", r"q_{\theta}", "the forecast of the rain", True),
]


@pytest.mark.parametrize(("asked", "defined", "text", "borrowed"), BORROWED)
def test_words_of_a_neighbour(glossary: Glossary, asked: str, defined: str, text: str, borrowed: bool) -> None:
    one = symbol(asked, base=asked[0])
    evidence = evidence_of(glossary, [one], [says(defined, text)], paper_of("a"))
    found = [option for option in options_of(one, evidence) if option.source == "sibling"]
    assert [is_of_neighbour(option, one, evidence) for option in found] == [borrowed]
