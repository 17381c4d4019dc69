"""The journey of a paper, top to bottom: source -> bundle -> document -> symbols -> meaning -> reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from glossary.course import follow
from reader.formula.semantics.statements import with_statements
from reader.formula.symbols.inventory import collect_symbols
from reader.formula.symbols.typed_words import with_typed_words
from reader.latex.document.document import read_document
from reader.latex.source.bundle import bundle_from_bytes, example_bundle, load
from reader.latex.source.paths import is_there
from reader.limits.memory import forget_the_last_paper, resting_collector
from reader.limits.watch import Watch, watching
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.corrections import apply_corrections
from reader.meaning.linking.forest import Judge
from reader.meaning.linking.linking import annotate
from reader.meaning.prose.definitions import definitions_in
from reader.model.annotations import Annotation
from reader.model.context import Context
from reader.model.document import Document
from reader.model.reading import Reading
from reader.model.source import Paper, SourceBundle
from reader.user.context import current_context
from reader.user.corrections import corrections_of, digest_of

Progress = Callable[[str, float | None], None]
"""Told the stage that goes on, ``fetch``, ``unpack``, ``read``, ``formulas`` or ``meaning``, and the fraction done of
it where that is known."""

OpenedPaper = tuple[Paper, SourceBundle]
"""What is known of a paper beside its text, and its files."""

EXAMPLE = "example"


def read(
    source: str | Path | SourceBundle,
    *,
    main: str | None = None,
    offline: bool = False,
    inline: bool = False,
    progress: Callable[[str], None] | None = None,
    context: Context | None = None,
) -> Reading:
    """Reads a paper: an arXiv id or URL, a folder, an archive, a ``.tex`` file, ``example``, or a bundle at hand.

    ``main`` names the main file; with ``offline`` the network is never used; ``inline`` lists the formulas in running
    text as well. ``progress`` is told each stage that begins. ``context`` is what it is explained with, by default what
    the environment and the reader's own folders ask for.

    Raises :class:`reader.errors.ReaderError` where nothing can be shown; what could not be understood of a paper is in
    the reading's ``problems``.
    """
    context = context or current_context()  # what is unusable there is said before anything is fetched
    tell = _each_stage_once(progress) if progress else _silent
    opened = (
        (Paper(), source)
        if isinstance(source, SourceBundle)
        else open_source(str(source), main=main, offline=offline, progress=tell)
    )
    return read_bundle(*opened, inline=inline, progress=tell, context=context)


# --- opened ----------------------------------------------------------------------------------------------------------


def open_source(
    source: str, *, main: str | None = None, offline: bool = False, progress: Progress | None = None
) -> OpenedPaper:
    """Finds a source and unpacks it. An existing path wins over an arXiv id; ``arXiv:`` forces an id."""
    source = source.strip()
    exists = bool(source) and not source.lower().startswith("arxiv:") and is_there(source)
    if source == EXAMPLE and not exists:
        return open_example(main)
    if exists:
        (progress or _silent)("unpack", None)
        return Paper(), load(source, main)
    return open_arxiv(source, main=main, offline=offline, progress=progress)


def open_example(main: str | None = None) -> OpenedPaper:
    """The bundled paper."""
    return Paper(), example_bundle(main)


def open_archive(name: str, data: bytes, progress: Progress | None = None) -> OpenedPaper:
    """An archive or TeX file that lies in memory."""
    (progress or _silent)("unpack", None)
    return Paper(), bundle_from_bytes(name, data)


def open_arxiv(
    wanted: str, *, main: str | None = None, offline: bool = False, progress: Progress | None = None
) -> OpenedPaper:
    """A paper by its id or URL and nothing else: never a path of this machine."""
    from reader.arxiv.fetch import fetch
    from reader.arxiv.identifiers import parse_identifier

    tell, identifier = progress or _silent, parse_identifier(wanted)
    tell("fetch", None)
    return fetch(identifier, main=main, offline=offline, progress=lambda stage, done: tell("fetch", done))


# --- read ------------------------------------------------------------------------------------------------------------


@resting_collector()
def read_bundle(
    paper: Paper,
    bundle: SourceBundle,
    *,
    inline: bool = False,
    progress: Progress | None = None,
    context: Context | None = None,
    judge: Judge | None = None,
) -> Reading:
    """Reads what was unpacked. With ``inline`` the formulas in the text are listed among the equations too.

    ``judge`` decides what symbols mean, in place of the weights that come with the program.
    """
    forget_the_last_paper()
    with watching() as watch:
        return _read(paper, bundle, context or current_context(), inline, progress or _silent, watch, judge)


def _read(
    paper: Paper,
    bundle: SourceBundle,
    context: Context,
    inline: bool,
    tell: Progress,
    watch: Watch,
    judge: Judge | None,
) -> Reading:
    tell("read", None)
    document = with_typed_words(read_document(bundle))
    tell("formulas", None)
    document = with_statements(document)
    table = collect_symbols(document)
    tell("meaning", None)
    definitions = definitions_in(document.passages)
    evidence = LinkingEvidence(table.symbols, definitions, document, paper, context.glossary)
    corrections = corrections_of(paper, bundle, context.corrections)
    annotations, lost = apply_corrections(
        _annotated(evidence, judge), corrections, document, context.glossary, evidence.mentions
    )
    concepts = concepts_of(annotations)
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
        refused=frozenset(each.symbol for each in corrections if each.wrong),
        evidence=evidence,
    )


def _annotated(evidence: LinkingEvidence, judge: Judge | None) -> tuple[Annotation, ...]:
    """What each symbol means, and what its places say of it."""
    standings = evidence.standings
    return tuple(replace(one, standing=standings.get(one.symbol.id)) for one in annotate(evidence, judge))


def concepts_of(annotations: tuple[Annotation, ...]) -> tuple[str, ...]:
    """The concepts that symbols are tied to, in the order in which they are met."""
    found = (link.concept for annotation in annotations for link in annotation.links)
    return tuple(dict.fromkeys(found))


def _with_inline(document: Document) -> Document:
    return replace(document, equations=(*document.equations, *document.inline))


def _silent(stage: str, fraction: float | None) -> None:
    """Nobody is watching."""


def _each_stage_once(told: Callable[[str], None]) -> Progress:
    """For whoever asks for no fractions."""
    before = ""

    def tell(stage: str, fraction: float | None) -> None:
        nonlocal before
        if stage != before:
            before = stage
            told(stage)

    return tell
