"""What part a symbol plays: operator, index, vector, ... from its traits and the head of its definition, or None."""

from __future__ import annotations

import re
from typing import get_args

from glossary.model import ConceptId
from glossary.naming import fold_name
from reader.model.annotations import Candidate
from reader.model.symbols import Role, Symbol

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
