"""What is taken along of a formula, whatever the form: what it is for, its symbols with their evidence, its ideas.

Only what is claimed comes in: words that merely stand near a symbol are left to the page, which can show their doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from reader.formula.semantics.statements import statements_by_row
from reader.limits.watch import spare
from reader.messages import sentences, table
from reader.output.rows.purpose import PurposeRows
from reader.output.rows.reading import ReadingRows
from reader.output.rows.report import concept_name, credit_lines, how_known, said
from reader.output.rows.symbols import symbol_in
from reader.output.typesetting.quotation import Quotations, split_prose, title_parts
from reader.study.purpose.purpose import purpose_of

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.messages import Language
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.output.rows.row import Row
    from reader.output.typesetting.quotation import ProsePart
    from reader.study.study import Study

CLAIMED = frozenset({"paper", "glossary", "structure", "reader", "model"})
MOST_IDEAS = 4  # of one formula

Prose = tuple["ProsePart", ...]
say = sentences("exports")


@dataclass(frozen=True, slots=True)
class SheetQuote:
    """The author's words, and where they stand: ``main.tex:12``."""

    parts: Prose
    place: str


@dataclass(frozen=True, slots=True)
class SheetSymbol:
    """A symbol as one formula means it. ``known`` says how we know, ``quote`` is the sentence that says so."""

    id: str
    latex: str
    meaning: Prose
    known: str
    quote: SheetQuote | None
    concept: str  # its id, or ""
    counts: bool  # an index, or a letter that runs over something


@dataclass(frozen=True, slots=True)
class Sheet:
    """A formula with what is said of it. ``rows`` are the rows of its display that say it together."""

    rows: tuple[Equation, ...]
    heading: str
    place: str
    purpose: Prose
    author: SheetQuote | None
    symbols: tuple[SheetSymbol, ...]
    ideas: tuple[str, ...]

    @property
    def id(self) -> str:
        """That of its first row."""
        return self.rows[0].id


class Sheets:
    """The sheets of one paper in one language."""

    def __init__(self, study: Study, language: Language) -> None:
        self.study, self.language = study, language
        self.quotations = Quotations.in_document(study.document)
        self.purposes = PurposeRows(study)

    def all(self) -> Iterator[Sheet]:
        """A sheet for each statement that is displayed, in the paper's order."""
        return map(self.sheet, self.statements())

    def statements(self) -> Iterator[tuple[Equation, ...]]:
        """The rows of each, of which :meth:`sheet` makes one."""
        statements, seen = statements_by_row(self.study.document), set[str]()
        for equation in self.study.document.equations:
            if not equation.display or equation.id in seen:
                continue
            ids = [row.equation for row in statements[equation.id].rows] if equation.id in statements else [equation.id]
            seen.update(ids)
            yield tuple(self.study.equations[each] for each in ids)

    def of(self, equation: Equation) -> Sheet:
        """That of the statement to which a row belongs."""
        statement = statements_by_row(self.study.document).get(equation.id)
        ids = [row.equation for row in statement.rows] if statement is not None else [equation.id]
        return self.sheet(tuple(self.study.equations[each] for each in ids))

    def sheet(self, rows: tuple[Equation, ...]) -> Sheet:
        """One statement."""
        first = rows[0]
        found = spare("purpose", first, None, purpose_of, first, self.study)
        shown = self.purposes.shown(found)
        return Sheet(
            rows,
            heading=heading(rows, self.language),
            place=self.study.places.say(first.formula.span),
            purpose=own_words(found.text.get(self.language) or "") if found is not None else (),
            author=SheetQuote(tuple(shown["parts"]), shown["place"]) if shown is not None else None,
            symbols=tuple(self._symbols(rows)),
            ideas=tuple(self._ideas(rows)),
        )

    def _symbols(self, rows: tuple[Equation, ...]) -> Iterator[SheetSymbol]:
        seen: set[str] = set()
        for equation in rows:
            known = {each.symbol.id: each for each in self.study.reading.annotations_in(equation.id)}
            for symbol in self.study.reading.symbols.get(equation.id, ()):
                if symbol in known and symbol not in seen and is_named(known[symbol]):
                    seen.add(symbol)
                    yield from self._symbol(known[symbol], equation)

    def _symbol(self, annotation: Annotation, equation: Equation) -> Iterator[SheetSymbol]:
        study = self.study
        row = symbol_in(annotation, equation, study, self.quotations, self.language)
        meaning = said(row, self.language)
        if row["status"] not in CLAIMED or not meaning:
            return
        yield SheetSymbol(
            annotation.symbol.id,
            annotation.symbol.latex,
            meaning=prose(meaning),
            known=how_known(row, self.language),
            quote=self._quote(annotation, row) if row["status"] == "paper" else None,
            concept=next((link["id"] for link in row["concepts"] if link["id"] in study.glossary), ""),
            counts=annotation.role in ("index", "bound variable"),
        )

    def _quote(self, annotation: Annotation, row: Row) -> SheetQuote | None:
        """The sentence that defines the symbol in the sense that holds here."""
        told = (row["meaning_source"] or {}).get("sentence")
        sources = (annotation.source, *(sense.source for sense in annotation.senses))
        source = next((each for each in sources if each is not None and each.sentence == told), None)
        if source is None:
            return None
        return SheetQuote(tuple(self.quotations.sentence(source)), self.study.places.say(source.sentence_span))

    def _ideas(self, rows: tuple[Equation, ...]) -> list[str]:
        """The concepts of the blocks in a formula, but for what everybody brings along."""
        glossary = self.study.glossary
        found = (each.block.under for equation in rows for each in self.study.blocks[equation.id])
        learned = (each for each in dict.fromkeys(found) if each in glossary and not glossary[each].foundation)
        return list(islice(learned, MOST_IDEAS))


