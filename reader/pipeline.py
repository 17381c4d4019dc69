"""The journey of a paper, top to bottom: source -> bundle -> document -> symbols -> meaning -> reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from glossary.course import follow
from reader.formula.symbols.inventory import collect_symbols
from reader.formula.symbols.typed_words import with_typed_words
from reader.latex.document.document import read_document
from reader.latex.source.bundle import example_bundle, load
from reader.limits.memory import forget_the_last_paper, resting_collector
from reader.limits.watch import Watch, watching
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.corrections import apply_corrections
from reader.meaning.linking.linking import annotate
from reader.meaning.prose.definitions import definitions_in
from reader.model.annotations import Annotation
from reader.model.context import Context
from reader.model.document import Document
from reader.model.reading import Reading
from reader.model.source import Paper, SourceBundle
from reader.user.context import current_context
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
    context: Context | None = None,
) -> Reading:
    """Reads a paper: an arXiv id or URL, a folder, an archive, a ``.tex`` file, ``example``, or a bundle at hand.

    ``context`` is what it is explained with, by default what the environment and the reader's own folders ask for.

    Raises :class:`reader.errors.ReaderError` where nothing can be shown; what could not be understood of a paper is in
    the reading's ``problems``.
    """
    tell = progress or _silent
    if isinstance(source, SourceBundle):
        return read_bundle(Paper(), source, inline=inline, progress=tell, context=context)
    paper, bundle = open_source(str(source), main=main, offline=offline, progress=tell)
    return read_bundle(paper, bundle, inline=inline, progress=tell, context=context)


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
    paper: Paper,
    bundle: SourceBundle,
    *,
    inline: bool = False,
    progress: Progress | None = None,
    context: Context | None = None,
) -> Reading:
    """Reads what was unpacked. With ``inline`` the formulas in the text are listed among the equations too."""
    forget_the_last_paper()
    with watching() as watch:
        return _read(paper, bundle, context or current_context(), inline, progress or _silent, watch)


def _read(paper: Paper, bundle: SourceBundle, context: Context, inline: bool, tell: Progress, watch: Watch) -> Reading:
    tell("read")
    document = with_typed_words(read_document(bundle))
    tell("formulas")
    table = collect_symbols(document)
    tell("meaning")
    definitions = definitions_in(document.passages)
    evidence = LinkingEvidence(table.symbols, definitions, document, paper, context.glossary)
    corrections = corrections_of(paper, bundle, context.corrections)
    annotations, lost = apply_corrections(annotate(evidence), corrections, document, context.glossary)
    concepts = _concepts(annotations)
    return Reading(
        paper=paper if paper.title else replace(paper, title=document.title),
        bundle=bundle,
        document=_with_inline(document) if inline else document,
        symbols=table.by_equation,
        annotations=annotations,
        concepts=concepts,
        path=follow(context.glossary, context.course, concepts),
        context=context,
        problems=(*document.problems, *table.problems, *lost, *watch.problems),
        corrections=digest_of(corrections),
        evidence=evidence,
    )


def _concepts(annotations: tuple[Annotation, ...]) -> tuple[str, ...]:
    """The concepts that symbols are tied to, in the order in which they are met."""
    found = (link.concept for annotation in annotations for link in annotation.links)
    return tuple(dict.fromkeys(found))


def _with_inline(document: Document) -> Document:
    return replace(document, equations=(*document.equations, *document.inline))


def _silent(stage: str) -> None:
    """Nobody is watching."""
