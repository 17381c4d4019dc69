"""What a description says of one symbol alone: its share of "the input and output gates", the thing with a width."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.meaning.prose import noun_phrase
from reader.meaning.prose.phrases import literals, members
from reader.meaning.prose.sentence import TaggedSentence

_LEADING = re.compile(r"(?:both\s+)?(?:the|an?|its|their|our)\s+", re.IGNORECASE)
# Plurals that are not made by an s alone; the ending, and what stands in its place.
_SINGULARS = (
    (re.compile(r"(?<=matri)ces$"), "x"), (re.compile(r"ices$"), "ex"), (re.compile(r"(?<=[^aeiou])ies$"), "y"),
    (re.compile(r"(?<=ss|sh|ch)es$"), ""), (re.compile(r"(?<=bias)es$"), ""), (re.compile(r"(?<=[^su])s$"), ""),
)  # fmt: skip


def singular(word: str) -> str:
    """One of them: "gate" of "gates"; a word that is no plural as it is."""
    for ending, instead in _SINGULARS:
        if ending.search(word):
            return ending.sub(instead, word)
    return word


_WHOLE = re.compile(
    r"(?:[a-z-]+\s+){0,2}(?:sequence|series|set|list|vector|tuple|collection|family|batch)\s+of\s+"
    r"((?:[a-z-]+\s+){0,3}?[a-z-]+s)(?=$|[\s,])(?!\s+(?:of|and|or)\b)"
)


def element_of(meaning: str) -> str | None:
    """What one element is of what a meaning calls a whole: "token" of "sequence of tokens with ..."."""
    whole = _WHOLE.match(meaning)
    if whole is None:
        return None
    *before, last = whole[1].split()
    one = singular(last)
    return " ".join((*before, one)) if one != last else None


def members_of(sentence: TaggedSentence, nouns: tuple[int, int], count: int, text: str) -> Sequence[str]:
    """What each of ``count`` symbols is, where one plural noun has as many attributes before it; else nothing.

    "the input, forget and output gates" of three symbols are an input gate, a forget gate and an output gate;
    "estimates of the first and second moments" of two are an estimate of the first moment and one of the second.
    """
    tags, (first, last) = sentence.tags, nouns
    joint = literals().get("and", "c")
    at = next((at for at in range(first + 1, last - 1) if tags[at] == joint), None)
    if at is None:
        return ()
    begin = max((k + 1 for k in range(first, at) if tags[k] in members("opPBd")), default=first)
    head = next((k for k in range(at + 1, last) if tags[k] in members("opPBcgwe")), last) - 1
    noun = _word(sentence, head, text)
    if head - at < 2 or singular(noun) == noun or not _are_attributes(tags[begin:at], tags[at + 1 : head]):
        return ()
    groups = _groups(sentence, begin, at, head, text)
    if len(groups) != count:
        return ()
    before = singular_phrase(text[sentence.starts[first] : sentence.starts[begin]]) if begin > first else ""
    after = text[sentence.ends[head] : sentence.ends[last - 1]]
    return tuple(f"{_LEADING.sub('', before)}{group} {singular(noun)}{after}" for group in groups)


def heads_of(sentence: TaggedSentence, nouns: tuple[int, int], count: int, text: str) -> Sequence[str]:
    """What each of two symbols is, where two nouns share what follows: "the mean and variance of the noise"."""
    tags, (first, last) = sentence.tags, nouns
    joint, owned = literals().get("and", "c"), members("o")
    at = next((at for at in range(first + 1, last) if tags[at] == joint), last)
    end = next((at for at in range(first, last) if tags[at] in owned), last)
    if count != 2 or not first < at < end - 1 < last - 1:
        return ()
    begin = first + (tags[first] in members("d"))
    groups = ((begin, at), (at + 1, end))
    if begin == at or not all(_is_one_thing(sentence, group, text) for group in groups):
        return ()
    after = text[sentence.ends[end - 1] : sentence.ends[last - 1]]
    return tuple(text[sentence.starts[start] : sentence.ends[stop - 1]] + after for start, stop in groups)


def _is_one_thing(sentence: TaggedSentence, group: tuple[int, int], text: str) -> bool:
    """Whether words are one noun in the singular with what stands before it."""
    start, stop = group
    noun = _word(sentence, stop - 1, text)
    named = sentence.tags[stop - 1] in members(noun_phrase.NOUNS)
    allowed = members(noun_phrase.NOUNS + "j")
    return named and singular(noun) == noun and all(tag in allowed for tag in sentence.tags[start:stop])


def singular_phrase(text: str) -> str:
    """The same with its first plural noun before "of" made one: "estimates of the " is "estimate of the "."""
    return re.sub(r"\b([a-z-]+s)(?=\s+of\b)", lambda found: singular(found[1]), text, count=1)


def _are_attributes(before: str, behind: str) -> bool:
    """Whether these tags are words that may stand before a noun, commas between them."""
    allowed = members(noun_phrase.NOUNS + "jeg") + ","
    return bool(before) and bool(behind) and all(tag in allowed for tag in before + behind)


def _groups(sentence: TaggedSentence, begin: int, joint: int, head: int, text: str) -> list[str]:
    """The attributes, one string for each member."""
    stretches: list[tuple[int, int]] = []
    start = begin
    for at in (*range(begin, joint), joint):
        if sentence.tags[at] == "," or at == joint:
            if at > start:
                stretches.append((start, at))
            start = at + 1
    stretches.append((joint + 1, head))
    return [text[sentence.starts[first] : sentence.ends[last - 1]] for first, last in stretches]


def _word(sentence: TaggedSentence, at: int, text: str) -> str:
    return text[sentence.starts[at] : sentence.ends[at]]


def measure_of(sentence: TaggedSentence, item: tuple[int, int], text: str) -> str | None:
    """ "size of the vocabulary" for the bare measure in "a vocabulary of size $V$"; None where it is none."""
    tags, (first, last) = sentence.tags, item
    if last - first != 1 or tags[first] not in members("s") or first < 2 or tags[first - 1] not in members("o"):
        return None
    begin = first - 1
    while begin > 0 and tags[begin - 1] in members(noun_phrase.NOUNS + "j"):
        begin -= 1
    thing = text[sentence.starts[begin] : sentence.ends[first - 2]]
    if begin == first - 1 or not re.fullmatch(r"[A-Za-z][A-Za-z -]+", thing):
        return None
    return f"{_word(sentence, first, text)} of the {thing}"
