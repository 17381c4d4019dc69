"""What a symbol is called within a sentence: without a heading's capitals, but with those of a name."""

from __future__ import annotations

import pytest

from reader.study.walkthrough.names import in_small_letters


@pytest.mark.parametrize(
    ("name", "said"),
    [("Learning Rate", "learning rate"), ("Input", "input"), ("Dynamic Tanh", "Dynamic Tanh"),
     ("KL penalty", "KL penalty"), ("Learning rate of Adam", "learning rate of Adam")],
)  # fmt: skip
def test_capitals_of_a_heading(name: str, said: str) -> None:
    assert in_small_letters(name) == said
