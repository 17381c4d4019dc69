"""The words of a noun phrase as names are compared: folded, tagged, and where the phrase's head stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossary.naming import fold_name
from reader.limits.memory import cached_for_a_paper
from reader.meaning.prose.words import tag_of

# Tags of reader.meaning.prose.words, by what they do to a noun phrase.
NOUNS = "nkfgsbt"
DETERMINER = "d"
COUNT = "number"
NOTHING = ""
MODIFIERS = "jaem"
ENDS_PHRASE = "opPBcirxvwqN,"

_TOKEN = re.compile(
    r"(?P<ordinal>\$[^$]*\$\s?[-‐–{}]*\s?(?:th|st|nd|rd)\b)|(?P<adjective>\$[^$]*\$\s?[-‐–]\s?[a-z]+)|(?P<math>\$[^$]*\$)"
    r"|(?P<iid>\bi\.\s?i\.\s?d\.?)|(?P<word>[^\W_]+(?:[-‐‑–][^\W_]+)*(?:['’][a-z]+)?)|(?P<mark>[,;:.()\[\]])"
)
# "the (unknown) solution", "the (sub-)gradient", "the (sub)gradient"
_ASIDE = re.compile(r"\(([a-z]+-)\)-?(?=[a-z])|\(([a-z]+)\)(?=\s*[a-z])")


@dataclass(frozen=True, slots=True)
class Word:
    """``folded`` for comparison; ``tag`` as in ``reader.meaning.prose.words``, "m" for a formula, "," for any mark.

    ``joined`` says that a hyphen ties it to the word before: "pre-activation" is no activation.
    """

    text: str
    folded: str
    tag: str
    joined: bool = False


def words_in(text: str) -> Iterator[Word]:
    """The words, formulas and marks of a text in their order."""
    initials = ""
    for match in _TOKEN.finditer(_ASIDE.sub(r"\1\2", text)):
        found = match.group()
        if match.lastgroup == "word":
            if len(found) > 1 and found.isupper() and initials.endswith(found.casefold()):
                continue  # "learning rate LR" is a learning rate
            initials += "".join(part[:1] for part in re.split("[-‐‑–]", found)).casefold()
            yield from _parts_of_word(found)
        elif match.lastgroup == "math":
            yield Word(found, "", "m")
        elif match.lastgroup == "mark":
            yield Word(found, "", ",")


@cached_for_a_paper(8192)
def _parts_of_word(text: str) -> tuple[Word, ...]:
    """The parts of a hyphenated word. Only the last may be anything but a noun, as in "pre-trained"."""
    *fore, last = re.split("[-‐‑–]", text)
    parts = [word for number, part in enumerate(fore) for word in _folded(part, "n", number > 0)]
    tag = tag_of(last.lower())
    return (*parts, *_folded(last, "n" if fore and tag not in "eg" else tag, bool(fore)))


def _folded(text: str, tag: str, joined: bool) -> Iterator[Word]:
    """One word, or both of a compound such as "timestep", of which the first keeps the text."""
    first, *others = fold_name(text) or ("",)
    yield Word(text, first, "n" if others else tag, joined)
    yield from (Word("", other, tag) for other in others)


def phrase_in(words: tuple[Word, ...]) -> tuple[int, int]:
    """Where a noun phrase begins behind its determiner, and just after its head noun."""
    start = next((at for at, word in enumerate(words) if word.tag not in "dqam,"), len(words))
    return start, head_end(words, start)


def head_end(words: tuple[Word, ...], start: int) -> int:
    """Just after the head noun: where a preposition, verb, conjunction, mark or participle clause begins."""
    for at in range(start, len(words)):
        tag, following = words[at].tag, words[at + 1].tag if at + 1 < len(words) else ","
        if tag == "v" and (at == start or words[at - 1].tag in "je"):
            continue  # "the expected return"
        if tag == "w" and at == start and following in NOUNS and (start == 0 or words[at - 1].tag == DETERMINER):
            continue  # "the normalizing factor", "forcing term"
        if tag == "c" and at > start and words[at - 1].tag in "je" and following in "jen":
            continue  # "the real and synthetic frequencies"
        if tag in ENDS_PHRASE:
            return at
        if tag == "m" and following in "opPcrxvq,dm":
            return at
        if tag == "j" and at > start and words[at - 1].tag in NOUNS and following in "op":
            return at  # "a vector orthogonal to the plane"
        if at > start and (tag == "e" or (tag == "g" and following == "d")) and following in "opPcrxq,damg":
            return at
    return len(words)


def spoken(words: Sequence[Word]) -> tuple[str, ...]:
    """The words of a name, without determiners between them: "degree of each node" is "degree of a node". But the
    number of the head is no number of heads, and no name goes over a mark."""
    if any(word.tag == "," for word in words):
        return ()
    dropped = DETERMINER if words[0].folded != COUNT else NOTHING
    return tuple(word.folded for at, word in enumerate(words) if word.folded and not (at and word.tag == dropped))
