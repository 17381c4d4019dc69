"""Reading -> annotated LaTeX for pdflatex: each display in colours with numbers over its symbols, their meanings below.

The author's formulas stay as they are written, macros expanded. The numbers say the same as the colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import reader
from reader.output.rows.sheets import Sheet, Sheets, SheetSymbol, credits_of, idea_name, say
from reader.output.typesetting.marked_latex import Mark, in_scripts, marked_display
from reader.output.typesetting.tex_document import (
    for_tex,
    tex_document,
    tex_head,
    tex_inline,
    tex_lang,
    tex_prose,
    tex_text,
)

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.study.study import Study

COLOURS = ("0B5FA5", "B34700", "00705A", "8A2C8A", "A3123F", "6B5900", "006C80", "5A3FC0")  # on white, all above 4.5:1
DEFINITIONS = r"""% A symbol in its colour; the first of a formula with its number over it.
\newcommand\symbolpart[3]{{\color{#1}#3}}
\newcommand\symbolfirst[3]{\overset{\textcolor{#1}{\scriptscriptstyle\mathsf{#2}}}{{\color{#1}#3}}}
\newcommand\symbollow[3]{\smash{\symbolfirst{#1}{#2}{#3}}\vphantom{#3}}
"""


def export(study: Study, language: Language = "en") -> str:
    """The document, which needs nothing else beside it."""
    whose = credits_of(study, language)
    body = tex_head(whose.title, whose.lines, whose.address)
    sheets = list(Sheets(study, language).all())
    for sheet in sheets:
        body += _sheet(sheet, study, language)
    if not sheets:
        body.append(tex_text(say("no-formulas", language)))
    made = say("made-by", language, version=reader.__version__)
    name = f"{study.reading.bundle.name}-annotated.tex"
    return tex_document(name, made, "".join(map(_colour, range(len(COLOURS)))) + DEFINITIONS, body)


def _colour(number: int) -> str:
    return rf"\definecolor{{{colour(number + 1)}}}{{HTML}}{{{COLOURS[number]}}}" + "\n"


def colour(number: int) -> str:
    """The name of the colour of the symbol with this number, the first of which is 1."""
    return f"symbol{(number - 1) % len(COLOURS) + 1}"


def _sheet(sheet: Sheet, study: Study, language: Language) -> Iterator[str]:
    yield rf"\subsection*{{{tex_text(sheet.heading)}}}"
    if sheet.purpose:
        yield tex_prose(sheet.purpose) + r"\par"
    if sheet.author is not None:
        words = f"{tex_text(say('author-writes', language))} ({tex_text(sheet.author.place)}): "
        yield rf"{{\small {words}{tex_prose(sheet.author.parts)}\par}}"
    yield _display(sheet, study, language)
    if sheet.symbols:
        yield r"\begin{itemize}\setlength\itemsep{0pt}"
        yield from (_note(number, symbol) for number, symbol in enumerate(sheet.symbols, 1))
        yield r"\end{itemize}"
    if sheet.ideas:
        names = tex_lang(language).join(idea_name(idea, study.glossary, language) for idea in sheet.ideas)
        yield rf"{{\small {tex_text(say('rests-on', language))}: {tex_text(names)}\par}}"
    yield ""


def _note(number: int, symbol: SheetSymbol) -> str:
    place = f", {symbol.quote.place}" if symbol.quote is not None else ""
    mark = rf"\textcolor{{{colour(number)}}}{{\textsf{{{number}}}}}"
    return (
        rf"\item[{mark}] {tex_inline(symbol.latex)}: {tex_prose(symbol.meaning)} {tex_text(f'({symbol.known}{place})')}"
    )


def _display(sheet: Sheet, study: Study, language: Language) -> str:
    """The formula with its marks; as it was written where no program could set it."""
    numbers = {symbol.id: number for number, symbol in enumerate(sheet.symbols, 1)}
    seen: set[str] = set()
    marks = {row.id: _marks(row.formula.expanded, _places(row.id, study), numbers, seen) for row in sheet.rows}
    whole = marked_display(sheet.rows, marks)
    if whole is not None:
        return f"\\[\n{for_tex(whole)}\n\\]"
    source = " ".join(row.formula.latex for row in sheet.rows)
    return rf"{tex_text(say('as-written', language))} \texttt{{{tex_text(source)}}}\par"


def _places(equation: str, study: Study) -> list[tuple[str, int, int]]:
    """The symbols of a row with their places, as they stand."""
    found = ((each.symbol.id, place) for each in study.reading.annotations_in(equation)
             for place in each.symbol.occurrences if place.equation == equation)  # fmt: skip
    return sorted(((id_, place.start, place.end) for id_, place in found), key=lambda each: each[1:])


def _marks(
    latex: str, places: Sequence[tuple[str, int, int]], numbers: dict[str, int], seen: set[str]
) -> Iterator[Mark]:
    """The first place of a symbol that is no script gets its number as well, without height where scripts follow."""
    for symbol, start, end in places:
        if symbol not in numbers:
            continue
        number = numbers[symbol]
        first = symbol not in seen and not in_scripts(latex, start)
        if first:
            seen.add(symbol)
        low = latex[end:].lstrip()[:1] in ("^", "_", "'")
        command = ("symbollow" if low else "symbolfirst") if first else "symbolpart"
        yield Mark(start, end, rf"{{\{command}{{{colour(number)}}}{{{number}}}{{", "}}")
