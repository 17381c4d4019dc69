"""What a symbol is called where one says what a formula is for: sure names alone, the same in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader.messages import Language
from reader.study.gloss import Gloss, gloss
from reader.study.lexicon import key_of, lexicon
from reader.study.purpose.kinds import head_word
from reader.study.speech.symbol_names import is_nameable

if TYPE_CHECKING:
    from reader.model.annotations import Annotation
    from reader.study.purpose.statement import StatedFormula

SURE, CERTAIN = 0.7, 0.9  # how sure a name must be: a meaning that can be put into Japanese; a concept
MOST_WORDS = 8  # of a name with its article
DETERMINERS = frozenset({
    "our", "its", "their", "this", "that", "these", "those", "each", "every", "some", "any", "all", "another", "one",
})  # fmt: skip
# Heads of names that say nothing of one paper.
GENERIC = frozenset((
    "case", "cases", "coefficient", "coefficients", "constant", "constants", "distribution", "distributions",
    "element", "elements", "example", "expectation", "form", "function", "functions", "hyperparameter",
    "hyperparameters", "index", "integer", "integers", "map", "mapping", "matrices", "matrix", "notation", "number",
    "operator", "parameter", "parameters", "point", "points", "quantity", "result", "same", "sample", "samples",
    "scalar", "scalars", "sequence", "set", "sets", "size", "space", "step", "sum", "symbol", "tensor", "tensors",
    "term", "terms", "value", "values", "variable", "variables", "vector", "vectors",
))  # fmt: skip
VAGUE = frozenset((
    "arbitrary", "certain", "given", "input", "learnable", "model", "new", "output", "random", "real", "same",
    "unknown",
))  # fmt: skip
CHANCE = frozenset((
    "density", "distribution", "family", "likelihood", "measure", "pdf", "pmf", "posterior", "prior", "probabilities",
    "probability",
))  # fmt: skip


def name_of(latex: str, statement: StatedFormula) -> Mapping[Language, str] | None:
    """The name of a symbol in both languages, where it is sure and says something."""
    annotation = statement.annotations.get(latex)
    if annotation is None or not (is_nameable(annotation) and names_one(annotation)):
        return None
    found = gloss_in(annotation, statement)
    if found is None:
        return None
    english = with_article(in_small_letters(without_remark(found.en)))
    if (
        not english.isascii()
        or any(mark in english for mark in "$\\{}")
        or len(english.split()) > MOST_WORDS
        or is_generic(english)
    ):
        return None
    return {"en": english, "ja": without_remark(found.ja)}


def gloss_in(annotation: Annotation, statement: StatedFormula) -> Gloss | None:
    """The meaning that a symbol surely has in the formula, in both languages. Both say the same: where the author's
    words are not to be had in Japanese, both are the concept's."""
    equation, glossary = statement.equation, statement.study.glossary
    here = next((each for each in annotation.senses if equation.id in each.equations), annotation)
    if annotation.inherited is not None or here.confidence < SURE:
        return None
    certain = bool(here.links) and here.links[0].confidence >= CERTAIN
    found = gloss(here.meaning, here.status, here.links, glossary)
    if found is None or here.status not in ("paper", "reader", "glossary", "structure"):
        return None
    if here.status in ("paper", "reader") and found.origin == "lexicon":
        return found
    if not certain or found.origin == "author":
        return None
    phrase = glossary[here.links[0].concept].phrase
    english, japanese = phrase.get("en", ""), phrase.get("ja", "")
    return Gloss(english, japanese, "concept") if english and japanese else None


def names_one(annotation: Annotation) -> bool:
    """Whether it is one thing wherever it stands: ``p`` is another distribution with each argument."""
    return annotation.role != "distribution" and "conditioned" not in annotation.symbol.traits


def is_chance(latex: str, statement: StatedFormula) -> bool:
    """Whether a symbol is called a probability: what it is the probability of differs from place to place."""
    found = statement.annotations.get(latex)
    return found is not None and (found.role == "distribution" or head_word(found.meaning or "") in CHANCE)


def is_guessed(latex: str, statement: StatedFormula, *, compares: bool) -> bool:
    """Whether a distribution, or with ``compares`` what compares two, has another name than that, by custom alone."""
    found = statement.annotations.get(latex)
    if found is None or found.status not in ("glossary", "structure"):
        return False
    kinds = found.standing.kinds if found.standing is not None else frozenset()
    return compares or ("distribution" in kinds and head_word(found.meaning or "") not in CHANCE)


def is_usually_applied(annotation: Annotation, statement: StatedFormula) -> bool:
    """Whether it stands for a function by custom."""
    glossary = statement.study.glossary
    names = [glossary[each.concept].name["en"] for each in annotation.links[:1] if each.concept in glossary]
    return annotation.role == "function" or any("function" in name or "sigmoid" in name for name in names)


def in_small_letters(name: str) -> str:
    """Without the capitals of a heading: "Learning rate"; what is always written with one keeps it."""
    return " ".join(map(_small, name.split()))


def _small(word: str) -> str:
    if not word[:1].isupper() or not word[1:].islower():
        return word
    rows = lexicon()[key_of(word)].values()
    return word.lower() if any(row.english[:1].islower() for row in rows) else word


def with_article(name: str) -> str:
    """ "the" before a name, in place of the word that says which one is meant."""
    first, _, rest = name.partition(" ")
    if first.casefold() in ("a", "an", "the"):
        return f"{first.casefold()} {rest}"
    return f"the {rest if rest and first.casefold() in DETERMINERS else name}"


def without_remark(name: str) -> str:
    """ "value (attention)", 「学習率（一歩の大きさ）」: the name alone."""
    return " ".join(re.sub(r"\([^()]*\)|（[^（）]*）", " ", name).partition(",")[0].split())


def is_generic(name: str) -> bool:
    """Whether the name would fit in any paper: "the parameters", "the random variable"."""
    words = name.casefold().split()[1:]
    return head_word(" ".join(words)) in GENERIC and all(word in GENERIC | VAGUE for word in words)
