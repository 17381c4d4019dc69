"""What is taken from something that has words: ``v \\in V`` where ``V`` is the set of ports."""

from __future__ import annotations

from itertools import islice

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import defined_spelling
from reader.meaning.linking.features import words_of
from reader.meaning.linking.unsaid.entries import Said
from reader.meaning.prose.members import element_of
from reader.model.symbols import Symbol

PLACES = 40  # of a letter that are looked at


def element(symbol: Symbol, said: Said, evidence: LinkingEvidence) -> str:
    """ "port" for ``v \\in V`` where ``V`` is the set of ports, "" where formulas take the letter from two sets."""
    places = (evidence.place_of(use).get("member") for use in islice(symbol.occurrences, PLACES))
    sets = {defined_spelling(place.host) or "" for place in places if place is not None}
    words = said.get(sets.pop(), "") if len(sets) == 1 else ""
    if not words or words_of(words).kind != "set":
        return ""
    return element_of(words) or f"element of the {words}"
