"""What a noun phrase names: its rank and domain, by its head."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from reader.formula.semantics.parser import read_meaning
from reader.formula.shapes.expressions import SCALAR
from reader.formula.shapes.spaces import space_of
from reader.formula.syntax.parsing import parse_formula

if TYPE_CHECKING:
    pass

THING, USUAL = "thing", "usual"
SMALL_ONES = frozenset({"constant", "number", "value", "scalar", "parameter", "term", "quantity"})
KINDS: tuple[tuple[str, int, str, str], ...] = (  # head noun, rank, domain, example
    ("vector", 1, "real", "bias vector"),
    ("vectors", 1, "real", "hidden vectors"),
    ("matrix", 2, "real", "weight matrix"),
    ("matrices", 2, "real", "matrices of queries"),
    ("embedding", 1, "real", "embedding of the token"),
    ("query", 1, "real", "query of the last token"),
    ("key", 1, "real", "key"),
    ("scalar", 0, "real", "learnable scalar"),
    ("partition function", 0, "positive", "partition function"),
    ("rate", 0, "positive", "learning rate"),
    ("acceptance rate", 0, "unit", "acceptance rate of the drafts"),
    ("dropout rate", 0, "unit", "dropout rate"),
    ("error rate", 0, "unit", "error rate of the labels"),
    ("pass rate", 0, "unit", "pass rate"),
    ("success rate", 0, "unit", "success rate"),
    ("win rate", 0, "unit", "win rate"),
    ("temperature", 0, "positive", "temperature of the softmax"),
    ("size", 0, "natural", "batch size"),
    ("step size", 0, "positive", "step size of the descent"),
    ("stepsize", 0, "positive", "stepsize"),
    ("number", 0, "natural", "number of heads"),
    ("real number", 0, "real", "real number"),
    ("binary vector", 1, "binary", "binary vector"),
    ("binary vectors", 1, "binary", "binary vectors"),
    ("dimension", 0, "natural", "dimension of keys"),
    ("dimensionality", 0, "natural", "dimensionality"),
    ("probability", 0, "unit", "dropout probability"),
    ("coefficient", 0, "real", "momentum coefficient"),
    ("strength", 0, "positive", "strength of the penalty"),
    ("constant", 0, "real", "smoothness constant"),
    ("deviation", 0, "positive", "standard deviation of the noise"),
    ("variance", 0, "positive", "noise variance"),
)


@cache
def nouns() -> Mapping[str, tuple[str, ...]]:
    """The rows of ``noun_kinds.toml``: nouns by what numbers they can hold."""
    return {domain: tuple(row) for domain, row in _table().items() if domain != USUAL}


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((pkgutil.get_data(__package__, "noun_kinds.toml") or b"").decode("utf-8"))


def usual_nouns() -> tuple[str, ...]:
    return tuple(_table()[USUAL])


def usual_of(meaning: str) -> tuple[float, float] | None:
    """Between which numbers what a noun phrase names mostly lies; None where that may be any."""
    words = head_of(meaning.rpartition("'s ")[2]).lower().split()
    found = next((_table()[USUAL][each] for each in _names(words) if each in _table()[USUAL]), None)
    if found is None and "small" in words[:-1] and words[-1] in SMALL_ONES:
        found = _table()[USUAL]["small"]
    return (float(found[0]), float(found[1])) if found is not None else None


@cache
def _domains() -> Mapping[str, str]:
    """By noun of a quantity which numbers it can hold."""
    numbers = {noun: domain for noun, rank, domain, _ in KINDS if rank == 0}
    return numbers | {noun: domain for domain, row in nouns().items() if domain != THING for noun in row}


NO_NUMBERS = frozenset({"complex", "imaginary"})  # what stands before a noun that is then no real number
MARKED = {
    "positive": "positive", "nonnegative": "nonnegative", "non-negative": "nonnegative", "negative": "nonpositive",
}  # fmt: skip
WHOLE = {"positive": "natural", "nonnegative": "natural", "non-negative": "natural", "negative": "integer"}
AVERAGED = frozenset({"expected", "mean", "average", "estimated", "predicted", "effective"})  # a count that is no whole
ANY = frozenset({"a", "an", "the", "any", "some", "random", "given", "fixed", "arbitrary", "single", "real"})
MEASURED = frozenset({"wave", "condition", "positive", "reproduction"})  # numbers that are not whole
# Whose sizes are measured, not counted: the size of a step.
MEASURABLE = frozenset(
    {
        "step",
        "steps",
        "effect",
        "effects",
        "gap",
        "error",
        "errors",
        "perturbation",
        "perturbations",
        "ball",
        "jump",
        "jumps",
        "mesh",
        "cell",
        "cells",
        "update",
        "updates",
        "increment",
        "increments",
        "interval",
        "intervals",
        "box",
        "region",
        "noise",
        "correction",
        "particle",
        "particles",
        "gradient",
    }
)
# What stands behind a noun: "reward function learned from data".
DONE = frozenset({
    "learned", "learnt", "trained", "fitted", "estimated", "computed", "defined", "used", "chosen", "given", "obtained",
    "induced",
})  # fmt: skip
WITHIN = frozenset({"in", "within", "from", "the", "a", "interval", "range"})
NETWORKS = frozenset({
    "network", "encoder", "decoder", "predictor", "projector", "projection", "head", "mlp", "perceptron", "layer",
    "module", "extractor", "backbone", "embedding", "feature", "representation", "map", "mapping", "transformation",
    "transform", "operator", "query",
})  # fmt: skip
OF_FUNCTIONS = frozenset({"function", "functions", "model", "schedule"})  # "utility function": what its values are
# What "negative" is said of.
NUMBERS = frozenset({"number", "integer", "constant", "value", "scalar", "real", "charge"})
BY_NOUN = {noun: (rank, domain) for noun, rank, domain, _ in KINDS}
FUNCTION = re.compile(r"\b(?:function|functional|loss|objective|polic(?:y|ies)|density|distribution|network|map|"
                      r"mapping|kernel|model|operator|transformation|activation)s?$", re.I)  # fmt: skip
_HEAD_END = re.compile(
    r"\b(?:of|for|in|on|from|with|that|which|to|between|over|at|whose|by|and|using|via|within)\b|[,;:($.]"
)


def head_of(meaning: str) -> str:
    """A noun phrase up to its first preposition or comma."""
    return _HEAD_END.split(meaning, maxsplit=1)[0].strip()


def kind_of(meaning: str) -> tuple[int, str] | None:
    """Rank and domain of what a noun phrase names; None where its head noun says neither."""
    head = head_of(meaning).lower().split()
    found = BY_NOUN.get(" ".join(head[-2:])) or BY_NOUN.get(head[-1]) if head else None
    return (found[0], whole_or_not(meaning)) if found is not None and found[1] == "natural" else found


def whole_or_not(meaning: str) -> str:
    """Of a phrase whose noun counts: whole numbers, but for means of counts, for a number that is none of anything (a
    random number), and for those that have the name of a person (a Reynolds number).
    """
    head = head_of(meaning)
    words = [word for word in head.split() if word.lower() not in ANY]
    if not AVERAGED.isdisjoint(word.lower() for word in words):
        return "positive"
    behind = meaning.partition(head)[2].split("$")[0].split()
    if words[-1:] == ["size"] and not MEASURABLE.isdisjoint((*words[-2:-1], *behind[-1:])):
        return "positive"
    if words[-1:] != ["number"] or meaning.partition(head)[2].lstrip().startswith("of "):
        return "natural"
    named = words[-2] if len(words) > 1 else ""
    return "real" if not named else "positive" if named[0].isupper() or named in MEASURED else "natural"


def quantity_of(meaning: str) -> str | None:
    """Which numbers what a noun phrase names can hold, by its head and by "positive" or "negative" before it;
    :data:`THING` where its head is no number, None where nobody knows.
    """
    words = head_of(meaning.rpartition("'s ")[2]).lower().split()
    while words and words[-1] in DONE:
        words.pop()
    if not NO_NUMBERS.isdisjoint(words):
        return THING
    domain = _of_noun(words) or _said_behind(meaning)
    if domain is None and words and words[-1] in OF_FUNCTIONS:
        domain = _of_noun(words[:-1])
    if domain is None and words and not {words[-1], words[-1].removesuffix("s")}.isdisjoint(nouns()[THING]):
        return THING
    domain = whole_or_not(meaning) if domain == "natural" else domain
    if "binary" in words[:-1] and domain in ("integer", "natural"):
        return "binary"
    marks = [word for word in words if word in MARKED and (word != "negative" or words[-1] in NUMBERS)]
    if domain is None or not marks:
        return domain
    return (WHOLE if domain in ("integer", "natural") else MARKED)[marks[-1]]


def numbers_of(quantity: str | None) -> str:
    """The same where one needs numbers: any where the words name none."""
    return "real" if quantity is None or quantity in ("", THING) else quantity


def is_network(meaning: str) -> bool:
    """Whether what a phrase names gives vectors or the like, and no numbers: an encoder, a projection head."""
    words = head_of(meaning).lower().replace("-", " ").split()
    return bool(words) and not NETWORKS.isdisjoint((words[-1], words[-1].removesuffix("s")))


def _said_behind(meaning: str) -> str | None:
    """Of "factor in the interval $[0, 1]$" the kind of numbers in it, where it stands right behind the head."""
    behind = meaning[len(head_of(meaning)) :].replace(",", " , ").split("$")
    if len(behind) < 2 or not set(behind[0].lower().split()) <= WITHIN:
        return None
    space = space_of(read_meaning(parse_formula(behind[1])))
    return space.domain if space is not None and space.shape == SCALAR and space.domain != "real" else None


def _of_noun(words: list[str]) -> str | None:
    return next((_domains()[each] for each in _names(words) if each in _domains()), None)


def _names(words: list[str]) -> Iterator[str]:
    """The last two words and the last one, then in the singular where they stand in the plural."""
    for last in (words[-1], words[-1].removesuffix("s")) if words else ():
        yield from (" ".join([*words[-2:-1], last]), last)
