"""The words of a title that tell papers apart, and whether others are the same words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

STEM = 6  # letters by which a word is known whatever its ending: "attention", "attentions"
SHORTEST = 3  # letters of a word that tells something
VAGUE = frozenset(
    ("with", "from", "that", "this", "over", "each", "their", "these", "which", "using", "based", "between", "into",
     "towards", "toward", "and", "for", "the", "via", "are", "can", "not", "its", "our", "new", "general",
     "function", "value", "number", "vector", "matrix", "parameter", "parameters", "variable", "output", "input",
     "first", "second", "model", "models", "data", "constant", "index", "space", "point", "time", "term", "terms",
     "product", "range", "definition", "learning", "deep", "neural", "networks", "network", "method", "methods",
     "approach", "analysis", "theory", "problem", "problems", "paper",
     "text", "mathrm", "mathbf", "mathcal", "mathbb", "operatorname", "left", "right", "frac", "bar", "hat", "tilde")
)  # fmt: skip


def telling_words(text: str) -> dict[str, str]:
    """By its stem each telling word as it stands; Chinese and Japanese, which have no spaces, by pairs of signs."""
    found: dict[str, str] = {}
    for word in _runs(text):
        if word.isascii():
            if len(word) >= SHORTEST and word.casefold() not in VAGUE:
                found.setdefault(word.casefold()[:STEM], word)
        else:
            for at in range(len(word) - 1):
                found.setdefault(word[at : at + 2], word)
    return found


def count_words(text: str) -> int:
    """How many words a text has; two signs of Chinese or Japanese are about one."""
    return sum(1 if word.isascii() else (len(word) + 1) // 2 for word in text.split())


def _runs(text: str) -> Iterator[str]:
    """Stretches of letters of one kind."""
    for kind, letters in groupby(text, key=lambda each: (each.isalpha(), each.isascii())):
        if kind[0]:
            yield "".join(letters)
