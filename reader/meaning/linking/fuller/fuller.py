"""The last step of linking: shown words made fuller, without weighing anything again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.fuller.labels import with_label
from reader.meaning.linking.roles import UNCLAIMED
from reader.model.annotations import Annotation


def with_fuller_words(annotations: Sequence[Annotation], evidence: LinkingEvidence) -> tuple[Annotation, ...]:
    """The annotations, with what the sentence or a label adds to words that are true, but say too little."""
    return tuple(_fuller(one, evidence) for one in annotations)


def _fuller(annotation: Annotation, evidence: LinkingEvidence) -> Annotation:
    meaning, candidates = annotation.meaning, annotation.trace.candidates
    is_plain = bool(meaning) and not annotation.senses and annotation.status in UNCLAIMED
    words = with_label(annotation.symbol, meaning, evidence) if meaning and is_plain else ""
    if not words:
        return annotation
    first, *others = candidates
    trace = annotation.trace.then("fuller", (replace(first, meaning=words), *others))
    return replace(annotation, meaning=words, trace=trace)
