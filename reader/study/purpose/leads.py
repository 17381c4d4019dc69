"""Words that lead to a display and say little, where nothing near says more: from what it comes, or what kind it is.

"Taking the mean of both sides yields", "The objective is". Such words are quoted with the sentence before them where
they go back to it ("These sails are given by") or have but one word of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.meaning.prose.words import tag_of
from reader.study.purpose.nearby import CASES, OPENS_ARGUMENT, OUTSIDE, SETS_UP, SHOWN_BY, words_of
from reader.study.purpose.quoting import BACK, LONGEST, NEXT
from reader.study.purpose.surroundings import FORMULA
from reader.study.purpose.telling import DETERMINES, DOING, THEN, is_cjk, is_content, tells

if TYPE_CHECKING:
    from reader.study.purpose.surroundings import NearSentence

DRAWS = THEN | {"consequently"}  # such a sentence is about a display before it
DRAWN = THEN | {"and"}  # what the display follows from, or goes beside, was said
PLAINLY = frozenset(("just", "now", "simply"))  # behind "is"
SEVERAL = 2  # words of their own, or such words, formulas and references of an argument
BEFORE = 4  # telling words of the sentence before
NOTES = frozenset(("denoting", "noting", "writing"))  # what is only spelled so
ASSUMES = frozenset(("assume", "given", "suppose", "where")) | SETS_UP


def lead_with_context(before: Sequence[NearSentence], source: str) -> NearSentence | None:
    """What leads to a display, ``before`` being the sentences before it, the nearest first."""
    lead = before[0]
    words = words_of(lead)
    own = sum(map(is_content, words))
    begins, ends = (words[0], words[-1]) if words else ("", "")
    if is_cjk(lead.plain) or not OUTSIDE.isdisjoint(words) or begins in ASSUMES | NOTES or ends in DRAWN:
        return None
    is_deed = lead.begins and begins not in DETERMINES and FORMULA not in words and tells(words) > 0
    is_name = is_deed and any(word in SHOWN_BY for word in words[-2:] if ends in SHOWN_BY | PLAINLY)
    alone = lead if own >= SEVERAL or is_argument(lead, words, own) else None
    if alone is not None and own > 0 and begins not in BACK:
        return alone
    return (joined(before, source) if own or begins in BACK else None) or alone or (lead if is_name else None)


def is_argument(lead: NearSentence, words: Sequence[str], own: int) -> bool:
    """Whether it says what is done to what: "Subtracting $b$ from both sides gives"."""
    points = lead.references
    is_done = words[:1] != [] and (tag_of(words[0]) in DOING or words[0] in OPENS_ARGUMENT - CASES)
    is_done = is_done and (own > 0 or points >= SEVERAL)
    return is_done and own + words.count(FORMULA) + points >= SEVERAL


def joined(before: Sequence[NearSentence], source: str) -> NearSentence | None:
    """With the sentence before it, where that tells something, and sets nothing up."""
    lead, said = before[0], before[1] if before[1:] else None
    if said is None or not (said.begins and said.ends) or said.passage != lead.passage or lead.start - said.end > NEXT:
        return None
    words = words_of(said)
    text = source[said.start : lead.end]
    is_telling = (
        words[:1] != []
        and words[0] not in ASSUMES | BACK
        and DRAWS.isdisjoint(words)
        and not said.points
        and tells(words) >= BEFORE
    )
    return replace(lead, text=text, start=said.start) if is_telling and len(text) <= LONGEST else None
