"""A paper, a formula and a symbol as values for whoever works in Python, and as HTML where a notebook shows them.

The HTML makes no request and runs nothing: formulas are MathML, which browsers draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from reader.errors import NotInPaper, NotRunnable
from reader.formula.syntax.parsing import parse_formula
from reader.messages import sentences
from reader.model import lookup
from reader.output.drawing.mathml import to_mathml
from reader.output.rows.report import concept_name, how_known, said, tally_of
from reader.output.rows.sheets import Sheet, Sheets, credits_of, prose, with_dollars
from reader.output.rows.symbols import symbol_in
from reader.output.typesetting.quotation import Quotations
from reader.output.typesetting.run_sentences import refusal_text
from reader.study.evaluation.refusal import Refusal
from reader.study.runs import UnknownName, run_equation
from reader.study.study import study_of
from reader.study.walkthrough.known import annotations_of_rows

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.model.reading import Reading
    from reader.output.rows.row import Row
    from reader.output.rows.sheets import Prose
    from reader.study.evaluation.planning.run import Run
    from reader.study.study import Study

say = sentences("exports")
BOX = "max-width:46rem;line-height:1.5"
QUIET = "opacity:.7;font-size:.9em"


def find_formula(paper: Reading | Study, wanted: str | int, language: Language = "en") -> FormulaView:
    """The formula with this printed number, label or id. :class:`NotInPaper` where there is none."""
    study = study_of(paper)
    return FormulaView(study, _equation(study, wanted), language)


def find_symbol(paper: Reading | Study, wanted: str, language: Language = "en") -> SymbolView:
    """The symbol with this LaTeX, in canonical spelling or the author's. :class:`NotInPaper` where there is none."""
    study = study_of(paper)
    found = lookup.find_symbol(study.reading.annotations, wanted)
    if found is None:
        raise NotInPaper("no-such-symbol", wanted=wanted)
    return SymbolView(study, found, None, language)


def run_formula(
    paper: Reading | Study, wanted: str | int, values: Mapping[str, float] | None = None, seed: int = 0
) -> Run:
    """A formula on small numbers. ``values`` sets sizes, and inputs that are one number, by their LaTeX; what is not
    set is made up from ``seed``, but for what the authors set.

    Raises :class:`NotInPaper`, and :class:`NotRunnable` with the reason.
    """
    study = study_of(paper)
    equation = _equation(study, wanted)
    try:
        return run_equation(equation, study, seed, values)
    except Refusal as refusal:
        raise NotRunnable("not-runnable", wanted=wanted, reason=refusal_text(refusal, "en")) from None
    except UnknownName as unknown:
        known = ", ".join(unknown.known) or "–"
        raise NotRunnable("no-such-input", name=unknown.name, known=known) from None


def _equation(study: Study, wanted: str | int) -> Equation:
    found = lookup.find_equation(study.document.equations, str(wanted))
    if found is None:
        known = ", ".join(each.number for each in study.document.equations if each.number) or "–"
        raise NotInPaper("no-such-formula", wanted=wanted, known=known)
    return found


@dataclass(frozen=True, repr=False)  # without slots: what is made on demand is kept
class SymbolView:
    """What a symbol means, in the whole paper or in one formula of it."""

    study: Study
    annotation: Annotation
    equation: Equation | None
    language: Language

    @property
    def latex(self) -> str:
        """Its canonical spelling."""
        return self.annotation.symbol.latex

    @property
    def meaning(self) -> str:
        """In the author's words, or the glossary's; "" where nothing is known. Formulas stand between dollars."""
        return said(self._row, self.language)

    @property
    def status(self) -> str:
        """Who says so: ``paper``, ``mention``, ``glossary``, ``structure``, ``reader``, ``model`` or ``unknown``."""
        return str(self._row["status"])

    @property
    def known(self) -> str:
        """The same as a phrase."""
        return how_known(self._row, self.language)

    @property
    def sentence(self) -> str:
        """The author's sentence as it is written, or ""."""
        return str(self._row["meaning_source"]["sentence"]) if self._row["meaning_source"] else ""

    @property
    def place(self) -> str:
        """Where that stands, ``main.tex:12``, or ""."""
        source = self._row["meaning_source"]
        return f"{source['file']}:{source['line']}" if source else ""

    @property
    def concepts(self) -> tuple[str, ...]:
        """Ids of the glossary, the likeliest first."""
        return tuple(link["id"] for link in self._row["concepts"])

    @cached_property
    def _row(self) -> Row:
        quotations = Quotations.in_document(self.study.document)
        return symbol_in(self.annotation, self.equation, self.study, quotations, self.language)

    def __str__(self) -> str:
        return f"{self.latex}: {self.meaning or '–'} ({self.known})"

    def __repr__(self) -> str:
        return f"<{self}>"

    def _repr_html_(self) -> str:
        glossary = self.study.glossary
        names = ", ".join(concept_name(each, glossary, self.language) for each in self.concepts[:1])
        quote = f"<blockquote>{prose_html(prose(self.sentence))}</blockquote>" if self.sentence else ""
        more = " · ".join(part for part in (self.known, self.place, names) if part)
        meaning = prose_html(prose(self.meaning)) or "–"
        return f'<div style="{BOX}">{drawn(self.latex)}: <b>{meaning}</b> {quiet(more)}{quote}</div>'


