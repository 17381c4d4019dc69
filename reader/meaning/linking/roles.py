"""What part a symbol plays: operator, index, vector, ... from its traits and the head of its definition, or None; and
of what it is the parameter or the weight."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from glossary.model import ConceptId
from glossary.naming import fold_name
from reader.formula.positions.labels import ScriptSlots
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.features import is_kind
from reader.model.annotations import Annotation, Candidate
from reader.model.symbols import Role, Symbol

UNCLAIMED = ("glossary", "structure")
MOST_WORDS = 6  # of an owner's name

INDEXES: frozenset[ConceptId] = frozenset({"index"})
ROLES: frozenset[str] = frozenset(get_args(Role))
HEADS: dict[str, Role] = {  # a noun of the definition -> role, where the noun is not the role's own name
    "indicator": "function", "loss": "function", "objective": "function", "policy": "distribution",
    "density": "distribution", "prior": "distribution", "posterior": "distribution", "likelihood": "distribution",
    "embedding": "vector", "feature": "vector", "gradient": "vector", "bias": "vector", "covariance": "matrix",
    "network": "function", "map": "function", "mapping": "function", "model": "function", "kernel": "function",
    "position": "index", "iteration": "index", "step": "index", "dataset": "set", "space": "set", "vocabulary": "set",
    "alphabet": "set", "temperature": "hyperparameter", "weight": "parameter", "dimension": "constant",
    "dimensionality": "constant", "number": "constant", "size": "constant",
}  # fmt: skip


def role_of(symbol: Symbol, candidate: Candidate | None) -> Role | None:
    """The role where something shows it. Structure is asked first: what the formula does is beyond doubt."""
    if symbol.kind in ("operator", "relation", "fence"):
        return "operator"
    if symbol.kind == "constant":
        return "constant"
    if candidate and candidate.links and candidate.links[0].concept in INDEXES:
        return "bound variable" if "bound" in symbol.traits else "index"
    return _spoken_role(candidate) or _shown_role(symbol)


def _spoken_role(candidate: Candidate | None) -> Role | None:
    if candidate is None or not candidate.meaning:
        return None
    words = re.split(
        r"\b(?:of|for|in|on|from|with|that|which|to|between|over|at)\b|[,;:($]", candidate.meaning, maxsplit=1
    )
    head = fold_name(words[0])
    if not head:
        return None
    if " ".join(head[-2:]) == "random variable":
        return "random variable"
    noun = head[-1]
    if noun in ROLES:
        return next(role for role in get_args(Role) if role == noun)
    return HEADS.get(noun)


def _shown_role(symbol: Symbol) -> Role | None:
    shown: tuple[tuple[str, Role], ...] = (
        ("distribution", "distribution"),
        ("applied", "function"),
        ("distributed", "random variable"),
        ("bound", "bound variable"),
        ("set", "set"),
        ("blackboard", "set"),
    )
    return next((role for trait, role in shown if trait in symbol.traits), None)


def with_owners(annotations: Sequence[Annotation], evidence: LinkingEvidence) -> tuple[Annotation, ...]:
    """Of parameters and weights that the author does not explain, whose they are: "parameters of the policy"."""
    said = {one.symbol.latex: one.meaning for one in annotations if is_one_claim(one)}
    return tuple(_with_owner(one, said, evidence) for one in annotations)


def is_one_claim(annotation: Annotation) -> bool:
    """Whether the author says one thing of this very spelling."""
    return annotation.status == "paper" and len(annotation.senses) < 2 and annotation.inherited is None


def _with_owner(annotation: Annotation, said: Mapping[str, str | None], evidence: LinkingEvidence) -> Annotation:
    concept = next((link.concept for link in annotation.links[:1]), "")
    if annotation.status not in UNCLAIMED or annotation.senses or concept not in OWNED:
        return annotation
    form, owners = OWNED[concept]
    owner = next(owners(annotation.symbol, said, evidence), None)
    if owner is None:
        return annotation
    meaning, (first, *others) = form.format(owner), annotation.trace.candidates
    trace = annotation.trace.then("owner", (replace(first, meaning=meaning), *others))
    return replace(annotation, meaning=meaning, trace=trace)


def named(latex: str, said: Mapping[str, str | None]) -> str | None:
    """A symbol by the author's words for it, None where they are none, say a kind alone or are too long."""
    owner = said.get(latex) or ""
    is_plain = bool(owner) and not set("$(") & set(owner) and len(owner.split()) <= MOST_WORDS
    return f"the {owner}" if is_plain and not is_kind(owner) else None


def _parametrised(symbol: Symbol, said: Mapping[str, str | None], evidence: LinkingEvidence) -> Iterator[str]:
    """What has the letter below it, met most first: in the author's words, else as it is written."""
    hosts = Counter(
        ScriptSlots.spelled(("below", place.host), symbol.latex)
        for use in symbol.occurrences
        if (place := evidence.place_of(use).get("below")) is not None
    )
    names = [name for name, _ in hosts.most_common() if name in evidence.spellings]
    yield from (owner for name in names if (owner := named(name, said)))
    yield from (f"${name}$" for name in names)


def _weighed(symbol: Symbol, said: Mapping[str, str | None], evidence: LinkingEvidence) -> Iterator[str]:
    """The one symbol that a weight stands before wherever it is a factor."""
    places = [place for use in symbol.occurrences for place in evidence.place_of(use).own if place.relation == "factor"]
    whole = {place.host for place in places}
    if len(whole) == 1 and whole <= evidence.spellings:
        name = whole.pop()
        yield named(name, said) or f"${name}$"


Owners = Callable[[Symbol, Mapping[str, str | None], LinkingEvidence], Iterator[str]]
# By concept how its owner is told, and what finds it.
OWNED: Mapping[ConceptId, tuple[str, Owners]] = {
    "parameter": ("parameters of {}", _parametrised),
    "loss-weight": ("weight of {}", _weighed),
}
