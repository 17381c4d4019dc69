"""The closed classes of English as one-letter tags, so that a sentence becomes a short string that patterns run over.

A word in no class counts as a noun::

    d determiner      p preposition that attaches to a noun   n noun                      v finite verb
    c conjunction     P other preposition                     k noun with a bare "of"     w verb in -ing
    r relative word   B between                               s such a noun, of size      x auxiliary
    i condition       o of                                    b noun with a "that"        e word in -ed
    q pronoun         a adverb                                f noun that names text      g other word in -ing
    N negation        j adjective                             t noun that is a participle too
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

_TAG_OF_CLASS = {
    "reference": "f", "determiner": "d", "of": "o", "conjunction": "c", "conditional": "i", "relative": "r",
    "pronoun": "q", "auxiliary": "x", "pairing": "B", "attaching": "p", "preposition": "P", "negation": "N",
    "adverb": "a", "adjective": "j", "propositional": "b", "measure": "s", "participle": "t", "container": "k",
    "noun": "n",
}  # fmt: skip

_COMPOUND_ADJECTIVE = re.compile(
    r"\A(?:one|two|three|four|first|second|third|multi|single|high(?:er)?|low(?:er)?)-(?:step|body|order|level|way|stage|loop)\Z"
    r"|.-(?:type|only)\Z|\Aper-"
)
_ADJECTIVE_ENDINGS = ("ical", "ous", "able", "ible", "ive", "ic", "less", "ful", "ent", "ant")


@cache
def classes() -> dict[str, frozenset[str]]:
    """The rows of ``words.toml``: class -> its words."""
    content = (resources.files(__package__) / "words.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(content).items()}


def inflections(verb: str) -> tuple[tuple[str, str], ...]:
    """Regular forms of a verb with their tags: ``use -> (use, v), (uses, v), (used, e), (using, w)``."""
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    third, past = verb + "s", stem + "ed"
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        third = verb + "es"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        third, past = verb[:-1] + "ies", verb[:-1] + "ied"
    doubled = stem + stem[-1]
    return (verb, "v"), (third, "v"), (past, "e"), (stem + "ing", "w"), (doubled + "ed", "e"), (doubled + "ing", "w")


@lru_cache(maxsize=4096)
def base_forms(word: str) -> frozenset[str]:
    """The verbs of which a word may be a regular form: "trading" of "trade"."""
    stems = [word, *(word.removesuffix(end) for end in ("s", "es", "ed", "ing") if word.endswith(end))]
    verbs = {base for stem in stems for base in (stem, stem + "e", stem[:-1])}
    return frozenset(verb for verb in verbs if verb and any(form == word for form, _ in inflections(verb)))


@cache
def lexicon() -> dict[str, str]:
    """Word (lower case) -> tag. Where classes compete, the one named first in ``_TAG_OF_CLASS`` wins."""
    words = classes()
    tags = {form: tag for verb in words["finite"] for form, tag in inflections(verb) if tag == "v"}
    tags |= {form: tag for verb in words["verb"] for form, tag in inflections(verb)}
    tags |= dict.fromkeys(words["irregular"], "v") | dict.fromkeys(words["irregular_participle"], "e")
    for name, tag in reversed(_TAG_OF_CLASS.items()):
        tags |= dict.fromkeys(words[name], tag)
    return tags


def _is_derived_adjective(word: str) -> bool:
    """Whether an adjective of the lexicon is compared, or stands behind a hyphen: "softer", "well-known"."""
    bases = [
        word.rpartition("-")[2],
        *(word.removesuffix(end) for end in ("er", "r", "est", "st") if word.endswith(end)),
    ]
    return any(base != word and lexicon().get(base) == "j" for base in bases)


@lru_cache(maxsize=20_000)
def tag_of(word: str) -> str:
    """The tag of a word in lower case, by its class or else by its ending."""
    found = lexicon().get(word)
    if found:
        return found
    if _COMPOUND_ADJECTIVE.search(word) or _is_derived_adjective(word):
        return "j"
    if word.endswith("ly") and len(word) > 4:
        return "a"
    if word.endswith("ed") and len(word) > 4:
        return "e"
    if word.endswith("ing") and len(word) > 5:
        return "g"
    if len(word) > 6 and word.endswith(_ADJECTIVE_ENDINGS) and not word.endswith("ment"):
        return "j"
    return "n"
