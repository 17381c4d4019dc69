"""Prose folded for looking words up in it: lower case, accents set, one space, one dash and one apostrophe."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice, takewhile

from reader.formula.syntax.printed import TEXT_ACCENT, accented
from reader.limits.memory import cached_for_a_paper

SIGNS = str.maketrans({"~": " ", "‐": "-", "‑": "-", "–": "-", "—": "-", "’": "'"})
PAGES = 90_000  # characters in which a word is said at least once where it tells of a paper: a book names everything
WORD = re.compile(r"[^\W\d_]+")


@cached_for_a_paper(8192)
def fold(wanted: str) -> str:
    """Words that are looked for, in every paper the same: ``Poincar\\'e`` as poincaré, ``Moore--Penrose`` as
    moore-penrose."""
    return _folded(wanted)


def fold_all(texts: Iterable[str]) -> str:
    """Texts in which words are looked for, their words one space apart."""
    return " ".join(_folded(" ".join(texts)).split())


def _folded(text: str) -> str:
    folded = TEXT_ACCENT.sub(accented, text).casefold().translate(SIGNS)
    return folded.replace("---", "-").replace("--", "-")


class FoldedProse:
    """Texts in which words are looked for. They are folded, and their words gathered, when first asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    @cached_property
    def text(self) -> str:
        """All of it, folded."""
        return fold_all(self._texts)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word is said."""
        return Counter(WORD.findall(self.text))

    @cached_property
    def words(self) -> Sequence[str]:
        """Each word once, in order."""
        return sorted(self.counts)

    def beginning(self, prefix: str) -> list[str]:
        """The words that begin like this."""
        at = bisect_left(self.words, prefix)
        return list(takewhile(lambda word: word.startswith(prefix), islice(self.words, at, None)))

    def said(self, beginning: str) -> int:
        """How many words begin like this; the places of several words in a row."""
        if not beginning.isalpha() or not beginning.isascii():
            *_, last = beginning.split(" ")
            is_there = " " not in beginning or not last.isalpha() or self.beginning(last)
            return self.text.count(beginning) if is_there else 0
        return sum(self.counts[word] for word in self.beginning(beginning))
