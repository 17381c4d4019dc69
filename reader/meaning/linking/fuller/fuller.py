"""The last step of linking: shown words made fuller, without weighing anything again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.fuller.labels import with_label
from reader.meaning.linking.roles import UNCLAIMED
from reader.meaning.prose.members import singular
from reader.meaning.prose.wording import plain
from reader.model.annotations import Annotation, Candidate, Definition, Sense


def with_fuller_words(annotations: Sequence[Annotation], evidence: LinkingEvidence) -> tuple[Annotation, ...]:
    """The annotations, with what the sentence or a label adds to words that are true, but say too little."""
    return tuple(_fuller(one, evidence) for one in annotations)


def _fuller(annotation: Annotation, evidence: LinkingEvidence) -> Annotation:
    meaning, candidates = annotation.meaning, annotation.trace.candidates
    is_plain = bool(meaning) and not annotation.senses and annotation.status in UNCLAIMED
    words = with_label(annotation.symbol, meaning, evidence) if meaning and is_plain else ""
    if not words:
        return _with_tails(annotation)
    first, *others = candidates
    trace = annotation.trace.then("fuller", (replace(first, meaning=words), *others))
    return replace(annotation, meaning=words, trace=trace)


def _with_tails(annotation: Annotation) -> Annotation:
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


def with_tail(candidate: Candidate) -> str:
    """ "density at time $t$" of a "density" of this very symbol; what was said before where nothing follows."""
    meaning, statement = candidate.meaning or "", candidate.statement
    if statement is None or candidate.inherited is not None or not statement.definition.behind:
        return meaning
    return f"{meaning} {plain(statement.definition.behind)}" if _ends_so(meaning, statement.definition) else meaning


def _ends_so(meaning: str, definition: Definition) -> bool:
    """Whether the last word of a meaning is that before which the words stand, or one of these."""
    said = plain(definition.words or definition.text).split()[-1:]
    return bool(said) and meaning.split()[-1:] in (said, [singular(said[0])])
