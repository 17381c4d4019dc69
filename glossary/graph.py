"""The graph of prerequisites between concepts, and the partial order of layers."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from glossary.model import NEEDS_OF_CONCEPTS

if TYPE_CHECKING:
    from glossary.glossary import Glossary
    from glossary.model import Layer


LEARNED = ("read", "why")  # kinds of prerequisites that are learned first; background can wait


def prerequisites(glossary: Glossary, concept: str, kinds: Sequence[str] = LEARNED) -> tuple[str, ...]:
    """The direct prerequisites of these kinds that are in the glossary."""
    row = glossary.concepts.get(concept)
    if row is None:
        return ()
    return tuple(need.concept for need in row.requires if need.kind in kinds and need.concept in glossary)


def closure(glossary: Glossary, concepts: Iterable[str], kinds: Sequence[str] = LEARNED) -> frozenset[str]:
    """The given concepts with all their prerequisites, direct and indirect. Unknown ids are left out."""
    visited: set[str] = set()
    waiting = [concept for concept in concepts if concept in glossary]
    while waiting:
        concept = waiting.pop()
        if concept not in visited:
            visited.add(concept)
            waiting.extend(prerequisites(glossary, concept, kinds))
    return frozenset(visited)


def learning_order(glossary: Glossary, concepts: Iterable[str]) -> tuple[str, ...]:
    """The closure in topological order: each concept after its prerequisites.

    Ties follow the glossary's order: layers from bottom to top, each file from its start. Concepts of a cycle come
    last.
    """
    needed = closure(glossary, concepts)
    rank = {concept: position for position, concept in enumerate(glossary.concepts) if concept in needed}
    missing = {concept: len(set(prerequisites(glossary, concept))) for concept in rank}
    dependants: dict[str, list[str]] = {concept: [] for concept in rank}
    for concept in rank:
        for need in set(prerequisites(glossary, concept)):
            dependants[need].append(concept)
    ready = [(rank[concept], concept) for concept in rank if not missing[concept]]
    order: list[str] = []
    while ready:
        _, concept = heapq.heappop(ready)
        order.append(concept)
        for dependant in dependants[concept]:
            missing[dependant] -= 1
            if not missing[dependant]:
                heapq.heappush(ready, (rank[dependant], dependant))
    return (*order, *(concept for concept in rank if concept not in set(order)))


def cyclic(glossary: Glossary) -> frozenset[str]:
    """The concepts that are their own prerequisite of any kind, directly or not."""
    return frozenset(
        concept
        for concept in glossary.concepts
        if concept in closure(glossary, prerequisites(glossary, concept, NEEDS_OF_CONCEPTS), NEEDS_OF_CONCEPTS)
    )


def layers_below(layers: Iterable[Layer], layer: str) -> frozenset[str]:
    """Every layer that the given one stands on, directly or not. It contains itself only in a cycle."""
    direct = {entry.id: entry.stands_on for entry in layers}
    visited: set[str] = set()
    waiting = list(direct.get(layer, ()))
    while waiting:
        lower = waiting.pop()
        if lower not in visited and lower in direct:
            visited.add(lower)
            waiting.extend(direct[lower])
    return frozenset(visited)


def is_above(layers: Iterable[Layer], upper: str, lower: str) -> bool:
    """Whether the first layer stands on the second. Towers side by side stand on neither."""
    return upper != lower and lower in layers_below(layers, upper)


def thickness(glossary: Glossary, concepts: Iterable[str]) -> int:
    """The number of concepts in the closure of the given ones, without themselves."""
    base = frozenset(concepts)
    return len(closure(glossary, base) - base)


def dependants(glossary: Glossary, concept: str) -> tuple[str, ...]:
    """The concepts that require this one directly, in the glossary's order."""
    return tuple(
        other.id for other in glossary.concepts.values() if any(need.concept == concept for need in other.requires)
    )


def chain(glossary: Glossary, lower: str, upper: str) -> tuple[str, ...]:
    """The shortest path from ``lower`` up to ``upper`` that requires it; empty where there is none."""
    below: dict[str, str] = {upper: ""}  # concept -> what requires it
    waiting = deque([upper])
    while waiting and lower not in below:
        concept = waiting.popleft()
        for need in prerequisites(glossary, concept, NEEDS_OF_CONCEPTS):
            if need not in below:
                below[need] = concept
                waiting.append(need)
    steps = [lower] if lower in below and lower in glossary else []
    while steps and below[steps[-1]]:
        steps.append(below[steps[-1]])
    return tuple(steps)
