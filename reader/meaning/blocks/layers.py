"""A core sample of a formula: the layers that it stands on, and what of it lies in each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from glossary import Glossary
from glossary.model import Layer
from reader.meaning.blocks.found import FoundBlock
from reader.model import Annotation


@dataclass(frozen=True, slots=True)
class Stratum:
    """One layer with what lies in it: blocks by id, symbols by spelling, and the concepts that only carry others."""

    layer: Layer
    blocks: tuple[str, ...]
    symbols: tuple[str, ...]
    carriers: tuple[str, ...]


def core_sample(
    found: Iterable[FoundBlock], annotations: Iterable[Annotation], knowledge: Glossary
) -> tuple[Stratum, ...]:
    """The layers of a formula, the top one first; layers with nothing in them are left out."""
    blocks = {one.block.id: one.block.under for one in found if one.block.under in knowledge}
    symbols = {
        each.symbol.latex: each.links[0].concept
        for each in annotations
        if each.links and each.links[0].concept in knowledge
    }
    own = {*blocks.values(), *symbols.values()}
    needed = [concept for concept in knowledge.path(sorted(own)) if concept not in own]
    strata = []
    for layer in reversed(knowledge.layers):
        held = tuple(
            tuple(key for key, concept in things.items() if knowledge[concept].layer == layer.id)
            for things in (blocks, symbols, {concept: concept for concept in needed})
        )
        if any(held):
            strata.append(Stratum(layer, *held))
    return tuple(strata)
