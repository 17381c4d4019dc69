"""Between two claims that agree, the one that says which: "weights of the encoder" before "weights"."""

from __future__ import annotations

from collections.abc import Sequence

from reader.meaning.evidence.concept_names import head_phrase
from reader.meaning.linking.concepts import WeighedOption
from reader.meaning.linking.features import words_of
from reader.meaning.prose.members import singular
from reader.meaning.prose.words import classes

ABOUT_AS_LIKELY = 0.15  # how much less likely one may be that says the same with a complement
PLAIN = frozenset(("", "table", "caption"))  # where words hold for more than one theorem, example or step
SHORT = 2  # words of a noun that only stands before its letter
LONGEST = 12  # words
VALUES = frozenset(("arbitrary", "different", "various", "same", "any"))
FITTING = ("be", "let", "denotes", "denote", "denote-by", "define-noun-as", "table")
PICKING = frozenset(("current", "increasing", "decreasing", "previous", "next", "trained"))


def more_particular(best: WeighedOption, claimed: Sequence[WeighedOption]) -> WeighedOption:
    """A definition of this very symbol that says more than ``best``, which has no complement; else ``best``.

    It says the same with a complement; or it is as likely as a noun that only stands before its letter somewhere.
    """
    if _has_complement(best.option.meaning):
        return best
    defining = [one for one in claimed if _phrase(one) in FITTING]
    may_be_let = len(defining) == 1  # of a letter that has several, none holds everywhere
    fuller = [
        one
        for one in defining
        if _is_whole(one) and _says_more(one, best) and (may_be_let or _phrase(one) != "let") and one is not best
    ]
    return max(fuller, key=lambda one: one.likelihood, default=best)


def _says_more(one: WeighedOption, best: WeighedOption) -> bool:
    words, others = _head(one), _head(best)
    if words <= others and others - words <= PICKING:
        return one.likelihood >= best.likelihood - ABOUT_AS_LIKELY
    statement = best.option.statement
    is_passing = statement is not None and statement.definition.manner in ("names", "lists")
    is_other = len(others) <= SHORT and words_of(one.option.meaning).head != words_of(best.option.meaning).head
    return is_passing and is_other and one.likelihood >= best.likelihood


def _phrase(one: WeighedOption) -> str:
    is_own = one.option.statement is not None and one.option.source == "own"
    return one.option.statement.definition.phrase if one.option.statement and is_own else ""


def _head(one: WeighedOption) -> frozenset[str]:
    return frozenset(singular(word) for word in head_phrase(one.option.meaning).split())


def _is_whole(one: WeighedOption) -> bool:
    """Whether words hold outside one theorem, example or step, and have a whole complement."""
    statement, words = one.option.statement, one.option.meaning.split()
    is_short = len(words) <= LONGEST and ":" not in one.option.meaning and not VALUES & set(words)
    is_plain = statement is not None and statement.definition.within in PLAIN
    return is_plain and is_short and _has_complement(one.option.meaning) and not _dangles(words)


def _dangles(words: Sequence[str]) -> bool:
    """Whether the last word asks for another: "a polynomial of complexity"."""
    return words[-1] in classes()["measured_so"] | classes()["preposition"] | classes()["attaching"] | {"of"}


def _has_complement(meaning: str) -> bool:
    words = meaning.split()
    return any(word in classes()["attaching"] | {"of", "between", "that"} for word in words[1:])
