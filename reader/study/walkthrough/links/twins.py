"""Formulas that repeat an earlier one but for a letter or two, and right sides that stand twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Chain, Meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.statements import statements_of
from reader.model.values import value
from reader.study.walkthrough.links.wording import FAR, Where, is_own, left_side, where_is
from reader.study.walkthrough.pen import Pen
from reader.study.walkthrough.sameness import MOST, Swap, likeness
from reader.study.walkthrough.sentence import POINTS, TELLING, Sentence

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.study.study import Study

BACK = 30  # numbered formulas before one among which its twin is looked for
LEAST = 30  # characters of LaTeX from which on it is no wonder that two formulas are alike
CLOSE = 4  # characters by which short twins may differ in length
NEAR = 2  # displays between which the eye goes back and forth: there short ones count as well
MOST_NEAR = 3  # letters that may differ there
LEAST_KEPT = 3  # places that must be the same there


@value
class Twin:
    """An earlier formula that reads the same but for some letters; or only its right side is the same."""

    where: Where
    swaps: tuple[Swap, ...] = ()
    is_whole: bool = True


def twin_of(equation: Equation, study: Study) -> Twin | None:
    """The nearest one."""
    here = _said(equation, study)
    if here is None:
        return None
    numbered = 0
    for each, before in _before(equation, study):
        is_near = each.section == equation.section and study.ranks[equation.id] - study.ranks[each.id] <= NEAR
        where = where_is(each, equation, study)
        found = _shared(before, here, is_near=is_near) if where is not None else None
        if found is not None and where is not None:
            return Twin(where, *found)
        numbered += each.number is not None
        if numbered == BACK:
            break
    return None


def _before(equation: Equation, study: Study) -> Iterator[tuple[Equation, Meaning]]:
    """The displays that one can be pointed to, the nearest first: far away only a number finds one again."""
    here = study.ranks[equation.id]
    for rank in reversed(range(here)):
        each = study.document.equations[rank]
        is_found = each.display and (bool(each.number) or here - rank <= FAR)
        said = _said(each, study) if is_found else None
        if said is not None:
            yield each, said


def _said(equation: Equation, study: Study) -> Meaning | None:
    """What a formula says, where that is all its own."""
    said = study.trees.said(equation)
    first = next(iter(statements_of(said.told)), said.told)
    is_all = said.begins and (not isinstance(first, Chain) or is_own(first, said.row.start))
    return said.told if is_all else None


def _shared(before: Meaning, here: Meaning, *, is_near: bool) -> tuple[tuple[Swap, ...], bool] | None:
    """The swaps, and whether the two are alike as wholes."""
    first, second = meaning_latex(before), meaning_latex(here)
    is_long = min(len(first), len(second)) >= LEAST
    if (is_long or is_near) and abs(len(first) - len(second)) <= max(len(second) // 4, CLOSE):
        found = likeness(first, second)
        most = MOST_NEAR if is_near else MOST
        if found is not None and len(found.swaps) <= most and found.kept >= max(LEAST_KEPT, len(found.swaps)):
            return found.swaps, True
    sides = [_right(each) for each in (before, here)]
    return ((), False) if len(sides[1]) >= LEAST and sides[0] == sides[1] else None


def _right(said: Meaning) -> str:
    """The right side of a formula that gives one value, as LaTeX."""
    is_given = left_side(said) is not None and isinstance(said, Chain) and len(said.operands) == 2
    return meaning_latex(said.operands[1]) if is_given and isinstance(said, Chain) else ""


def twins_in(equation: Equation, meaning: Meaning, study: Study) -> Iterator[Sentence]:
    """What one formula has from an earlier one."""
    twin = twin_of(equation, study)
    if twin is not None:
        yield _told(meaning, twin)


def twin_within(first: Meaning, statement: Meaning) -> Sentence | None:
    """What a later statement of a display has from the first, where a letter or two differ: what is said of the one
    holds of the other."""
    lefts = [left_side(each) for each in (first, statement)]
    found = likeness(meaning_latex(first), meaning_latex(statement)) if statement is not first else None
    if found is None or None in lefts or not 0 < len(found.swaps) <= MOST or found.kept <= LEAST_KEPT:
        return None
    one, other = (meaning_latex(each) for each in lefts if each is not None)
    swaps = found.swaps

    def write(pen: Pen) -> str:
        same = pen.row("alike", box=pen.math(other), other=pen.math(one), swaps=pen.swaps(swaps))
        return pen.row("alike-end", told=same)

    return Sentence("certain", statement, write, POINTS)


def _told(meaning: Meaning, twin: Twin) -> Sentence:
    def write(pen: Pen) -> str:
        where = twin.where.written(pen)
        if not twin.is_whole:
            return pen.row("same-right", where=where)
        key = "twin" if twin.swaps else "twin-same"
        return pen.row(key, where=where, swaps=pen.swaps(twin.swaps))

    return Sentence("certain", meaning, write, TELLING)
