"""A concept of the glossary as the page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.formula import parse_formula
from reader.formula.mathml import to_mathml

if TYPE_CHECKING:
    from glossary import Concept, Glossary

Row = dict[str, Any]


def concept_card(concept: Concept, knowledge: Glossary) -> Row:
    """``{"name", "phrase", "reading", "definition", "layer", "example", "formula", "requires"}``."""
    layers = {layer.id: layer.name for layer in knowledge.layers}
    return {
        "name": dict(concept.name),
        "phrase": dict(concept.phrase),
        "definition": dict(concept.definition),
        "layer": dict(layers.get(concept.layer, {})),
        "formula": to_mathml(parse_formula(concept.formula)) if concept.formula else None,
        "example": {"en": concept.example.en, "ja": concept.example.ja} if concept.example else None,
        "requires": [{"concept": need.concept, "why": dict(need.why)} for need in concept.requires],
    }
