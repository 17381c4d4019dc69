"""Where the parts of a formula come from and where its value goes: other formulas of the paper, by their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import TYPE_CHECKING

from reader.formula.semantics.free_values import free_values_in
from reader.formula.semantics.nodes import Application, Chain, Grid, Meaning, Nothing, Symbol
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.statements import RowStatement, statements_of
from reader.formula.syntax.tables.signs import GIVING_RELATIONS, MEMBER_RELATIONS
from reader.formula.syntax.tree import walk
from reader.messages import Language
from reader.model.values import value
from reader.study.purpose.change import changing
from reader.study.purpose.claims import Claim
from reader.study.values import SMALL
from reader.study.walkthrough.directions import PROBABILITIES
from reader.study.walkthrough.links.primes import primes_in
from reader.study.walkthrough.links.proofs import proofs_in
from reader.study.walkthrough.links.wording import Where, is_new_here, where_is
from reader.study.walkthrough.names import is_one_thing, name_in
from reader.study.walkthrough.pen import Pen, is_readable
from reader.study.walkthrough.sentence import BY_THE_WAY, PLAIN, POINTS, Sentence
from reader.study.walkthrough.succession import is_ahead, is_next, is_step

if TYPE_CHECKING:
    from reader.model.annotations import Annotation, Definition
    from reader.model.document import Equation
    from reader.study.study import Study

# A formula that would be called by the symbol itself needs no name: by where it is.
ORIGINS = {"of-above": "origin-is-above", "of-below": "origin-is-below"}
BOUNDS = frozenset(("<", ">", r"\le", r"\ge", r"\ne", r"\leqslant", r"\geqslant"))
CONDITIONS = MEMBER_RELATIONS | BOUNDS
MOST = 2  # parts of which the origin is told
MOST_USES = 3  # formulas that are named where a value goes
# Words of sentences whose numbers count for one picture, run or example: "Both simulations use $\\sigma = 2$".
FOR_ONCE = (
    "example", "figure", "fig.", "illustrat", "panel", "plot", "simulat", "synthetic", "table", "toy", "visuali",
)  # fmt: skip
SOON = 3  # displays up to which a formula without a number belongs to the one that its parts are given for


def origins_in(equation: Equation, meaning: Meaning, study: Study) -> Iterator[Sentence]:
    """Where its parts are given, what they are set to, and which numbered formulas use what it gives."""
    yield from proofs_in(equation, study)
    yield from primes_in(meaning, study)
    stated = statements_of(meaning) or [meaning]
    given = {left.latex for statement in stated if (left := _left(statement)) is not None}
    seen = given | {each for statement in stated for each in _moved(statement)}
    parts = []
    for symbol in free_values_in(meaning, study.giving):
        if symbol.latex not in seen:
            seen.add(symbol.latex)
            found = _origin(symbol, equation, given, study)
            if found is not None:
                parts.append(found)
    yield from islice(parts, MOST)
    yield from settings_in(equation, meaning, study)
    uses = list(islice(_uses(equation, given, study), MOST_USES + 1))
    left = _left(next(iter(statements_of(meaning)), meaning))
    if left is not None and 0 < len(uses) <= MOST_USES:
        yield _goes_into(left, uses, study)


def _left(statement: Meaning) -> Symbol | None:
    """What a statement gives: ``L`` of ``L(\\theta) = ...``."""
    if not isinstance(statement, Chain) or statement.relations[0].sign not in GIVING_RELATIONS:
        return None
    left = statement.operands[0]
    left = left.function if isinstance(left, Application) else left
    return left if isinstance(left, Symbol) else None


def _moved(statement: Meaning) -> Iterator[str]:
    """What a statement says the change or the next value of: it is the solution, whatever another formula makes of it.
    ``x`` of ``dx/dt = v(x)``, ``x_t`` of ``x_{t+h} = x_t + h v``."""
    if not isinstance(statement, Chain):
        return
    left, sides = statement.operands[0], statement.operands[1:]
    what = changing(Claim(left, tuple(each.sign for each in statement.relations), sides))
    yield from () if what is None else (what, what.partition("(")[0])
    if isinstance(left, Symbol):
        right = (each.latex for side in sides for each in walk(side) if isinstance(each, Symbol))
        yield from (each for each in right if is_ahead(left.latex, each))


# --- where a part is given -------------------------------------------------------------------------------------------


def is_right_above(found: Equation, equation: Equation, study: Study) -> bool:
    """Whether it is the row above in the same display: the eye has just read it."""
    rows = [each.id for each in study.displays.get(equation.group or "", ())]
    return {found.id, equation.id} <= set(rows) and rows.index(equation.id) - rows.index(found.id) == 1


def _origin(symbol: Symbol, equation: Equation, given: Set[str], study: Study) -> Sentence | None:
    found = _definition(symbol.latex, equation, study)
    where = _where(found, equation, study) if found is not None else None
    statement = _giving(found, symbol, study) if found is not None and where is not None else None
    is_later = found is not None and _is_before(equation, found, study)
    if found is not None and is_right_above(found, equation, study):
        return None
    if where is None or statement is None or (is_later and _turns_round(symbol, statement, given, study)):
        return None
    right = statement.operands[1]
    is_plain = not any(isinstance(each, Grid) for each in walk(right))
    is_short = is_plain and isinstance(statement.operands[0], Symbol) and is_readable(right)
    if not is_short and not where.number:
        return None  # it stands in sight, and "Where it comes from" has the place
    key = ORIGINS.get(where.key, "origin-is") if is_short else "origin"

    def write(pen: Pen) -> str:
        if not is_short and pen.is_named(symbol):
            return ""  # what it is has been said
        said = pen.part(symbol)
        return pen.row(key, part=said, where=where.written(pen), right=pen.math(meaning_latex(right)))

    return Sentence("certain", symbol, write, PLAIN if is_short else POINTS)


def _where(found: Equation, equation: Equation, study: Study) -> Where | None:
    """Where a definition stands: with a number before a formula, or close by."""
    after = study.ranks[found.id] - study.ranks[equation.id]
    is_beside = found.group is not None and found.group == equation.group
    is_close = abs(after) <= SOON and found.section == equation.section
    is_known = after < 0 and found.number is not None
    return where_is(found, equation, study) if is_known or is_close or is_beside else None


def _turns_round(symbol: Symbol, statement: Chain, given: Set[str], study: Study) -> bool:
    """Whether a later formula says what a symbol is by what the formula at hand gives: that one solved for it, or the
    next step of what it is a step of."""
    used = {each.latex for each in free_values_in(statement, study.giving)}
    return not given.isdisjoint(used) or any(is_next(left, symbol.latex) for left in given)


def _definition(latex: str, equation: Equation, study: Study) -> Equation | None:
    """The one display that says what a symbol is where an equation stands: in its chapter none says otherwise. A letter
    of distributions is another one with each argument."""
    annotation = study.spelled.get(latex)
    if annotation is None or not is_one_thing(annotation) or (annotation.symbol.base or latex) in PROBABILITIES:
        return None
    near = _given_near(latex, equation, study)
    if len({study.trees.said(each).latex for each in near}) != 1 or _is_given_as_series(latex, near[0], study):
        return None
    return None if is_common(latex) and near[0].section != equation.section else near[0]


def is_common(latex: str) -> bool:
    """Whether it is a plain letter, which means many things in one paper."""
    return len(latex) == 1 and latex.isascii() and latex.isalpha()


def _given_near(latex: str, equation: Equation, study: Study) -> list[Equation]:
    found = study.giving.get(latex, ())
    return [each for each in found if each.display and _chapter(each, study) == _chapter(equation, study)]


def _is_given_as_series(latex: str, found: Equation, study: Study) -> bool:
    """Whether another formula gives the step before or after: two of them may be two ways to choose one series."""
    others = study.giving if is_step(latex) else study.steps_given  # quick: a display may have thousands of rows
    beside = (each for each in others if each[:1] == latex[:1] and each != latex)
    steps = (each for each in beside if is_next(each, latex) or is_next(latex, each))
    return any(other is not found for each in steps for other in _given_near(each, found, study))


def _chapter(equation: Equation, study: Study) -> str:
    """The outermost section that holds a formula: "3" of "3.1 Setup"; a heading without a number stands for itself."""
    number = study.section_numbers.get(equation.section)
    return number.partition(".")[0] if number else equation.section


def _is_before(one: Equation, other: Equation, study: Study) -> bool:
    return study.ranks[one.id] < study.ranks[other.id]


def _giving(equation: Equation, symbol: Symbol, study: Study) -> Chain | None:
    """The statement of a formula that says what a symbol is; None where it says more, which may be a condition or
    another value."""
    statements = statements_of(study.trees.said(equation).told)
    statement = statements[0] if len(statements) == 1 else None
    left = _left(statement) if statement is not None else None
    if not isinstance(statement, Chain) or any(each.sign in BOUNDS for each in statement.relations):
        return None
    is_said = left is not None and left.latex == symbol.latex and not _is_qualified(equation, study)
    return statement if is_said else None


def _is_qualified(equation: Equation, study: Study) -> bool:
    """Whether a later row of the same display says where this one holds, or may do so."""
    known, group = study.last_conditions, equation.group or ""
    if group not in known:
        known[group] = _last_condition(group, study)
    return known[group] > study.ranks[equation.id]


def _last_condition(group: str, study: Study) -> int:
    """The rank of the last row of a display that says where others hold, -1 where none does."""
    rows = reversed(study.displays.get(group, ()))
    return next((study.ranks[each.id] for each in rows if _is_condition(study.trees.said(each))), -1)


def _is_condition(said: RowStatement) -> bool:
    statements = statements_of(said.told) if said.begins else []
    return any(isinstance(each, Chain) and each.relations[0].sign in CONDITIONS for each in statements)


def settings_in(equation: Equation, meaning: Meaning, study: Study) -> Iterator[Sentence]:
    """What the authors set letters to that are theirs to choose, where they name one value and no other; where a
    letter comes up in a section. A theorem speaks of any value."""
    if study.surroundings.is_claimed(equation):
        return
    symbols = {each.latex: each for each in free_values_in(meaning, study.giving)}
    found = ((symbol, study.spelled.get(latex)) for latex, symbol in symbols.items())
    told = (
        _setting(symbol, annotation, study)
        for symbol, annotation in found
        if annotation is not None and is_new_here(annotation.symbol, equation, study)
    )
    yield from islice(filter(None, told), MOST)


def _setting(symbol: Symbol, annotation: Annotation, study: Study) -> Sentence | None:
    played = study.parts.played(annotation)
    values = study.parts.values(annotation, played) if played is not None and played.part == "chosen" else ()
    if len(values) != 1 or SMALL.fullmatch(values[0].value) or is_common(symbol.latex) or not is_one_thing(annotation):
        return None
    if any(each.display for each in study.giving.get(symbol.latex, ())):
        return None  # it is worked out, and the value is what came out once
    if r"\cite" in values[0].source.sentence or _is_also_zero(annotation, study):
        return None  # what others set, as likely as not; one arm of a comparison
    if _is_for_once(values[0].source) or _is_general(annotation, study):
        return None
    value = values[0].value

    def write(pen: Pen) -> str:
        return pen.row("setting", part=pen.part(symbol), value=pen.math(value))

    return Sentence("certain", symbol, write, BY_THE_WAY)


def _is_for_once(source: Definition) -> bool:
    """Whether a number holds for one picture, table, simulation or example, and not for the formula."""
    said = f" {source.sentence.casefold()}"
    return source.kind in ("caption", "table") or bool(source.within) or any(f" {each}" in said for each in FOR_ONCE)


def _is_general(annotation: Annotation, study: Study) -> bool:
    """Whether a theorem or its proof says something for any value of a letter."""
    met = (study.equations.get(each.equation) for each in annotation.symbol.occurrences)
    return any(each is not None and study.surroundings.is_claimed(each) for each in met)


def _is_also_zero(annotation: Annotation, study: Study) -> bool:
    """Whether the paper leaves out elsewhere what a letter weighs: "$w = 0$ (baseline)"."""
    said = (study.trees.meaning(each) for each in study.document.inline if "0" in each.formula.expanded)
    return any(isinstance(each, Chain) and _is_zero_of(each, annotation.symbol.latex) for each in said)


def _is_zero_of(said: Chain, latex: str) -> bool:
    signs = [each.sign for each in said.relations]
    return signs == ["="] and [meaning_latex(each) for each in said.operands] == [latex, "0"]


# --- where the value goes --------------------------------------------------------------------------------------------


def _uses(equation: Equation, given: Set[str], study: Study) -> Iterator[Equation]:
    """The later formulas with a number, each number once, of a chapter that stand on what this one gives."""
    seen = {equation.number}
    for latex in sorted(given):
        if _definition(latex, equation, study) is not equation:
            continue
        for place in study.spelled[latex].symbol.occurrences:
            user = study.equations.get(place.equation)
            if user is None or user.number is None or user.number in seen or not _is_before(equation, user, study):
                continue
            if _chapter(user, study) == _chapter(equation, study) and _stands_on(user, latex, study):
                seen.add(user.number)
                yield user


def _stands_on(equation: Equation, latex: str, study: Study) -> bool:
    """Whether a symbol is a value in a formula that does not give it another one."""
    said = study.trees.said(equation).told
    lefts = [_left(statement) for statement in statements_of(said)]
    is_given = any(left is not None and left.latex == latex for left in lefts)
    return not is_given and any(each.latex == latex for each in free_values_in(said, study.giving))


def _goes_into(left: Symbol, uses: Sequence[Equation], study: Study) -> Sentence:
    """Where the value goes, and what comes of it there: a number alone would say nothing of what for."""
    aims: dict[str, Aim] = {}
    for found in filter(None, (_aim(each, study) for each in uses)):
        aims.setdefault(found.latex, found)

    def write(pen: Pen) -> str:
        said = [_aimed(pen, each) for each in aims.values()]
        return pen.row("goes-into", part=pen.math(left.latex), where=pen.listed(said, "here-and")) if said else ""

    return Sentence("certain", left, write, POINTS)


@value
class Aim:
    """A formula by its number, with the left side that it gives, and the name of that."""

    number: str
    latex: str
    name: Mapping[Language, str]


def _aim(user: Equation, study: Study) -> Aim | None:
    left = _left(next(iter(statements_of(study.trees.said(user).told)), Nothing(0, 0)))
    annotation = study.spelled.get(left.latex) if left is not None else None
    name = name_in(annotation, user, study.glossary) if annotation is not None and is_one_thing(annotation) else {}
    if left is None or not name.get("en") or not name.get("ja"):
        return None
    return Aim(user.number or "", left.latex, name)


def _aimed(pen: Pen, aim: Aim) -> str:
    sign = pen.math(aim.latex)
    return pen.row("goes-into-for", number=aim.number, name=aim.name[pen.language], left=sign)
