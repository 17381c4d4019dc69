"""The stages of ``tezawari dev``: each makes lines of tab-separated fields, the place in the source first."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from reader.formula.semantics.nodes import Meaning
from reader.formula.semantics.outline import outline
from reader.formula.symbols.inventory import Places as Origins
from reader.formula.symbols.symbols import symbol_uses
from reader.formula.syntax.nodes import Node
from reader.formula.syntax.parsing import parse_formula
from reader.latex.tex.lexer import COMMAND, PARAGRAPH, TEXT, tokenize
from reader.model.source import Span

if TYPE_CHECKING:
    from reader.formula.positions.places import FormulaPlace
    from reader.meaning.evidence.evidence import LinkingEvidence
    from reader.messages import Language
    from reader.model.annotations import Annotation, Candidate, ConceptLink
    from reader.model.document import Equation
    from reader.model.reading import Reading
    from reader.study.study import Study
    from reader.study.tracing import CandidateChange

CATEGORIES: Final = {COMMAND: "command", TEXT: "text", PARAGRAPH: "paragraph"}  # all others are called by their sign
CALL: Final = re.compile(r"\\(?:[A-Za-z@]+|.)|.", re.DOTALL)
QUOTED: Final = 60  # characters of a node's LaTeX


@dataclass
class Chosen:
    """A reading, and the equation, the symbol and the part of the payload that were asked for; None for all."""

    study: Study
    equation: Equation | None
    annotation: Annotation | None
    part: str | None
    language: Language

    @property
    def reading(self) -> Reading:
        return self.study.reading

    @property
    def equations(self) -> tuple[Equation, ...]:
        return (self.equation,) if self.equation is not None else self.reading.document.equations

    @property
    def annotations(self) -> Collection[Annotation]:
        if self.annotation is not None:
            return (self.annotation,)
        if self.equation is not None:
            return self.reading.annotations_in(self.equation.id)
        return self.reading.annotations

    def place(self, span: Span) -> str:
        """``main.tex:12:3``, as editors and compilers write it."""
        line, column = self.study.places.locate(span)
        return f"{span.file}:{line}:{column}"

    def heading(self, equation: Equation) -> str:
        """A formula's line above what is said of it."""
        name = " ".join(each for each in (equation.id, equation.number and f"({equation.number})") if each)
        return row(self.place(equation.formula.span), f"# {name}", *equation.labels, equation.formula.expanded)

    def source(self, span: Span) -> str:
        file = self.reading.bundle.files.get(span.file)
        return file.text[span.start : span.end] if file is not None else ""


def row(*cells: str) -> str:
    """One line, whatever line ends and tabs stand in the cells."""
    return "\t".join(" ".join(cell.split()) if "\n" in cell or "\t" in cell else cell for cell in cells).rstrip()


# --- tokens ----------------------------------------------------------------------------------------------------------


def token_lines(chosen: Chosen) -> Iterator[str]:
    """The tokens of each formula as written, then as expanded with the macro that each came from."""
    for equation in chosen.equations:
        yield chosen.heading(equation)
        formula = equation.formula
        for token in tokenize(formula.latex, formula.span.file):
            start, end = formula.span.start + token.start, formula.span.start + token.end
            place = chosen.place(Span(formula.span.file, start, end))
            yield row(place, "written", CATEGORIES.get(token.kind, token.kind), token.text)
        yield from expanded_tokens(equation, chosen)


def expanded_tokens(equation: Equation, chosen: Chosen) -> Iterator[str]:
    """A run of text is cut where it goes on from elsewhere, since each origin has a place of its own."""
    formula, origins = equation.formula, Origins(equation.formula)
    bounds = [offset for offset, *_ in origins.origins]
    for token in tokenize(formula.expanded):
        cuts = [token.start, *(each for each in bounds if token.start < each < token.end), token.end]
        for start, end in pairwise(cuts):
            text, span = formula.expanded[start:end], origins.span(start, end)
            written = chosen.source(span)
            via = "" if " ".join(written.split()) == " ".join(text.split()) else called(written, formula.macros)
            yield row(chosen.place(span), "expanded", CATEGORIES.get(token.kind, token.kind), text, via)


def called(written: str, macros: Collection[str]) -> str:
    """``via \\policy``, where a call of one of these macros was written."""
    found = CALL.match(written)
    return f"via {found[0]}" if found and found[0] in macros else ""