@dataclass(frozen=True, repr=False)
class FormulaView:
    """A formula with what is said of it. A statement of several rows is one formula."""

    study: Study
    equation: Equation
    language: Language

    @property
    def number(self) -> str | None:
        """As it is printed."""
        return self.equation.number

    @property
    def latex(self) -> str:
        """Without the author's macros."""
        return " \\\\ ".join(row.formula.expanded.strip() for row in self._sheet.rows)

    @property
    def place(self) -> str:
        """``main.tex:12``"""
        return self._sheet.place

    @property
    def purpose(self) -> str:
        """What it is for in one sentence, or ""; formulas stand between dollars."""
        return with_dollars(self._sheet.purpose)

    @property
    def author(self) -> str:
        """The author's sentence that says what it is for, or ""."""
        return with_dollars(self._sheet.author.parts) if self._sheet.author is not None else ""

    @property
    def symbols(self) -> tuple[SymbolView, ...]:
        """All of them, each once, also those that nothing is known of."""
        found = annotations_of_rows(self.equation, self.study)
        return tuple(SymbolView(self.study, each, self.equation, self.language) for each in found)

    @property
    def ideas(self) -> tuple[str, ...]:
        """Ids of the concepts that its parts rest on."""
        return self._sheet.ideas

    @cached_property
    def _sheet(self) -> Sheet:
        return Sheets(self.study, self.language).of(self.equation)

    def __str__(self) -> str:
        return self.latex

    def __repr__(self) -> str:
        return f"<{self._sheet.heading}: {self.latex}>"

    def _repr_html_(self) -> str:
        return f'<div style="{BOX}">{sheet_html(self._sheet)}</div>'


# --- HTML ------------------------------------------------------------------------------------------------------------


def reading_html(reading: Reading | Study, language: Language = "en") -> str:
    """The paper's title, what was found, and the formulas that carry it."""
    study = study_of(reading)
    whose = credits_of(study, language)
    sheets = Sheets(study, language)
    starts = "".join(sheet_html(sheets.of(study.equations[each.equation])) for each in study.start)
    numbers = [each.number for each in study.document.equations if each.display]
    tally = tally_of(numbers, [each.status for each in study.reading.annotations], language)
    lines = "".join(f"<div>{quiet(line)}</div>" for line in (*whose.lines, tally))
    return f'<div style="{BOX}"><h3>{escape(whose.title)}</h3>{lines}{starts}</div>'


def sheet_html(sheet: Sheet) -> str:
    """A formula, what it is for, and its symbols."""
    formulas = "".join(f"<div>{drawn(row.formula.expanded, display=True)}</div>" for row in sheet.rows)
    purpose = f"<p><b>{prose_html(sheet.purpose)}</b></p>" if sheet.purpose else ""
    author = ""
    if sheet.author is not None:
        author = f"<blockquote>{prose_html(sheet.author.parts)} {quiet(sheet.author.place)}</blockquote>"
    symbols = "".join(
        f"<li>{drawn(each.latex)}: {prose_html(each.meaning)} {quiet(each.known)}</li>" for each in sheet.symbols
    )
    listed = f"<ul>{symbols}</ul>" if symbols else ""
    return f"<h4>{escape(sheet.heading)}</h4>{formulas}{purpose}{author}{listed}"


def drawn(latex: str, *, display: bool = False) -> str:
    """A formula as MathML."""
    return to_mathml(parse_formula(latex), display=display)


def prose_html(parts: Prose | Iterable[Mapping[str, str]]) -> str:
    """Words as text, formulas drawn."""
    return "".join(escape(part["text"]) if "text" in part else drawn(part["latex"]) for part in parts)


def quiet(text: str) -> str:
    return f'<span style="{QUIET}">{escape(text)}</span>'
