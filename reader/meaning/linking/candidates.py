"""How sure an answer must be, and what a candidate means."""

from __future__ import annotations

from collections.abc import Mapping

from glossary import Glossary
from reader.model.annotations import Candidate

SHOWN = 0.33  # a meaning that is less likely is not shown
OF_OTHERS: Mapping[str, float] = {  # the same for what is only said of other spellings, by the source of the words
    "base": 0.55,  # of the bare letter: below, sixteen in seventeen of such words were wrong
    "sibling": 0.4,  # of the letter with other scripts: below, thirteen in fourteen
    "part": 0.45,
}
TIED = 0.55  # the same for a concept
TIED_BY: Mapping[str, float] = {  # the same, by what ties it
    "whole": 0.42,  # the words shown are its whole name, of two words at least, which hardly mean another thing
    "rough": 0.62,  # they say only what kind of thing it is
    "elsewhere": 0.85,  # its name stands in other words of the author's alone: below, more than half were wrong
    "beside": 0.7,  # it is usual of the letter, and the author's words share none with it: below, half were wrong
}
CLAIMED = 0.54  # what the author is less likely to say so is not marked as the author's
LIKELY = 0.5  # what the author says no surer than this is no sense of its own
COUNTING = 0.75  # how sure it is that a letter in scripts alone is an index
UNSAID = Candidate("unknown", 0.0)  # in formulas that nothing said of the symbol reaches


def meaning_of(candidate: Candidate, glossary: Glossary) -> str | None:
    """What it says the symbol is: the author's words, else those of the concept that it is tied to first."""
    return candidate.meaning or (glossary[candidate.links[0].concept].phrase.get("en") if candidate.links else None)
