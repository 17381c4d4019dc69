"""What a description says of one symbol alone: its share of "the input and output gates", the thing with a width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.meaning.prose import noun_phrase, symbol
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
    ends = members("opPBc"), members("opPBcgwe")  # a participle may stand right behind "and"
    head = next((k for k in range(at + 1, last) if tags[k] in ends[k > at + 1]), last) - 1
    noun = sentence.word(head, text)
    attributes = set(tags[begin:at] + tags[at + 1 : head])
    if begin == at or head - at < 2 or singular(noun) == noun or attributes - set(members(NOUNS + "jegm") + ","):
        return ()
    groups = [
        text[sentence.starts[start] : sentence.ends[stop - 1]] for start, stop in _stretches(tags, begin, at, head)
    ]
    if len(groups) != count:
        return ()
    before = text[sentence.starts[first] : sentence.starts[begin]] if begin > first else ""
    before = re.sub(r"\b([a-z-]+s)(?=\s+(?:of|for|from|in|on)\b)", lambda found: singular(found[1]), before, count=1)
    before, after = _LEADING.sub("", before), _after_each(sentence, (head + 1, last), count, text)
    return tuple(f"{before}{group} {singular(noun)}{own}" for group, own in zip(groups, after, strict=True))


def _after_each(sentence: TaggedSentence, rest: tuple[int, int], count: int, text: str) -> Sequence[str]:
    """What follows a noun, its own for each of several: "the $i$th and $j$th rows of $A$ and $B$, respectively"
    are one of $A$ and one of $B$."""
    tags, (first, last) = sentence.tags, rest
    end = last + 2 * (tags[last : last + 2] == literals().get("and", "c") + "X")
    at = end + (tags[end : end + 1] == ",")
    is_each = at < len(tags) and sentence.word(at, text) == "respectively"
    formulas = [k for k in range(first, end) if tags[k] == "X"]
    if not is_each or len(formulas) != count or tags[first : first + 1] not in [*members("o")]:
        return [text[sentence.ends[first - 1] : sentence.ends[last - 1]]] * count
    nouns = text[sentence.ends[first - 1] : sentence.starts[formulas[0]]]
    kind = nouns.split()[-1]
    one = f"{nouns.rstrip().removesuffix(kind)}{singular(kind)} "
    return [f"{one}{text[sentence.starts[k] : sentence.ends[k]]}" for k in formulas]


def heads_of(sentence: TaggedSentence, nouns: tuple[int, int], count: int, text: str) -> Sequence[str]:
    """What each symbol is, where as many nouns share what follows: "the mean and variance of the noise"."""
    tags, (first, last) = sentence.tags, nouns
    joint, owned = literals().get("and", "c"), members("o")
    at = next((at for at in range(first + 1, last) if tags[at] == joint), last)
    end = next((at for at in range(first, last) if tags[at] in owned), last)
    if not first < at < end - 1 < last - 1 or tags[end - 1] in members("k"):
        return ()
    groups = _stretches(tags, first + (tags[first] in members("d")), at, end)
    if len(groups) != count or not all(_is_one_thing(sentence, group, text) for group in groups):
        return ()
    after = text[sentence.ends[end - 1] : sentence.ends[last - 1]]
    return tuple(text[sentence.starts[start] : sentence.ends[stop - 1]] + after for start, stop in groups)


def objects_of(sentence: TaggedSentence, nouns: tuple[int, int], count: int, text: str) -> Sequence[str]:
    """What each symbol is, where one plural is of as many things: "the signals of sea and shore, respectively"."""
    tags, (first, last) = sentence.tags, nouns
    end = next((at for at in range(first, last) if tags[at] in members("o")), last)
    joint = next((at for at in range(end, last) if tags[at] == literals().get("and", "c")), last)
    at = last + (tags[last : last + 1] == ",")
    is_each = at < len(tags) and sentence.word(at, text) == "respectively"
    if not first < end < joint < last or not is_each or set(tags[end + 1 : last]) & set(members("opPB")):
        return ()
    whole = text[sentence.starts[first] : sentence.ends[end - 1]]
    groups = _stretches(tags, end + 1, joint, last)
    if one_of_many(whole.split()[-1]) == whole.split()[-1] or len(groups) != count:
        return ()
    named = _LEADING.sub("", whole)
    one = named if singular(named.split()[-1]) in classes()["owned"] else one_of_many(named)
    of = text[sentence.starts[end] : sentence.ends[end]]
    return tuple(f"{one} {of} {text[sentence.starts[start] : sentence.ends[stop - 1]]}" for start, stop in groups)


def repeated_of(sentence: TaggedSentence, nouns: tuple[int, int], count: int, text: str) -> Sequence[str]:
    """What each of two symbols is, where "of" stands twice: "the laws of the sea and of the shore"."""
    tags, (first, last) = sentence.tags, nouns
    of = next((at for at in range(first, last) if tags[at] in members("opP")), last)
    joined = tags[last : last + 1] == literals().get("and", "c") and tags[last + 1 : last + 2] == tags[of : of + 1]
    found = noun_phrase.expression("NP").match(tags, last + 2) if joined and count == 2 and first < of else None
    if found is None or sentence.word(last + 1, text) != sentence.word(of, text):
        return ()
    one = one_of_many(_LEADING.sub("", text[sentence.starts[first] : sentence.ends[of - 1]]))
    ends = (of + 1, last), (last + 2, found.end())
    return tuple(f"{one} {sentence.word(of, text)} {_said(sentence, *end, text)}" for end in ends)


def alternatives(sentence: TaggedSentence, nouns: tuple[int, int], count: int, text: str) -> Sequence[str]:
    """What each of two symbols is, where brackets hold what is other of the second: "the mast of a boat (resp. a
    raft)"."""
    tags, (first, last) = sentence.tags, nouns
    marks = [literals()[word] for word in ("resp", "resp.")]
    at = next((at for at in range(first + 2, last - 1) if tags[at] in marks and tags[at - 1] == "("), None)
    if at is None or count != 2:
        return ()
    own, other = _said(sentence, first, at - 1, text), _said(sentence, at + 1, last - (tags[last - 1] == ")"), text)
    if tags[last : last + 1] in [*members(NOUNS)]:  # "a wet (resp. half wet) boat"
        noun = _said(sentence, last, last + 1, text)
        return f"{own} {noun}", f"{other} {noun}"
    of = next((k for k in range(at - 2, first, -1) if tags[k] in members("opP")), None)
    return own, f"{_said(sentence, first, of + 1, text)} {other}" if of is not None else other