# --- trees -----------------------------------------------------------------------------------------------------------


def tree_lines(chosen: Chosen) -> Iterator[str]:
    """The layout tree of each formula, a node a line, and what the parser could not read."""
    for equation in chosen.equations:
        expression = parse_formula(equation.formula.expanded)
        yield chosen.heading(equation)
        yield from node_lines(expression.root, equation, chosen)
        for fault in expression.problems:
            span = Origins(equation.formula).span(fault.start, fault.end)
            yield row(chosen.place(span), f"! {fault.kind}", fault.text)


def semantics_lines(chosen: Chosen) -> Iterator[str]:
    """The content tree of each formula: in one line, then a node a line. It is read with the paper's evidence."""
    for equation in chosen.equations:
        meaning = chosen.study.trees.meaning(equation)
        yield chosen.heading(equation)
        yield row(chosen.place(equation.formula.span), f"= {outline(meaning)}")
        yield from node_lines(meaning, equation, chosen)


def node_lines(root: Node | Meaning, equation: Equation, chosen: Chosen) -> Iterator[str]:
    """Place, node with its fields, and the stretch of LaTeX; children are indented and begin with their field."""
    formula, origins = equation.formula, Origins(equation.formula)
    waiting: list[tuple[int, str, Node | Meaning]] = [(0, "", root)]
    while waiting:
        depth, name, node = waiting.pop()
        below: list[tuple[int, str, Node | Meaning]] = []
        said = []
        for field in fields(node):
            value = getattr(node, field.name)
            held = list(nodes_in(value))
            below += [(depth + 1, field.name, each) for each in held]
            if not held and field.name not in ("start", "end") and value not in ("", (), None, False):
                said.append(f"{field.name}={value!r}" if not isinstance(value, str) else f"{field.name}={value}")
        latex = " ".join(formula.expanded[node.start : node.end].split())[:QUOTED]
        kind = " ".join([f"{name}: " * bool(name) + type(node).__name__, *said])
        yield row(chosen.place(origins.span(node.start, node.end)), "  " * depth + kind, latex)
        waiting += reversed(below)


def nodes_in(value: object) -> Iterator[Node | Meaning]:
    """The nodes that a field holds, in tuples of tuples too."""
    if isinstance(value, Node | Meaning):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from nodes_in(each)


# --- symbols and what the prose says of them -------------------------------------------------------------------------


def symbol_lines(chosen: Chosen) -> Iterator[str]:
    """Each occurrence: place, symbol, kind, what surrounds it there, how the author wrote it."""
    ids = {each.symbol.latex: each.symbol.id for each in chosen.reading.annotations}
    wanted = {each.symbol.latex for each in chosen.annotations}
    for equation in chosen.equations:
        yield chosen.heading(equation)
        origins = Origins(equation.formula)
        for use in symbol_uses(parse_formula(equation.formula.expanded)):
            if use.latex in wanted:
                span = origins.span(use.start, use.end)
                traits = ",".join(sorted(use.traits)) or "-"
                name = ids.get(use.latex, "-")
                yield row(chosen.place(span), name, use.latex, use.kind, traits, chosen.source(span))


def position_lines(chosen: Chosen) -> Iterator[str]:
    """Each occurrence with its places, those of its value behind ``|``; then what all of them say of each symbol."""
    from reader.formula.positions.standing import positions_in_row
    from reader.formula.semantics.statements import statements_by_row

    wanted = {each.symbol.latex for each in chosen.annotations}
    statements = statements_by_row(chosen.reading.document)
    for equation in chosen.equations:
        yield chosen.heading(equation)
        origins, positions = Origins(equation.formula), positions_in_row(equation, statements.get(equation.id))
        for use in symbol_uses(parse_formula(equation.formula.expanded)):
            if use.latex in wanted and use.start in positions:
                position = positions[use.start]
                places = " ".join((*map(place_text, position.own), "|", *map(place_text, position.worth)))
                yield row(chosen.place(origins.span(use.start, use.end)), use.latex, places)
    for annotation in chosen.annotations:
        standing, symbol = annotation.standing, annotation.symbol
        if standing is not None and symbol.occurrences:
            shares = " ".join(f"{kind} {share:.2f}" for kind, share in sorted(standing.shares.items()))
            place, text = chosen.place(symbol.occurrences[0].span), standing.text["en"] if standing.text else "-"
            yield row(place, symbol.latex, "standing", ",".join(sorted(standing.kinds)) or "-", shares or "-", text)


