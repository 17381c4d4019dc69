"""What the front end draws a reading from: the contract's JSON, with formulas as MathML and texts in both languages.

::

    {"schema": "tezawari/page/1", "language": "en",
     "switch": bool,                                                # the page itself offers the other language
     "texts": {key: {"en", "ja"}},                                  # reader/messages/page.toml and workbench.toml
     "living": {id: {"name": {"en", "ja"}, "concepts": [id], "blocks": [id]}},      # that can be asked for
     "reading": {...},                                              # of tezawari/reading/1 what is shown; `why` in both
     "title": [{"text"} | {"latex", "mathml"}],                     # of the paper
     "column": {"abstract", "items", "inline"},                                 # reader/output/page/column.py
     "mathml": {equation id: "<math ...>"},                         # with data-tezawari-symbol on every target
     "opens": [equation id],                                        # below which a workbench can be opened
     "start": [{"equation", "rows", "purpose", ...}],               # reader/output/rows/start.py
     "known_as": name,                                              # of the paper in its reader's corrections
     "refused": [symbol id],                                        # of which the reader called a meaning wrong
     "learn": [concept id],                                         # reader/study/start/ideas.py
     "signs": {symbol id: "<math ...>"},
     "prose": {author's LaTeX: [{"text"} | {"latex", "mathml"}]},   # meanings, quotations, distributions in dollars
     "concepts": {id: {...}},                                       # reader/output/page/concepts.py
     "problems": [{"message": {"en", "ja"}, "file", "line", "column"}]}

That is the core. What one asks for later (reader/output/page/on_demand.py) the exported page holds as well::

     "benches": {equation id: {...}}, "blocks": {block id: {...}},  # reader/output/page/workbench.py
     "drawn": {latex: "<math ...>"},                                # what these show beside the formula itself
     "enquiries": {symbol id: {...}}, "lint": {"all": {"rows"}},
     "spoken": {language: {equation id: text}},
     "runs": [equation id]                                          # that run on numbers
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.limits.watch import spare
from reader.messages import LANGUAGES, problem_text, table
from reader.output.page.column import Column
from reader.output.page.concepts import concept_card
from reader.output.page.drawings import drawn
from reader.output.page.on_demand import Supply, cake_of
from reader.output.page.workbench import formulas_in, kinds_of_blocks, texts
from reader.output.rows.problems import all_problems, problem_row
from reader.output.rows.reading import ReadingRows, equation_row
from reader.output.rows.row import Row
from reader.output.rows.start import reasoned_start_rows
from reader.output.typesetting.quotation import ProsePart, Quotations, plain_title, split_prose, title_parts, with_plain
from reader.output.typesetting.sentences import language_of
from reader.study.start.ideas import ideas_to_learn
from reader.user.corrections import name_of_paper

if TYPE_CHECKING:
    from glossary import Glossary
    from glossary.living.model import LivingFormula
    from reader.latex.source.places import SourcePlaces
    from reader.meaning.blocks.found import FoundBlock
    from reader.messages import Language
    from reader.model.annotations import Annotation, ConceptLink
    from reader.model.document import Equation
    from reader.model.reading import Reading
    from reader.study.parts import Parts
    from reader.study.study import Study

SCHEMA = "tezawari/page/1"
SHOWN = ("id", "group", "continues", "step", "number", "environment", "display", "file", "line", "latex", "section",
         "symbols")  # of an equation's row  # fmt: skip
QUOTED = ("paper", "mention")  # as meanings.mjs has it: where the words are the author's
FORMAL = re.compile(r"[\\^_{]")  # in a value that is to be drawn


def build_payload(study: Study, language: Language = "en", *, switch: bool = False) -> Row:
    """The core and everything else, JSON-ready. The same reading gives the same payload, byte for byte."""
    reading, supply = study.reading, Supply(study)
    supply.workbench.prepare()
    benches = {
        name: spare("bench", equation, None, supply.workbench.of, equation) for name, equation in supply.opened.items()
    }
    opened = {name: row for name, row in benches.items() if row is not None}
    blocks = [each for name in opened for each in study.blocks[name]]
    core = core_payload(supply, language, switch=switch)
    drawings = {
        each.id: supply.drawings.displayed(each, opened[each.id]["places"])
        for each in reading.document.equations
        if each.id in opened
    }
    living = living_in_paper(reading, blocks, study.glossary)
    return {
        **core,
        "texts": core["texts"] | table("millefeuille"),
        "cake": cake_of(study, core["reading"]["symbols"]),
        "living": {each.id: named_living(each) for each in living},
        "mathml": {**core["mathml"], **drawings},
        "concepts": _concepts(
            [*reading.concepts, *(each.block.under for each in blocks), *reading.path], study.glossary
        ),
        "benches": opened,
        "opens": list(opened),
        "runs": [name for name, row in opened.items() if not row["run"]["refused"]],
        "blocks": kinds_of_blocks(blocks),
        "drawn": {latex: drawn(latex) for latex in formulas_in(opened.values())},
        "enquiries": supply.enquiries.all(),
        "lint": {"all": supply.lint("all")},
        "living_rows": {each.id: row for each in living if (row := supply.living(each.id)) is not None},
        "spoken": {each: supply.spoken(each) for each in LANGUAGES},
        "problems": _problems(study),
    }


def living_in_paper(reading: Reading, blocks: Iterable[FoundBlock], glossary: Glossary) -> list[LivingFormula]:
    """The living formulas of concepts on the paper's learning path, and of blocks that stand in its formulas."""
    concepts, found = {*reading.concepts, *reading.path}, {each.block.id for each in blocks}
    return [each for each in glossary.living.values() if concepts & {*each.concepts} or found & {*each.blocks}]


