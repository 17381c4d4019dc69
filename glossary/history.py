"""The layers as history: when each concept appeared, by whom, and the source for it."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.glossary import Glossary
from glossary.model import Concept, Layer


def walk(glossary: Glossary, layer: str | None = None) -> Iterator[tuple[Layer, tuple[Concept, ...]]]:
    """Each layer from the bottom up, or the given one, with its dated concepts, the oldest first."""
    for stratum in glossary.layers:
        dated = [concept for concept in glossary.concepts.values() if concept.layer == stratum.id and concept.since]
        if dated and layer in (None, stratum.id):
            yield stratum, tuple(sorted(dated, key=_year))


def _year(concept: Concept) -> int:
    return concept.since.year if concept.since else 0
