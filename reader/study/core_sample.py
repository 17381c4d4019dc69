"""A core sample: the layers that a formula or a whole paper stands on, and what of it lies in each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from glossary import Glossary, graph
from glossary.model import ConceptId, Layer
from reader.meaning.blocks.found import FoundBlock
from reader.model.annotations import Annotation
from reader.model.document import Equation
from reader.model.reading import Reading
from reader.study.study import Study

MEASURE: ConceptId = "perceptron"  # a concept whose own thickness makes the others' plain


@dataclass(frozen=True, slots=True)
class Stratum:
    """One layer with what lies in it: blocks by id, symbols by spelling, and the concepts that only carry others."""

    layer: Layer
    blocks: tuple[str, ...]
    symbols: tuple[str, ...]
    carriers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Core:
    """The strata, the top one first, without layers that hold nothing. ``concepts`` counts all that is needed."""

    strata: tuple[Stratum, ...]
    concepts: int


def core_sample(found: Iterable[FoundBlock], annotations: Iterable[Annotation], knowledge: Glossary) -> Core:
    """The layers under blocks and symbols."""
    blocks = {one.block.id: one.block.under for one in found if one.block.under in knowledge}
    symbols = {
        each.symbol.latex: each.links[0].concept
        for each in annotations
        if each.links and each.links[0].concept in knowledge
    }
    own = {*blocks.values(), *symbols.values()}
    needed = knowledge.path(sorted(own))
    carriers = {concept: concept for concept in needed if concept not in own}
    layers = {concept: knowledge[concept].layer for concept in needed}
    strata = []
    for layer in reversed(knowledge.layers):
        held = tuple(
            tuple(key for key, concept in things.items() if layers[concept] == layer.id)
            for things in (blocks, symbols, carriers)
        )
        if any(held):
            strata.append(Stratum(layer, *held))
    return Core(tuple(strata), len(needed))


def core_of(study: Study, equation: Equation | None = None) -> Core:
    """The core sample of one formula of a paper, or of all of them."""
    if equation is None:
        blocks = (one for row in study.blocks.values() for one in row)
        return core_sample(blocks, study.reading.annotations, study.glossary)
    return core_sample(study.blocks[equation.id], study.reading.annotations_in(equation.id), study.glossary)


def thickness(concept: str, knowledge: Glossary) -> int:
    """How many concepts a concept stands on, itself among them."""
    return len(knowledge.path([concept]))


def concepts_below(reading: Reading, equation: str, knowledge: Glossary) -> frozenset[str]:
    """The concepts of a formula's symbols and everything that these rest on: its thickness."""
    within = set(reading.symbols.get(equation, ()))
    named = [one.links[0].concept for one in reading.annotations if one.symbol.id in within and one.links]
    return graph.closure(knowledge, named)
