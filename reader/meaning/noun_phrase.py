"""Where a noun phrase begins and ends: regular expressions over a sentence's tags (``reader.meaning.words``).

Beside the word tags: ``X`` formula, ``Y`` display without a name, ``m`` formula that modifies a word ("$k$-dimensional",
"$x$'s"), ``z`` possessive, ``0`` number, punctuation as itself. Every repetition is bounded, so a search is linear.
"""

from __future__ import annotations

import re
from functools import cache

from reader.meaning.phrases import literals, members


def one_of(tags: str) -> str:
    return f"[{members(tags)}]"


@cache
def adverb() -> str:
    return f"{one_of('a')}?"


@cache
def modifier() -> str:
    """Adjective, noun, number or participle before the head. A participle counts only where a word follows it."""
    word, followed = one_of("njkbufm0z"), one_of("njkbufm0zeg")
    participle = f"[{members('e')}](?={adverb()}{followed})|[{members('g')}](?={followed})"
    return f"{adverb()}(?:{word}|{participle})"


@cache
def head() -> str:
    return f"(?:{one_of('nkbuf')}|{one_of('g')}(?![{members('d')}]))"


@cache
def bare() -> str:
    """A noun phrase without determiner and complements."""
    return f"(?:{modifier()}){{0,7}}{head()}(?!z)"


@cache
def simple() -> str:
    """With a determiner a formula may stand among the modifiers: "the $\\ell_2$ norm"."""
    shared = f"(?:(?:{modifier()}){{0,3}}{one_of('je')}{one_of('c')})?"
    return f"(?:{one_of('d')}{{1,2}}{one_of('w')}?{shared}(?:{modifier()}|X(?={one_of('njkbum')})){{0,7}}{head()}(?!z)|{shared}{bare()})"


@cache
def before_formula() -> str:
    """The noun phrase that names a formula just after it: "the learning rate", "the set of states"."""
    of = literals().get("of", "o")
    return f"(?:{one_of('d')}{{0,2}}(?:{modifier()}){{0,4}}[{members('kb')}]{of})?{simple()}"


@cache
def whole() -> str:
    """A noun phrase with its complements; a formula may name its last noun, and stand for the object of "of"."""
    object_ = f"(?:{simple()}X?(?!m)|{one_of('d')}?X)"
    both = f"(?:{one_of('c')}{bare()}(?![X{members('xvw')}]))?"
    complement = f"(?:{one_of('o')}{one_of('g')}?|{one_of('e')}?{one_of('p')}|{one_of('gw')}(?={one_of('d')})){object_}{both}"
    clause = f"(?:(?<={one_of('b')}){literals().get('that', 'r')}[^,;:.()RI#&-]{{2,20}})?"
    return f"{one_of('a')}?{simple()}{clause}(?:X(?=[{members('op')}]))?{both}(?:{complement}){{0,4}}"


@cache
def _reference() -> re.Pattern[str]:
    return re.compile(f"[^{members('opc')}]*{one_of('f')}(?:[{members('opc')}]|$)")


def is_reference(tags: str) -> bool:
    """Whether the phrase's head names a piece of text ("figure", "case") and not a thing."""
    return bool(_reference().match(tags))


@cache
def not_object() -> str:
    """What a subject must not follow: a preposition or a verb just before the formula."""
    return f"(?<![{members('opP')}])"


@cache
def whole_list() -> str:
    item = whole()
    return f"{item}(?:(?:,{item}){{0,6}},?{one_of('c')}{item})?"


@cache
def noun_list() -> str:
    item = before_formula()
    return f"{item}(?:(?:,{item}){{0,6}},?{one_of('c')}{item})?"


@cache
def formula_list() -> str:
    """"$x$", "$x$ and $y$", "$x$, $y$, and $z$". The last one must not begin a clause of its own."""
    singular = "".join(literals().get(word, "") for word in ("is", "denotes", "represents"))
    plural = "".join(literals().get(word, "") for word in ("are", "denote", "represent"))
    return f"X(?:(?:,X){{0,7}},?{one_of('c')}X(?![{singular}])|(?:,X){{1,7}}(?=,?[{plural}]))?"


@cache
def item(kind: str) -> re.Pattern[str]:
    return re.compile(whole() if kind == "whole" else before_formula())
