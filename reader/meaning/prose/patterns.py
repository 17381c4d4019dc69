"""Phrases compiled for search over the tags of a sentence, and what they find.

A pattern has one noun phrase, first, last or in between. What stands around it is one light expression each, so that
the heavy one of the noun phrase runs only where they hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from reader.meaning.prose import noun_phrase
from reader.meaning.prose.phrases import Phrase, literals, members, phrases, words_of
from reader.meaning.prose.sentence import TaggedSentence


@dataclass(frozen=True, slots=True)
class PatternRule:
    """A phrase and its parts. ``needs``: of each of these sets of tags one must stand in the sentence."""

    phrase: Phrase
    before: re.Pattern[str] | None
    noun: str
    after: re.Pattern[str] | None
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Token ranges of the formulas and of the noun phrases that a phrase found."""

    phrase: Phrase
    formulas: tuple[int, int]
    nouns: tuple[int, int]


_PLACES: dict[str, Callable[[], str]] = {
    "CELL": lambda: "&",
    "ITEM": lambda: "I",
    "ROW": lambda: "(?:^|(?<=[R#I]))",
    "START": lambda: f"(?:^|(?<=[RI#ZY.:;,({members('cr')}]))",
    "END": lambda: "(?:[-R#.,;)]|$)",
    "STOP": lambda: f"(?![XJ{members('d')}])",
    "ALONE": lambda: f"(?!{noun_phrase.one_of(noun_phrase.MODIFIERS)})",
    "LAST": lambda: f"(?![{members('x')}{_reckoning()}])",
    "VERBLESS": lambda: f"(?![{members('xv')}])",
    "STATED": lambda: f"(?!,?[{members('i')}])",
    "NAME": lambda: f"{noun_phrase.one_of(noun_phrase.MODIFIERS)}{{1,3}}",
    "ANY": lambda: "[^;:.()RI#&ZY]{0,12}?",
    "Z": lambda: "(?P<X>Z)",
    "F": lambda: "X",
    "X": lambda: "(?P<X>X)",
    "XD": lambda: "(?P<X>[XZ])",
    "XS": lambda: f"(?P<X>{noun_phrase.formula_list()})",
    "XLD": lambda: f"(?P<X>{noun_phrase.loose_list()}|Z)",
    "XSD": lambda: f"(?P<X>{noun_phrase.formula_list()}|Z)",
}


def _reckoning() -> str:
    """Words behind a formula that make it a part of a sum or product: "the fee is $c$ plus the tax"."""
    return "".join(literals()[word] for word in ("plus", "minus", "times"))


def _source(element: str, before: str = "") -> str:
    """One element, where ``before`` is the one before it. An adverb may stand between a formula and its verb."""
    bare = element.strip("~?")
    words = words_of(element)
    if words:
        part = "[" + "".join(literals()[word] for word in words) + "]"
        part = f"{noun_phrase.one_of('a')}?{part}" if before.startswith("X") else part
    else:
        part = _PLACES[bare]() if bare in _PLACES else f"[{re.escape(bare.replace('|', ''))}]"
    if element.startswith("~"):
        return f"(?={part})"
    if element.endswith("?"):
        part = f"(?:{part})?"
    return part + (f"{noun_phrase.one_of('a')}?" if words else "")


def compile_phrase(phrase: Phrase) -> PatternRule:
    """The parts of a pattern; adverbs may follow its words."""
    elements = phrase.elements()
    middle = next(index for index, element in enumerate(elements) if element in noun_phrase.KINDS)
    sides = elements[:middle], elements[middle + 1 :]
    parts = ["".join(_source(e, before) for before, e in zip(("", *side), side, strict=False)) for side in sides]
    needs = tuple(
        _need(e)
        for e in elements
        if not e.endswith("?") and (words_of(e) or e in {"(", ":", "=", "~;", "CELL", "ITEM"})
    )
    before, after = (re.compile(part) if part else None for part in parts)
    return PatternRule(phrase, before, elements[middle], after, needs)


def _need(element: str) -> frozenset[str]:
    places = {"CELL": "&", "ITEM": "I"}
    return frozenset(literals()[w] for w in words_of(element)) or frozenset(places.get(element, element))


@cache
def rules() -> tuple[PatternRule, ...]:
    return tuple(compile_phrase(phrase) for phrase in phrases() if phrase.script == "latin")


def matches(sentence: TaggedSentence) -> Iterator[Match]:
    """Every phrase that stands in a sentence, in the order of the rows."""
    tags = sentence.tags
    present = frozenset(tags)
    ends: dict[str, dict[int, int]] = {}
    for rule in rules():
        if any(map(present.isdisjoint, rule.needs)):
            continue
        if rule.before:
            yield from _forward(rule, tags)
        elif rule.after and rule.after.search(tags):
            if rule.noun not in ends:
                ends[rule.noun] = {m.end(): m.start() for m in noun_phrase.expression(rule.noun).finditer(tags)}
            yield from _backward(rule, tags, ends[rule.noun])


def _forward(rule: PatternRule, tags: str) -> Iterator[Match]:
    """Patterns whose noun phrase is last or in between."""
    assert rule.before
    noun = noun_phrase.expression(rule.noun)
    for start in rule.before.finditer(tags):
        if rule.phrase.subject and _is_object(start):
            continue
        found = noun.match(tags, start.end())
        end = rule.after.match(tags, found.end()) if found and rule.after else None
        if found and (end or not rule.after):
            formulas = start if "X" in start.re.groupindex else end
            assert formulas
            yield Match(rule.phrase, formulas.span("X"), found.span())


def _is_object(start: re.Match[str]) -> bool:
    """Whether the formulas hang on a preposition. In "for each head $h$, $U$ and $V$ are" only the first one does."""
    listed = start.group("X").startswith("X,")
    return not listed and noun_phrase.is_object(start.string, start.start())


def _backward(rule: PatternRule, tags: str, starts: Mapping[int, int]) -> Iterator[Match]:
    """Patterns that begin with their noun phrase; ``starts`` says for each end of a noun phrase where it begins."""
    assert rule.after
    for found in rule.after.finditer(tags):
        start = starts.get(found.start())
        if start is not None and not (found.group().startswith(":") and noun_phrase.is_dependent(tags, start)):
            yield Match(rule.phrase, found.span("X"), (start, found.start()))
