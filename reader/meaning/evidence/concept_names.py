"""Which concept of the glossary a noun phrase names. The head noun decides, not a word that happens to stand in it.

"the temperature parameter of the softmax" is a temperature; "the matrix of queries" is what its members are; "the
value function" has a name of its own, but a mere "value" names nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from glossary import Glossary
from glossary.model import ConceptId
from glossary.naming import fold_name
from reader.meaning.evidence.homonyms import concept_meant, homonyms
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
CERTAINTY = {
    "whole": 0.92,
    "head": 0.75,
    "stripped": 0.8,
    "special": 0.67,
    "held": 0.7,
    "coordinated": 0.65,
    "type": 0.82,
    "rough": 0.4,
}

NOTHING = ""
LONGEST_NAME = 5  # words of a concept's name that are looked for within others

# Tags of reader.meaning.prose.words, by what they do to a noun phrase.
NOUNS = "nkfgsbt"
DETERMINER = "d"
COUNT = "number"
PLAIN = "parameter"  # a "temperature parameter" is the temperature
MODIFIERS = "jaem"
ENDS_PHRASE = "opPBcirxvwqN,"
FUNCTION_WORDS = ENDS_PHRASE + "dam"

_TOKEN = re.compile(
    r"(?P<ordinal>\$[^$]*\$\s?[-‐–{}]*\s?(?:th|st|nd|rd)\b)|(?P<adjective>\$[^$]*\$\s?[-‐–]\s?[a-z]+)|(?P<math>\$[^$]*\$)"
    r"|(?P<iid>\bi\.\s?i\.\s?d\.?)|(?P<word>[^\W_]+(?:[-‐‑–][^\W_]+)*(?:['’][a-z]+)?)|(?P<mark>[,;:.()\[\]])"
)
# "the (unknown) solution", "the (sub-)gradient", "the (sub)gradient"
_ASIDE = re.compile(r"\(([a-z]+-)\)-?(?=[a-z])|\(([a-z]+)\)(?=\s*[a-z])")
_POSSESSIVE = re.compile(r"['’]s?$")  # "the classifier's parameters" are no classifier
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


Says = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Word:
    """``folded`` for comparison; ``tag`` as in ``reader.meaning.prose.words``, "m" for a formula, "," for any mark.

    ``joined`` says that a hyphen ties it to the word before: "pre-activation" is no activation.
    """

    text: str
    folded: str
    tag: str
    joined: bool = False


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
    spoken = tuple(_words(words))
    inner = _name_member(spoken, glossary, says) if member else None
    return inner or _name_phrase(spoken, glossary, says, depth=0)


def _name_member(words: tuple[_Word, ...], glossary: Glossary, says: Says) -> Naming | None:
    """What a set or sequence holds."""
    start = next((at for at, word in enumerate(words) if word.tag not in "dqam,"), len(words))
    end = _head_end(words, start)
    if not start < end < len(words) or words[end - 1].folded not in HOLDERS | OF_MEMBERS:
        return None
    held = _held(words, end)
    inner = _name_phrase(held, glossary, says, depth=1) if held else None
    return Naming(inner.concept, inner.words, "held") if inner and inner.how not in ("type", "rough") else None


def _words(text: str) -> Iterator[_Word]:
    initials = ""
    for match in _TOKEN.finditer(_ASIDE.sub(r"\1\2", text)):
        found = match.group()
        if match.lastgroup == "word":
            if len(found) > 1 and found.isupper() and initials.endswith(found.casefold()):
                continue  # "learning rate LR" is a learning rate
            initials += "".join(part[:1] for part in re.split("[-‐‑–]", found)).casefold()
            yield from _parts_of_word(found)
        elif match.lastgroup == "math":
            yield _Word(found, "", "m")
        elif match.lastgroup == "mark":
            yield _Word(found, "", ",")


@lru_cache(maxsize=8192)
def _parts_of_word(text: str) -> tuple[_Word, ...]:
    """The parts of a hyphenated word. Only the last may be anything but a noun, as in "pre-trained"."""
    *fore, last = re.split("[-‐‑–]", text)
    parts = [word for number, part in enumerate(fore) for word in _folded(part, "n", number > 0)]
    tag = tag_of(last.lower())
    return (*parts, *_folded(last, "n" if fore and tag not in "eg" else tag, bool(fore)))


def _folded(text: str, tag: str, joined: bool) -> Iterator[_Word]:
    """One word, or both of a compound such as "timestep", of which the first keeps the text."""
    first, *others = fold_name(text) or ("",)
    yield _Word(text, first, "n" if others else tag, joined)
    yield from (_Word("", other, tag) for other in others)


def _name_phrase(words: tuple[_Word, ...], glossary: Glossary, says: Says, depth: int) -> Naming | None:
    start = next((at for at, word in enumerate(words) if word.tag not in "dqam,"), len(words))
    end = _head_end(words, start)
    if start >= end:
        return None
    if behind := _before_noun(words, (start, end), glossary):
        is_counted = words[end - 1].folded in VAGUE  # "number of node samples" are neither nodes nor a sample
        return None if is_counted else _name_phrase(words[behind:], glossary, says, depth)
    found = _name_head(words, (start, end), glossary, says)
    if end < len(words) and words[end].tag == "c":
        return _name_either(words[end + 1 :], found, glossary, says, depth)
    if found is None and words[end - 1].folded in HOLDERS and depth < 2:
        held = _held(words, end)
        inner = _name_phrase(held, glossary, says, depth + 1) if held else None
        if inner and inner.how not in ("type", "rough"):
            return Naming(inner.concept, inner.words, "held")
    return found


def _before_noun(words: tuple[_Word, ...], phrase: tuple[int, int], glossary: Glossary) -> int | None:
    """Where the noun stands that a name with a preposition only modifies: "center of mass energy" is no centre."""
    start, end = phrase
    if end == len(words) or words[end].tag not in "op":
        return None
    found = _longest_over(words, start, end - 1, _index(glossary))
    if found is None or not end < found[1] < len(words):
        return None
    noun = next((word for word in words[found[1] :] if word.tag != "j"), None)
    return found[1] if noun and noun.tag == "n" and noun.folded not in VAGUE else None


def _head_end(words: tuple[_Word, ...], start: int) -> int:
    """Just after the head noun: where a preposition, verb, conjunction, mark or participle clause begins."""
    for at in range(start, len(words)):
        tag, following = words[at].tag, words[at + 1].tag if at + 1 < len(words) else ","
        if tag == "v" and (at == start or words[at - 1].tag in "je"):
            continue  # "the expected return"
        if tag == "c" and at > start and words[at - 1].tag in "je" and following in "jen":
            continue  # "the real and synthetic frequencies"
        if tag in ENDS_PHRASE:
            return at
        if tag == "m" and following in "opPcrxvq,dm":
            return at
        if tag == "j" and at > start and words[at - 1].tag in NOUNS and following in "op":
            return at  # "a vector orthogonal to the plane"
        if at > start and (tag == "e" or (tag == "g" and following == "d")) and following in "opPcrxq,damg":
            return at
    return len(words)


def _name_head(words: tuple[_Word, ...], phrase: tuple[int, int], glossary: Glossary, says: Says) -> Naming | None:
    start, end = phrase
    names = _index(glossary)
    head = end - 1
    while head >= start:
        found = _longest_over(words, start, head, names)
        if found:
            first, last, concept = found
            if concept == NOTHING or any(word.folded in classes()["changing"] for word in words[start:first]):
                return None
            said = " ".join(word.text for word in words[first:last] if word.text)
            how = _how(words, (start, end), (first, last), head)
            if how == "stripped" and _is_of_owner(words[end - 1], words[head].folded):
                return None
            name = " ".join(_spoken(words[first:last]))
            is_alone = how != "special" and (how != "stripped" or words[end - 1].folded == PLAIN)
            meant = concept_meant(name, concept, says, behind=how == "special", alone=is_alone)
            return Naming(meant, said, "rough" if meant in ROUGH else how) if meant and meant in glossary else None
        if words[head].folded not in VAGUE or _POSSESSIVE.search(words[head - 1].text):
            break
        head -= 1
    return _name_type(words[start:end], glossary)


def _is_of_owner(head: _Word, owner: str) -> bool:
    """Whether a head has an owner, maker or deed before it, and no name: "hypothesis parameters", "encoder output"."""
    known = classes()
    is_owned = head.folded in known["owned"] and (head.folded == "weight" or head.text.endswith("s"))
    is_made = head.folded in PRODUCTS and owner in known["acting"]
    is_of_deed = head.folded in known["of_deed"] and owner in known["deed"]
    return (is_owned and owner not in QUANTITIES) or is_made or is_of_deed


def _how(words: tuple[_Word, ...], phrase: tuple[int, int], name: tuple[int, int], head: int) -> str:
    (start, end), (first, last) = phrase, name
    if head < end - 1 and last < end:
        return "stripped"
    if all(word.tag in MODIFIERS for word in words[start:first]):
        return "whole"
    return "special" if last - first == 1 and words[first - 1].tag not in MODIFIERS else "head"


def _name_type(phrase: tuple[_Word, ...], glossary: Glossary) -> Naming | None:
    """A vague head alone or with adjectives: a "positive constant" is a constant, a "Lipschitz constant" more."""
    *before, head = phrase
    concept = _index(glossary).get((head.folded, "type"))
    if concept is None or not all(word.tag in MODIFIERS for word in before):
        return None
    return Naming(concept, head.text, "rough" if concept in ROUGH else "type")


def _longest_over(
    words: tuple[_Word, ...], start: int, head: int, names: Mapping[tuple[str, ...], str]
) -> tuple[int, int, str] | None:
    """The name that covers the head and most of what is before it, then most of what is behind ("number of heads")."""
    for first in range(start, head + 1):
        for last in range(min(len(words), first + 7), head, -1):
            if words[first].joined or (last < len(words) and words[last].joined):
                continue
            concept = names.get(_spoken(words[first:last])) if words[last - 1].tag != DETERMINER else None
            if concept is not None:
                return first, last, concept
    return None


def _spoken(words: Sequence[_Word]) -> tuple[str, ...]:
    """The words of a name, without determiners between them: "degree of each node" is "degree of a node". But the
    number of the head is no number of heads, and no name goes over a mark."""
    if any(word.tag == "," for word in words):
        return ()
    dropped = DETERMINER if words[0].folded != COUNT else NOTHING
    return tuple(word.folded for at, word in enumerate(words) if word.folded and not (at and word.tag == dropped))


def _held(words: tuple[_Word, ...], end: int) -> tuple[_Word, ...]:
    return words[end + 1 :] if end < len(words) and words[end].tag == "o" else ()


def _name_either(
    others: tuple[_Word, ...], first: Naming | None, glossary: Glossary, says: Says, depth: int
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
    words = tuple(_words(plain(text)))
    start = next((at for at, word in enumerate(words) if word.tag not in "dqam,"), len(words))
    return " ".join(word.folded for word in words[start : _head_end(words, start)] if word.folded)


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
    words = tuple(_words(plain(text)))
    start = next((at for at, word in enumerate(words) if word.tag not in "dqam,"), len(words))
    end, names = _head_end(words, start), _index(glossary)
    found: dict[ConceptId, NameWithin] = {}
    for first in range(start, len(words)):
        for last in range(first + 1, min(len(words), first + LONGEST_NAME) + 1):
            concept = names.get(_spoken(words[first:last])) if words[last - 1].tag != DETERMINER else None
            if concept and concept not in found:
                place = "head" if last == end else "before" if last < end else "complement"
                beside = (*words[max(start, first - 1) : first], *words[last : last + 1])
                alone = all(word.tag not in NOUNS or word.folded == PLAIN for word in beside)
                said = " ".join(word.text for word in words[first:last] if word.text)
                found[concept] = NameWithin(concept, said, place, alone)
    return tuple(found.values())


def is_nominal(text: str) -> bool:
    """Whether the text has a noun for a head: "swept over a grid" says nothing of what a symbol is."""
    words = tuple(_words(plain(text)))
    if _CJK.search(text):
        return True
    start = next((at for at, word in enumerate(words) if word.tag not in "dqam,"), len(words))
    end = _head_end(words, start)
    return start < end and words[end - 1].tag not in MODIFIERS
