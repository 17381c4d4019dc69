"""Lists of noun phrases: which of them describes which of several symbols, and which is one thing for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reader.meaning.prose import noun_phrase
from reader.meaning.prose.descriptions import is_plural
from reader.meaning.prose.patterns import Match
from reader.meaning.prose.phrases import literals, members
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
        own = _last_of(sentence, match, items, text)
        yield from [own] if own is not None else []
    else:
        yield from split_list(tags, match.nouns, "NP")[:1] * count


def without_opening(sentence: TaggedSentence, match: Match) -> Match:
    """Without what a preposition opens the sentence with: "In a storm, the age and the mass are" lists two things."""
    (first, last), tags = match.nouns, sentence.tags
    opens = first > 0 and tags[first - 1] in members("pP") and (first == 1 or tags[first - 2] in "RI#.;:ZY")
    items = split_list(tags, match.nouns, "item") if opens and match.phrase.each else []
    if len(items) < 3 or tags[items[0][1]] != ",":
        return match
    return replace(match, nouns=(items[1][0], last))


def _last_of(
    sentence: TaggedSentence, match: Match, items: Sequence[tuple[int, int]], text: str
) -> tuple[int, int] | None:
    """What one symbol in brackets behind a list means: the last, "the price and the quantity ($q$)"; all, "the weights
    and biases ($w$)"; or what is of all, "the ratio of the mass and the load ($r$)". None where nothing tells whether
    the last is a thing of its own: "the weights of the net and the rate ($r$)", "of the net and the judge ($v$)"."""
    tags, (first, last), of = sentence.tags, match.nouns, members("o")
    is_held = first > 1 and tags[first - 1] in of + literals()["between"]
    holder = first - 2 if is_held else noun_phrase.head_of(tags, items[0]) if _has(tags, items[0], of) else None
    is_apart = _has(tags, (items[-1][0], items[-1][0] + 1), noun_phrase.DETERMINERS + members("z"))
    is_of_two = holder is not None and _is_of_two(sentence, holder, text)
    if holder is not None and (is_of_two or is_plural(sentence, holder, text)):
        if is_apart and not is_of_two:
            return None
        begin = min(first, holder)
        while begin and tags[begin - 1] in members(noun_phrase.MODIFIERS) + noun_phrase.DETERMINERS:
            begin -= 1
        return begin, last
    is_apart = is_apart or not is_plural(sentence, noun_phrase.head_of(tags, items[-1]), text)
    return items[-1] if is_apart else match.nouns


def _has(tags: str, item: tuple[int, int], kinds: str) -> bool:
    return not set(tags[slice(*item)]).isdisjoint(kinds)


def _is_of_two(sentence: TaggedSentence, noun: int, text: str) -> bool:
    """Whether a noun is made of two things, or lies between them."""
    return sentence.tags[noun + 1] in literals()["between"] or sentence.word(noun, text) in classes()["made_of_two"]


def _is_one(sentence: TaggedSentence, items: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether what looks like a list is one thing for all: "the true and false rates", "the weights of $A$ and $B$"."""
    first, last = (noun_phrase.head_of(sentence.tags, items[place]) for place in (0, -1))
    while last > items[-1][0] and sentence.tags[last] in members("egw"):
        last -= 1  # "the input and output gates used in a cell"
    tags, (start, end) = sentence.tags, items[0]
    if len(items) > 1 and tags[end - 1] in members("g") and set(tags[start:end]) & set(members("o")):
        return True  # "the directions of the incoming and the outgoing light"
    shared_head = is_plural(sentence, last, text) and not is_plural(sentence, first, text)
    return len(items) > 1 and (shared_head or _shares(sentence, items, text) or _is_parallel(sentence, items, text))


def _is_parallel(sentence: TaggedSentence, items: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether a plural is of things that are named alike: "the gains on the wet set $S$ and the dry set $T$"."""
    head = noun_phrase.head_of(sentence.tags, items[0])
    first, tags, last = items[0][1], sentence.tags, items[-1][1]
    is_named = tags[first - 1] == "X" and "X" in tags[last - 1 : last + 1]
    return is_named and head + 2 < first and is_plural(sentence, head, text)


def _shares(sentence: TaggedSentence, items: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether a list shares its first head: "the weights of the encoder and decoder".

    What is held stands for its holder: "the matrices of queries, keys and values" is a list of three.
    """
    head = noun_phrase.head_of(sentence.tags, items[0])
    if not noun_phrase.shares_complement(sentence.tags, items, is_plural(sentence, head, text)):
        return False
    return text[sentence.starts[head] : sentence.ends[head]].lower() not in classes()["holder"]


def is_one_by_one(sentence: TaggedSentence, nouns: tuple[int, int], count: int, text: str) -> bool:
    """Whether a list has as many things as there are symbols. Of "the coordinates of the mast and the sail" nothing
    tells whether it has."""
    items = split_list(sentence.tags, nouns, "item")
    first, last = (noun_phrase.head_of(sentence.tags, items[place]) for place in (0, -1)) if items else (0, 0)
    is_of_both = _has(sentence.tags, items[0], members("o")) if items else False
    is_open = is_of_both and is_plural(sentence, first, text) and not is_plural(sentence, last, text)
    return 1 < count == len(items) and not is_open


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
