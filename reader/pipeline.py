"""The journey of a paper, top to bottom: source -> bundle -> document -> symbols -> meaning -> reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import glossary
from glossary.course import Course, current_course, fingerprint, follow
from glossary.errors import GlossaryFault
from reader.errors import GlossaryError
from reader.formula.symbols.inventory import collect_symbols
from reader.formula.symbols.typed_words import with_typed_words
from reader.latex.document.document import read_document
from reader.latex.source.bundle import example_bundle, load
from reader.limits.memory import forget_the_last_paper, resting_collector
from reader.limits.watch import Watch, watching
from reader.meaning.linking.corrections import apply_corrections
from reader.meaning.linking.linking import annotate
from reader.meaning.prose.definitions import definitions_in
from reader.model.annotations import Annotation
from reader.model.document import Document
from reader.model.reading import Reading
from reader.model.source import Paper, SourceBundle
from reader.user.corrections import corrections_of, digest_of

Progress = Callable[[str], None]
"""Told the stage that begins: ``fetch``, ``unpack``, ``read``, ``formulas``, ``meaning``."""

EXAMPLE = "example"


def read(
    source: str | Path | SourceBundle,
    *,
    main: str | None = None,
    offline: bool = False,
    inline: bool = False,
    progress: Progress | None = None,
) -> Reading:
    """Reads a paper: an arXiv id or URL, a folder, an archive, a ``.tex`` file, ``example``, or a bundle at hand.

    Raises :class:`reader.errors.ReaderError` where nothing can be shown; what could not be understood of a paper is in
    the reading's ``problems``.
    """
    tell = progress or _silent
    if isinstance(source, SourceBundle):
        return read_bundle(Paper(), source, inline=inline, progress=tell)
    paper, bundle = open_source(str(source), main=main, offline=offline, progress=tell)
    return read_bundle(paper, bundle, inline=inline, progress=tell)


def open_source(
    source: str, *, main: str | None = None, offline: bool = False, progress: Progress | None = None
) -> tuple[Paper, SourceBundle]:
    """Finds a source and unpacks it. An existing path wins over an arXiv id; ``arXiv:`` forces an id."""
    tell = progress or _silent
    source = source.strip()
    exists = bool(source) and not source.lower().startswith("arxiv:") and Path(source).exists()
    if source == EXAMPLE and not exists:
        return Paper(), example_bundle(main)
    if exists:
        tell("unpack")
        return Paper(), load(source, main)
    from reader.arxiv.fetch import fetch
    from reader.arxiv.identifiers import parse_identifier

    identifier = parse_identifier(source)
    tell("fetch")
    return fetch(identifier, main=main, offline=offline)


@resting_collector()
def read_bundle(
    paper: Paper, bundle: SourceBundle, *, inline: bool = False, progress: Progress | None = None
) -> Reading:
    """Reads what was unpacked. With ``inline`` the formulas in the text are listed among the equations too."""
    forget_the_last_paper()
    with watching() as watch:
        return _read(paper, bundle, inline, progress or _silent, watch)


def _read(paper: Paper, bundle: SourceBundle, inline: bool, tell: Progress, watch: Watch) -> Reading:
    knowledge, course = _knowledge()
    tell("read")
    document = with_typed_words(read_document(bundle))
    tell("formulas")
    table = collect_symbols(document)
    tell("meaning")
    definitions = definitions_in(document.passages)
    annotations = annotate(table.symbols, definitions, document, paper, knowledge)
    corrections = corrections_of(paper, bundle)
    annotations, lost = apply_corrections(annotations, corrections, document, knowledge)
    concepts = _concepts(annotations)
    return Reading(
        paper=paper if paper.title else replace(paper, title=document.title),
        bundle=bundle,
        document=_with_inline(document) if inline else document,
        symbols=table.by_equation,
        annotations=annotations,
        concepts=concepts,
        path=follow(knowledge, course, concepts),
        glossary=fingerprint(knowledge, course),
        problems=(*document.problems, *table.problems, *lost, *watch.problems),
        corrections=digest_of(corrections),
    )


def _knowledge() -> tuple[glossary.Glossary, Course | None]:
    """What papers are explained with: the glossary, and the course that is followed."""
    try:
        return glossary.load(), current_course()
    except GlossaryFault as fault:
        raise GlossaryError("broken-glossary", file=fault.file, reason=fault.reason) from fault


def _concepts(annotations: tuple[Annotation, ...]) -> tuple[str, ...]:
    """The concepts that symbols are tied to, in the order in which they are met."""
    found = (link.concept for annotation in annotations for link in annotation.links)
    return tuple(dict.fromkeys(found))


def _with_inline(document: Document) -> Document:
    return replace(document, equations=(*document.equations, *document.inline))


def _silent(stage: str) -> None:
    """Nobody is watching."""