def _said(sentence: TaggedSentence, first: int, last: int, text: str) -> str:
    return text[sentence.starts[first] : sentence.ends[last - 1]]


def end_of_list(tags: str, last: int) -> int:
    """Where a description ends whose complement is a list: "a mean over days, weeks, and years"."""
    at, nouns = last, members(NOUNS + "j")
    if last < 2 or tags[last - 2] not in members("pP") or tags[last - 1] not in members(NOUNS):
        return last
    while tags[at : at + 1] == ",":
        at += 1
        is_final = tags[at : at + 1] in [*members("c")]
        at += is_final
        start = at
        while at < len(tags) and tags[at] in nouns:
            at += 1
        if start == at or tags[at - 1] not in members(NOUNS):
            return last
        if is_final:
            return at if tags[at : at + 1] in ["", *".;:,)"] else last
    return last


def in_order_of(names: Sequence[str], shares: Sequence[str]) -> Sequence[str]:
    """Two shares changed over where the symbols' letters say so: "$y_l$ and $y_w$ of winning and losing samples"."""
    first, second = ({word[0] for word in share.split()} for share in shares)
    letters = [set(name[1:]) for name in names]
    crossed = (second - first) & letters[0] and (first - second) & letters[1]
    straight = (first - second) & letters[0] or (second - first) & letters[1]
    return shares[::-1] if crossed and not straight else shares


def _is_one_thing(sentence: TaggedSentence, group: tuple[int, int], text: str) -> bool:
    """Whether words are one noun in the singular with what stands before it."""
    start, stop = group
    noun = sentence.word(stop - 1, text)
    named = sentence.tags[stop - 1] in members(NOUNS)
    allowed = members(NOUNS + "j")
    return named and singular(noun) == noun and all(tag in allowed for tag in sentence.tags[start:stop])


