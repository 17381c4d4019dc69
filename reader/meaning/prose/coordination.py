"""Lists of noun phrases: which of them describes which of several symbols, and which is one thing for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.meaning.prose import noun_phrase
from reader.meaning.prose.descriptions import is_plural
from reader.meaning.prose.patterns import Match
from reader.meaning.prose.phrases import members
from reader.meaning.prose.sentence import TaggedSentence
from reader.meaning.prose.words import classes


def descriptions_of(sentence: TaggedSentence, match: Match, count: int, text: str) -> Iterator[tuple[int, int]]:
    """Token ranges of the descriptions of ``count`` symbols: one by one where a list has as many, else the same.

    Several symbols that do not pair with a list's members share the whole list, never its first member alone.
    """
    tags = sentence.tags
    kind = next(element for element in match.phrase.elements() if element in noun_phrase.KINDS)
    if kind not in ("NPS", "NOUNS", "OWNS"):
        yield from [match.nouns] * count
        return
    items = split_list(tags, match.nouns, "NOUN" if kind == "NOUNS" else "item")
    if match.phrase.elements()[0] == "NPS":
        items = items[-count:]  # what stands before a list is as long as that: "Here, the age and the mass are"
    elif noun_phrase.is_subject(tags, match.nouns[1]) and len(items) > 1:
        items = items[:-1]
    clause = next((at for at, (first, _) in enumerate(items) if at and tags[first] in members("e")), None)
    items = items if match.phrase.each else items[:clause]  # "atoms, called head and body atoms"
    if len(items) == count and not _is_one(sentence, items, text):
        yield from items
    elif kind == "NOUNS":
        yield from [match.nouns if _shares(sentence, items, text) else items[-1]] * count
    elif count > 1 and len(items) > 1:
        yield from [(match.nouns[0], items[-1][1])] * count
    elif kind == "OWNS" and len(items) > 1:
        yield from _in_brackets(sentence, match, items, text)
    else:
        yield from split_list(tags, match.nouns, "NP")[:1] * count


def _in_brackets(
    sentence: TaggedSentence, match: Match, items: Sequence[tuple[int, int]], text: str
) -> Iterator[tuple[int, int]]:
    """What one symbol in brackets behind a list means: the last, "the price and the quantity ($q$)", or all, "the
    weights and biases ($w$)", "the weights of the net and judge ($w$)". Of "the ratio of the mass and the load ($r$)"
    nothing tells."""
    tags, (first, _), of = sentence.tags, items[-1], members("oB")
    is_determined = tags[first] in members("dz")
    is_shared = bool(set(tags[slice(*items[0])]) & set(of))
    if tags[max(0, match.nouns[0] - 1)] in of or (is_shared and is_determined):
        return
    is_one = not is_shared and not is_plural(sentence, noun_phrase.head_of(tags, items[-1]), text)
    yield items[-1] if is_determined or is_one else match.nouns


def _is_one(sentence: TaggedSentence, items: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether what looks like a list is one thing for all: "the true and false rates", "the weights of $A$ and $B$"."""
    if len(items) < 2:
        return False
    first, last = (noun_phrase.head_of(sentence.tags, items[place]) for place in (0, -1))
    while last > items[-1][0] and sentence.tags[last] in members("egw"):
        last -= 1  # "the input and output gates used in a cell"
    shared_head = is_plural(sentence, last, text) and not is_plural(sentence, first, text)
    return shared_head or _shares(sentence, items, text)


def _shares(sentence: TaggedSentence, items: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether a list shares its first head: "the weights of the encoder and decoder".

    What is held stands for its holder: "the matrices of queries, keys and values" is a list of three.
    """
    head = noun_phrase.head_of(sentence.tags, items[0])
    if not noun_phrase.shares_complement(sentence.tags, items, is_plural(sentence, head, text)):
        return False
    return sentence.words[head] not in classes()["holder"]


def is_one_by_one(sentence: TaggedSentence, nouns: tuple[int, int], count: int) -> bool:
    """Whether a list has as many things as there are symbols."""
    return 1 < count == len(split_list(sentence.tags, nouns, "item"))


def split_list(tags: str, nouns: tuple[int, int], kind: str) -> list[tuple[int, int]]:
    """The noun phrases of a list."""
    item = noun_phrase.expression(kind)
    at, last = nouns
    items = []
    while at < last:
        match = item.match(tags, at)
        if match is None or match.end() > last:
            match = item.match(tags, at, last)
        if match:
            items.append(match.span())
        at = match.end() if match else at + 1
    return items
