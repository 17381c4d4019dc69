"""Corrections applied: the meanings that a reader gave to a paper's symbols, in place of those that were found.

A meaning that the reader calls wrong is not shown; nothing that was weighed less takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from glossary import Glossary
from reader.meaning.evidence.mentions import Mentions
from reader.meaning.evidence.reasons import reason
from reader.meaning.linking.proposed import as_model_says, tie_of_model
from reader.model.annotations import Annotation, Candidate, ConceptLink, Definition, Sense
from reader.model.document import Document
from reader.model.source import Problem, Span
from reader.user.corrections import Correction, digest_of_meaning, hash_of, span_quoted


def apply_corrections(
    annotations: Sequence[Annotation],
    corrections: Sequence[Correction],
    document: Document,
    glossary: Glossary,
    mentions: Mentions | None = None,
) -> tuple[tuple[Annotation, ...], tuple[Problem, ...]]:
    """The annotations as the reader corrected them, and what found nothing to correct.

    ``mentions`` finds the sentence in which a reader found a meaning.
    """
    if not corrections:
        return tuple(annotations), ()
    corrected = {one.symbol.latex: one for one in annotations}
    displayed = frozenset(equation.id for equation in document.equations)
    said = {equation.id: equation for equation in (*document.equations, *document.inline)}
    problems = []
    for correction in sorted(corrections, key=lambda one: (bool(one.equation), not one.wrong)):
        known = corrected.get(correction.symbol)
        if known is None or (correction.equation and correction.equation not in displayed):
            problems.append(Problem("correction-without-place", "info", None, (("symbol", correction.symbol),)))
        elif correction.wrong:
            corrected[correction.symbol] = _without_wrong(known, correction, displayed)
        elif correction.source == "model":
            told = _told_by_model(known, correction, document, glossary)
            corrected[correction.symbol] = told or known
            if told is None:
                problems.append(Problem("proposal-without-sentence", "info", None, (("symbol", correction.symbol),)))
        elif correction.equation:
            corrected[correction.symbol] = _corrected_there(known, correction, displayed, glossary)
        else:
            at = said.get(correction.said)
            source = mentions.quoted(known.symbol, at) if mentions is not None and at is not None else None
            corrected[correction.symbol] = _corrected(known, correction, glossary, source)
    return tuple(corrected[one.symbol.latex] for one in annotations), tuple(problems)


def _without_wrong(annotation: Annotation, correction: Correction, displayed: frozenset[str]) -> Annotation:
    """The symbol without a meaning, in one formula or in all: they say nothing of it any more, or what else holds."""
    if annotation.meaning is None and not annotation.senses:
        return annotation
    apart = _senses_apart(annotation, correction.equation, displayed) if correction.equation else annotation.senses
    before = tuple(apart)
    senses = tuple(
        Sense("", None, "unknown", each.equations)
        if digest_of_meaning(each.meaning) == correction.wrong and correction.equation in ("", *each.equations)
        else each
        for each in before
    )
    if correction.equation and senses == before:  # what was wrong there is not said any more
        return annotation
    is_told = any(each.meaning == annotation.meaning for each in senses)
    if is_told or digest_of_meaning(annotation.meaning or "") != correction.wrong:
        return replace(annotation, senses=senses)
    left = next((each for each in senses if each.meaning), None)
    if left is None:
        return replace(
            annotation, status="unknown", meaning=None, source=None, links=(), senses=(), inherited=None, confidence=0.0
        )
    return replace(
        annotation,
        status=left.status,
        meaning=left.meaning,
        source=left.source,
        links=left.links,
        senses=senses,
        inherited=None,
        confidence=left.confidence,
    )


def _corrected(
    annotation: Annotation, correction: Correction, glossary: Glossary, source: Definition | None = None
) -> Annotation:
    given = _candidate(correction, glossary)
    trace = annotation.trace.then("correction", (given, *annotation.trace.candidates))
    return replace(
        annotation,
        status="reader",
        meaning=given.meaning,
        source=source,
        links=given.links,
        senses=(),
        trace=trace,
        confidence=given.confidence,
    )


def _told_by_model(
    annotation: Annotation, correction: Correction, document: Document, glossary: Glossary
) -> Annotation | None:
    """What a program proposed, where the author's sentence still stands and nothing surer is known; None where that
    sentence is gone.
    """
    place = span_quoted(correction.quoted)
    sentence = _sentence_at(*place, document) if place is not None else None
    if place is None or sentence is None:
        return None
    if annotation.status in ("paper", "reader"):
        return annotation
    links = (tie_of_model(correction.concept),) if correction.concept in glossary else ()
    return as_model_says(annotation, correction.meaning, sentence, place[0], links)


def _sentence_at(span: Span, digest: str, document: Document) -> str | None:
    """The author's sentence against which a proposal was checked, if it still stands there."""
    for passage in document.passages:
        within = passage.span
        if within.file == span.file and within.start <= span.start < span.end <= within.end:
            text = passage.text[span.start - within.start : span.end - within.start]
            if hash_of(text) == digest:
                return text
    return None


def _corrected_there(
    annotation: Annotation, correction: Correction, displayed: frozenset[str], glossary: Glossary
) -> Annotation:
    """The correction as a sense that holds in one formula; what was said before holds in the others."""
    given = _candidate(correction, glossary)
    here = Sense(given.meaning or "", None, "reader", (correction.equation,), given.links, given.confidence)
    trace = annotation.trace.then("correction", (*annotation.trace.candidates, given))
    others = tuple(
        one
        for one in _senses_apart(annotation, correction.equation, displayed)
        if correction.equation not in one.equations
    )
    if not annotation.senses and (annotation.meaning is None or not others):
        return _corrected(annotation, correction, glossary)
    return replace(annotation, senses=(*others, here), trace=trace)


def _senses_apart(annotation: Annotation, equation: str, displayed: frozenset[str]) -> Iterator[Sense]:
    """What a symbol means in one formula, apart from the others."""
    places = dict.fromkeys(place.equation for place in annotation.symbol.occurrences if place.equation in displayed)
    whole = Sense(
        annotation.meaning or "", annotation.source, annotation.status, tuple(places), annotation.links,
        annotation.confidence,
    )  # fmt: skip
    for sense in annotation.senses or (whole,):
        others = tuple(one for one in sense.equations if one != equation)
        if others:
            yield replace(sense, equations=others)
        if len(others) < len(sense.equations):
            yield replace(sense, equations=(equation,))


def _candidate(correction: Correction, glossary: Glossary) -> Candidate:
    links = _links(correction, glossary)
    return Candidate("reader", 1.0, correction.meaning or _phrase(links, glossary), links=links)


def _links(correction: Correction, glossary: Glossary) -> tuple[ConceptLink, ...]:
    """The concept that was named; words alone are tied to none."""
    if correction.concept not in glossary:
        return ()
    return (ConceptLink(correction.concept, 1.0, "reader", reason("corrected"), "correction"),)


def _phrase(links: Sequence[ConceptLink], glossary: Glossary) -> str:
    return glossary[links[0].concept].phrase.get("en", "") if links else ""
