"""The last step of linking: shown words made fuller, without weighing anything again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.fuller.drawn import drawn_from, moment_of
from reader.meaning.linking.fuller.indices import INDEX, Things, index_of, things_by_index
from reader.meaning.linking.fuller.labels import with_label
from reader.meaning.linking.roles import UNCLAIMED, is_one_claim, told_as
from reader.meaning.linking.unsaid.draws import drawn
from reader.meaning.linking.unsaid.scripts import one_of_pair
from reader.model.annotations import Annotation

RANDOM = "random variable"


def with_fuller_words(annotations: Sequence[Annotation], evidence: LinkingEvidence) -> tuple[Annotation, ...]:
    """The annotations, with what the sentence, a formula or a label adds to words that are true, but say too little."""
    said = {one.symbol.latex: one.meaning for one in annotations if is_one_claim(one) and one.meaning}
    things = things_by_index(annotations)
    return tuple(_fuller(one, said, things, evidence) for one in annotations)


def _fuller(annotation: Annotation, said: Mapping[str, str], things: Things, evidence: LinkingEvidence) -> Annotation:
    symbol, meaning = annotation.symbol, annotation.meaning
    if annotation.senses or not meaning:
        return annotation
    if annotation.status in UNCLAIMED:
        if meaning == INDEX and (words := one_of_pair(symbol, said, evidence)):
            return replace(told_as(annotation, words, "fuller"), links=())  # a label is no index
        words = index_of(symbol, meaning, things, evidence) or moment_of(symbol, meaning, said, evidence)
        words = words or (drawn(symbol, said, evidence) if meaning == RANDOM else "")
        words = words or with_label(symbol, meaning, evidence)
    else:
        is_said = annotation.source is not None and r"\sim" in annotation.source.sentence
        words = drawn_from(symbol, meaning, said, evidence) if is_said else ""
        if words:  # noun and formula together are no words of the author's
            return replace(told_as(annotation, words, "fuller"), status="structure")
    return told_as(annotation, words, "fuller") if words else annotation
