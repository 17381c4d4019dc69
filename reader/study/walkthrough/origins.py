"""Where the parts of a formula come from and where its value goes: other formulas of the paper, by their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from reader.formula.semantics.free_values import free_values_in
from reader.formula.semantics.nodes import Application, Chain, Grid, Meaning, Symbol
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.statements import statements_of
from reader.formula.syntax.tables.signs import GIVING_RELATIONS, MEMBER_RELATIONS
from reader.formula.syntax.tree import walk
from reader.study.values import SMALL
from reader.study.walkthrough.directions import PROBABILITIES
from reader.study.walkthrough.names import is_one_thing
from reader.study.walkthrough.pen import Pen, is_readable
from reader.study.walkthrough.sameness import Swap, swaps_between
from reader.study.walkthrough.sentence import Sentence

if TYPE_CHECKING:
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.study.study import Study

CONDITIONS = MEMBER_RELATIONS | {"<", ">", r"\le", r"\ge", r"\ne", r"\leqslant", r"\geqslant"}
MOST = 2  # parts of which the origin is told
MOST_USES = 3  # formulas that are named where a value goes
BACK = 30  # numbered formulas before one among which its twin is looked for
LEAST = 30  # characters of LaTeX from which on it is no wonder that two formulas are alike


def origins_in(equation: Equation, meaning: Meaning, study: Study) -> Iterator[Sentence]:
    """The twin of a formula, where its parts are given, what they are set to, and which formulas use what it gives."""
    twin = twin_of(equation, study)
    if twin is not None:
        yield _twin(meaning, *twin)
    given = {left.latex for statement in statements_of(meaning) or [meaning] if (left := _left(statement)) is not None}
    seen = set(given)
    parts = []
    for symbol in free_values_in(meaning, study.giving):
        if symbol.latex not in seen:
            seen.add(symbol.latex)
            found = _origin(symbol, equation, study)
            if found is not None:
                parts.append(found)
    yield from islice(parts, MOST)
    yield from settings_in(meaning, study)
    uses = list(islice(_uses(equation, given, study), MOST_USES + 1))
    left = _left(next(iter(statements_of(meaning)), meaning))
    if left is not None and 0 < len(uses) <= MOST_USES:
        yield _goes_into(left, uses)


def _left(statement: Meaning) -> Symbol | None:
    """What a statement gives: ``L`` of ``L(\\theta) = ...``."""
    if not isinstance(statement, Chain) or statement.relations[0].sign not in GIVING_RELATIONS:
        return None
    left = statement.operands[0]
    left = left.function if isinstance(left, Application) else left
    return left if isinstance(left, Symbol) else None


# --- where a part is given -------------------------------------------------------------------------------------------


def _origin(symbol: Symbol, equation: Equation, study: Study) -> Sentence | None:
    found = _definition(symbol.latex, equation, study)
    key, number = _where(found, equation, study) if found is not None else ("", "")
    statement = _giving(found, symbol, study) if found is not None and key else None
    if statement is None:
        return None
    right = statement.operands[1]
    is_plain = not any(isinstance(each, Grid) for each in walk(right))
    is_short = is_plain and isinstance(statement.operands[0], Symbol) and is_readable(right)

    def write(pen: Pen) -> str:
        where = pen.row(key, number=number)
        if is_short:
            return pen.row("origin-is", part=pen.part(symbol), where=where, right=pen.math(meaning_latex(right)))
        return pen.row("origin", part=pen.part(symbol), where=where)

    return Sentence("certain", symbol, write)


def _where(found: Equation, equation: Equation, study: Study) -> tuple[str, str]:
    """The row that says where a definition stands, and its number: before a formula, or beside it."""
    distance = study.ranks[equation.id] - study.ranks[found.id]
    if found.number and found.number != equation.number and distance > 0:
        return "formula", found.number
    if distance == 1:
        return "above", ""
    is_beside = found.group is not None and found.group == equation.group
    return ("below", "") if is_beside and distance == -1 else ("", "")


def _definition(latex: str, equation: Equation, study: Study) -> Equation | None:
    """The one display that says what a symbol is where an equation stands: in its chapter none says otherwise. A letter
    of distributions is another one with each argument."""
    annotation = study.spelled.get(latex)
    if annotation is None or not is_one_thing(annotation) or (annotation.symbol.base or latex) in PROBABILITIES:
        return None
    near = [each for each in study.giving.get(latex, ()) if each.display and _chapter(each) == _chapter(equation)]
    return near[0] if len({study.trees.said(each).latex for each in near}) == 1 else None


def _chapter(equation: Equation) -> str:
    """The outermost section that holds a formula: "3" of "3.1 Setup"; a heading without a number stands for itself."""
    number = equation.section.partition(" ")[0]
    is_number = len(number) == 1 or any(each.isdigit() for each in number)
    return number.partition(".")[0] if is_number else equation.section


def _is_before(one: Equation, other: Equation, study: Study) -> bool:
    return study.ranks[one.id] < study.ranks[other.id]


def _giving(equation: Equation, symbol: Symbol, study: Study) -> Chain | None:
    """The statement of a formula that says what a symbol is; None where it says more, which may be a condition or
    another value."""
    statements = statements_of(study.trees.said(equation).told)
    statement = statements[0] if len(statements) == 1 else None
    left = _left(statement) if statement is not None else None
    is_said = left is not None and left.latex == symbol.latex and not _is_qualified(equation, study)
    return statement if isinstance(statement, Chain) and is_said else None


def _is_qualified(equation: Equation, study: Study) -> bool:
    """Whether a later row of the same display says where this one holds, or may do so."""
    after = (each for each in study.displays.get(equation.group or "", ()) if _is_before(equation, each, study))
    said = (row for each in after if (row := study.trees.said(each)).begins)
    statements = (each for row in said for each in statements_of(row.told))
    return any(isinstance(each, Chain) and each.relations[0].sign in CONDITIONS for each in statements)


def settings_in(meaning: Meaning, study: Study) -> Iterator[Sentence]:
    """What the authors set letters to that are theirs to choose, where they name one value and no other."""
    symbols = {each.latex: each for each in free_values_in(meaning, study.giving)}
    found = ((symbol, study.spelled.get(latex)) for latex, symbol in symbols.items())
    told = (_setting(symbol, annotation, study) for symbol, annotation in found if annotation is not None)
    yield from islice(filter(None, told), MOST)


def _setting(symbol: Symbol, annotation: Annotation, study: Study) -> Sentence | None:
    played = study.parts.played(annotation)
    values = study.parts.values(annotation, played) if played is not None and played.part == "chosen" else ()
    is_common = len(symbol.latex) == 1 and symbol.latex.islower()  # a plain letter means many things in one paper
    if len(values) != 1 or SMALL.fullmatch(values[0].value) or is_common or not is_one_thing(annotation):
        return None
    if r"\cite" in values[0].source.sentence:
        return None  # what others set, as likely as not
    value = values[0].value
    return Sentence("certain", symbol, lambda pen: pen.row("setting", part=pen.part(symbol), value=pen.math(value)))


# --- where the value goes --------------------------------------------------------------------------------------------


def _uses(equation: Equation, given: set[str], study: Study) -> Iterator[str]:
    """The numbers of later formulas that stand on what this one gives."""
    seen = {equation.number}
    for latex in sorted(given):
        if _definition(latex, equation, study) is not equation:
            continue
        for place in study.spelled[latex].symbol.occurrences:
            user = study.equations.get(place.equation)
            is_new = user is not None and user.display and user.number and user.number not in seen
            if user is None or not is_new or _chapter(user) != _chapter(equation):
                continue
            seen.add(user.number)
            if _is_before(equation, user, study) and _stands_on(user, latex, study):
                yield user.number or ""


def _stands_on(equation: Equation, latex: str, study: Study) -> bool:
    """Whether a symbol is a value in a formula that does not give it another one."""
    said = study.trees.said(equation).told
    lefts = [_left(statement) for statement in statements_of(said)]
    is_given = any(left is not None and left.latex == latex for left in lefts)
    return not is_given and any(each.latex == latex for each in free_values_in(said, study.giving))


def _goes_into(left: Symbol, numbers: list[str]) -> Sentence:
    def write(pen: Pen) -> str:
        first, *others = numbers
        where = pen.listed([pen.row("formula", number=first), *(f"({number})" for number in others)])
        return pen.row("goes-into", part=pen.math(left.latex), where=where)

    return Sentence("certain", left, write)


# --- twins -----------------------------------------------------------------------------------------------------------


def twin_of(equation: Equation, study: Study) -> tuple[str, tuple[Swap, ...]] | None:
    """An earlier formula that reads the same but for one or two letters, and these."""
    here = meaning_latex(study.trees.said(equation).told)
    if len(here) < LEAST:
        return None
    before = (study.document.equations[rank] for rank in reversed(range(study.ranks[equation.id])))
    numbered = (each for each in before if each.display and each.number and each.group != (equation.group or ""))
    for each in islice(numbered, BACK):
        there = meaning_latex(study.trees.said(each).told)
        if abs(len(there) - len(here)) <= len(here) // 4:
            swaps = swaps_between(there, here, LEAST)
            if swaps is not None:
                return each.number or "", swaps
    return None


def _twin(meaning: Meaning, number: str, swaps: tuple[Swap, ...]) -> Sentence:
    def write(pen: Pen) -> str:
        where = pen.row("formula", number=number)
        return pen.row("twin", where=where, swaps=pen.swaps(swaps)) if swaps else pen.row("twin-same", where=where)

    return Sentence("certain", meaning, write)
