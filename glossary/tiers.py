"""What the row of each tier must have: a named concept the basic facts, a core concept all that a learner asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from glossary.model import Concept

NAMED = ("name", "reading", "definition")
STANDARD = (*NAMED, "aliases", "phrase", "says", "formula|formula_none", "example", "requires")
CORE = (*STANDARD, "feel", "used_in", "references")
DEMANDS: Mapping[str, tuple[str, ...]] = {"named": (*NAMED, "requires"), "standard": STANDARD, "core": CORE}
MAY_BE_EMPTY = frozenset({"requires", "aliases"})  # empty on purpose: no prerequisites, no other name
SENTENCES: Mapping[str, int] = {"core": 2}  # of a definition, at least

_ENDS = re.compile(r"[.!?。！？](?=\s|[」）)]|$)|。")


def missing(concept: Concept, values: Mapping[str, object]) -> Iterator[str]:
    """The required keys that the row lacks; ``formula|formula_none`` means one of the two."""
    for demand in DEMANDS.get(concept.tier, ()):
        if not any(values.get(key) or key in MAY_BE_EMPTY & values.keys() for key in demand.split("|")):
            yield demand


def is_short(concept: Concept) -> bool:
    """Whether the definition has fewer sentences than the tier requires."""
    least = SENTENCES.get(concept.tier, 1)
    return any(len(_ENDS.findall(text)) < least for text in concept.definition.values())
