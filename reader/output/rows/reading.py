"""A reading as plain data, schema ``tezawari/reading/1`` (``reading.schema.json`` beside this file).

Fields that nothing fills yet are null or empty. The same reading gives the same rows. Time is linear in the paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import reader
from reader.formula.syntax.canonical import canonical_string, shape_hash
from reader.formula.syntax.parsing import parse_formula
from reader.limits.watch import spare
from reader.output.rows.problems import all_problems, problem_row
from reader.output.rows.row import SCHEMA, Row
from reader.output.rows.start import start_rows
from reader.output.rows.symbols import given_row, part_row, place_row, symbol_row
from reader.output.typesetting.quotation import Quotations, plain_title

if TYPE_CHECKING:
    from glossary import Glossary
    from glossary.course import Course
    from reader.latex.source.places import SourcePlaces
    from reader.meaning.blocks.found import FoundBlock
    from reader.messages import Language
    from reader.model.document import Document, Equation, EquationGroup
    from reader.model.reading import Reading
    from reader.model.source import Paper, SourceBundle
    from reader.output.rows.assistance import AssistanceRows
    from reader.study.study import Study


def to_dict(study: Study, language: Language = "en", extras: Sequence[str] = ()) -> Row:
    """The reading as plain dicts and lists. ``why`` and ``message`` are in ``language``, nothing else depends on it.

    ``extras`` are names of ``reader.output.exporters.registry.EXTRAS``, made on demand.
    """
    return ReadingRows(study, language, extras).whole()


class ReadingRows:
    """The sections of one reading in one language, each made when it is asked for.

    ``extras`` are names of ``reader.output.exporters.registry.EXTRAS``.
    """

    def __init__(self, study: Study, language: Language, extras: Sequence[str] = ()) -> None:
        self.study, self.language, self.extras = study, language, tuple(extras)
        self.reading, self.places = study.reading, study.places

    @cached_property
    def _assistance(self) -> AssistanceRows | None:
        """What a model added; its module is not imported where none was asked."""
        if self.reading.assistance is None:
            return None
        from reader.output.rows.assistance import AssistanceRows

        return AssistanceRows(self.reading, self.places)

    def whole(self) -> Row:
        """Everything, in the contract's order."""
        return {
            **self.head(),
            "equations": list(self.equations()),
            "groups": self.groups(),
            "symbols": self.symbols,
            "start": self.start(),
            "concepts": list(self.concepts()),
            **self.paths(),
            "problems": list(self.problems()),
        }

    def head(self) -> Row:
        """What was read, with what, and how."""
        return {
            "schema": SCHEMA,
            "tool": reader.__version__,
            "glossary": self.reading.glossary,
            "language": self.language,
            "extras": list(self.extras),
            "corrections": self.reading.corrections,
            **(self._assistance.head() if self._assistance is not None else {}),
            "paper": _paper(self.reading.paper, self.reading.bundle),
        }

    def equations(self) -> Iterator[Row]:
        """One at a time: all of them together can be large."""
        citations = _citations(self.reading.document, self.places)
        more = _extras(self.study, self.extras, self.language)
        for equation in self.reading.document.equations:
            row = equation_row(equation, self.reading, self.places)
            told = self._assistance.equation(equation) if self._assistance is not None else {}
            yield {**row, **self._found_in(equation), **citations[equation.id], **more(equation), **told}

    def _found_in(self, equation: Equation) -> Row:
        """What takes time to find out of an equation."""
        latex = equation.formula.expanded
        canonical, shape = spare("canonical form", equation, (latex, ""), _forms, latex)
        blocks = [_block(found, self.language) for found in self.study.blocks[equation.id]]
        return {"canonical": canonical, "shape_hash": shape, "blocks": blocks}

    def groups(self) -> list[Row]:
        return [_group(group) for group in self.reading.document.groups]

    @cached_property
    def symbols(self) -> list[Row]:
        """All of them, made once."""
        return list(self.each_symbol())

    def each_symbol(self) -> Iterator[Row]:
        """One at a time."""
        study, places, language = self.study, self.places, self.language
        quotations = Quotations.in_document(study.document)
        for annotation in self.reading.annotations:
            yield {
                **symbol_row(annotation, study, quotations, language),
                **spare("parts", annotation, {}, part_row, annotation, study.parts, places, language),
                "given_by": given_row(study.given.get(annotation.symbol.latex), places),
                **(self._assistance.symbol(annotation) if self._assistance is not None else {}),
            }

    def start(self) -> list[Row]:
        """The formulas that carry the paper."""
        return start_rows(self.study)

    def concepts(self) -> Iterator[Row]:
        yield from _concepts(_named(self.reading.concepts, self.study.blocks), self.study.glossary, self.language)

    def paths(self) -> Row:
        """What to learn first, and the course that this follows."""
        return {"path": list(self.reading.path), "course": _course(self.study.course)}

    def problems(self) -> Iterator[Row]:
        """Those of the reading, then those that were met since: the last rows to be made."""
        for problem in all_problems(self.reading):
            yield problem_row(problem, self.places, self.language)


def _extras(study: Study, extras: Sequence[str], language: Language) -> Callable[[Equation], Row]:
    if not extras:
        return lambda equation: {}
    from reader.output.rows.extras import extras_of

    return extras_of(study, extras, language)


def _paper(paper: Paper, bundle: SourceBundle) -> Row:
    return {
        "id": paper.id,
        "title": plain_title(paper.title) if paper.title else paper.title,
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


def equation_row(equation: Equation, reading: Reading, places: SourcePlaces) -> Row:
    """What is known of an equation from the document; ``canonical`` and what follows from studies is left open."""
    formula = equation.formula
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
        **place_row(formula.span, places),
        "latex": formula.latex,
        "expanded": formula.expanded,
        "canonical": formula.expanded,
        "shape_hash": "",
        "section": equation.section,
        "symbols": list(reading.symbols.get(equation.id, ())),
        "blocks": [],
        "reading": None,
        "purpose": None,
        "steps": [],
        "skeleton": [],
        "sympy": None,
        "run": None,
        "in_our_letters": None,
        "lines": [],
        "core": None,
    }


def _forms(latex: str) -> tuple[str, str]:
    expression = parse_formula(latex)
    return canonical_string(expression), shape_hash(expression)


def _course(course: Course | None) -> Row | None:
    """The course that the path follows."""
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


def _citations(document: Document, places: SourcePlaces) -> Mapping[str, Row]:
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


def _concepts(ids: Iterable[str], knowledge: Glossary, language: Language) -> Iterable[Row]:
    for concept in (knowledge[each] for each in ids if each in knowledge):
        yield {
            "id": concept.id,
            "name": {"en": concept.name.get("en"), "ja": concept.name.get("ja")},
            "aliases": [*concept.aliases.get("en", ()), *concept.aliases.get("ja", ())],
            "layer": concept.layer,
            "requires": [
                {"concept": need.concept, "kind": need.kind, "reason": need.why.get(language, "")}
                for need in concept.requires
            ],
            "formerly": list(concept.formerly),
        }
