"""Sentences that say in words what a formula or its theorem says: "so the boat slows down", "This lemma says that ...".

They stand right behind it, or announce it right before. By their words alone they are arguments, which other sentences
with such words are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.study.purpose.surroundings import FORMULA
from reader.study.purpose.telling import tells

if TYPE_CHECKING:
    from reader.study.purpose.surroundings import NearSentence

CONCLUDES = frozenset(("so", "thus", "hence", "therefore"))
CLAIMS = frozenset(("bound", "corollary", "identity", "inequality", "lemma", "proposition", "result", "theorem"))
RETELLS = frozenset((
    "captures", "confirms", "demonstrates", "ensures", "establishes", "formalises", "formalizes", "guarantees",
    "implies", "indicates", "means", "reveals", "says", "shows", "states", "suggests", "tells",
))  # fmt: skip
ANNOUNCES = frozenset((
    "bounds", "characterises", "characterizes", "describes", "gives", "provides", "quantifies", "summarises",
    "summarizes",
)) | RETELLS  # fmt: skip
STATING = frozenset(("establish", "formulate", "give", "present", "prove", "provide", "show", "state"))
RESULTS = frozenset(("contribution", "finding", "result", "results"))
LINKS = frozenset(("also", "first", "here", "next", "now", "then"))
WHICH = frozenset((
    "about", "bounding", "characterising", "characterizing", "describing", "establishing", "on", "quantifying",
    "showing", "that", "which",
))  # fmt: skip
SETS_UP = frozenset(("assume", "consider", "define", "denote", "given", "let", "suppose", "where", "with"))
PLAINLY = ("in other words", "in plain words", "in words", "informally", "intuitively", "put differently")
GOES_ON = frozenset(("remains", "suffices"))  # in what an argument still has to do
LEAST = 4  # telling words
NEAR = 4  # words of "the following two results"
READY = frozenset(("are", "can", "finally", "in", "position", "ready", "to", "a"))  # between "we" and "state"
ENOUGH = 3  # telling words of what is stated


def concludes(piece: NearSentence) -> bool:
    """Whether it draws from a formula what that comes to, in words alone or in a theorem: "so the boat slows down in
    the wind." """
    first, *rest = piece.words.split() or [""]
    in_words = piece.claims or FORMULA not in piece.plain  # what a theorem draws from its formula holds for it
    is_said = in_words and not piece.points and "cite" not in piece.text
    is_said = is_said and GOES_ON.isdisjoint(rest)
    return first in CONCLUDES and is_said and rest[:1] not in (["that"], ["we"], ["far"]) and tells(rest) >= LEAST


def paraphrases(piece: NearSentence) -> bool:
    """Whether it says the same in plain words: "Intuitively, it is how long the boat waits"."""
    return piece.words.strip().startswith(PLAINLY)


def takes_up(piece: NearSentence, lead: NearSentence | None) -> bool:
    """Whether it begins with what the words before the display call it: "... gives the sail gain", "The gain ..."."""
    if lead is None:
        return False
    said, called = piece.words.split()[:3], lead.words.split()[-1:]
    is_noun = bool(called) and tells(lead.words.split()[-2:]) > 0 and called[0].isalpha()
    return is_noun and said[:1] == ["the"] and called[0] in said[1:]


def retells(piece: NearSentence) -> bool:
    """Whether it says what the theorem before it says: "This lemma shows that no boat drifts"."""
    words = piece.words.split()
    at = _claim_in(words)
    is_this = words[:1] == ["this"] or (words[:1] == ["the"] and "following" not in words[:at])
    return is_this and at > 0 and _follows(words[at + 1 :], RETELLS)


def retells_all(lead: NearSentence) -> bool:
    """Whether the formula is what its theorem says, and no setting: "Let", "where"."""
    words = lead.words.split()
    return SETS_UP.isdisjoint((*words[:1], *words[-1:]))


def announces(piece: NearSentence, lead: NearSentence | None) -> bool:
    """Whether it says what the theorem behind it is about; the words that lead to the formula must not be those of a
    setting: "Let"."""
    words = [word for word in piece.words.split() if word not in LINKS]
    at = _claim_in(words, 2 * NEAR)
    if words[:1] == ["our"] and words[at : at + 2] == ["result", "is"]:
        at += 1 + _claim_in(words[at + 1 :])
    if lead is None or not retells_all(lead):
        return False
    if not at:
        return _states(words) and not piece.points and "cite" not in piece.text
    is_ours = words[:1] == ["we"] and words[1:2] != [] and words[1] in STATING
    is_next = words[:2] == ["the", "following"]
    is_ours = is_ours or (words[:1] == ["our"] and not RESULTS.isdisjoint(words[1:at]) and "is" in words[:at])
    return (is_ours and _follows(words[at + 1 :], WHICH)) or (is_next and _follows(words[at + 1 :], ANNOUNCES))


def _states(words: Sequence[str]) -> bool:
    """Whether they say what is stated next: "We are ready to present the drift of a light boat"."""
    we, *rest = words or [""]
    at = next((at for at, word in enumerate(rest) if word not in READY), 0)
    return we == "we" and 0 < at < len(rest) and rest[at] in STATING and tells(rest[at + 1 :]) >= ENOUGH


def _claim_in(words: Sequence[str], most: int = NEAR) -> int:
    """The place of "lemma" among the first words, 0 where there is none."""
    return next((at for at, word in enumerate(words[:most]) if word in CLAIMS), 0)


def _follows(words: Sequence[str], begins: frozenset[str]) -> bool:
    """Whether these words begin so and tell something."""
    return bool(words) and words[0] in begins and tells(words[1:]) >= LEAST
