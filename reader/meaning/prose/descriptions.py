"""Whether a noun phrase can describe a symbol at all, and where its words begin and end."""

from __future__ import annotations

import re

from reader.meaning.prose import noun_phrase
from reader.meaning.prose.members import singular
from reader.meaning.prose.phrases import Phrase, members
from reader.meaning.prose.sentence import TaggedSentence
from reader.meaning.prose.words import classes

_WORD = re.compile(r"(?<![\\A-Za-z])[^\W\d_]")


def own_noun(sentence: TaggedSentence, item: tuple[int, int]) -> int:
    """The token at which the noun phrase of a formula begins: of "the price of item $x$" only "item" names it, of "the
    boat with the highest price $x$" not the superlative."""
    first, last = item
    words = sentence.words[max(0, first - 1) : first + 2]
    if words[:2] == ["with", "the"] and words[-1].endswith("est") and first + 2 < last:
        return first + 2
    first += sentence.words[first] == "both" and first + 1 < last
    of = next((at for at in range(last - 1, first, -1) if sentence.tags[at] in members("o")), None)
    return of + 1 if of is not None and of + 2 == last and _is_numbered(sentence, last) else first


def _is_numbered(sentence: TaggedSentence, formula: int) -> bool:
    """Whether the noun before a formula names one of many by its number, as any does before ``i`` and ``j``."""
    noun, letter = sentence.words[formula - 1], sentence.formulas.get(formula, "").strip("$(){} \\")
    return noun in classes()["numbered"] or (letter in ("i", "j") and singular(noun) == noun)


def has_number(sentence: TaggedSentence, phrase: Phrase, item: tuple[int, int], text: str) -> bool:
    """Whether the head of a noun phrase has the number that the phrase asks for."""
    plural = phrase.number == "plural"
    return phrase.number is None or is_plural(sentence, noun_phrase.head_of(sentence.tags, item), text) == plural


def can_describe(phrase: Phrase, tags: str, text: str, *, alone: bool) -> bool:
    """Whether a noun phrase can say what a symbol is: "figure", "case" and the like cannot, unless they are counted."""
    last, known = text.split()[-1].lower() if text.split() else "", classes()
    if not _WORD.search(text) or text.count("}") > text.count("{"):
        return False
    if len(last) == 1 and last.isascii() and len(text.split()) < 3:
        return False  # "panel b"
    if not phrase.counts and noun_phrase.is_no_description(tags):
        return False
    if text.lower() in known["numeral"] or (text[0].isdigit() and " " not in text):
        return False  # "unity", "3pt"
    if last in known["partitive"] and not set(tags) & set(members("rvx")):
        return False
    if phrase.predicate and (tags[0] == "0" or (tags[-1] in members("e") and not set(tags) & set(members("dz")))):
        return False  # "it is 5 dB", "it is one-to-one mapped"
    if len(tags.lstrip("u")) == 1 and last in known["command"]:
        return False  # "sample $x$"
    return text.endswith("s") or len(tags) > 1 or not ((phrase.predicate and alone) or tags == "g")


def end_of_braces(text: str, start: int, end: int) -> int:
    """The end moved behind the braces that the slice leaves open."""
    missing = text.count("{", start, end) - text.count("}", start, end)
    while missing > 0 and text.startswith("}", end):
        end, missing = end + 1, missing - 1
    return end


def is_plural(sentence: TaggedSentence, token: int, text: str) -> bool:
    """Whether a noun ends as plurals do, "classes", neither "class" nor "GPS", or is "criteria" or the like."""
    if sentence.words[token] in classes()["latin_plural"]:
        return True
    ends = text.endswith("s", sentence.starts[token], sentence.ends[token])
    return ends and sentence.words[token] not in classes()["noun"]
