"""What can be said of a symbol that nothing explains: where it comes in, its part, its relatives, what it might be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from glossary import Notation
from reader.formula.semantics.nodes import Symbol as SymbolNode
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.expressions import Shape
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import take_apart
from reader.model.annotations import Annotation, Definition
from reader.model.reading import Reading
from reader.study.paper_shapes import Survey, shapes_in
from reader.study.parts import Played
from reader.study.study import Study
from reader.study.tracing import RowVerdict, rows_of
from reader.study.values import SymbolValue

RELATIVES = 6
NEAR = 4
ASKED = 4  # values of a condition that are listed
EQUATIONS = 6  # formulas in which a shape is looked for


@dataclass(frozen=True, slots=True)
class Near:
    """A concept that the symbol might stand for, and what speaks against showing it."""

    concept: str
    why: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class UnknownHelp:
    """``first`` is the first use in its sentence; ``relatives`` are the same letter in other scripts and accents."""

    annotation: Annotation
    first: Definition | None
    defined: tuple[Definition, ...]
    played: Played | None
    values: tuple[SymbolValue, ...]
    shape: Shape | None
    relatives: tuple[Annotation, ...]
    near: tuple[Near, ...]
    rows: tuple[RowVerdict, ...]  # of the glossary


def unknown_help(study: Study, symbol: Annotation) -> UnknownHelp:
    """Everything that may help a reader on; made when asked for, of known symbols too. Looks at every formula."""
    evidence, parts = study.evidence, study.parts
    played, rows = parts.played(symbol), tuple(rows_of(symbol, evidence))
    return UnknownHelp(
        symbol,
        first_use(symbol, evidence),
        tuple(definition for definition, _ in study.usages.of(symbol).defined),
        played,
        parts.values(symbol, played),
        shape_of(study.reading, symbol, study.shapes),
        tuple(Relatives(study.reading.annotations).of(symbol)),
        near_of(symbol, rows),
        rows,
    )


def first_use(annotation: Annotation, evidence: LinkingEvidence) -> Definition | None:
    """The sentence of the first place, in reading order, that stands in prose."""
    equations = dict.fromkeys(occurrence.equation for occurrence in annotation.symbol.occurrences)
    known = [evidence.formulas[one] for one in equations if one in evidence.formulas]
    for equation in sorted(known, key=lambda one: evidence.order.rank_of_equation(one.id)):
        quoted = evidence.mentions.quoted(annotation.symbol, equation)
        if quoted is not None:
            return quoted
    return None


def shape_of(reading: Reading, annotation: Annotation, found: Survey) -> Shape | None:
    """What the paper declares of its size, else what follows in the first formulas that hold it."""
    name = annotation.symbol.latex
    declared = found.declarations.find(name)
    if declared is not None and declared.shape is not None:
        return declared.shape
    places = {occurrence.equation for occurrence in annotation.symbol.occurrences}
    for equation in [one for one in reading.document.equations if one.id in places][:EQUATIONS]:
        for node, shape in shapes_in(equation, found):
            if isinstance(node, SymbolNode) and meaning_latex(node) == name:
                return shape
    return None


class Relatives:
    """The symbols of a paper by their letter, those first that are explained, then those used most."""

    def __init__(self, annotations: Iterable[Annotation]) -> None:
        self._by_letter: dict[str, list[Annotation]] = defaultdict(list)
        for one in sorted(annotations, key=lambda one: (one.meaning is None, -len(one.symbol.occurrences))):
            if one.symbol.kind == "identifier":
                self._by_letter[bare_letter(one.symbol.latex)].append(one)

    def of(self, annotation: Annotation) -> list[Annotation]:
        """The first of the same letter as a symbol, in other scripts and accents."""
        first = self._by_letter.get(bare_letter(annotation.symbol.latex), [])[: RELATIVES + 1]
        return [one for one in first if one is not annotation][:RELATIVES]


_CLOTHES = re.compile(r"\\[A-Za-z]+\{(.*)\}\Z", re.DOTALL)  # accents and fonts


def bare_letter(latex: str) -> str:
    """A spelling without scripts, accents and fonts: ``\\beta`` of ``\\hat{\\beta}_{t}``."""
    base = take_apart(latex).base
    clothes = _CLOTHES.match(base)
    return bare_letter(clothes[1]) if clothes and len(clothes[1]) < len(base) else base


def near_of(annotation: Annotation, rows: Iterable[RowVerdict]) -> tuple[Near, ...]:
    """What the symbol was weighed against and is not shown, the likeliest first. ``rows`` are all of the symbol's."""
    return tuple(islice(_near(annotation, rows), NEAR))


def _near(annotation: Annotation, rows: Iterable[RowVerdict]) -> Iterator[Near]:
    """Concepts of other candidates, then of the glossary's rows that lost, the surest first; each concept once."""
    shown = {link.concept for link in annotation.links}
    links = [link for one in annotation.trace.candidates for link in one.links]
    weak = sorted(links, key=lambda link: -link.confidence)
    lost = sorted((one for one in rows if one.lost), key=lambda one: -one.row.confidence)
    for concept, why in (
        *((link.concept, link.why) for link in weak),
        *((one.row.concept, lost_because(one.row, one.lost or "")) for one in lost),
    ):
        if concept not in shown:
            shown.add(concept)
            yield Near(concept, why)


def lost_because(row: Notation, lost: str) -> Mapping[str, str]:
    """Why a row of the glossary is not shown, in both languages."""
    values = getattr(row, lost, ()) if lost in ("traits", "without", "near", "categories", "words") else ()
    listed = ", ".join(map(str, values[:ASKED])) + (", …" if len(values) > ASKED else "")
    return reason(f"lost-{lost}", values=listed)
