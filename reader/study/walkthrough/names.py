"""What a symbol is called in a sentence about a formula: names that are sure and say something, the same in both
languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from glossary.naming import fold_name
from reader.formula.semantics.nodes import Application, Meaning, Operation, Symbol
from reader.formula.syntax.tables.name_rows import ORDERS
from reader.formula.syntax.tree import walk
from reader.messages import Language
from reader.study.gloss import Gloss, gloss, names_concept
from reader.study.lexicon import key_of, lexicon
from reader.study.speech.symbol_names import is_nameable, told_apart
from reader.study.walkthrough.succession import is_next, is_step

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.model.annotations import Annotation, Sense
    from reader.model.document import Equation

SURE, CERTAIN = 0.85, 0.9  # how sure a name must be: the author's words; a concept's name, which is said for them
PLAIN = 0.7  # the same where the words are the plainest there are: "$x$ is the", "$x$ denotes a"
MOST_WORDS = 8  # of a name with its article
DETERMINERS = frozenset({
    "our", "its", "their", "this", "that", "these", "those", "each", "every", "some", "any", "all", "another", "one",
})  # fmt: skip
QUANTIFIERS = frozenset(("all", "any", "each", "every", "no", "some"))
# Heads of names that say nothing of one paper.
GENERIC = frozenset((
    "case", "cases", "coefficient", "coefficients", "complement", "constant", "constants", "distribution",
    "distributions", "element", "elements", "example", "expectation", "form", "function", "functions",
    "hyperparameter", "hyperparameters", "index", "integer", "integers", "inverse", "map", "mapping", "matrices",
    "matrix", "measure", "notation", "number", "one", "operator", "other", "parameter", "parameters", "point",
    "points", "probabilities", "probability", "quantity", "reciprocal", "result", "same", "sample", "samples",
    "scalar", "scalars", "sequence", "set", "sets", "size", "space", "square", "step", "sum", "symbol", "tensor",
    "tensors", "term", "terms", "value", "values", "variable", "variables", "vector", "vectors",
))  # fmt: skip
VAGUE = frozenset((
    "absolute", "arbitrary", "certain", "fixed", "given", "input", "learnable", "locally", "model", "new",
    "non-negative", "nonnegative", "output", "piecewise", "positive", "random", "real", "same", "suitable",
    "universal", "unknown",
))  # fmt: skip
# First words of a place's name that only ask for what stands there.
ASKING = frozenset((
    "all", "beyond", "each", "from", "how", "of", "over", "round", "to", "what", "where", "which", "with",
))  # fmt: skip
ARTICLES = frozenset(("a", "an", "the", "our"))
COPULAS = frozenset(("is", "denotes", "represents", "means"))
# Words after a name that are none of its own.
GOES_ON = frozenset((
    "and", "as", "at", "between", "by", "for", "from", "given", "in", "indexed", "of", "on", "or", "over", "per",
    "satisfying", "that", "to", "under", "when", "where", "which", "while", "with",
))  # fmt: skip
POINTING = frozenset(("above", "aforementioned", "below", "following", "latter", "resulting"))
FUNCTION_WORDS = frozenset({"function", "functions", "term", "terms", "value"})
AFTER_HEAD = frozenset(
    ["of", "for", "on", "over", "in", "per", "to", "with", "at", "under", "from", "between", "that", "which"]
)
SINGULAR = ("us", "is", "as", "ss")  # ends of words that are no plurals: "radius", "basis", "bias"
NOTHING: Mapping[Language, str] = {"en": "", "ja": ""}


def names_said(
    equation: Equation, annotations: Iterable[Annotation], meaning: Meaning, knowledge: Glossary
) -> Mapping[Language, Mapping[str, str]]:
    """What the symbols of an equation are called, by spelling; each name stands for one symbol."""
    known = tuple(annotations)
    found = {each.symbol.latex: name_in(each, equation, knowledge) for each in known if is_one_thing(each)}
    for each in known:
        if is_called_otherwise(each, known):
            found.pop(each.symbol.latex, None)
    for order in _orders(meaning):  # "the rate is $O(n)$": the words are of the whole amount
        found.pop(order, None)
    found |= {latex: as_number(found[latex]) for latex in _counts(meaning) & found.keys()}
    english = told_apart({latex: name["en"] for latex, name in found.items()}, meaning)
    kept = {latex: name for latex, name in found.items() if latex in english and name["ja"]}
    return {"en": english, "ja": {latex: name["ja"] for latex, name in kept.items()}}


def _orders(meaning: Meaning) -> set[str]:
    """The letters that stand before brackets and say how fast something grows."""
    signs = (node.function for node in walk(meaning) if isinstance(node, Application))
    return {each.latex for each in signs if isinstance(each, Symbol)} & ORDERS


def _counts(meaning: Meaning) -> set[str]:
    """The symbols up to which a sum or a product counts: they are numbers."""
    operations = (node for node in walk(meaning) if isinstance(node, Operation) and node.kind in ("sum", "product"))
    return {node.upper.latex for node in operations if isinstance(node.upper, Symbol)}


def as_number(name: Mapping[Language, str]) -> Mapping[Language, str]:
    """ "the experts" of a number is "the number of experts"."""
    things = name["en"].removeprefix("the ")
    head = head_word(things)
    if not head.endswith("s") or head.endswith(SINGULAR) or "number" in things.split():
        return name
    return {"en": f"the number of {things}", "ja": f"{name['ja']}の数" if name["ja"] else ""}


def is_one_thing(annotation: Annotation) -> bool:
    """Whether it is one thing wherever it stands: ``p`` is another distribution with each argument."""
    return annotation.role != "distribution" and "conditioned" not in annotation.symbol.traits


def is_called_otherwise(annotation: Annotation, others: Iterable[Annotation]) -> bool:
    """Whether it is the value before or after one that the author calls something else: where ``S_{t}`` is the state,
    ``S_{t-1}`` is no "skip connection", whatever one sentence says of it."""
    latex, head = annotation.symbol.latex, head_word(annotation.meaning or "")
    if not is_step(latex) or not head:
        return False
    named = ((each.symbol.latex, head_word(each.meaning)) for each in others if each.meaning)
    return any(other != head and (is_next(latex, beside) or is_next(beside, latex)) for beside, other in named)


def name_in(
    annotation: Annotation,
    equation: Equation,
    knowledge: Glossary,
    sure: float = SURE,
    nameable: Callable[[Annotation], bool] = is_nameable,
    shortened: Callable[[str], str] = str,
) -> Mapping[Language, str]:
    """The name that a symbol surely has in an equation, "" where it has none; in Japanese also where the author's words
    are not to be had in it."""
    here = annotation.in_formula(equation.id)
    agrees = _agrees(here, knowledge)
    enough = min(sure, PLAIN) if here.confidence >= PLAIN and is_said_plainly(here) else sure
    is_sure = nameable(annotation) and annotation.inherited is None and (agrees or here.confidence >= enough)
    if is_sure and here.meaning and (meaning := shortened(here.meaning)) != here.meaning:
        here = replace(here, meaning=meaning)
    found = _gloss_of(here, knowledge) if is_sure else None
    if found is None:
        return NOTHING
    english = with_article(in_small_letters(without_remark(found.en)))
    is_sayable = english.isascii() and not any(mark in english for mark in "$\\{}")
    if _is_of_part(here):
        return NOTHING
    if not is_sayable or len(english.split()) > MOST_WORDS or (is_generic(english) and not agrees):
        return NOTHING
    return {"en": english, "ja": "" if found.origin == "author" else without_remark(found.ja)}


def _is_of_part(here: Annotation | Sense) -> bool:
    """Whether the words are about some of its entries: "where $W[j, :]$ is the latent direction"."""
    return here.source is not None and here.source.symbol.rstrip().endswith("]")


def is_said_plainly(here: Annotation | Sense) -> bool:
    """Whether the author's sentence says of this one symbol that it is, or denotes, what its name says, and no more
    belongs to the name: "where $d$ is the transmission distance,"."""
    if here.source is None:
        return False
    before, phrase, after = " ".join(here.source.sentence.split()).partition(" ".join(here.source.text.split()))
    said = before.split()
    while said and said[-1].casefold() in ARTICLES:
        said.pop()
    is_copula = len(said) > 1 and said[-1] in COPULAS and said[-2].rstrip(",").endswith("$")
    is_one = "and" not in said[-3:-1]
    word = after.split(maxsplit=1)[0] if after.strip() else "."
    is_over = not after[:1].isalnum() and (word[0] in ".,;:" or word.casefold().strip(",.;") in GOES_ON)
    return bool(phrase) and is_copula and is_one and is_over and "that" not in phrase.split()


def _gloss_of(here: Annotation | Sense, knowledge: Glossary) -> Gloss | None:
    """The author's words for this very spelling. Where these are not to be had in Japanese, the concept's name in both
    languages, if it is certain and the author says it too: a "jump step size" is not called a learning rate."""
    if here.status not in ("paper", "reader"):
        return None
    if here.source is not None and here.source.text.partition(" ")[0].casefold() in QUANTIFIERS:
        return None  # "for any state $s$": here it may be a certain one
    found = gloss(here.meaning, here.status, here.links, knowledge)
    if found is None or found.origin != "concept":
        return found
    link = here.links[0]
    said = set(fold_name(here.meaning or "")) - ARTICLES - FUNCTION_WORDS
    concept = knowledge[link.concept]
    is_name = any(said <= set(fold_name(each)) for each in concept.english_names)
    is_name = is_name or set(fold_name(without_remark(concept.name["en"]))) <= said
    return found if link.confidence >= CERTAIN and is_name else Gloss(here.meaning or "", "", "author")


def _agrees(here: Annotation | Sense, knowledge: Glossary) -> bool:
    """Whether the author's words are the name of the very concept that other grounds make almost certain."""
    link = next(iter(here.links), None)
    if link is None or link.confidence < CERTAIN or link.concept not in knowledge:
        return False
    return names_concept(here.meaning or "", knowledge[link.concept])


