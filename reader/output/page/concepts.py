"""A concept of the glossary as the page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossary.graph import LEARNED
from reader.formula.syntax.parsing import parse_formula
from reader.output.drawing.mathml import to_mathml
from reader.output.rows.row import Row

if TYPE_CHECKING:
    from glossary import Concept, Glossary


def concept_card(concept: Concept, knowledge: Glossary) -> Row:
    """``storey`` counts the layers from below, ``reading`` is the Japanese name in hiragana."""
    storeys = {layer.id: number for number, layer in enumerate(knowledge.layers)}
    layers = {layer.id: layer.name for layer in knowledge.layers}
    return {
        "name": dict(concept.name),
        "phrase": dict(concept.phrase),
        "definition": dict(concept.definition),
        "reading": concept.reading,
        "layer": dict(layers.get(concept.layer, {})),
        "storey": storeys.get(concept.layer, -1),
        "feel": {"en": concept.feel.en, "ja": concept.feel.ja} if concept.feel else None,
        "formula": to_mathml(parse_formula(concept.formula)) if concept.formula else None,
        "example": {"en": concept.example.en, "ja": concept.example.ja} if concept.example else None,
        "requires": [
            {"concept": need.concept, "kind": need.kind, "why": dict(need.why)}
            for need in concept.requires
            if need.kind in LEARNED
        ],
    }
