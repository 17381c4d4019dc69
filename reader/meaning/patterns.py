"""Phrases compiled to regular expressions over the tags of a sentence, and their matches as pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reader.meaning import noun_phrase
from reader.meaning.phrases import ELEMENTS, Phrase, literals, members, phrases, words_of
from reader.meaning.sentence import Sentence

_ADVERB = {"NP", "NPS", "DNP"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase, its expression, and the tags of which one must stand in a sentence for it to be tried."""

    phrase: Phrase
    expression: re.Pattern[str]
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Token ranges of the formulas and of the noun phrases that a phrase found."""

    phrase: Phrase
    formulas: tuple[int, int]
    nouns: tuple[int, int]


def _element(element: str) -> str:
    bare = element.strip("~?")
    if words_of(element):
        return "[" + "".join(literals()[word] for word in words_of(element)) + "]"
    source = {
        "X": lambda: "(?P<X>X)",
        "XS": lambda: f"(?P<X>{noun_phrase.formula_list()})",
        "NOUN": lambda: f"(?P<N>{noun_phrase.before_formula()})",
        "NOUNS": lambda: f"(?P<N>{noun_phrase.noun_list()})",
        "NP": lambda: f"(?P<N>{noun_phrase.whole()})",
        "NPS": lambda: f"(?P<N>{noun_phrase.whole_list()})",
        "DNP": lambda: f"(?P<N>(?={noun_phrase.one_of('d')}){noun_phrase.whole()})",
        "TEXT": lambda: "(?P<N>[^&RI#]{1,40})",
        "CELL": lambda: "&",
        "ITEM": lambda: "I",
        "ROW": lambda: "(?:^|(?<=[R#I]))",
        "START": lambda: f"(?:^|(?<=[RI#.:;,({members('cr')}]))",
        "END": lambda: "(?:[R#.,;)]|$)",
    }
    return source[bare]() if bare in ELEMENTS else re.escape(bare)


def compile_phrase(phrase: Phrase) -> Rule:
    """The expression of a pattern's elements in a row, adverbs allowed between a word and a noun phrase."""
    parts = []
    for element in phrase.elements():
        part = _element(element)
        if element.startswith("~"):
            part = f"(?={part})"
        elif element.endswith("?"):
            part = f"(?:{part})?"
        if words_of(element):
            part += noun_phrase.adverb()
        parts.append(part)
    if phrase.subject:
        parts.insert(0, noun_phrase.not_object())
    needs = [
        frozenset(literals()[w] for w in words_of(e)) if words_of(e) else frozenset(e)
        for e in phrase.elements()
        if not e.endswith("?") and e.strip("~") not in ELEMENTS
    ]
    return Rule(phrase, re.compile("".join(parts)), tuple(needs))


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(compile_phrase(phrase) for phrase in phrases() if phrase.script == "latin")


def matches(sentence: Sentence) -> Iterator[Match]:
    """Every phrase that stands in a sentence, in the order of the rows."""
    present = frozenset(sentence.tags)
    for rule in rules():
        if all(present & need for need in rule.needs):
            for found in rule.expression.finditer(sentence.tags):
                yield Match(rule.phrase, found.span("X"), found.span("N"))
