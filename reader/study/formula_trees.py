"""The content trees of a paper's formulas, and what is read off all of them so that each is read rightly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reader.formula.semantics.declared_names import DeclaredNames
from reader.formula.semantics.nodes import Meaning
from reader.formula.semantics.parser import plain_meaning, read_meaning
from reader.formula.semantics.statements import RowStatement, part_of, statements_by_row
from reader.formula.shapes.declared import EQUAL, declared_in
from reader.formula.shapes.expressions import SCALAR, skeleton
from reader.formula.symbols.surroundings import relation_of
from reader.formula.syntax.naming import strip
from reader.formula.syntax.nodes import Expression, Scripted, Space
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.printer import spell, unfold
from reader.model.annotations import Annotation
from reader.model.document import Document, Equation, Statement, StatementRow
from reader.model.reading import Reading
from reader.study.noun_kinds import FUNCTION, head_of, kind_of

DECLARES = re.compile(r"\\(?:in|to|ge|geq|le|leq)(?![A-Za-z])|[<>]")
LONGEST_DECLARATION = 300  # characters


@dataclass(frozen=True, slots=True)
class FormulaTrees:
    """Each tree is read when it is first asked for, once for all formulas that are written alike."""

    document: Document
    evidence: DeclaredNames
    statements: Mapping[str, Statement]
    known: dict[str, Meaning] = field(default_factory=dict, repr=False)

    def meaning(self, equation: Equation) -> Meaning:
        """The content tree of one of the paper's formulas, a row for itself."""
        return self.tree(equation.formula.expanded)

    def said(self, equation: Equation) -> RowStatement:
        """What a formula says, with the rows that it makes one statement with."""
        statement = self.statements.get(equation.id)
        if statement is None:
            latex = equation.formula.expanded
            return RowStatement(latex, self.tree(latex), StatementRow(equation.id, 0, len(latex)))
        row = statement.row(equation.id)
        return RowStatement(statement.latex, part_of(self.tree(statement.latex), row), row)

    def tree(self, latex: str) -> Meaning:
        if latex not in self.known:
            self.known[latex] = read_meaning(parse_formula(latex), self.evidence)
        return self.known[latex]

    def all(self) -> Iterator[tuple[Equation, Meaning]]:
        """Every formula and statement of the paper once in each section, with its content tree."""
        for equation, latex in unique(self.document, self.statements):
            yield equation, self.tree(latex)


def formula_trees(reading: Reading) -> FormulaTrees:
    """The trees of one reading; none of them is read yet."""
    statements = statements_by_row(reading.document)
    formulas = (latex for _, latex in unique(reading.document, statements))
    return FormulaTrees(reading.document, formula_evidence_of(reading.annotations, formulas), statements)


def meaning_of(equation: Equation, evidence: DeclaredNames | None = None) -> Meaning:
    return read_meaning(parse_formula(equation.formula.expanded), evidence)


def formula_evidence_of(annotations: Iterable[Annotation], formulas: Iterable[str]) -> DeclaredNames:
    """Names with superscripts that the author declares or explains, functions, letters that count steps."""
    names: set[str] = set()
    functions: set[str] = set()
    numbers: set[str] = set()
    for annotation in annotations:
        if annotation.status == "paper" and annotation.symbol.kind == "identifier":
            names |= set(named_whole(annotation.symbol.latex)) if not skeleton(annotation.symbol.latex)[1] else set()
            meaning = annotation.meaning or ""
            functions |= {annotation.symbol.latex} if FUNCTION.search(head_of(meaning)) else set()
            kind = kind_of(meaning)
            numbers |= {annotation.symbol.latex} if kind is not None and not kind[0] else set()
    for latex in formulas:
        if "^" in latex:
            names |= stepped(parse_formula(latex))
        if len(latex) < LONGEST_DECLARATION and DECLARES.search(latex):
            for each in declared_in(plain_meaning(latex)):
                names |= {each.name, skeleton(each.name)[0]} if "^" in each.name else set()
                (functions if each.function else numbers if each.shape == SCALAR else set()).add(each.name)
    return DeclaredNames(frozenset(functions), frozenset(names), frozenset(numbers - functions))


def stepped(expression: Expression) -> set[str]:
    """``x^{t+1} = ...``: a small letter that is given a value for one step has steps, and no powers."""
    solid = [node for node in expression.root.children if type(node) is not Space]
    first = strip(solid[0]) if len(solid) > 2 else None
    if type(first) is not Scripted or relation_of(solid[1]) not in (*EQUAL, r"\leftarrow", r"\gets"):
        return set()
    base, _, _, above = unfold(first)
    script = "".join(spell(part, in_script=True) for part in above)
    counts = skeleton(f"x^{{{script}}}")[1] and not script.isdigit()
    letter = spell(base)
    return {f"{letter}^{{+}}"} if counts and letter.islower() and len(letter) == 1 else set()


def named_whole(latex: str) -> tuple[str, ...]:
    """A name with a superscript; where that is one capital, its companions are names too: W^K beside W^Q."""
    stem, mark, script = latex.rpartition("^")
    letter = script.strip("{}")
    companions = (f"{stem}^{{A}}",) if len(letter) == 1 and letter.isupper() else ()
    return (latex, *companions) if mark else ()


def unique(document: Document, statements: Mapping[str, Statement]) -> Iterator[tuple[Equation, str]]:
    """Each formula with its LaTeX once in each section, since to say the same twice adds nothing; a statement of
    several rows once, with its first row."""
    seen = set()
    for equation in (*document.inline, *document.equations):
        statement = statements.get(equation.id)
        latex = statement.latex if statement else equation.formula.expanded
        if (latex, equation.section) not in seen:
            seen.add((latex, equation.section))
            yield equation, latex
