"""What is quoted of a sentence: the author's very words, without a hole at their end and with what "this" refers to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.meaning.prose.words import tag_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.study.purpose.surroundings import NearSentence

HOLES = ("ref{", "cite")  # what commands that print a number alone hold
BACK = frozenset(("these", "this", "those"))
VERBS = "vx"  # tags
LONGEST = 400  # characters of a quotation
NEXT = 3  # characters between two sentences that follow each other
MARKS = " ,:;~\n\t"


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
    if said is None or not said.text[:1].isupper() or said.passage != piece.passage or piece.start - said.end > NEXT:
        return piece
    text = source[said.start : piece.end]
    return replace(piece, text=text, start=said.start) if len(text) <= LONGEST else piece
