"""What the front end draws a reading from: the contract's JSON, with formulas as MathML and texts in both languages.

::

    {"schema": "tezawari/page/1", "language": "en",
     "switch": bool,                                                # the page itself offers the other language
     "texts": {key: {"en", "ja"}},                                  # reader/messages/page.toml and workbench.toml
     "living": {key: {"en", "ja"}} | null,                          # of the living formula, where it belongs here
     "reading": {...},                                              # of tezawari/reading/1 what is shown; `why` in both
     "mathml": {equation id: "<math ...>"},                         # with data-tezawari-symbol on every target
     "benches": {equation id: {...}}, "blocks": {block id: {...}},  # reader/exporters/workbench.py
     "enquiries": {symbol id: {...}},                               # reader/exporters/enquiries.py
     "drawn": {latex: "<math ...>"},                                # what these show beside the formula itself
     "signs": {symbol id: "<math ...>"},
     "prose": {author's LaTeX: [{"text"} | {"latex", "mathml"}]},   # meanings and quotations
     "concepts": {id: {"name", "phrase", "definition", "layer", "example": {"en", "ja"}, "formula", "requires"}},
     "problems": [{"message": {"en", "ja"}, "file", "line", "column"}]}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import glossary
from reader.exporters.enquiries import enquiries
from reader.exporters.json import to_dict
from reader.exporters.quotation import Part, Quotations, split_prose
from reader.exporters.workbench import benches, formulas_in, kinds_of_blocks
from reader.formula import parse_formula
from reader.formula.mathml import to_mathml
from reader.meaning.blocks.reading import blocks_by_equation
from reader.meaning.parts import Parts, parts_of
from reader.messages import LANGUAGES, problem_text, table

if TYPE_CHECKING:
    from glossary import Concept, Glossary
    from reader.messages import Language
    from reader.model import Annotation, ConceptLink, Equation, Reading

SCHEMA = "tezawari/page/1"
SHOWN_OF_EQUATION = (
    "id", "group", "continues", "number", "environment", "display", "file", "line", "latex", "section", "symbols",
)  # fmt: skip
LIVING = "scaled-dot-product-attention"  # the concept that the living formula shows
Row = dict[str, Any]


def build_payload(reading: Reading, language: Language = "en", *, switch: bool = False) -> Row:
    """The payload, JSON-ready. The same reading gives the same payload, byte for byte."""
    knowledge = glossary.load()
    blocks = blocks_by_equation(reading.document)
    rows = to_dict(reading, language, blocks=blocks)
    opened, parts = benches(reading, blocks), parts_of(reading)
    for symbol, annotation in zip(rows["symbols"], reading.annotations, strict=True):
        _say_why_in_both(symbol, annotation, parts)
    return {
        "schema": SCHEMA,
        "language": language,
        "switch": switch,
        "texts": table("page") | table("workbench"),
        "living": table("living") if switch and LIVING in reading.path else None,
        "reading": _shown(rows),
        "mathml": _draw_equations(reading, opened),
        "benches": {name: {key: row[key] for key in ("steps", "said", "blocks")} for name, row in opened.items()},
        "blocks": kinds_of_blocks(blocks),
        "enquiries": enquiries(reading),
        "drawn": {latex: _draw_inline(latex) for latex in formulas_in(opened.values())},
        "signs": {each.symbol.id: _draw_inline(each.symbol.latex) for each in reading.annotations},
        "prose": _prose(reading, rows["symbols"]),
        "concepts": {
            each: _concept(knowledge[each], knowledge)
            for each in knowledge.path([*(row["id"] for row in rows["concepts"]), *reading.path])
        },
        "problems": [
            {
                **{key: row[key] for key in ("kind", "severity", "file", "line", "column", "equation")},
                "message": {each: problem_text(problem, each) for each in LANGUAGES},
            }
            for row, problem in zip(rows["problems"], reading.problems, strict=True)
        ],
    }


def _shown(rows: Row) -> Row:
    """Without what only programs ask for: it would be the larger part of the page."""
    equations = [{key: row[key] for key in SHOWN_OF_EQUATION} for row in rows["equations"]]
    symbols = [
        {**symbol, "occurrences": [{"equation": place["equation"]} for place in symbol["occurrences"]]}
        for symbol in rows["symbols"]
    ]
    return {**rows, "equations": equations, "symbols": symbols, "problems": []}


def _prose(reading: Reading, symbols: Iterable[Row]) -> dict[str, list[Part]]:
    """Everything quoted, and glosses that hold formulas."""
    drawn = Quotations(reading.document.passages).of(reading.annotations)
    glosses = (each["gloss"] for symbol in symbols for each in (symbol, *symbol["senses"]) if each["gloss"])
    for gloss in (gloss["ja"] for gloss in glosses if gloss["origin"] == "lexicon"):
        drawn.setdefault(gloss, list(split_prose(gloss)))
    return drawn


def _say_why_in_both(symbol: Row, annotation: Annotation, parts: Parts) -> None:
    played = parts.played(annotation) if symbol["part_evidence"] else None
    if played is not None:
        symbol["part_evidence"]["why"] = dict(played.why)
    _replace_whys(symbol["concepts"], annotation.links)
    for row, sense in zip(symbol["senses"], annotation.senses, strict=True):
        _replace_whys(row["concepts"], sense.links)


def _replace_whys(rows: Iterable[Row], links: Iterable[ConceptLink]) -> None:
    for row, link in zip(rows, links, strict=True):
        row["why"] = dict(link.why)


def _draw_equations(reading: Reading, opened: Mapping[str, Row]) -> dict[str, str]:
    targets: Mapping[str, list[tuple[int, int, str]]] = defaultdict(list)
    for annotation in reading.annotations:
        for place in annotation.symbol.occurrences:
            targets[place.equation].append((place.start, place.end, annotation.symbol.id))
    return {
        each.id: _draw(each, targets[each.id], opened[each.id]["places"] if each.id in opened else ())
        for each in reading.document.equations
    }


def _draw(equation: Equation, targets: Sequence[tuple[int, int, str]], places: Sequence[tuple[int, int]]) -> str:
    return to_mathml(parse_formula(equation.formula.expanded), sorted(targets), places=places)


def _draw_inline(latex: str) -> str:
    return to_mathml(parse_formula(latex), display=False)


def _concept(concept: Concept, knowledge: Glossary) -> Row:
    layers = {layer.id: layer.name for layer in knowledge.layers}
    return {
        "name": dict(concept.name),
        "phrase": dict(concept.phrase),
        "definition": dict(concept.definition),
        "layer": dict(layers.get(concept.layer, {})),
        "formula": to_mathml(parse_formula(concept.formula)) if concept.formula else None,
        "example": {"en": concept.example.en, "ja": concept.example.ja} if concept.example else None,
        "requires": [{"concept": need.concept, "why": dict(need.why)} for need in concept.requires],
    }