def _stretches(tags: str, begin: int, joint: int, end: int) -> list[tuple[int, int]]:
    """What commas and the last "and" part."""
    stretches: list[tuple[int, int]] = []
    start = begin
    for at in (*range(begin, joint), joint):
        if tags[at] == "," or at == joint:
            if at > start:
                stretches.append((start, at))
            start = at + 1
    return [*stretches, (joint + 1, end)]


def with_complement(sentence: TaggedSentence, match: Match, said: tuple[int, int], text: str) -> str | None:
    """ "step of the descent" for "the step $h$ of the descent": what follows a symbol belongs to its noun, also behind
    brackets: "the step ($h$) of the descent", "the subset $S$ ($|S| = n$) of the users"."""
    (start, last), formula = said, match.formulas[0]
    is_bracketed = sentence.tags[last : formula + 2] == "(X)"
    if match.nouns[1] != last or not (last == formula or is_bracketed) or match.formulas[1] != formula + 1:
        return None
    behind = formula + 1 + is_bracketed
    if not is_bracketed and sentence.tags[behind : behind + 3] in ("(X)", "(0)"):
        behind += 3
    follows = noun_phrase.complement().match(sentence.tags, behind)
    if follows is None or sentence.tags[formula] == "Z":
        return None
    first, end = sentence.starts[behind], sentence.ends[follows.end() - 1]
    noun = text[start : sentence.ends[last - 1]]
    return f"{noun} {text[first:end]}" if not set("{}") & set(text[first:end].split("$")[0]) else None


def ends_of(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> Iterator[tuple[str, str]]:
    """The ends of an interval that a noun names, each with what it is: of "the time interval $[a, b]$" the lower and
    the upper end, of "the bounds $a \\le x \\le b$" the lower and the upper bound of $x$."""
    formula, head = match.formulas[0], noun_phrase.head_of(sentence.tags, item)
    kind, known = singular(sentence.word(head, text)), classes()
    is_beside = match.nouns[1] == formula and match.formulas[1] == formula + 1
    if not is_beside or kind not in known["interval"] | known["limiting"]:
        return
    latex = symbol.without_delimiters(sentence.formulas.get(formula, ""))
    if "\\infty" in latex or not known["generic"].isdisjoint(sentence.word(at, text) for at in range(*item)):
        return  # "between a point and any interval $[a, b]$" says nothing of these letters elsewhere
    lower, upper, between = symbol.interval_ends(latex)
    first = head
    while first > item[0] and sentence.tags[first - 1] in NOUNS:
        first -= 1
    noun = " ".join([*(text[sentence.starts[at] : sentence.ends[at]] for at in range(first, head)), kind])
    if between:
        words = f"bound of ${between}$" if kind in known["limiting"] else ""
    else:
        words = noun if kind in known["limiting"] else f"end of the {noun} ${latex}$"
    for name, which in ((lower, "lower"), (upper, "upper")):
        if name and words:
            yield name, f"{which} {words}"


COORDINATES = ("radius", "distance", "height", "angle", "time", "age")  # letters of these are met elsewhere, too


def measure_of(sentence: TaggedSentence, item: tuple[int, int], text: str) -> str | None:
    """ "size of the vocabulary" for the bare measure in "a vocabulary of size $V$", or "radius of the drop" in "a drop
    $D$ with radius $r$"; None where it is none."""
    tags, (first, last), known = sentence.tags, item, classes()
    word, is_with = sentence.word(first, text), sentence.word(first - 1, text) == "with"
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
    thing = text[sentence.starts[begin] : sentence.ends[end - 1]]
    held = begin - 1 - (begin > 1 and tags[begin - 1] in members("d"))  # "a vector of ones of length $n$"
    if held > 0 and tags[held] in members("o"):
        return None
    if begin == end or not re.fullmatch(r"[A-Za-z][A-Za-z -]+", thing):
        return None
    is_no_thing = is_with and thing.rpartition(" ")[2].lower() in known["measureless"]
    return None if is_no_thing else f"{word} of the {thing}"
