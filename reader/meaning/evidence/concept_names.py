"""Which concept of the glossary a noun phrase names. The head noun decides, not a word that happens to stand in it.

"the temperature parameter of the softmax" is a temperature; "the matrix of queries" is what its members are; "the
value function" has a name of its own, but a mere "value" names nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from glossary import Glossary
from glossary.model import ConceptId
from glossary.naming import fold_name
from reader.meaning.evidence.homonyms import concept_meant, homonyms
from reader.meaning.evidence.phrase_words import (
    COUNT,
    DETERMINER,
    MODIFIERS,
    NOTHING,
    NOUNS,
    Word,
    phrase_in,
    spoken,
    words_in,
)
from reader.meaning.prose.wording import plain
from reader.meaning.prose.words import classes, tag_of
from reader.model.annotations import Naming


def _words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Heads that say what kind of thing is meant, not which one: the word before them decides.
VAGUE = _words_of(
    "function value parameter variable vector matrix tensor scalar number term quantity set space coefficient constant "
    "hyperparameter operator operation map mapping symbol element array sequence list score factor layer module model "
    "network object entry component item size weight estimate level representation"
)
# What may have parameters or coefficients by its name: "temperature parameters" are temperatures.
QUANTITIES = _words_of("temperature rate scale shape location mean variance covariance momentum threshold penalty")
# What a machine makes or has, which is not the machine: "encoder representation".
PRODUCTS = _words_of("representation value size weight estimate score level entry element component item quantity term")
# Concepts that such a head may still name when an author says nothing more exact; the rough ones say too little to be
# worth a tie of their own.
TYPES: frozenset[ConceptId] = _words_of(
    "vector tensor scalar parameter hyperparameter variable vector-component matrix-entry"
)
ROUGH: frozenset[ConceptId] = _words_of(
    "function matrix set sequence constant coefficient real-number natural-number integer input point"
)
# Heads without a name of their own that stand for what they hold or what gives them: "a batch of examples".
HOLDERS = _words_of("list batch collection array pair tuple family stack output")
OF_MEMBERS = _words_of("set sequence series")  # the same, where the symbol names a member

PLAIN = "parameter"  # a "temperature parameter" is the temperature
LONGEST_NAME = 5  # words of a concept's name that are looked for within others

_POSSESSIVE = re.compile(r"['’]s?$")  # "the classifier's parameters" are no classifier
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


Says = Callable[[str], bool]


def name_concept(
    text: str,
    glossary: Glossary,
    speaks_of: Callable[[str], bool] = lambda layer: True,
    says: Says = lambda words: True,
    *,
    member: bool = False,
) -> Naming | None:
    """The concept that a definition's text names (LaTeX, English or Japanese), or None where it names none for sure.

    ``speaks_of`` tells of a layer whether the paper is about it: elsewhere a single word does not mean its concepts,
    and those of a closed layer are not meant at all. ``says`` tells whether the paper's prose has certain words. With
    ``member`` the symbol has an index: of "the sequence of tokens" it is one token.
    """
    naming = _name(text, glossary, says, member)
    if naming is None or speaks_of(layer := glossary[naming.concept].layer):
        return naming
    closed = any(one.closed for one in glossary.layers if one.id == layer)
    return None if closed or len(fold_name(naming.words)) == 1 else naming


def _name(text: str, glossary: Glossary, says: Says, member: bool) -> Naming | None:
    words = plain(text)
    if _CJK.search(words):
        found = _name_by_ending(words, glossary)
        if found:
            return found
    said = tuple(words_in(words))
    inner = _name_member(said, glossary, says) if member else None
    return inner or _name_phrase(said, glossary, says, depth=0)


def _name_member(words: tuple[Word, ...], glossary: Glossary, says: Says) -> Naming | None:
    """What a set or sequence holds."""
    start, end = phrase_in(words)
    if not start < end < len(words) or words[end - 1].folded not in HOLDERS | OF_MEMBERS:
        return None
    held = _held(words, end)
    inner = _name_phrase(held, glossary, says, depth=1) if held else None
    return Naming(inner.concept, inner.words, "held") if inner and inner.how not in ("type", "rough") else None


def _name_phrase(words: tuple[Word, ...], glossary: Glossary, says: Says, depth: int) -> Naming | None:
    start, end = phrase_in(words)
    if start >= end:
        return None
    found = _name_head(words, (start, end), glossary, says)
    if end < len(words) and words[end].tag == "c":
        return _name_either(words[end + 1 :], found, glossary, says, depth)
    if found is None and words[end - 1].folded in HOLDERS and depth < 2:
        held = _held(words, end)
        inner = _name_phrase(held, glossary, says, depth + 1) if held else None
        if inner and inner.how not in ("type", "rough"):
            return Naming(inner.concept, inner.words, "held")
    return found


def _name_head(words: tuple[Word, ...], phrase: tuple[int, int], glossary: Glossary, says: Says) -> Naming | None:
    start, end = phrase
    names = _index(glossary)
    head = end - 1
    while head >= start:
        found = _longest_over(words, start, head, names)
        if found:
            first, last, concept = found
            if concept == NOTHING or (first > start and words[first - 1].folded in classes()["changing"]):
                return None
            said = " ".join(word.text for word in words[first:last] if word.text)
            how = _how(words, (start, end), (first, last), head)
            if how == "stripped" and _is_of_owner(words[end - 1], words[head].folded):
                return None
            if how == "special" and words[first].folded in classes()["measured_so"]:
                return None  # a "damping ratio"
            name = " ".join(spoken(words[first:last]))
            is_alone = how != "special" and (how != "stripped" or words[end - 1].folded == PLAIN)
            meant = concept_meant(name, concept, says, behind=how == "special", alone=is_alone)
            return Naming(meant, said, "rough" if meant in ROUGH else how) if meant and meant in glossary else None
        if words[head].folded not in VAGUE or _POSSESSIVE.search(words[head - 1].text):
            break
        head -= 1
    return _name_type(words[start:end], glossary)


def _is_of_owner(head: Word, owner: str) -> bool:
    """Whether a head has an owner, maker or deed before it, and no name: "hypothesis parameters", "encoder output"."""
    known = classes()
    is_owned = head.folded in known["owned"] and (head.folded == "weight" or head.text.endswith("s"))
    is_made = head.folded in PRODUCTS and owner in known["acting"]
    is_of_deed = head.folded in known["of_deed"] and owner in known["deed"]
    return (is_owned and owner not in QUANTITIES) or is_made or is_of_deed


def _how(words: tuple[Word, ...], phrase: tuple[int, int], name: tuple[int, int], head: int) -> str:
    (start, end), (first, last) = phrase, name
    if head < end - 1 and last < end:
        return "stripped"
    if all(word.tag in MODIFIERS for word in words[start:first]):
        return "whole"
    return "special" if last - first == 1 and words[first - 1].tag not in MODIFIERS else "head"


def _name_type(phrase: tuple[Word, ...], glossary: Glossary) -> Naming | None:
    """A vague head alone or with adjectives: a "positive constant" is a constant, a "Lipschitz constant" more."""
    *before, head = phrase
    concept = _index(glossary).get((head.folded, "type"))
    if concept is None or not all(word.tag in MODIFIERS for word in before):
        return None
    return Naming(concept, head.text, "rough" if concept in ROUGH else "type")


def _longest_over(
    words: tuple[Word, ...], start: int, head: int, names: Mapping[tuple[str, ...], str]
) -> tuple[int, int, str] | None:
    """The name that covers the head and most of what is before it, then most of what is behind ("number of heads")."""
    for first in range(start, head + 1):
        for last in range(min(len(words), first + 7), head, -1):
            if words[first].joined or (last < len(words) and (words[last].joined or is_owner(words[last - 1]))):
                continue
            concept = names.get(spoken(words[first:last])) if words[last - 1].tag != DETERMINER else None
            if concept is not None:
                return first, last, concept
    return None


def is_owner(word: Word) -> bool:
    """Whether a word owns what follows, so that no name ends with it: "output of each head's convolution"."""
    return bool(_POSSESSIVE.search(word.text))


def _held(words: tuple[Word, ...], end: int) -> tuple[Word, ...]:
    return words[end + 1 :] if end < len(words) and words[end].tag == "o" else ()


def _name_either(
    others: tuple[Word, ...], first: Naming | None, glossary: Glossary, says: Says, depth: int
) -> Naming | None:
    """ "keys and values": one name only where both sides do not name different things."""
    second = _name_phrase(others, glossary, says, depth + 1) if depth < 2 else None
    if first is None or second is None:
        only = first or second
        return Naming(only.concept, only.words, "coordinated") if only and only.how not in ("type", "rough") else None
    return first if first.concept == second.concept else None


@lru_cache(maxsize=4)
def _index(glossary: Glossary) -> Mapping[tuple[str, ...], str]:
    """Folded English names -> concept, without single words that are too vague to decide.

    Names of which no part may be taken for a concept ("moment of inertia") name ``NOTHING``.
    """
    names: dict[tuple[str, ...], str] = {}
    for name, concept in glossary.names:
        first, *others = name.split(" ")
        dropped = DETERMINER if first != COUNT else NOTHING
        folded = (first, *(word for word in others if tag_of(word) != dropped))
        if folded[0] in VAGUE and folded[1:] in ((), ("of",)):
            if concept in TYPES | ROUGH:
                names.setdefault((folded[0], "type"), concept)
        else:
            names.setdefault(folded, concept)
    for name, senses in homonyms().items():
        known = [sense.concept for sense in senses if sense.concept in glossary]
        if known and not senses[0].behind:
            names.setdefault(tuple(name.split()), known[0])
    for name in classes()["figurative"] | classes()["other_sense"]:
        names.setdefault(tuple(fold_name(name)), NOTHING)
    return names


@lru_cache(maxsize=4)
def _endings(glossary: Glossary) -> tuple[tuple[str, str], ...]:
    names = {
        name: concept.id
        for concept in glossary.concepts.values()
        for name in (concept.name.get("ja", ""), concept.phrase.get("ja", ""), *concept.aliases.get("ja", ()))
        if len(name) > 1
    }
    return tuple(sorted(names.items(), key=lambda entry: -len(entry[0])))


def _name_by_ending(text: str, glossary: Glossary) -> Naming | None:
    """Japanese puts the head last: the longest name that the phrase ends with."""
    ending = text.rstrip("）)」 。．、")
    for name, concept in _endings(glossary):
        if ending.endswith(name):
            return Naming(concept, name, "whole" if ending == name else "head")
    return None


def head_phrase(text: str) -> str:
    """The folded words from behind the determiner to the head noun: "step size" of "the step size of the descent"."""
    words = tuple(words_in(plain(text)))
    start, end = phrase_in(words)
    return " ".join(word.folded for word in words[start:end] if word.folded)


@dataclass(frozen=True, slots=True)
class NameWithin:
    """A concept's name in a text. ``place``: ``head`` where it ends with the head noun, ``before`` it, or
    ``complement`` behind it. ``alone``: no noun stands beside it."""

    concept: ConceptId
    words: str
    place: str
    alone: bool


@lru_cache(maxsize=4096)
def names_within(text: str, glossary: Glossary) -> tuple[NameWithin, ...]:
    """Every concept whose name stands in a text. Weaker than :func:`name_concept`, which decides for one."""
    words = tuple(words_in(plain(text)))
    (start, end), names = phrase_in(words), _index(glossary)
    found: dict[ConceptId, NameWithin] = {}
    silent: set[int] = set()  # words of names of which no part is taken for a concept
    for first in range(start, len(words)):
        before = words[max(start, first - 1) : first]
        for last in range(min(len(words), first + LONGEST_NAME), first, -1):
            is_name = words[last - 1].tag != DETERMINER and not (last < len(words) and is_owner(words[last - 1]))
            concept = names.get(spoken(words[first:last])) if is_name else None
            if concept == NOTHING or (concept and before and before[0].folded in classes()["changing"]):
                silent.update(range(first, last))
            elif concept and concept not in found and not silent.issuperset(range(first, last)):
                place = "head" if last == end else "before" if last < end else "complement"
                beside = (*before, *words[last : last + 1])
                alone = all(word.tag not in NOUNS or word.folded == PLAIN for word in beside)
                said = " ".join(word.text for word in words[first:last] if word.text)
                found[concept] = NameWithin(concept, said, place, alone)
    return tuple(found.values())


def is_nominal(text: str) -> bool:
    """Whether the text has a noun for a head: "swept over a grid" says nothing of what a symbol is."""
    words = tuple(words_in(plain(text)))
    if _CJK.search(text):
        return True
    start, end = phrase_in(words)
    return start < end and words[end - 1].tag not in MODIFIERS
