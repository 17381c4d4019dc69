"""A paper's symbols as plain data: what each means, who says so, which concept it stands for, where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.limits.watch import spare
from reader.output.rows.report import in_equation, said
from reader.output.rows.row import Row
from reader.study.gloss import Gloss, gloss
from reader.study.walkthrough.known import rows_beside

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.latex.source.places import SourcePlaces
    from reader.messages import Language
    from reader.model.annotations import Annotation, ConceptLink, Definition, Sense, Status
    from reader.model.document import Equation
    from reader.model.source import Span
    from reader.model.symbols import Occurrence
    from reader.output.typesetting.quotation import Quotations
    from reader.study.parts import Parts
    from reader.study.study import Study


def place_row(span: Span, places: SourcePlaces) -> Row:
    line, column = places.locate(span)
    return {"file": span.file, "line": line, "column": column, "start": span.start, "end": span.end}


def symbol_row(annotation: Annotation, study: Study, quotations: Quotations, language: Language) -> Row:
    symbol, places = annotation.symbol, study.places
    words = meaning_row(annotation, annotation, study.glossary, quotations)
    return {
        "id": symbol.id,
        "latex": symbol.latex,
        "written": list(symbol.written),
        "role": annotation.role,
        "part": None,
        "part_evidence": None,
        "values": [],
        "confidence": round(annotation.confidence, 3),
        "status": annotation.status,
        "standing": standing_row(annotation),
        "meaning": words["meaning"],
        "meaning_expanded": words["meaning_expanded"],
        "meaning_source": _meaning_source(annotation.source, places, annotation.status),
        "inherited_from": annotation.inherited,
        "gloss": words["gloss"],
        "senses": [_sense(sense, annotation, study, quotations, language) for sense in annotation.senses],
        "concepts": [_link(link, language) for link in annotation.links],
        "occurrences": [_occurrence(occurrence, places) for occurrence in symbol.occurrences],
        "count": len(symbol.occurrences),
    }


def symbol_in(
    annotation: Annotation, equation: Equation | None, study: Study, quotations: Quotations, language: Language
) -> Row:
    """A symbol and the formula that gives it, as it is meant in an equation or the rows of one statement with it."""
    row = symbol_row(annotation, study, quotations, language)
    row |= {"given_by": given_row(study.given.get(annotation.symbol.latex), study.places)}
    if equation is None:
        return row
    symbol, symbols = annotation.symbol.id, study.reading.symbols
    standing = (each for each in rows_beside(equation, study) if symbol in symbols.get(each, ()))
    return in_equation(row, {"id": next(standing, equation.id)})


def standing_row(annotation: Annotation) -> Row | None:
    """What the places of a symbol in the formulas say of it, in both languages."""
    standing = annotation.standing
    return dict(standing.text) if standing is not None and standing.text is not None else None


def part_row(annotation: Annotation, parts: Parts, places: SourcePlaces, language: Language) -> Row:
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


def given_row(equation: Equation | None, places: SourcePlaces) -> Row | None:
    """The formula that says what a symbol is."""
    if equation is None:
        return None
    span = equation.formula.span
    return {"equation": equation.id, "number": equation.number, "file": span.file, "line": places.locate(span)[0]}


def _meaning_source(definition: Definition | None, places: SourcePlaces, status: Status = "paper") -> Row | None:
    """The author's sentence; it is a mention where nobody claims that it defines the symbol."""
    if definition is None:
        return None
    line, _ = places.locate(definition.sentence_span)
    return {
        "kind": definition.kind if status in ("paper", "reader", "model") else "mention",
        "file": definition.sentence_span.file,
        "line": line,
        "sentence": definition.sentence,
    }


def told(
    sense: Annotation | Sense, whose: Annotation, knowledge: Glossary, quotations: Quotations, language: Language
) -> str:
    """What a symbol means in one sense, as LaTeX prose without the author's macros."""
    return said({**meaning_row(sense, whose, knowledge, quotations), "status": sense.status}, language)


def meaning_row(sense: Annotation | Sense, whose: Annotation, knowledge: Glossary, quotations: Quotations) -> Row:
    """The meaning as it was written, without the author's macros where it has any, and in both languages."""
    expanded = quotations.expanded(sense.meaning, sense.source)
    words = sense.meaning if expanded is None else expanded
    found = spare("gloss", whose, None, gloss, words, sense.status, sense.links, knowledge)
    return {"meaning": sense.meaning, "meaning_expanded": expanded, "gloss": _gloss(found)}


def _gloss(found: Gloss | None) -> Row | None:
    """What a symbol is in a few words, in both languages, and whose words they are."""
    return {"en": found.en, "ja": found.ja, "origin": found.origin} if found else None


def _sense(sense: Sense, whose: Annotation, study: Study, quotations: Quotations, language: Language) -> Row:
    words = meaning_row(sense, whose, study.glossary, quotations)
    return {
        "meaning": words["meaning"],
        "meaning_expanded": words["meaning_expanded"],
        "meaning_source": _meaning_source(sense.source, study.places, sense.status),
        "gloss": words["gloss"],
        "confidence": round(sense.confidence, 3),
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


def _occurrence(occurrence: Occurrence, places: SourcePlaces) -> Row:
    return {"equation": occurrence.equation, **place_row(occurrence.span, places)}
