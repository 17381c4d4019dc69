"""Whether a text says a number, in digits or as people say large ones: "about 17 million", 「1 億 2400 万」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

ENGLISH = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
JAPANESE = {"万": 4, "億": 8, "兆": 12}
SCALES = (0, 3, 6, 9, 12)  # a number that is computed in millions may be said in full

_LARGE_ENGLISH = re.compile(rf"\b(\d+(?:\.\d+)?|an?) ({'|'.join(ENGLISH)})")
_LARGE_JAPANESE = re.compile(rf"(?:\d+(?:\.\d+)? ?[{''.join(JAPANESE)}] ?)+")
_PART_JAPANESE = re.compile(rf"(\d+(?:\.\d+)?) ?([{''.join(JAPANESE)}])")


def says(text: str, number: str) -> bool:
    """Whether the text holds the number as it is spelled, or a large number that is the same."""
    if number in text:
        return True
    if not re.fullmatch(r"\d+(?:\.\d+)?", number):
        return False
    return any(value == Decimal(number).scaleb(scale) for value in _large_numbers(text) for scale in SCALES)


def _large_numbers(text: str) -> Iterator[Decimal]:
    for digits, word in _LARGE_ENGLISH.findall(text):
        yield Decimal(digits if digits[0].isdigit() else 1).scaleb(ENGLISH[word])
    for large in _LARGE_JAPANESE.findall(text):
        yield sum((Decimal(digits).scaleb(JAPANESE[sign]) for digits, sign in _PART_JAPANESE.findall(large)), Decimal())