def named_living(living: LivingFormula) -> Row:
    """What one needs to offer a living formula."""
    return {"name": dict(living.name), "concepts": list(living.concepts), "blocks": list(living.blocks)}


def core_payload(
    supply: Supply, language: Language = "en", *, switch: bool = False, rows: ReadingRows | None = None
) -> Row:
    """What the first look at a paper needs. ``rows`` are those of the reading, where someone needs them as well."""
    study, reading = supply.study, supply.study.reading
    rows = rows or ReadingRows(study, language)
    symbols, start = _symbols(rows), [_with_drawing(each, supply) for each in reasoned_start_rows(study)]
    return {
        "schema": SCHEMA,
        "language": language,
        "switch": switch,
        "texts": table("page") | texts(study.glossary),
        "living": {each.id: named_living(each) for each in study.glossary.living.values()},
        "reading": _shown(reading, rows, symbols),
        "title": title_parts(reading.paper.title),
        "column": Column(reading.document, supply.drawings).row(),
        "mathml": {each.id: supply.drawings.displayed(each) for each in reading.document.equations},
        "opens": list(supply.opened),
        "start": start,
        "known_as": name_of_paper(reading.paper, reading.bundle),
        "refused": [each.symbol.id for each in reading.annotations if each.symbol.latex in reading.refused],
        "learn": spare("start", None, [], ideas_to_learn, study),
        "signs": {each.symbol.id: drawn(each.symbol.latex) for each in reading.annotations},
        "prose": {**_prose(reading, symbols), **_purposes(start)},
        "concepts": _concepts([*reading.concepts, *reading.path], study.glossary),
        "problems": _problems(study),
    }


def _with_drawing(start: Row, supply: Supply) -> Row:
    """A formula to start with, drawn with the numbers of the parts that its labels name."""
    places = [tuple(label["at"]) for label in start["labels"] if label["at"]]
    labels = [{**label, "at": places.index(tuple(label["at"])) if label["at"] else None} for label in start["labels"]]
    drawing = supply.drawings.displayed(supply.study.equations[start["equation"]], places)
    return {**start, "labels": labels, "mathml": drawing}


def _purposes(start: Iterable[Row]) -> dict[str, list[ProsePart]]:
    """What the formulas are for that one starts with, in parts."""
    told = (each["purpose"][language] for each in start if each["purpose"] for language in LANGUAGES)
    return {text: list(split_prose(text)) for text in told}


def _problems(study: Study) -> list[Row]:
    """What could not be understood, with all that went wrong up to now."""
    return [
        {
            **{key: row[key] for key in ("kind", "severity", "file", "line", "column", "equation")},
            "message": {each: problem_text(problem, each) for each in LANGUAGES},
        }
        for problem in all_problems(study.reading)
        for row in (problem_row(problem, study.places, "en"),)
    ]


