"""Every row of the table of words behind hyphens runs its own example."""

from __future__ import annotations

import pytest

from reader.latex.document.document import read_passages
from reader.meaning.prose.attributes import Attribute, attributes, attributes_in

NONE = [
    r"a $2$-dimensional sky",
    r"an $f(x)$-dimensional sky",
    r"a $d$-fast boat",
    r"the $i$-th",
    r"the $i$-th is red",
    r"an $\infty$-dimensional sky",
    r"the $(k+1)$-th layer",
    r"the $i(k)$-th layer",
    r"a $C(1 + \varepsilon)$-smooth boat",
    r"an $L(z) + 1$-smooth boat",
]


def found(text: str) -> list[tuple[str, str]]:
    return [(definition.symbol, meaning) for definition, meaning in attributes_in(read_passages(text))]


@pytest.mark.parametrize("row", attributes(), ids=lambda row: row.id)
def test_example_gives_its_pair(row: Attribute) -> None:
    assert found(row.example) == [row.gives]


@pytest.mark.parametrize("text", NONE)
def test_nothing_is_said(text: str) -> None:
    assert found(text) == []


def test_the_noun_is_taken_whole() -> None:
    assert found(r"the $i$-th old sail has holes") == [("i", "index of the old sail")]
    assert found(r"the $i$th sail of it") == [("i", "index of the sail")]
    assert found(r"the $j$\textsuperscript{th} sail of it") == [("j", "index of the sail")]
    assert found(r"the $j^{\text{th}}$ sail of it") == [("j", "index of the sail")]


def test_the_first_place_counts_and_is_quoted_in_its_sentence() -> None:
    text = r"It rains. We sail on an $n$-dimensional sea. Later on an $n$-bit way."
    ((definition, meaning),) = attributes_in(read_passages(text))
    assert (meaning, definition.sentence) == ("dimension", "We sail on an $n$-dimensional sea.")
    assert text[definition.span.start : definition.span.end] == definition.text