def place_text(place: FormulaPlace) -> str:
    number = f"#{place.number}" if place.number else ""
    return f"{place.relation}{number}" + (f"({place.host})" if place.host else "")


def definition_lines(chosen: Chosen) -> Iterator[str]:
    """Each definition: place of its words, symbol, phrase that found it, kind, words, sentence."""
    from reader.formula.syntax.canonical import canonical_spelling
    from reader.meaning.prose.definitions import definitions_in

    every = chosen.equation is None and chosen.annotation is None
    wanted = {spelling for one in chosen.annotations for spelling in (one.symbol.latex, one.symbol.base)}
    for one in definitions_in(chosen.reading.document.passages):
        if every or canonical_spelling(one.symbol) in wanted:
            words = one.text if one.words is None else f"{one.text} → {one.words}"
            yield row(chosen.place(one.span), one.symbol, one.phrase, one.kind, words, one.sentence)


def candidate_lines(chosen: Chosen) -> Iterator[str]:
    """Each symbol with its candidates, what every step of linking changed, and the glossary's rows."""
    for annotation in chosen.annotations:
        yield from traced_lines(annotation, chosen.study.evidence, chosen)


def traced_lines(annotation: Annotation, evidence: LinkingEvidence, chosen: Chosen) -> Iterator[str]:
    """All lines begin with the symbol's first place and spelling, so that grep finds them together."""
    from reader.study.tracing import rows_of, steps_of

    symbol = annotation.symbol
    place = chosen.place(symbol.occurrences[0].span) if symbol.occurrences else "-"
    shown = [*(link_text(each) for each in annotation.links), annotation.role or "-"]
    yield row(place, symbol.latex, "shown", annotation.status, annotation.meaning or "-", *shown)
    for one in annotation.trace.candidates:
        yield row(place, symbol.latex, "candidate", *candidate_cells(one, chosen))
    for step in steps_of(annotation.trace):
        for change in step.changes:
            yield row(place, symbol.latex, "step", step.name, *change_cells(change))
    for verdict in rows_of(annotation, evidence):
        yield row(place, symbol.latex, "row", verdict.row.concept, verdict.lost or "shown")


def candidate_cells(candidate: Candidate, chosen: Chosen) -> Iterator[str]:
    yield from (candidate.status, f"{candidate.confidence:.3f}", candidate.meaning or "-")
    if candidate.statement is not None:
        definition = candidate.statement.definition
        yield f"{definition.phrase} {chosen.place(definition.span)}"
    yield from (link_text(each) for each in candidate.links)


def change_cells(change: CandidateChange) -> Iterator[str]:
    yield change.kind
    yield link_text(change.link) if change.link is not None else change.candidate.meaning or "-"


def link_text(link: ConceptLink) -> str:
    return f"{link.concept} {link.confidence:.3f} {link.strategy}"


# --- payload ---------------------------------------------------------------------------------------------------------


def payload_lines(chosen: Chosen) -> Iterator[str]:
    """The page's payload as JSON: all of it, one part, or what the parts say of one equation."""
    from reader.commands.speech import FAILED, stop
    from reader.messages import sentences
    from reader.output.page.payload import build_payload

    payload = build_payload(chosen.study, chosen.language)
    value: object = payload
    if chosen.part is not None:
        if chosen.part not in payload:
            stop(FAILED, sentences("dev")("no-part", chosen.language, part=chosen.part, known=", ".join(payload)))
        value = payload[chosen.part]
    if chosen.equation is not None:
        parts = payload if chosen.part is None else {chosen.part: value}
        name = chosen.equation.id
        value = {key: held[name] for key, held in parts.items() if isinstance(held, Mapping) and name in held}
    yield json.dumps(value, ensure_ascii=False, indent=1)


STAGE_LINES: Final[Mapping[str, Callable[[Chosen], Iterator[str]]]] = {
    "tokens": token_lines,
    "tree": tree_lines,
    "semantics": semantics_lines,
    "symbols": symbol_lines,
    "positions": position_lines,
    "definitions": definition_lines,
    "candidates": candidate_lines,
    "payload": payload_lines,
}
