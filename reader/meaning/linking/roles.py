"""What part a symbol plays: operator, index, vector, ... from its traits and the head of its definition, or None; and
of what it is the dimension or the index, where the author says what lies in the space or what is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from glossary.model import ConceptId
from glossary.naming import fold_name
from reader.formula.positions.labels import ScriptSlots
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import take_apart
from reader.meaning.linking.features import is_kind
from reader.meaning.linking.noun_classes import class_of
from reader.meaning.prose.members import one_of_many
from reader.model.annotations import Annotation, Candidate, Status
from reader.model.symbols import Role, Symbol

OWNED: Mapping[ConceptId, str] = {
    "dimension": "dimension of {}",
    "index": "index of {}",
    "parameter": "parameters of {}",
    "loss-weight": "weight of {}",
}
COUNTED = ("number of ", "total number of ")
UNCLAIMED = ("glossary", "structure")
PAIR = 2  # indices of an entry of a matrix
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
    """Of a dimension and an index that only the formulas show, whose they are in the author's words: "dimension of the
    keys" where a key lies in the space, "index of the user" where it runs to the number of users."""
    said = {one.symbol.latex: one.meaning for one in annotations if is_one_claim(one)}
    return tuple(_with_owner(one, said, evidence) for one in annotations)


def is_one_claim(annotation: Annotation) -> bool:
    """Whether the author says one thing of this very spelling."""
    return annotation.status == "paper" and len(annotation.senses) < 2 and annotation.inherited is None


def _with_owner(annotation: Annotation, said: Mapping[str, str | None], evidence: LinkingEvidence) -> Annotation:
    concept = next((link.concept for link in annotation.links[:1]), "")
    if annotation.status not in UNCLAIMED or annotation.senses:
        return annotation
    symbol = annotation.symbol
    if concept in OWNED and annotation.status in OWNERS[concept][0]:
        owner = next(OWNERS[concept][1](symbol, said, evidence), None)
        return told_as(annotation, OWNED[concept].format(owner)) if owner else annotation
    words = entry_of(symbol, annotation.meaning or "")
    return told_as(annotation, words) if words else annotation


def entry_of(symbol: Symbol, whole: str) -> str | None:
    """What a small letter with a row and a column is, where its whole is a matrix: "entry of the distance matrix"."""
    parts = take_apart(symbol.latex)
    is_pair = parts.indices == PAIR and len(parts.base) == 1 and parts.base.islower()
    return f"entry of the {whole}" if is_pair and class_of(whole.rpartition(" ")[2]) == "matrix" else None


def told_as(annotation: Annotation, meaning: str, step: str = "owner") -> Annotation:
    """The annotation with other words for the same, by a step of linking."""
    first, *others = annotation.trace.candidates
    first = replace(first, meaning=meaning)
    return replace(annotation, meaning=meaning, trace=annotation.trace.then(step, (first, *others)))


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


def _lying_in_space(symbol: Symbol, said: Mapping[str, str | None], evidence: LinkingEvidence) -> Iterator[str]:
    """What the author calls the letter that is met most of those in the space whose only size a letter is."""
    sizes = [evidence.place_of(use).get("size") for use in symbol.occurrences]
    spaces = {place.host for place in sizes if place is not None and not place.number}
    lying = [other for other in evidence.symbols if spaces and _lies_in(other, spaces, evidence)]
    usual = max(lying, key=lambda other: len(other.occurrences), default=None)
    owner = named(usual.latex, said) if usual is not None else None
    if owner:
        yield owner


def _lies_in(symbol: Symbol, spaces: Collection[str], evidence: LinkingEvidence) -> bool:
    places = (evidence.place_of(use).get("member") for use in symbol.occurrences)
    return any(place is not None and place.host in spaces for place in places)


def _counted(symbol: Symbol, said: Mapping[str, str | None], evidence: LinkingEvidence) -> Iterator[str]:
    """One of those that the letter counts to which an index always runs."""
    places = list(map(evidence.place_of, symbol.occurrences))
    ends = {place.host for position in places for place in position.own if place.relation == "until"}
    ends |= {p.host.rpartition(",")[2] for position in places for p in position.own if p.relation == "ranging"}
    many = said.get(ends.pop()) if len(ends) == 1 else None
    counted = next((many.removeprefix(start) for start in COUNTED if many and many.startswith(start)), "")
    one = one_of_many(counted)
    if one != counted and not set("$(") & set(one) and len(one.split()) <= MOST_WORDS:
        yield f"the {one}"


Owners = Callable[[Symbol, Mapping[str, str | None], LinkingEvidence], Iterator[str]]
# By concept the statuses in which its owner is looked for, and what finds it.
OWNERS: Mapping[ConceptId, tuple[tuple[Status, ...], Owners]] = {
    "dimension": (("structure",), _lying_in_space),
    "index": (("structure",), _counted),
    "parameter": (("glossary", "structure"), _parametrised),
    "loss-weight": (("glossary", "structure"), _weighed),
}
