"""What a model says of a symbol, once it was checked against a sentence of the author's: answers and proposals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.meaning.evidence.reasons import reason
from reader.model.annotations import Annotation, Candidate, ConceptLink, Definition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.model.source import Span

# Of the meanings that pass the checks, the part that is right: docs/assistant.md says how it was measured. A concept is
# tied to the meaning, so that it is no surer.
RIGHT = 0.7


def tie_of_model(concept: str) -> ConceptLink:
    """A concept that a model names."""
    return ConceptLink(concept, RIGHT, "model", reason("model-says"), "model")


def as_model_says(
    annotation: Annotation, meaning: str, sentence: str, span: Span, links: Sequence[ConceptLink]
) -> Annotation:
    """The symbol as a model explains it, with the sentence against which that was checked."""
    given = Candidate("model", RIGHT, meaning, links=tuple(links))
    return replace(
        annotation,
        status="model",
        meaning=meaning,
        source=Definition(annotation.symbol.latex, sentence, span, "model", sentence, span),
        links=given.links,
        senses=(),
        inherited=None,
        trace=annotation.trace.then("model", (given, *annotation.trace.candidates)),
        confidence=RIGHT,
    )
