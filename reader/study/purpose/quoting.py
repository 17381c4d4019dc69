"""What is quoted of a sentence: the author's very words, without a hole at their end and with what "this" refers to.

A sentence that goes on through a display is quoted through it where only so it has its subject or its verb.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.meaning.prose.words import tag_of
from reader.study.purpose.nearby import words_of
from reader.study.purpose.surroundings import FORMULA
from reader.study.purpose.telling import has_verb, tells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.study.purpose.surroundings import NearSentence, Surroundings

HOLES = ("ref{", "cite")  # what commands that print a number alone hold
BACK = frozenset(("these", "this", "those"))
VERBS = "vx"  # tags
LONGEST = 400  # characters of a quotation
NEXT = 3  # characters between two sentences that follow each other
MARKS = " ,:;~\n\t"
OF_IT, OF_THAT = frozenset(("its", "their")), "whose"
INTO, BETWEEN, DETERMINES = "pPoB", "oB", "d"  # tags
IS, NOUNS = frozenset(("are", "is")), "nk"
LEAST = 3  # telling words behind a display
ALONE = 5  # telling words of what is quoted without what its "its" goes back to


def without_hole(piece: NearSentence) -> NearSentence:
    """Without a bracket at its end that only refers: "By the bound on the drift (Appendix B):"."""
    text = piece.text.rstrip(MARKS)
    at = text.rfind("(")
    inside = text[at:] if at > 0 and text.endswith(")") else ""
    if not inside or inside.count("(") != 1 or not any(hole in inside for hole in HOLES):
        return piece
    kept = text[:at].rstrip(MARKS)
    return replace(piece, text=kept, end=piece.start + len(kept)) if kept else piece


def with_antecedent(piece: NearSentence, before: Sequence[NearSentence], source: str) -> NearSentence:
    """With the sentence before it where it begins with a bare "this": "The wind turns. This is done by"."""
    words = piece.words.split()[:2]
    at = next((at for at, each in enumerate(before) if each.start == piece.start), None)
    if len(words) < len(VERBS) or words[0] not in BACK or tag_of(words[1]) not in VERBS or at is None:
        return piece
    said = before[at + 1] if before[at + 1 :] else None
    if said is None or not said.begins or said.passage != piece.passage or piece.start - said.end > NEXT:
        return piece
    text = source[said.start : piece.end]
    return replace(piece, text=text, start=said.start) if len(text) <= LONGEST else piece


def completed(piece: NearSentence, around: Surroundings, file: str, source: str) -> NearSentence | None:
    """With its subject, where that stands before a display, and with its verb, where that stands behind one: "The lake
    has a depth [...] whose mean is". None where it says nothing without them, and they are too far."""
    words = words_of(piece)
    before, behind = around.beside(file, piece)
    if is_headless(words):
        begins = next((each for each in before if not is_headless(words_of(each)) and each.begins), None)
        text = source[begins.start : piece.end] if begins is not None else ""
        if begins is not None and len(text) <= LONGEST:
            return replace(piece, text=text, start=begins.start)
        return piece if words[0] in OF_IT and tells(words) >= ALONE else None
    if behind is not None and not (piece.ends or behind.begins) and goes_on(words_of(behind)):
        text = source[piece.start : behind.end]
        return replace(piece, text=text, end=piece.start + len(text)) if len(text) <= LONGEST else piece
    if is_open(words):
        text = source[piece.start : behind.end] if behind is not None and not behind.begins else ""
        return replace(piece, text=text, end=piece.start + len(text)) if 0 < len(text) <= LONGEST else None
    return piece


def is_cut(lead: NearSentence, behind: NearSentence) -> bool:
    """Whether a display stands in the middle of a sentence, of which the rest tells something: "If we load [...]
    crates, the boat drifts with the tide"."""
    words = words_of(behind)
    is_rest = lead.begins and not lead.ends and not behind.begins and behind.ends and not (lead.points or behind.points)
    return is_rest and behind.end - lead.start <= LONGEST and goes_on(words) and tells(words) >= LEAST


def goes_on(words: Sequence[str]) -> bool:
    """Whether what stands behind a display goes on with the sentence before it: "is the sum of both", "vanishes in calm
    water", "boats, the bay is full"."""
    is_verb = words[:1] != [] and (words[0] in IS or (tag_of(words[0]) == "v" and words[0].endswith("s")))
    is_noun = words[:1] != [] and words[0] != FORMULA and tag_of(words[0]) in NOUNS
    return is_verb or (is_noun and has_verb(words))


def is_headless(words: Sequence[str]) -> bool:
    """Whether what it is about was said before: "Its mean is", "whose mean is"."""
    return words[:1] != [] and (words[0] in OF_IT or words[0] == OF_THAT)


def is_open(words: Sequence[str]) -> bool:
    """Whether the display is what its last noun is of, and no verb came yet: "The smallest root of"."""
    is_noun = len(words) > 1 and tag_of(words[0]) == DETERMINES and tag_of(words[-1]) in BETWEEN
    return is_noun and not has_verb(words)