def in_small_letters(name: str) -> str:
    """Without the capitals of a heading: "Learning rate"; what is always written with one keeps it, and so does a name
    of which a word is none of the lexicon's: "Dynamic Tanh"."""
    words = name.split()
    small = [_small(word) for word in words]
    is_name = all(word[:1].isupper() for word in words) and any(word[:1].isupper() for word in small)
    return name if is_name else " ".join(small)


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


def head_word(phrase: str) -> str:
    """The noun that a phrase is about: "loss" of "training loss for the encoder", of "loss function"."""
    words: list[str] = []
    for word in phrase.casefold().replace("~", " ").split():
        is_formula = word[0] in "($\\"
        if is_formula and not words:  # "$k$-means objective"
            continue
        if word in AFTER_HEAD or is_formula:
            break
        words.append(word.strip(",.;:"))
    while len(words) > 1 and words[-1] in FUNCTION_WORDS:
        words.pop()
    return words[-1] if words else ""


def is_generic(name: str) -> bool:
    """Whether the name would fit in any paper, "the parameters", "the random variable", or points elsewhere: "the
    following bound"."""
    words = name.casefold().split()[1:]
    is_plain = head_word(" ".join(words)) in GENERIC and all(word in GENERIC | VAGUE for word in words)
    return is_plain or not POINTING.isdisjoint(words)


def is_telling(slot: str) -> bool:
    """Whether the name of a form's place says what stands there: not "the matrix", "which one", "over what"."""
    return slot.split()[0].casefold() not in ASKING and not is_generic(with_article(slot))
