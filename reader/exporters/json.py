"""Reading -> JSON, schema ``tezawari/reading/1`` (``reading.schema.json`` beside this file).

Fields that nothing fills yet are null or empty. The same reading gives the same bytes. Time is linear in the paper.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import glossary
import reader
from glossary.course import current_course
from reader.exporters.places import Places
from reader.formula import parse_formula
from reader.formula.canonical import canonical_string, shape_hash
from reader.meaning.blocks.reading import blocks_by_equation
from reader.meaning.given import given_formulas
from reader.meaning.gloss import Gloss, gloss, gloss_of
from reader.meaning.parts import Parts, parts_of
from reader.messages import problem_text
from reader.watch import noted, spare

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.meaning.blocks.found import FoundBlock
    from reader.messages import Language
    from reader.model import (
        Annotation,
        ConceptLink,
        Definition,
        Document,
        Equation,
        EquationGroup,
        Occurrence,
        Paper,
        Problem,
        Reading,
        Sense,
        SourceBundle,
        Span,
    )

SCHEMA = "tezawari/reading/1"
Row = dict[str, Any]


def export(reading: Reading, language: Language = "en", extras: Sequence[str] = ()) -> str:
    """One JSON object with a line for each equation, symbol and so on, so that files can be compared line by line."""
    return "".join(_written(sections(reading, language, extras)))


def _written(rows: Row) -> Iterator[str]:
    """The text in pieces, put together once: of a large paper it takes many megabytes."""
    before = "{"
    for key, value in rows.items():
        yield f"{before}{_dump(key)}: "
        yield from _layout(value)
        before = ",\n"
    yield "}\n"


def _layout(value: object) -> Iterator[str]:
    if not isinstance(value, Iterator):
        yield _dump(value)
        return
    before = "["
    for row in value:
        yield f"{before}\n "
        yield _dump(row)
        before = ","
    yield "[]" if before == "[" else "\n]"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def to_dict(
    reading: Reading,
    language: Language = "en",
    extras: Sequence[str] = (),
    blocks: Mapping[str, tuple[FoundBlock, ...]] | None = None,
) -> Row:
    """The reading as plain dicts and lists. ``why`` and ``message`` are in ``language``, nothing else depends on it.

    ``extras`` are names of ``reader.exporters.EXTRAS``, made on demand; ``blocks`` those of each equation, if at hand.
    """
    rows = sections(reading, language, extras, blocks)
    return {key: list(value) if isinstance(value, Iterator) else value for key, value in rows.items()}


def sections(
    reading: Reading,
    language: Language,
    extras: Sequence[str] = (),
    blocks: Mapping[str, tuple[FoundBlock, ...]] | None = None,
) -> Row:
    """The same with iterators for the long lists, whose rows need not all be there at once, or never."""
    places, knowledge, parts = Places(reading.bundle.files), glossary.load(), parts_of(reading)
    citations, given = _citations(reading.document, places), given_formulas(reading)
    blocks = blocks_by_equation(reading.document) if blocks is None else blocks
    more = _extras(reading, extras, language)
    return {
        "schema": SCHEMA,
        "tool": reader.__version__,
        "glossary": reading.glossary,
        "language": language,
        "extras": list(extras),
        "corrections": reading.corrections,
        "paper": _paper(reading.paper, reading.bundle),
        "equations": (
            {
                **_equation(equation, reading, places, [_block(found, language) for found in blocks[equation.id]]),
                **citations[equation.id],
                **more(equation),
            }
            for equation in reading.document.equations
        ),
        "groups": map(_group, reading.document.groups),
        "symbols": (
            {
                **_symbol(annotation, places, knowledge, language),
                **spare("parts", annotation, {}, _part, annotation, parts, places, language),
                "given_by": _given(given.get(annotation.symbol.latex), places),
            }
            for annotation in reading.annotations
        ),
        "concepts": iter(_concepts(_named(reading.concepts, blocks), knowledge, language)),
        "path": list(reading.path),
        "course": _course(),
        "problems": (problem_row(problem, places, language) for problem in all_problems(reading)),
    }


def _extras(reading: Reading, extras: Sequence[str], language: Language) -> Callable[[Equation], Row]:
    if not extras:
        return lambda equation: {}
    from reader.exporters.extras import extras_of

    return extras_of(reading, extras, language)


def _paper(paper: Paper, bundle: SourceBundle) -> Row:
    return {
        "id": paper.id,
        "title": paper.title,
        "authors": list(paper.authors),
        "categories": list(paper.categories),
        "published": paper.published,
        "licence": paper.licence,
        "abstract_url": paper.abstract_url,
        "source": paper.source,
        "main": bundle.main,
        "files": [{"path": path, "encoding": file.encoding} for path, file in sorted(bundle.files.items())],
        "digest": bundle.digest,
    }


def _place(span: Span, places: Places) -> Row:
    line, column = places.locate(span)
    return {"file": span.file, "line": line, "column": column, "start": span.start, "end": span.end}


def _equation(equation: Equation, reading: Reading, places: Places, blocks: list[Row]) -> Row:
    formula = equation.formula
    canonical, shape = spare("canonical form", equation, (formula.expanded, ""), _forms, formula.expanded)
    return {
        "id": equation.id,
        "group": equation.group,
        "continues": equation.continues,
        "number": equation.number,
        "step": equation.step,
        "label": equation.labels[0] if equation.labels else None,
        "labels": list(equation.labels),
        "environment": equation.environment,
        "display": equation.display,
        **_place(formula.span, places),
        "latex": formula.latex,
        "expanded": formula.expanded,
        "canonical": canonical,
        "shape_hash": shape,
        "section": equation.section,
        "symbols": list(reading.symbols.get(equation.id, ())),
        "blocks": blocks,
        "reading": None,
        "steps": [],
        "sympy": None,
        "run": None,
        "in_our_letters": None,
        "lines": [],
        "core": None,
    }


def _forms(latex: str) -> tuple[str, str]:
    expression = parse_formula(latex)
    return canonical_string(expression), shape_hash(expression)


def _course() -> Row | None:
    """The course that the path follows."""
    course = current_course()
    if course is None:
        return None
    return {"title": dict(course.title), "lessons": list(course.concepts), "assumed": list(course.assumed)}


def _block(found: FoundBlock, language: Language) -> Row:
    return {
        "concept": found.block.concept,
        "block": found.block.id,
        "under": found.block.under,
        "name": dict(found.block.name),
        "occurrence": {"start": found.start, "end": found.end},
        "bindings": dict(found.bindings),
        "differs": found.differs.get(language),
        "instead_of": list(found.settled),
    }


def _named(concepts: tuple[str, ...], blocks: Mapping[str, tuple[FoundBlock, ...]]) -> Iterator[str]:
    """The concepts of the symbols, then those of the blocks."""
    yield from dict.fromkeys((*concepts, *(found.block.under for row in blocks.values() for found in row)))


def _citations(document: Document, places: Places) -> Mapping[str, Row]:
    """For each equation which ones it cites, and where it is cited: in another equation, or in the prose (null)."""
    rows: dict[str, Row] = {equation.id: {"cites": [], "cited_by": []} for equation in document.equations}
    for reference in document.references:
        line, _ = places.locate(reference.place)
        if reference.target in rows:
            origin = reference.origin if reference.origin in rows else None
            place = {"equation": origin, "file": reference.place.file, "line": line}
            rows[reference.target]["cited_by"].append(place)
            if reference.origin in rows and reference.target not in rows[reference.origin]["cites"]:
                rows[reference.origin]["cites"].append(reference.target)
    return rows


def _group(group: EquationGroup) -> Row:
    return {
        "id": group.id,
        "kind": group.kind,
        "label": group.label,
        "number": group.number,
        "equations": list(group.equations),
    }


def _symbol(annotation: Annotation, places: Places, knowledge: Glossary, language: Language) -> Row:
    symbol = annotation.symbol
    return {
        "id": symbol.id,
        "latex": symbol.latex,
        "written": list(symbol.written),
        "role": annotation.role,
        "part": None,
        "part_evidence": None,
        "values": [],
        "status": annotation.status,
        "meaning": annotation.meaning,
        "meaning_source": _meaning_source(annotation.source, places),
        "inherited_from": annotation.inherited,
        "gloss": _gloss(spare("gloss", annotation, None, gloss_of, annotation, knowledge)),
        "senses": [_sense(sense, places, knowledge, language) for sense in annotation.senses],
        "concepts": [_link(link, language) for link in annotation.links],
        "occurrences": [_occurrence(occurrence, places) for occurrence in symbol.occurrences],
        "count": len(symbol.occurrences),
    }


def _part(annotation: Annotation, parts: Parts, places: Places, language: Language) -> Row:
    """Which part a symbol plays, how that shows, and what the authors set it to."""
    played = parts.played(annotation)
    evidence = None
    if played is not None and played.rule is not None:
        place = played.place
        evidence = {
            "why": played.why[language],
            "distribution": played.distribution,
            "file": place.file if place else None,
            "line": places.locate(place)[0] if place else None,
        }
    values = (
        {"value": each.value, "source": _meaning_source(each.source, places), "setting": each.setting or None}
        for each in parts.values(annotation, played)
    )
    return {"part": played.part if played else None, "part_evidence": evidence, "values": list(values)}


def _given(equation: Equation | None, places: Places) -> Row | None:
    """The formula that says what a symbol is."""
    if equation is None:
        return None
    span = equation.formula.span
    return {"equation": equation.id, "number": equation.number, "file": span.file, "line": places.locate(span)[0]}


def _meaning_source(definition: Definition | None, places: Places) -> Row | None:
    if definition is None:
        return None
    line, _ = places.locate(definition.sentence_span)
    return {
        "kind": definition.kind,
        "file": definition.sentence_span.file,
        "line": line,
        "sentence": definition.sentence,
    }


def _gloss(found: Gloss | None) -> Row | None:
    """What a symbol is in a few words, in both languages, and whose words they are."""
    return {"en": found.en, "ja": found.ja, "origin": found.origin} if found else None


def _sense(sense: Sense, places: Places, knowledge: Glossary, language: Language) -> Row:
    return {
        "meaning": sense.meaning,
        "meaning_source": _meaning_source(sense.source, places),
        "gloss": _gloss(gloss(sense.meaning, sense.status, sense.links, knowledge)),
        "status": sense.status,
        "equations": list(sense.equations),
        "concepts": [_link(link, language) for link in sense.links],
    }


def _link(link: ConceptLink, language: Language) -> Row:
    return {
        "id": link.concept,
        "confidence": round(link.confidence, 3),
        "status": link.status,
        "why": link.why[language],
    }


def _occurrence(occurrence: Occurrence, places: Places) -> Row:
    return {"equation": occurrence.equation, **_place(occurrence.span, places)}


def _concepts(ids: Iterable[str], knowledge: Glossary, language: Language) -> Iterable[Row]:
    for concept in (knowledge[each] for each in ids if each in knowledge):
        yield {
            "id": concept.id,
            "name": {"en": concept.name.get("en"), "ja": concept.name.get("ja")},
            "aliases": [*concept.aliases.get("en", ()), *concept.aliases.get("ja", ())],
            "layer": concept.layer,
            "requires": [{"id": need.concept, "why": need.why.get(language, "")} for need in concept.requires],
        }


def all_problems(reading: Reading) -> Iterator[Problem]:
    """Those of the reading, then those that were met since; the last rows to be made."""
    yield from reading.problems
    yield from (each for each in noted() if each not in reading.problems)  # one watch may have seen both


def problem_row(problem: Problem, places: Places, language: Language) -> Row:
    """A problem in words, with the line and column of its place."""
    line, column = places.locate(problem.span) if problem.span else (None, None)
    return {
        "kind": problem.kind,
        "severity": problem.severity,
        "message": problem_text(problem, language),
        "file": problem.span.file if problem.span else None,
        "line": line,
        "column": column,
        "equation": problem.equation,
    }
