"""Sentences right behind a display that say what it comes to, and in the middle of which it stands.

"The drift therefore depends on the wind alone", "In particular, what the keel does is hold the course": a whole
sentence that draws from the display and names nothing else. "[...] is the weight of the boat": the display is what the
sentence is about; words that only lead to it ("and", "where", "the function") belong to it or to the sentence before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.meaning.prose.words import tag_of
from reader.study.purpose.nearby import words_of
from reader.study.purpose.prose_signs import said_in
from reader.study.purpose.retelling import paraphrases
from reader.study.purpose.surroundings import FORMULA
from reader.study.purpose.telling import has_verb, tells, told_by_lead

if TYPE_CHECKING:
    from reader.study.purpose.surroundings import NearSentence, Surroundings

DRAWS = frozenset(("consequently", "hence", "therefore", "thus"))
IN_PARTICULAR = ["in", "particular"]
NOBODY = frozenset(("for", "i", "if", "let", "one", "suppose", "there", "we", "when", "whenever", "you"))
GOES_ON = frozenset((
    "any", "assume", "can", "cannot", "exists", "far", "follows", "must", "needs", "prove", "proved", "proven",
    "proves", "remains", "show", "shows", "suffices", "that",
))  # fmt: skip
DRAWING = 9  # words among which one says that it is drawn: "The drift of the boat therefore"
EARLY = 2  # words among which nobody does anything: "Thus we"
LEAST, NAMED = 4, 3  # telling words
LIKE = frozenset(("interpreted", "regarded", "seen", "thought", "understood", "viewed"))
IS = frozenset(("is", "are"))
EFFECT, DOING_SIGNS = "effect", frozenset(("aim", "effect", "in-words", "measure"))  # signs of prose_signs
EXPLAINS = frozenset(("here", "in", "where", "with"))
SETS = frozenset(("choose", "chosen", "fix", "fixed", "set", "sets", "take", "use", "used"))
TERMS = frozenset(("part", "parts", "term", "terms"))  # of a row
PAIRS = (("former", "latter"), ("first", "second"))
DETERMINES = frozenset(("a", "an", "the"))
SHOWN_AS = frozenset(("and", "that", "then", "where", "with"))  # behind which a display is what the sentence is about


def drawn(
    after: Sequence[NearSentence], letters: frozenset[str], around: Surroundings
) -> Iterator[tuple[int, NearSentence]]:
    """The first sentence behind a display that says what it comes to, with its place; ``letters`` are the display's,
    and the sentence's must be among them."""
    place = int(bool(after) and after[0].text.startswith("where"))
    for piece in after[place : place + 1]:
        if is_drawn(piece) and around.letters(piece.symbols) <= letters:
            yield place, piece


def is_drawn(piece: NearSentence) -> bool:
    """Whether a whole sentence says of itself that it follows from what stands before, and tells enough."""
    words = words_of(piece)
    at = next((at for at, word in enumerate(words[:DRAWING]) if word in DRAWS), None)
    at = 1 if words[:2] == IN_PARTICULAR else 0 if words[:1] == ["so"] else at
    behind = words[at + 1 : at + 1 + EARLY] if at is not None else []
    if at is None or not (piece.begins and piece.ends) or piece.points or not NOBODY.isdisjoint(behind):
        return False
    return GOES_ON.isdisjoint(words) and has_verb(words) and tells(words) >= LEAST


def effects(lead: NearSentence, after: Sequence[NearSentence]) -> Iterator[tuple[int, NearSentence]]:
    """Behind a display that ``lead`` only names: what says of all of it what it does, "This pulls the boats together";
    with its place. What says first what a letter stands for is no antecedent of "this"; what sets one is."""
    place = int(bool(after) and explains(words_of(after[0])))
    if told_by_lead(lead.plain) > NAMED or not DOING_SIGNS.isdisjoint(said_in(lead)):
        return
    for piece in after[place : place + 1]:
        words = words_of(piece)
        is_this = (words[:1] == ["this"] or (not place and words[:1] == ["it"])) and does(words[1:])
        is_whole = piece.begins and piece.ends and not piece.points and "cite" not in piece.text
        is_sure = all(sign.weight > 0 for sign in said_in(piece).values())
        is_effect = paraphrases(piece) or (is_this and EFFECT in said_in(piece))
        if is_whole and is_sure and is_effect and tells(words) >= LEAST:
            yield place, piece


def does(words: Sequence[str]) -> bool:
    """Whether somebody does something, or is something: "pulls the boats"."""
    return words[:1] != [] and (tag_of(words[0]) in "vx" or (tag_of(words[0]) == "n" and words[0].endswith("s")))


def explains(words: Sequence[str]) -> bool:
    return words[:1] != [] and words[0] in EXPLAINS and SETS.isdisjoint(words)


def of_both(after: Sequence[NearSentence]) -> Iterator[NearSentence]:
    """What says behind two rows what each is for: "The former is large at sea, the latter ashore"."""
    for piece in after[:1]:
        words = words_of(piece)
        is_pair = any(words[1:2] == [one] and other in words for one, other in PAIRS) and TERMS.isdisjoint(words)
        if is_pair and words[0] == "the" and piece.begins and piece.ends and not piece.points and tells(words) >= LEAST:
            yield piece


def is_of_name(piece: NearSentence, meaning: str) -> bool:
    """Whether it begins with these words, and what they name does something or is like something: "The drift measures
    how far ...", "The drift can be thought of as ..."."""
    words, name = words_of(piece), meaning.casefold().split()
    words, name = (each[1:] if each[:1] and each[0] in DETERMINES else each for each in (words, name))
    rest = words[len(name) :]
    is_liked = rest[:2] == ["can", "be"] and rest[2:3] != [] and rest[2] in LIKE
    is_deed = does(rest) and tag_of(rest[0]) != "x"
    return bool(name) and words[: len(name)] == name and (is_liked or is_deed) and tells(rest) >= NAMED


def predicates(lead: NearSentence | None, after: Sequence[NearSentence]) -> Iterator[NearSentence]:
    """What a sentence says that a display is: "[...] is the weight of the boat", from the noun on."""
    behind = after[0] if after else None
    words = words_of(behind) if behind is not None else []
    if behind is None or len(words) < NAMED or not behind.ends or behind.points:
        return
    is_subject = lead is None or lead.ends or words_of(lead)[-1:] in ([each] for each in SHOWN_AS)
    if is_subject and words[0] in IS and words[1] in DETERMINES and tells(words) >= NAMED:
        skipped = behind.text.index(words[1])
        yield replace(behind, start=behind.start + skipped, text=behind.text[skipped:])
    if behind.text[0].islower() and words[0] in DETERMINES and _is_noun(words) and tells(words) >= LEAST:
        yield behind


def _is_noun(words: Sequence[str]) -> bool:
    """Whether a noun begins, and what is said of it, before anything is done: "a plan whose parts are whole boats"."""
    at = next((at for at, word in enumerate(words) if tag_of(word) in "vxr"), len(words))
    return at > 1 and FORMULA not in words[:at] and (at == len(words) or tag_of(words[at]) == "r")
