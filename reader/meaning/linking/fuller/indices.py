"""Whose index a letter is: that of the things which the author calls by their plural and writes with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import take_apart
from reader.meaning.linking.features import is_kind, words_of
from reader.meaning.linking.roles import is_one_claim
from reader.meaning.prose.members import one_of_many, singular
from reader.meaning.prose.wording import plain
from reader.meaning.prose.words import classes
from reader.model.annotations import Annotation
from reader.model.symbols import Symbol

MOST_WORDS = 3
INDEX = "index"
Things = Mapping[str, str]


def things_by_index(annotations: Sequence[Annotation]) -> Things:
    """By letter what one of those is that are written with it; of several kinds those that are met most."""
    found: dict[str, tuple[int, str]] = {}
    for one in annotations:
        parts = take_apart(one.symbol.latex)
        thing = _thing(one) if parts.sub and not parts.sup and is_one_claim(one) else ""
        met = len(one.symbol.occurrences)
        if thing and met > found.get(parts.sub, (0, ""))[0]:
            found[parts.sub] = met, thing
    return {letter: thing for letter, (_, thing) in found.items()}


def _thing(annotation: Annotation) -> str:
    """One of the things that an author calls by a plural noun, "" of what has none of its own, as weights do."""
    said = plain(annotation.source.text).split()[-1:] if annotation.source is not None else []
    meaning = annotation.meaning or ""
    one = one_of_many(meaning)
    head = words_of(one).head
    is_plural = bool(said) and singular(said[0]) != said[0]
    is_short = len(one.split()) <= MOST_WORDS and one.replace(" ", "").replace("-", "").isalpha()
    is_counted = head not in classes()["owned"] | classes()["quantity"] and not is_kind(one)
    return one if is_plural and is_short and is_counted and singular(one) == one else ""


def index_of(symbol: Symbol, meaning: str, things: Things, evidence: LinkingEvidence) -> str:
    """ "index of the token" of an "index" that stands below tokens. What is taken from a set is one of that."""
    thing = things.get(symbol.latex, "") if meaning == INDEX else ""
    is_member = bool(thing) and any(evidence.place_of(use).has("member") for use in symbol.occurrences)
    return f"index of the {thing}" if thing and not is_member else ""