def _shown(reading: Reading, rows: ReadingRows, symbols: Sequence[Row]) -> Row:
    """Without what only programs ask for: it would be the larger part of the page."""
    return {
        **rows.head(),
        "groups": rows.groups(),
        "symbols": [
            {**symbol, "occurrences": [{"equation": place["equation"]} for place in symbol["occurrences"]]}
            for symbol in symbols
        ],
        **rows.paths(),
        "problems": [],
        "lang": language_of(reading.document),
        "equations": [_equation(each, reading, rows.places) for each in reading.document.equations],
        "concepts": [{"id": each} for each in reading.concepts],
    }


def _equation(equation: Equation, reading: Reading, places: SourcePlaces) -> Row:
    row = equation_row(equation, reading, places)
    return {**{key: row[key] for key in SHOWN}, "section": plain_title(row["section"])}


def _concepts(ids: Iterable[str], knowledge: Glossary) -> dict[str, Row]:
    """These and everything that they stand on."""
    return {each: concept_card(knowledge[each], knowledge) for each in knowledge.path([*ids])}


def _prose(reading: Reading, symbols: Collection[Row]) -> dict[str, list[ProsePart]]:
    """Everything quoted, and glosses that hold formulas."""
    drawn = Quotations.in_document(reading.document).of(reading.annotations)
    for gloss in (gloss for each in _said(symbols) for gloss in _glosses(each)):
        drawn.setdefault(gloss, with_plain(split_prose(gloss)))
    for text in (symbol["standing"][language] for symbol in symbols if symbol["standing"] for language in LANGUAGES):
        drawn.setdefault(text, list(split_prose(text)))
    for formula in (f"${each}$" for symbol in symbols if (each := (symbol["part_evidence"] or {}).get("distribution"))):
        drawn.setdefault(formula, list(split_prose(formula)))
    for value in (
        f"${each['value']}$" for symbol in symbols for each in symbol["values"] if FORMAL.search(each["value"])
    ):
        drawn.setdefault(value, list(split_prose(value)))
    for why in (
        link["why"][language] for each in _said(symbols) for link in each["concepts"] for language in LANGUAGES
    ):
        if "$" in why:
            drawn.setdefault(why, list(split_prose(why)))
    return drawn


def _said(symbols: Iterable[Row]) -> Iterator[Row]:
    """The rows of the symbols and of their senses."""
    for symbol in symbols:
        yield from (symbol, *symbol["senses"])


def _glosses(said: Row) -> Iterator[str]:
    """The glosses that the page shows and that may hold formulas; the author's own words it shows as they stand."""
    gloss = said["gloss"]
    if gloss and gloss["origin"] == "lexicon":
        yield from (gloss["ja"],) if said["status"] in QUOTED else (gloss[language] for language in LANGUAGES)


def _symbols(rows: ReadingRows) -> list[Row]:
    """The rows of the symbols with every reason in both languages."""
    return [
        _with_reasons(symbol, annotation, rows.study.parts)
        for symbol, annotation in zip(rows.symbols, rows.reading.annotations, strict=True)
    ]


def _with_reasons(symbol: Row, annotation: Annotation, parts: Parts) -> Row:
    evidence = symbol["part_evidence"]
    played = parts.played(annotation) if evidence else None
    return {
        **_drawn_elsewhere(symbol),
        "standing": _standing(symbol, annotation),
        "part_evidence": {**evidence, "why": dict(played.why)} if played is not None else evidence,
        "concepts": _links(symbol["concepts"], annotation.links),
        "senses": [
            {**_drawn_elsewhere(row), "concepts": _links(row["concepts"], sense.links)}
            for row, sense in zip(symbol["senses"], annotation.senses, strict=True)
        ],
    }


def _drawn_elsewhere(said: Row) -> Row:
    """Without what the page's ``prose`` has drawn."""
    return {key: value for key, value in said.items() if key != "meaning_expanded"}


def _standing(symbol: Row, annotation: Annotation) -> Row | None:
    """What the formulas alone show, and ``at`` which of them, where nothing else explains the symbol."""
    if not symbol["standing"] or annotation.standing is None or not needs_standing(annotation):
        return None
    return {**symbol["standing"], "at": sorted(annotation.standing.at)}


def needs_standing(annotation: Annotation) -> bool:
    """Whether the page says what the formulas alone show: where nothing else explains the symbol, in some formula."""
    statuses = (annotation.status, *(sense.status for sense in annotation.senses))
    return annotation.meaning is None or "unknown" in statuses


def _links(rows: Iterable[Row], links: Iterable[ConceptLink]) -> list[Row]:
    return [{**row, "why": dict(link.why)} for row, link in zip(rows, links, strict=True)]
