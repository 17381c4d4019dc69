"""The symbols that a list of formulas names, where a phrase asks for some."""

from __future__ import annotations

import re

from reader.meaning.prose import noun_phrase, symbol
from reader.meaning.prose.coordination import split_list
from reader.meaning.prose.descriptions import is_plural
from reader.meaning.prose.patterns import Match
from reader.meaning.prose.phrases import Phrase, members
from reader.meaning.prose.sentence import TaggedSentence

_COUNTING = re.compile(r"(?:[a-ehi-tw]|[A-Z]|\\ell(?![A-Za-z]))(?![A-Za-z(])")
_UNCOUNTED = re.compile(  # parts of a thing, and its measures: "1.4R"; "1.5T tokens" are a number
    r"/|\\[dt]?frac(?![A-Za-z])|\d\.\d+\s*(?!\\(?:times|cdot)(?![A-Za-z])|[kKMBT](?![A-Za-z_]))\\?[A-Za-z]"
)
_EXPLAINING = ("where", "here", "with")
_VALUED = re.compile(r"^[^=<>]*(?:=|\\approx)\s*-?\s*(?:\d|\\[dt]?frac|e\^)")


def names_of(sentence: TaggedSentence, match: Match, text: str) -> list[str]:
    """The symbols of a list of formulas; a list ends where plain names give way to relations or the reverse.

    A singular noun before it names the first one alone: of "each head $h$, $U$ and $V$ are" only ``h`` is a head. Of
    "$x = 2 a, a > 0$ is" only ``x`` is what follows.
    """
    tokens = [token for token in range(*match.formulas) if token in sentence.formulas]
    if len(tokens) > 1 and _follows_singular(sentence, tokens[0], text):
        if match.nouns[1] != tokens[0]:
            tokens = tokens[1:]
        elif len(split_list(sentence.tags, match.nouns, "NOUN")) == 1:
            tokens = tokens[:1]
    if len(tokens) > 1 and _is_told_of_last(sentence, match):
        tokens = tokens[-1:]
    if sentence.tags[tokens[0]] == "Z":
        display = sentence.formulas[tokens[0]]
        return list(symbol.lefts(display) if match.phrase.each else symbol.names(display)[:1])
    listed = [sentence.formulas[token] for token in tokens]
    if match.nouns[0] > match.formulas[0] and any("\\in" in latex for latex in listed):  # "$f(x) = a$ and $U \in S$"
        listed = [latex for latex in listed if "=" not in latex.partition(",")[0]] or listed
    kind = symbol.is_relation(listed[0])
    is_one = kind and noun_phrase.is_singular(sentence.tags, match.formulas[1])
    listed = listed[-1:] if is_one else listed
    kind = symbol.is_relation(listed[0]) if is_one and _explains(sentence, tokens[0]) else kind
    told = kind and is_one and match.nouns[0] >= match.formulas[1] and "=" in listed[0].partition(",")[0]
    alike = [latex for latex in listed if symbol.is_relation(latex) == kind]
    names = [name for latex in alike for name in symbol.names(latex)[: 1 if told else None]]
    if not _is_asked_for(match.phrase, listed[0], len(names)):
        return []
    return [name for name in names if _COUNTING.match(name)] if match.phrase.counts else names


def _explains(sentence: TaggedSentence, token: int) -> bool:
    """Whether a clause explains one thing after the other: "where $a = b c$ and $d$ is the drag"."""
    return token > 0 and sentence.words[token - 1] in _EXPLAINING


def _is_asked_for(phrase: Phrase, latex: str, count: int) -> bool:
    """Whether the first of ``count`` symbols stands in a formula of the kind that the phrase asks for."""
    return not (
        (phrase.counts and _UNCOUNTED.search(latex))
        or (phrase.single and count > 1)
        or (phrase.bare and symbol.is_relation(latex))
        or (phrase.valued and not _VALUED.search(latex))
        or (phrase.named and symbol.is_value(latex))
    )


def _is_told_of_last(sentence: TaggedSentence, match: Match) -> bool:
    """Whether formulas that no "and" joins stand before one thing: of "let $u$, $v \\in S$ be a gain" the last."""
    (first, after), noun = match.formulas, match.nouns[0]
    is_joined = set(sentence.tags[first:after]) & set(members("c"))
    return noun >= after and not is_joined and sentence.words[noun] in ("a", "an")


def _follows_singular(sentence: TaggedSentence, token: int, text: str) -> bool:
    is_noun = token > 0 and sentence.tags[token - 1] in members(noun_phrase.NOUNS)
    return is_noun and not is_plural(sentence, token - 1, text)
