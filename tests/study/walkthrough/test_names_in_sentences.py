"""What a symbol is called within a sentence: without a heading's capitals, but with those of a name."""

from __future__ import annotations

import pytest

from reader.study.walkthrough.names import as_number, in_small_letters


@pytest.mark.parametrize(
    ("name", "said"),
    [("Learning Rate", "learning rate"), ("Input", "input"), ("Dynamic Tanh", "Dynamic Tanh"),
     ("KL penalty", "KL penalty"), ("Learning rate of Adam", "learning rate of Adam")],
)  # fmt: skip
def test_capitals_of_a_heading(name: str, said: str) -> None:
    assert in_small_letters(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [("the experts", "the number of experts"), ("the radius", "the radius"), ("the basis", "the basis"),
     ("the bias", "the bias"), ("the class", "the class")],
)  # fmt: skip
def test_only_plurals_are_counted(name: str, said: str) -> None:
    assert as_number({"en": name, "ja": ""})["en"] == said
