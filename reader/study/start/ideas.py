"""Which ideas to learn first for a paper: those that its formulas name most, in an order to learn them in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossary.model import ConceptId
    from reader.study.study import Study

MOST = 7  # ideas that one takes in hand
SURE = 0.8  # confidence from which a concept is counted
FOUNDATIONS = 2  # layers from the ground up that everybody has: sets and functions


def ideas_to_learn(study: Study) -> list[ConceptId]:
    """At most seven concepts that blocks or symbols of displayed formulas name, those of the most formulas; the
    foundations are left out, and so is what only counts or is a mere kind of thing."""
    glossary = study.glossary
    ground = {layer.id for layer in glossary.layers[:FOUNDATIONS]}
    holders: dict[ConceptId, set[str]] = defaultdict(set)
    for concept, equation in _named(study):
        if concept in glossary and glossary[concept].layer not in ground and not glossary[concept].tells:
            holders[concept].add(equation)
    chosen = sorted(holders, key=lambda concept: -len(holders[concept]))[:MOST]
    return [concept for concept in glossary.path(sorted(chosen)) if concept in chosen]


def _named(study: Study) -> Iterator[tuple[ConceptId, str]]:
    displayed = [each for each in study.document.equations if each.display]
    for equation in displayed:
        for found in study.blocks[equation.id]:
            if found.block.under:
                yield found.block.under, equation.id
    ids = {each.id for each in displayed}
    for annotation in study.reading.annotations:
        link = next(iter(annotation.links), None)
        if link is not None and link.confidence >= SURE:
            yield from (
                (link.concept, place.equation) for place in annotation.symbol.occurrences if place.equation in ids
            )
