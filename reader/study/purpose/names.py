"""What a symbol is called where one says what a formula is for: sure names alone, the same in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader.messages import Language
from reader.study.gloss import Gloss, gloss
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
GENERIC = frozenset(
    [
        "case",
        "cases",
        "coefficient",
        "coefficients",
        "constant",
        "constants",
        "distribution",
        "distributions",
        "element",
        "elements",
        "example",
        "expectation",
        "form",
        "function",
        "functions",
        "hyperparameter",
        "hyperparameters",
        "index",
        "integer",
        "integers",
        "map",
        "mapping",
        "matrices",
        "matrix",
        "notation",
        "number",
        "operator",
        "parameter",
        "parameters",
        "point",
        "points",
        "quantity",
        "result",
        "same",
        "sample",
        "samples",
        "scalar",
        "scalars",
        "sequence",
        "set",
        "sets",
        "size",
        "space",
        "step",
        "sum",
        "symbol",
        "tensor",
        "tensors",
        "term",
        "terms",
        "value",
        "values",
        "variable",
        "variables",
        "vector",
        "vectors",
    ]
)


def name_of(latex: str, statement: StatedFormula) -> Mapping[Language, str] | None:
    """The name of a symbol in both languages, where it is sure and says something."""
    annotation = statement.annotations.get(latex)
    if annotation is None or not (is_nameable(annotation) and names_one(annotation)):
        return None
    found = gloss_in(annotation, statement)
    if found is None:
        return None
    english = with_article(without_remark(found.en))
    if not english.isascii() or "$" in english or len(english.split()) > MOST_WORDS or is_generic(english):
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


def with_article(name: str) -> str:
    """ "the" before a name, in place of the word that says which one is meant."""
    first, _, rest = name.partition(" ")
    if first.casefold() in ("a", "an", "the"):
        return f"{first.casefold()} {rest}"
    return f"the {rest if rest and first.casefold() in DETERMINERS else name}"


def without_remark(name: str) -> str:
    """ "value (attention)", 「学習率（一歩の大きさ）」: the name alone."""
    return name.partition(" (")[0].partition("（")[0].partition(",")[0].strip()


def is_generic(name: str) -> bool:
    words = name.split()
    return head_word(" ".join(words[1:])) in GENERIC and len(words) <= 3
