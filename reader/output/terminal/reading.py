"""Reading -> what ``tezawari show`` prints: a summary, one formula, or one symbol. Drawn by rich."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from reader.formula.syntax.plain import plain_formula
from reader.messages.shown import shown as printable
from reader.output.rows.report import concept_name, credit_lines, heading, how_known, in_equation, said, tally, word
from reader.output.rows.row import Row
from reader.output.typesetting.display_latex import display, without_bookkeeping
from reader.output.typesetting.quotation import Quotations, in_words, plain_prose

if TYPE_CHECKING:
    from rich.console import RenderableType

    from glossary import Glossary
    from reader.messages import Language
    from reader.model.reading import Reading


FORMULAS_SHOWN = 20
SYMBOLS_SHOWN = 15
COLOURS = {
    "paper": "green",
    "mention": "blue",
    "glossary": "cyan",
    "structure": "yellow",
    "unknown": "dim",
    "reader": "magenta",
    "model": "red",
}


def in_plain_words(row: Row, reading: Reading) -> Row:
    """The same with what authors say in plain characters: nothing can be drawn here."""
    quoted = Quotations.in_document(reading.document).of(reading.annotations)
    read = {latex: plain_prose(parts) for latex, parts in quoted.items()}
    at = {one.symbol.id: one.standing.at for one in reading.annotations if one.standing}
    return {**row, "symbols": [{**_read(one, read), "standing_at": at.get(one["id"], ())} for one in row["symbols"]]}


def _read(said_of: Row, read: Mapping[str, str]) -> Row:
    source = said_of["meaning_source"]
    changed: Row = {
        "meaning": read.get(said_of["meaning"], said_of["meaning"]),
        "meaning_expanded": None,
        "meaning_source": {**source, "sentence": read.get(source["sentence"], source["sentence"])} if source else None,
    }
    if said_of.get("gloss"):
        changed["gloss"] = {key: _plain(text) for key, text in said_of["gloss"].items()}
    if said_of.get("standing"):
        changed["standing"] = {key: _plain(text) for key, text in said_of["standing"].items()}
    if "senses" in said_of:
        changed["senses"] = [_read(sense, read) for sense in said_of["senses"]]
    return {**said_of, **changed}


def _plain(text: str | None) -> str | None:
    return in_words(text) if text and "$" in text else text


def most_used(symbols: Sequence[Row]) -> list[Row]:
    """The symbols that a reader meets most, at most ``SYMBOLS_SHOWN``."""
    return sorted(symbols, key=lambda symbol: -int(symbol["count"]))[:SYMBOLS_SHOWN]


def summary(row: Row, source: str, glossary: Glossary, language: Language) -> Iterator[RenderableType]:
    """Title, credits, how much is known, the numbered formulas and the most used symbols."""
    yield Text(row["paper"]["title"] or row["paper"]["main"], style="bold")
    yield from (Text(line, style="dim") for line in credit_lines(row["paper"], language))
    yield Text(tally(row, language))
    shown = [equation for equation in row["equations"] if equation["display"]]
    if not shown:
        yield Text(word("no-equations", language))
    numbered = [equation for equation in shown if equation["number"]] or shown
    if numbered:
        yield _formulas(numbered[:FORMULAS_SHOWN], language)
        number, hidden = numbered[0]["number"] or numbered[0]["id"], len(shown) - min(len(numbered), FORMULAS_SHOWN)
        yield Text(word("see-equation", language, hidden=hidden, source=printable(source), number=number))
    explained = [symbol for symbol in row["symbols"] if symbol["meaning"]]
    if first := most_used(explained or row["symbols"]):
        yield _symbols(first, glossary, language)
        hidden = len(row["symbols"]) - len(first)
        yield Text(word("see-symbol", language, hidden=hidden, source=printable(source), symbol=first[0]["latex"]))


def equation_view(row: Row, equation: Row, glossary: Glossary, language: Language) -> Iterator[RenderableType]:
    """One formula: where it stands, its LaTeX, and each of its symbols with meaning and evidence."""
    symbols = {symbol["id"]: symbol for symbol in row["symbols"]}
    place = f"{equation['file']}:{equation['line']}:{equation['column']}"
    yield Panel(
        Text(display(equation["expanded"])), title=Text(heading(equation)), subtitle=Text(place), title_align="left"
    )
    here = (in_equation(symbols[each], equation) for each in equation["symbols"])
    yield _symbols([_by_place(each, equation["id"], language) for each in here], glossary, language)


def _by_place(symbol: Row, equation: str, language: Language) -> Row:
    """The symbol with what its place in this formula says of it, where nothing else explains it."""
    if symbol["meaning"] or symbol.get("given_by") or equation not in symbol.get("standing_at", ()):
        return symbol
    standing = symbol["standing"] and symbol["standing"][language]
    return {**symbol, "meaning": standing, "gloss": None, "status": "structure"} if standing else symbol


def symbol_view(row: Row, symbol: Row, glossary: Glossary, language: Language) -> Iterator[RenderableType]:
    """One symbol: what it means here, who says so, the concept behind it and what that rests on, where it stands."""
    written = ", ".join(spelling for spelling in symbol["written"] if spelling != symbol["latex"])
    yield Text.assemble((symbol["latex"], "bold"), f"  ({written})" if written else "")
    yield from _meaning(symbol, symbol["status"], language)
    yield from _facts(symbol, language)
    for sense in symbol["senses"]:
        if sense["meaning"] != symbol["meaning"]:
            yield Text(f"\n{word('senses', language)}", style="bold")
            yield from _meaning(sense, sense["status"], language)
    for link in symbol["concepts"]:
        yield from _concept(link, glossary, language)
    equations = {equation["id"]: equation for equation in row["equations"]}
    places = dict.fromkeys(use["equation"] for use in symbol["occurrences"])
    listed = ", ".join(dict.fromkeys(heading(equations[each]) for each in places if each in equations))
    count = word("uses-count", language, count=symbol["count"])
    yield Text(f"\n{word('uses', language)}: {listed}; {count}" if listed else f"\n{count}", style="dim")


def _meaning(said_of: Row, status: str, language: Language) -> Iterator[RenderableType]:
    colour = COLOURS[status]
    if not said_of["meaning"]:
        given = how_known(said_of, language) if said_of.get("given_by") else None
        standing = said_of.get("standing")
        found = word("standing", language, standing=standing[language]) if standing else word("not-found", language)
        yield Text(given or found, style=colour)
        return
    yield Text.assemble(
        said({**said_of, "status": status}, language), "  ", (f"[{how_known({'status': status}, language)}]", colour)
    )
    if source := said_of["meaning_source"]:
        yield Text.assemble((f"  {source['file']}:{source['line']}  ", "dim"), " ".join(source["sentence"].split()))


def _facts(symbol: Row, language: Language) -> Iterator[RenderableType]:
    """The part that the symbol plays, what it is drawn from, and what the authors set it to."""
    if evidence := symbol["part_evidence"]:
        part = word(f"part-{symbol['part']}", language)
        drawn = (
            f"  {word('drawn-from', language)} {plain_formula(evidence['distribution'])}"
            if evidence["distribution"]
            else ""
        )
        yield Text(f"  {word('part-because', language, part=part, why=evidence['why'])}{drawn}")
    for value in symbol["values"]:
        place = f"{value['source']['file']}:{value['source']['line']}"
        setting = f"  {value['setting']}" if value["setting"] else ""
        yield Text.assemble(
            f"  {word('set-to', language, value=plain_formula(value['value']))}  ", (f"{place}{setting}", "dim")
        )


def _concept(link: Row, glossary: Glossary, language: Language) -> Iterator[RenderableType]:
    certainty = word("certainty", language, percent=round(100 * link["confidence"]))
    name = concept_name(link["id"], glossary, language)
    yield Text.assemble("\n", (name, "bold"), f"  {certainty}: {link['why']}")
    concept = glossary.concepts.get(link["id"])
    if concept is None:
        return
    yield Text(f"  {concept.definition.get(language, '')}")
    for number, need in enumerate(need for need in concept.requires if need.kind == "read"):
        lead = f"  {word('requires-read', language)}: " if number == 0 else "    "
        yield Text.assemble(
            lead, (concept_name(need.concept, glossary, language), "bold"), f" ({need.why.get(language, '')})"
        )


def _formulas(equations: Sequence[Row], language: Language) -> Table:
    table = _table(("number", "section", "formula"), language)
    for equation in equations:
        latex = " ".join(without_bookkeeping(equation["expanded"]).split())
        table.add_row(*_cells(equation["number"] or "", equation["section"], latex))
    return table


def _symbols(symbols: Sequence[Row], glossary: Glossary, language: Language) -> Table:
    table = _table(("symbol", "meaning", "evidence", "concept", "count"), language)
    for symbol in symbols:
        concept = concept_name(symbol["concepts"][0]["id"], glossary, language) if symbol["concepts"] else ""
        evidence = Text(how_known(symbol, language), style=COLOURS[symbol["status"]])
        latex, meaning, concept_cell, count = _cells(
            symbol["latex"], said(symbol, language), concept, str(symbol["count"])
        )
        table.add_row(latex, meaning, evidence, concept_cell, count)
    return table


def _table(columns: Sequence[str], language: Language) -> Table:
    """An empty table. What is long and can be looked up is cut to the width that is left; everything else wraps."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand="formula" in columns)
    for column in columns:
        is_cut = column in ("section", "formula")
        table.add_column(
            word(f"column-{column}", language),
            justify="right" if column == "count" else "left",
            no_wrap=is_cut or column in ("number", "symbol"),
            overflow="ellipsis" if is_cut else "fold",
            max_width=24 if column == "section" else None,
            ratio=1 if column == "formula" else None,
        )
    return table


def _cells(*texts: str) -> list[Any]:
    """Plain text: square brackets are the author's, not rich's markup."""
    return [Text(text) for text in texts]
