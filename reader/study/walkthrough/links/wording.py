"""How a sentence points at another formula: by its number, as the one above or below, or by what it gives."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from glossary.naming import fold_name
from reader.formula.semantics.nodes import Chain, Meaning, Nothing
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.statements import statements_of
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.model.values import value
from reader.study.walkthrough.names import without_remark
from reader.study.walkthrough.pen import Pen, is_readable

if TYPE_CHECKING:
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.model.symbols import Symbol as PaperSymbol
    from reader.study.study import Study

FAR = 8  # displays up to which one finds the formula for a letter again
GIVES = GIVING_RELATIONS | {r"\sim"}


@value
class Where:
    """``key`` is the row that says where a formula stands, with its number or its left side."""

    key: str
    number: str = ""
    left: str = ""

    def written(self, pen: Pen) -> str:
        return pen.row(self.key, number=self.number, left=pen.math(self.left) if self.left else "")


def where_is(found: Equation, equation: Equation, study: Study) -> Where | None:
    """None where nothing would tell it from the formulas beside it."""
    distance = study.ranks[equation.id] - study.ranks[found.id]
    if found.number and (found.number != equation.number or distance > FAR):  # far away it is the same one once more
        return Where("formula", found.number)
    if abs(distance) == 1:
        return Where("above" if distance > 0 else "below")
    left = left_of(found, study)
    if not left or abs(distance) > FAR or found.section != equation.section:
        return None
    between = _between(found, equation, study)
    is_plain = all(left_of(each, study) != left for each in between)
    return Where("of-above" if distance > 0 else "of-below", left=left) if is_plain else None


def _between(found: Equation, equation: Equation, study: Study) -> list[Equation]:
    first, last = sorted((study.ranks[found.id], study.ranks[equation.id]))
    return list(islice(study.document.equations, first + 1, last))


def is_new_here(symbol: PaperSymbol, equation: Equation, study: Study) -> bool:
    """Whether no display before in the same section has a symbol."""
    here = study.ranks[equation.id]
    return study.first_met.get((symbol.id, equation.section), here) >= here


def is_untold(annotation: Annotation, equation: Equation, study: Study) -> bool:
    """Whether the textbook may say what a symbol is: it is new to the section. Where a display gives a letter, and the
    author calls it by another name than the textbook does, that display says more exactly what it is."""
    symbol, link = annotation.symbol, next(iter(annotation.links), None)
    is_given = len(symbol.latex) == 1 and any(each.display for each in study.giving.get(symbol.latex, ()))
    if is_given and link is not None and annotation.status == "paper":
        name = set(fold_name(without_remark(study.glossary[link.concept].name["en"])))
        if not name <= set(fold_name(annotation.meaning or "")):
            return False
    return is_new_here(symbol, equation, study)


def left_of(equation: Equation, study: Study) -> str:
    """What a formula gives, as LaTeX; "" where it says more than one thing, or goes on with the row above."""
    said = study.trees.said(equation)
    statements = statements_of(said.told) or [said.told]
    statement = statements[0]
    if not said.begins or len(statements) > 1 or not is_own(statement, said.row.start):
        return ""
    left = left_side(statement)
    return meaning_latex(left) if left is not None and is_readable(left) else ""


def left_side(statement: Meaning) -> Meaning | None:
    """What a statement gives or draws."""
    if not isinstance(statement, Chain) or statement.relations[0].sign not in GIVES:
        return None
    left = statement.operands[0]
    return None if isinstance(left, Nothing) else left


def is_own(statement: Meaning, start: int) -> bool:
    """Whether the left side stands in the row itself, and not in the one above."""
    return isinstance(statement, Chain) and statement.operands[0].start >= start
