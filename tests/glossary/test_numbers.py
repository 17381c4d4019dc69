"""Numbers as people say them."""

import pytest

from glossary.checking.numbers import says

SAID = [
    ("0.95 of them", "0.95"), ("about 16.8 million", "16.8"), ("a million pairs", "1000000"), ("3 billion", "3"),
    ("約 1680 万個", "16.8"), ("8510 万個です", "85.1"), ("1 億 2400 万個", "124"), ("100 万組", "1000000"),
    ("467 億個", "46.7"),
]  # fmt: skip
UNSAID = [
    ("16.9 million", "16.8"),
    ("1681 万", "16.8"),
    ("two of them", "2"),
    ("1 億 2400 万", "125"),
    ("百万", "1000000"),
]


@pytest.mark.parametrize(("text", "number"), SAID)
def test_a_number_is_said(text, number):
    assert says(text, number)


@pytest.mark.parametrize(("text", "number"), UNSAID)
def test_another_number_is_not(text, number):
    assert not says(text, number)
