"""Whether a noun phrase can describe a symbol at all, and where its words begin and end."""

from __future__ import annotations

import re

from reader.meaning.prose import noun_phrase
from reader.meaning.prose.members import singular
from reader.meaning.prose.phrases import Phrase, members
from reader.meaning.prose.sentence import TaggedSentence
from reader.meaning.prose.words import classes

_WORD = re.compile(r"(?<![\\A-Za-z])[^\W\d_]")


def own_noun(sentence: TaggedSentence, item: tuple[int, int], text: str) -> int:
    """The token at which the noun phrase of a formula begins: of "the price of item $x$" only "item" names it, and
    so does "income" of "the product of income $x$ and a shock $s$". What begins "empty" does not stay so, and what is
    done to something is none of it: "sampling first words $w$"."""
    first, last = item
    first += sentence.word(first, text) == "both" and first + 1 < last
    if sentence.word(first, text).endswith("ing") and sentence.tags[first + 1 : last][:1] in [*members("j")]:
        return first + 1
    of = next((at for at in range(last - 1, first, -1) if sentence.tags[at] in members("o")), None)
    if of is None or of + 1 == last:
        return first + (sentence.word(first, text) == "empty" and first + 1 < last)
    is_numbered = of + 2 == last and _is_numbered(sentence, last, text)
    joined = last + 1 < len(sentence.tags) and sentence.word(last + 1, text) in ("and", "to")
    is_one_of_two = joined and sentence.word(of - 1, text) in classes()["made_of_two"]
    return of + 1 if is_numbered or is_one_of_two else first


def _is_numbered(sentence: TaggedSentence, formula: int, text: str) -> bool:
    """Whether the noun before a formula names one of many by its number, as any does before ``i`` and ``j``."""
    noun, letter = sentence.word(formula - 1, text), sentence.formulas.get(formula, "").strip("$(){} \\")
    return noun in classes()["numbered"] or (letter in ("i", "j") and singular(noun) == noun)


def whole_ratio(sentence: TaggedSentence, first: int, formula: int, text: str) -> int:
    """Where the noun begins of which a formula tells the amount in each: "energy per spin $e$" is no spin, but the
    "loss per token $t$" is summed over tokens."""
    letter = sentence.formulas[formula].strip("$(){} \\")[:1].lower()
    is_ratio = first > 1 and sentence.word(first - 1, text) == "per" and sentence.word(first, text)[:1] != letter
    at, held = first - 1, members("o")
    while is_ratio and at and sentence.tags[at - 1] in members(noun_phrase.MODIFIERS + "ode"):
        is_held = at > 1 and sentence.tags[at - 2] in members("kst")
        if sentence.tags[at - 1] in held and not is_held:
            break
        at -= 1
        if sentence.tags[at] in noun_phrase.DETERMINERS:
            break
    return at if is_ratio and at < first - 1 and sentence.tags[at] not in members("e") else first


def has_number(sentence: TaggedSentence, phrase: Phrase, item: tuple[int, int], text: str) -> bool:
    """Whether the head of a noun phrase has the number that the phrase asks for."""
    plural = phrase.number == "plural"
    return phrase.number is None or is_plural(sentence, noun_phrase.head_of(sentence.tags, item), text) == plural


def can_describe(phrase: Phrase, tags: str, text: str, *, alone: bool, after: bool = False) -> bool:
    """Whether a noun phrase can say what a symbol is: "figure", "case" and the like cannot, unless they are counted.
    ``after``: it stands behind the symbol."""
    if not _WORD.search(text) or not tags.strip("um0"):
        return False
    if not phrase.counts and noun_phrase.is_no_description(tags, defines=phrase.manner == "defines" or after):
        return False
    if text.lower() in classes()["numeral"] or (len(text) == 1 and text.isascii()) or _is_look(text):
        return False
    if tags[-1] == "u" and not set(tags) & set(members("nkstbfgX")):
        return False  # the only noun is a macro that nobody knows
    last = text.split()[-1].lower()
    if (last in classes()["partitive"] and not set(tags) & set(members("rvx"))) or text.count("}") > text.count("{"):
        return False
    if text[0].isdigit() and " " not in text:
        return False  # "3pt"
    if phrase.manner == "defines" and tags[0] in "jn" and _is_quality(tags, text):
        return False
    if phrase.predicate and tags[-1] in members("e") and not set(tags) & set(members("dz0")):
        return False  # "it is one-to-one mapped"
    if (phrase.predicate and tags[0] == "0") or (len(tags.lstrip("u")) == 1 and last in classes()["command"]):
        return False  # "it is 5 dB", "sample $x$"
    return text.endswith("s") or len(tags) > 1 or not ((phrase.predicate and alone) or tags == "g")


def _is_quality(tags: str, text: str) -> bool:
    """Whether words without a determiner only say how something is: "to be flat and LTI"."""
    return len(tags) == 3 and tags[0] == "j" and tags[1] in members("c") and not text.endswith("s")


def _is_look(text: str) -> bool:
    """Whether words say how a letter or its curve is drawn, or where: "a Greek letter", "(blue line)", "(panel a)"."""
    words = frozenset(text.lower().split())
    known = classes()
    drawn = known["colour"] | known["drawn"]
    is_place = words & known["picture"] and all(len(word) == 1 or word in known["placed"] for word in words)
    return bool(words & known["alphabet"] or (words & known["colour"] and words <= drawn) or is_place)


def end_of_braces(text: str, start: int, end: int) -> int:
    """The end moved behind the braces that the slice leaves open."""
    missing = text.count("{", start, end) - text.count("}", start, end)
    while missing > 0 and text.startswith("}", end):
        end, missing = end + 1, missing - 1
    return end


def is_heading(tags: str, at: int) -> bool:
    """Whether two or more cells of words alone follow: "$k$ & precision & recall & F1" heads a table of results."""
    _, *cells = re.split(r"[RI#]", tags[at:], maxsplit=1)[0].split("&")
    return len(cells) > 1 and all(re.search(r"[^\W\dXZYm]", cell) and not set(cell) & set("XZY") for cell in cells)


def is_plural(sentence: TaggedSentence, token: int, text: str) -> bool:
    """Whether a noun ends as plurals do: "classes", neither "class" nor "GPS"."""
    ends = text.endswith("s", sentence.starts[token], sentence.ends[token])
    return ends and sentence.word(token, text) not in classes()["noun"]