def is_named(annotation: Annotation) -> bool:
    """Whether a symbol is a name, and no sign of an operation that everybody has."""
    return annotation.symbol.kind == "identifier" or annotation.symbol.latex.startswith(r"\operatorname")


def heading(rows: tuple[Equation, ...], language: Language) -> str:
    """``(7) · 3.1 Preliminaries``; of several numbers the first and the last."""
    numbers = [row.number for row in rows if row.number]
    number = f"({numbers[0]})" if len(numbers) == 1 else f"({numbers[0]})–({numbers[-1]})" if numbers else ""
    unnumbered = "" if number else table("page")["formula-unnumbered"][language]
    return " · ".join(part for part in (number or unnumbered, rows[0].section) if part)


def prose(text: str) -> Prose:
    """LaTeX prose of the author's, its formulas apart."""
    return tuple(split_prose(text)) if text else ()


def own_words(text: str) -> Prose:
    """A text of ours, which is plain but for what stands between dollars."""
    return tuple(title_parts(text))


def with_dollars(parts: Prose) -> str:
    """Prose in a line, its formulas as LaTeX between dollars."""
    return " ".join("".join(part.get("text") or f"${part['latex']}$" for part in parts).split())


def idea_name(concept: str, glossary: Glossary, language: Language) -> str:
    """A concept's name; in Japanese with the English one, by which papers know it."""
    name = concept_name(concept, glossary, language)
    english = concept_name(concept, glossary, "en")
    return name if language == "en" or name == english else f"{name}（{english}）"


@dataclass(frozen=True, slots=True)
class Credits:
    """Whose paper it is: ``lines`` say who wrote it, where it stands and what may be done with its words."""

    title: str
    lines: tuple[str, ...]
    address: str  # of its abstract, or ""
    licence: str  # its address, or ""


def credits_of(study: Study, language: Language) -> Credits:
    """The credits that every file has that is taken along."""
    paper = ReadingRows(study, language).head()["paper"]
    passed_on = "quotes-free" if study.reading.paper.is_free else "quotes-own-use"
    rights = (say(passed_on, language),) if paper["id"] else ()
    lines = (*credit_lines(paper, language)[: 3 if paper["licence"] else 2], *rights)
    return Credits(paper["title"] or paper["main"], lines, paper["abstract_url"] or "", paper["licence"] or "")
