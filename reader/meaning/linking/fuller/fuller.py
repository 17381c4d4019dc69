"""The last step of linking: shown words made fuller, without weighing anything again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.meaning.linking.fuller.tails import with_tail
from reader.model.annotations import Annotation, Candidate, Sense


def with_fuller_words(annotations: Sequence[Annotation]) -> tuple[Annotation, ...]:
    """The annotations, with what the author says behind the words shown."""
    return tuple(map(_with_tails, annotations))


def _with_tails(annotation: Annotation) -> Annotation:
    """One with the tails of the candidates that are shown, of the symbol and of each of its senses."""
    candidates = annotation.trace.candidates
    longer = {id(one): words for one in candidates if (words := with_tail(one)) != (one.meaning or "")}
    if not longer or annotation.meaning is None:
        return annotation
    grown = tuple(replace(one, meaning=longer[id(one)]) if id(one) in longer else one for one in candidates)
    senses = tuple(_sense(sense, candidates, grown) for sense in annotation.senses)
    trace = annotation.trace.then("fuller", grown)
    return replace(annotation, meaning=grown[0].meaning or annotation.meaning, senses=senses, trace=trace)


def _sense(sense: Sense, before: Sequence[Candidate], grown: Sequence[Candidate]) -> Sense:
    pairs = zip(before, grown, strict=True)
    words = (
        new.meaning
        for old, new in pairs
        if old.meaning == sense.meaning and old.statement is not None and old.statement.definition is sense.source
    )
    return replace(sense, meaning=next(words, None) or sense.meaning)
