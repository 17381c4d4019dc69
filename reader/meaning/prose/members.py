"""What a description says of one symbol alone: its share of "the input and output gates", the thing with a width."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.meaning.prose import noun_phrase
from reader.meaning.prose.noun_phrase import NOUNS
from reader.meaning.prose.patterns import Match
from reader.meaning.prose.phrases import literals, members
from reader.meaning.prose.sentence import TaggedSentence
from reader.meaning.prose.wording import CLAUSES, without_clause
from reader.meaning.prose.words import classes

_LEADING = re.compile(r"(?:both\s+)?(?:the|an?|its|their|our)\s+", re.IGNORECASE)
# Plurals that are not made by an s alone; the ending, and what stands in its place.
_SINGULARS = (
    (re.compile(r"(?<=matri)ces$"), "x"), (re.compile(r"(?:(?<=ind)|(?<=vert))ices$"), "ex"),
    (re.compile(r"(?:(?<=criteri)|(?<=phenomen))a$"), "on"),
    (re.compile(r"(?:(?<=minim|maxim|optim)|(?<=extrem))a$"), "um"),
    (re.compile(r"(?<=[^aeiou])ies$"), "y"), (re.compile(r"(?:(?<=ss|sh|ch)|(?<=bias))es$"), ""),
    (re.compile(r"(?<=[^su])s$"), ""),
)  # fmt: skip


def singular(word: str) -> str:
    """One of them: "gate" of "gates"; a word that is no plural, or looks the same in both, as it is."""
    if word in classes()["noun"]:
        return word
    for ending, instead in _SINGULARS:
        if ending.search(word):
            return ending.sub(instead, word)
    return word


# The head of a plural with the words before it; a list or a verb between them is none of that.
_PLURAL = re.compile(
    r"((?:(?!and\b|or\b|of\b|in\b|for\b|from\b)(?:[A-Za-z]|\$\w+\$[\w-])[\w-]*\s+)*)([a-z-]+s)"
    r"(?=\s*(?:\Z|[$(,]|\s(?:of|for|in|from|on|at|with|to|that|which|between|used|obtained|such)\b))"
)


def one_of_many(meaning: str) -> str:
    """What one of many is: "learnable vector" of "learnable vectors of length $n$". A clause
    about many is none about one."""
    plural = _PLURAL.match(meaning)
    if plural is None:
        return meaning
    rest, one = meaning[plural.end() :], f"{plural[1]}{singular(plural[2])}"
    return one if rest.split()[:1] in [[word] for word in CLAUSES] else without_clause(one + rest)


_WHOLE = re.compile(r"(?:[a-z-]+\s+){0,2}(?:sequence|series|set|list|vector|tuple|collection|family|batch)\s+of\s+")
_ELEMENTS = re.compile(
    r"(?:(?:all|the|\d+|\$[^$]*\$)\s+)*((?:(?!(?:and|or|of)\b)[\w.-]+\s+){0,3}?[a-z-]+s)(?=$|[\s,])(?!\s+(?:of|and|or)\b)"
)


def element_of(meaning: str) -> str | None:
    """What one element is of what a meaning calls a whole: "token" of "sequence of tokens with ...". "" where the words
    do not say what one is, None where they speak of no whole."""
    whole = _WHOLE.match(meaning)
    if whole is None:
        return None
    elements = _ELEMENTS.match(meaning, whole.end())
    *before, last = elements[1].split() if elements else ("",)
    one = singular(last)
    return " ".join((*before, one)) if one != last else ""


def members_of(sentence: TaggedSentence, nouns: tuple[int, int], count: int, text: str) -> Sequence[str]:
    """What each of ``count`` symbols is, where one noun has as many attributes before it; else nothing.

    "the input, forget and output gates" of three symbols are an input gate, a forget gate and an output gate; "the
    kinetic and potential energy" of two are one each;
    "estimates of the first and second moments" of two are an estimate of the first moment and one of the second.
    """
    tags, (first, last) = sentence.tags, nouns
    joint = literals().get("and", "c")
    at = next((at for at in range(first + 1, last - 1) if tags[at] == joint), None)
    if at is None:
        return ()
    begin = max((k + 1 for k in range(first, at) if tags[k] in members("opPBd")), default=first)
    again = at + 1 + (tags[at + 1] in members("d"))  # "the kinetic and the potential energy"
    head = next((k for k in range(again + 1, last) if tags[k] in members("opPBcgwe")), last) - 1
    noun = sentence.words[head]
    attributes = set(tags[begin:at] + tags[again:head])
    if head < again + 1 or attributes - set(members(NOUNS + "jegm") + ","):
        return ()
    if singular(noun) == noun and tags[at - 1] not in members("je"):  # "the price and sales tax"
        return ()
    groups = [
        text[sentence.starts[start] : sentence.ends[stop - 1]]
        for start, stop in _stretches(tags, begin, (at, again), head)
    ]
    if len(groups) != count:
        return ()
    before = text[sentence.starts[first] : sentence.starts[begin]] if begin > first else ""
    before = re.sub(r"\b([a-z-]+s)(?=\s+(?:of|for|from|in|on)\b)", lambda found: singular(found[1]), before, count=1)
    before, after = _LEADING.sub("", before), text[sentence.ends[head] : sentence.ends[last - 1]]
    return tuple(f"{before}{group} {singular(noun)}{after}" for group in groups)


def heads_of(sentence: TaggedSentence, nouns: tuple[int, int], count: int, text: str) -> Sequence[str]:
    """What each symbol is, where as many nouns share what follows: "the mean and variance of the noise"."""
    tags, (first, last) = sentence.tags, nouns
    joint, owned = literals().get("and", "c"), members("o")
    at = next((at for at in range(first + 1, last) if tags[at] == joint), last)
    end = next((at for at in range(first, last) if tags[at] in owned), last)
    if not first < at < end - 1 < last - 1 or tags[end - 1] in members("k"):
        return ()
    groups = _stretches(tags, first + (tags[first] in members("d")), (at, at + 1), end)
    if len(groups) != count or not all(_is_one_thing(sentence, group) for group in groups):
        return ()
    after = text[sentence.ends[end - 1] : sentence.ends[last - 1]]
    return tuple(text[sentence.starts[start] : sentence.ends[stop - 1]] + after for start, stop in groups)


def _is_one_thing(sentence: TaggedSentence, group: tuple[int, int]) -> bool:
    """Whether words are one noun in the singular with what stands before it."""
    start, stop = group
    noun = sentence.words[stop - 1]
    named = sentence.tags[stop - 1] in members(NOUNS)
    allowed = members(NOUNS + "j")
    return named and singular(noun) == noun and all(tag in allowed for tag in sentence.tags[start:stop])


def _stretches(tags: str, begin: int, last: tuple[int, int], end: int) -> list[tuple[int, int]]:
    """What commas and the last "and" part; ``last``: where that stands, and where its second part begins."""
    stretches: list[tuple[int, int]] = []
    start, (joint, second) = begin, last
    for at in (*range(begin, joint), joint):
        if tags[at] == "," or at == joint:
            if at > start:
                stretches.append((start, at))
            start = at + 1
    return [*stretches, (second, end)]


def with_complement(sentence: TaggedSentence, match: Match, said: tuple[int, int], text: str) -> str | None:
    """ "step of the descent" for "the step $h$ of the descent": what follows a symbol belongs to its noun, also behind
    brackets: "the step ($h$) of the descent", "the subset $S$ ($|S| = n$) of the users"."""
    (start, last), formula, tags = said, match.formulas[0], sentence.tags
    is_bracketed = tags[last : formula + 2] == "(X)"
    if match.nouns[1] != last or not (last == formula or is_bracketed) or match.formulas[1] != formula + 1:
        return None
    behind = formula + 1 + is_bracketed
    behind += 3 * (tags[behind : behind + 3] in ("(X)", "(0)"))
    follows = noun_phrase.complement().match(tags, behind)
    if follows is None or tags[formula] == "Z":
        return None
    more = text[sentence.starts[behind] : sentence.ends[follows.end() - 1]]
    return f"{text[start : sentence.ends[last - 1]]} {more}" if not set("{}") & set(more.split("$")[0]) else None


COORDINATES = ("radius", "distance", "height", "angle", "time", "age")  # letters of these are met elsewhere, too


def measure_of(sentence: TaggedSentence, item: tuple[int, int], text: str) -> str | None:
    """ "size of the vocabulary" for the bare measure in "a vocabulary of size $V$", or "radius of the drop" in "a drop
    $D$ with radius $r$"; None where it is none."""
    tags, (first, last), known = sentence.tags, item, classes()
    word, is_with = sentence.words[first], sentence.words[first - 1] == "with"
    if last - first != 1 or first < 2 or not (is_with or tags[first - 1] in members("o")):
        return None
    end = first - 1
    end -= tags[end - 1] == "X" and end > 1 and word not in COORDINATES
    is_plain = end == first - 1 and not is_with
    if tags[first] not in members("s") and (is_plain or word not in known["measured"]):
        return None
    begin = end
    while begin > 0 and tags[begin - 1] in members(NOUNS + "j"):
        begin -= 1
    held = begin - 1 - (begin > 1 and tags[begin - 1] in members("d"))  # "a vector of ones of length $n$"
    thing = text[sentence.starts[begin] : sentence.ends[end - 1]] if begin < end else ""
    is_held = held > 0 and tags[held] in members("o")
    return f"{word} of the {thing}" if not is_held and re.fullmatch(r"[A-Za-z][A-Za-z -]+", thing) else None


def both_of(sentence: TaggedSentence, item: tuple[int, int], text: str) -> str | None:
    """ "ratio of the gain to the loss" where a phrase ends behind the gain: these are of two things."""
    (first, last), tags = item, sentence.tags
    head = noun_phrase.head_of(tags, item)
    joins = sentence.words[last : last + 1] in (["and"], ["to"]) and tags[head + 1 : head + 2] in [*members("o")]
    if sentence.words[head] not in classes()["relational"] or not joins:
        return None
    second = noun_phrase.expression("item").match(tags, last + 1)
    if second is None or tags[second.end() : second.end() + 1] in [*members("xv")]:
        return None
    end = second.end() + (tags[second.end() : second.end() + 1] == "X")
    return text[sentence.starts[first] : sentence.ends[end - 1]]
