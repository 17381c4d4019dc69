"""Powers that only look like labels: ``\\gamma^t`` of a discount, ``x^\\alpha`` of a number to one that is declared."""

from __future__ import annotations

from dataclasses import replace

from reader.formula.semantics.nodes import Application, Meaning, Power, Symbol, Undecided
from reader.formula.semantics.parser import read_meaning
from reader.formula.shapes.expressions import SCALAR
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tree import rebuilt, walk
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.spelling import LETTER

COUNTED = frozenset({"natural", "integer", "index", "binary"})  # what may as well be a label


def with_powers(meaning: Meaning, knowledge: Knowledge) -> Meaning:
    """The same formula with what the paper's words and declarations show to be powers."""
    return _with_powers(meaning, knowledge) if any(isinstance(node, Undecided) for node in walk(meaning)) else meaning


def _with_powers(node: Meaning, knowledge: Knowledge) -> Meaning:
    inner = rebuilt(node, lambda part: _with_powers(part, knowledge))
    return power_of(inner, knowledge) or inner if isinstance(inner, Undecided) else inner


def power_of(node: Undecided, knowledge: Knowledge) -> Power | None:
    """``\\gamma^{t}`` of a number between 0 and 1, ``x^{\\alpha}`` where both are declared as numbers."""
    base, _, script = node.latex.removesuffix("}").partition("^{")
    if node.reason != "power-or-label" or not LETTER.fullmatch(base) or not script:
        return None
    exponent = read_meaning(parse_formula(script))
    letters = [part for part in walk(exponent) if isinstance(part, Symbol)]
    odd = any(isinstance(part, Application | Undecided) for part in walk(exponent))
    shrinks = is_number(base, knowledge, frozenset({"unit"}))
    raised = isinstance(exponent, Symbol) and is_number(base, knowledge) and is_number(exponent.latex, knowledge)
    if odd or not letters or not (shrinks or raised):
        return None
    return Power(node.start, node.end, Symbol(node.start, node.end, base, base), placed(exponent, node.end))


def is_number(latex: str, knowledge: Knowledge, domains: frozenset[str] = frozenset()) -> bool:
    """Whether the author says that a letter is a number, of these ``domains`` where any are given; none that counts."""
    declared = knowledge.declarations.find(latex)
    known = declared is not None and declared.firm and declared.shape == SCALAR
    domain = declared.domain if known and declared is not None else knowledge.quantities.get(latex, "")
    return domain in domains if domains else bool(known) and domain not in COUNTED


def placed(node: Meaning, end: int) -> Meaning:
    """The same at the end of what it is a part of."""
    return replace(rebuilt(node, lambda part: placed(part, end)), start=end, end=end)
