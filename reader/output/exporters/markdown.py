"""Reading -> Markdown with ``$`` formulas: the formulas, then a table of the symbols, then what to learn first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.output.rows.reading import to_dict
from reader.output.rows.report import concept_name, credit_lines, heading, how_known, in_equation, said, tally, word
from reader.output.rows.row import Row
from reader.output.typesetting.display_latex import display
from reader.output.typesetting.markdown_text import code, inline, plain, prose

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.messages import Language
    from reader.study.study import Study

COLUMNS = ("symbol", "meaning", "evidence", "concept", "count")


def export(study: Study, language: Language = "en") -> str:
    """The whole reading as one Markdown document in ``language``; the author's sentences stay as they are."""
    row = to_dict(study, language)
    return "\n".join(_document(row, study.glossary, language)) + "\n"


def _document(row: Row, glossary: Glossary, language: Language) -> Iterator[str]:
    symbols = {symbol["id"]: symbol for symbol in row["symbols"]}
    yield f"# {plain(row['paper']['title'] or row['paper']['main'])}\n"
    yield from (f"{plain(line)}  " for line in credit_lines(row["paper"], language))
    yield f"\n{tally(row, language)}\n"
    yield f"## {word('heading-formulas', language)}\n"
    for equation in row["equations"]:
        yield from _formula(equation, symbols, language)
    yield f"## {word('heading-symbols', language)}\n"
    yield "| " + " | ".join(word(f"column-{column}", language) for column in COLUMNS) + " |"
    yield "|---|---|---|---|---:|"
    yield from (_symbol(symbol, glossary, language) for symbol in row["symbols"])
    if row["path"]:
        yield f"\n## {word('path', language)}\n"
        yield from _path(row["path"], glossary, language)
    if row["problems"]:
        yield f"\n## {word('problems', language, count=len(row['problems']))}\n"
        yield from (f"- {code(place)} {plain(message)}" for place, message in map(_problem, row["problems"]))


def _formula(equation: Row, symbols: dict[str, Row], language: Language) -> Iterator[str]:
    yield f"### {plain(heading(equation))}\n"
    yield f"{code(equation['file'] + ':' + str(equation['line']))}\n"
    yield f"$$\n{display(equation['expanded'])}\n$$\n"
    here = [in_equation(symbols[each], equation) for each in equation["symbols"]]
    if explained := [symbol for symbol in here if symbol["meaning"]]:
        yield " · ".join(f"{inline(symbol['latex'])} {prose(said(symbol, language))}" for symbol in explained) + "\n"


def _symbol(symbol: Row, glossary: Glossary, language: Language) -> str:
    evidence = plain(how_known(symbol, language))
    if source := symbol["meaning_source"]:
        evidence += f", {code(source['file'] + ':' + str(source['line']))}: {code(source['sentence'])}"
    concept = concept_name(symbol["concepts"][0]["id"], glossary, language) if symbol["concepts"] else ""
    cells = (inline(symbol["latex"]), prose(said(symbol, language)), evidence, plain(concept), str(symbol["count"]))
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _path(concepts: list[str], glossary: Glossary, language: Language) -> Iterator[str]:
    for concept in concepts:
        if concept in glossary:
            definition = glossary[concept].definition.get(language, "")
            yield f"1. **{plain(concept_name(concept, glossary, language))}**: {plain(definition)}"


def _problem(problem: Row) -> tuple[str, str]:
    place = f"{problem['file']}:{problem['line']}:{problem['column']}" if problem["file"] else "-"
    return place, problem["message"]
