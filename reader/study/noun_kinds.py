"""What a noun phrase names: its rank and domain, by its head."""

from __future__ import annotations

import re

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
BY_NOUN = {noun: (rank, domain) for noun, rank, domain, _ in KINDS}
FUNCTION = re.compile(r"\b(?:function|functional|loss|objective|polic(?:y|ies)|density|distribution|network|map|"
                      r"mapping|kernel|model|operator|transformation|activation)s?$", re.I)  # fmt: skip
_HEAD_END = re.compile(r"\b(?:of|for|in|on|from|with|that|which|to|between|over|at|whose|by|and)\b|[,;:($.]")


def head_of(meaning: str) -> str:
    """A noun phrase up to its first preposition or comma."""
    return _HEAD_END.split(meaning, maxsplit=1)[0].strip()


def kind_of(meaning: str) -> tuple[int, str] | None:
    """Rank and domain of what a noun phrase names; None where its head noun says neither."""
    head = head_of(meaning).lower().split()
    return BY_NOUN.get(" ".join(head[-2:])) or BY_NOUN.get(head[-1]) if head else None
