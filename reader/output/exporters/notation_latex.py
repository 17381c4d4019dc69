"""Reading -> the table of its notation as LaTeX: a line per symbol, the formulas drawn, for pdflatex."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import reader
from reader.output.rows.reading import ReadingRows
from reader.output.rows.report import how_known, said, word
from reader.output.rows.sheets import credits_of, prose, say
from reader.output.typesetting.tex_document import tex_document, tex_head, tex_inline, tex_prose, tex_text

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.output.rows.row import Row
    from reader.study.study import Study

COLUMNS = r"@{}p{0.17\linewidth}p{0.38\linewidth}p{0.22\linewidth}p{0.15\linewidth}@{}"


def export(study: Study, language: Language = "en") -> str:
    """The document. Only symbols that have a meaning are in it."""
    whose = credits_of(study, language)
    title = say("notation-of", language, title=whose.title)
    headings = (*(word(f"column-{key}", language) for key in ("symbol", "meaning", "evidence")),
                say("column-place", language))  # fmt: skip
    body = tex_head(title, whose.lines, whose.address)
    body += [rf"\begin{{longtable}}{{{COLUMNS}}}", r"\hline", _line(map(tex_text, headings)), r"\hline\endhead"]
    body += [_line(_cells(row, language)) for row in ReadingRows(study, language).symbols if said(row, language)]
    body += [r"\hline", r"\end{longtable}"]
    made = say("made-by", language, version=reader.__version__)
    return tex_document(f"{study.reading.bundle.name}-notation.tex", made, "", body)


def _line(cells: Iterator[str] | tuple[str, ...]) -> str:
    return " & ".join(cells) + r" \\"


def _cells(row: Row, language: Language) -> Iterator[str]:
    source = row["meaning_source"]
    yield tex_inline(row["latex"])
    yield tex_prose(prose(said(row, language)))
    yield tex_text(how_known(row, language))
    yield _place(source) if source else ""


def _place(source: Row) -> str:
    """File and line; a name that can be set letter by letter may be broken at its dots and slashes."""
    name = source["file"]
    plain = not set(name) & set("{}\\%#^~") and name.isascii() and name.isprintable()
    shown = rf"\path{{{name}}}" if plain else tex_text(name)
    return f"{shown}:{source['line']}"
