"""What a display computes: which sides of its relations are worked out, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from reader.formula.semantics.nodes import (
    Accented,
    Annotated,
    Application,
    Chain,
    Constant,
    Derivative,
    Differential,
    Grid,
    Group,
    Labelled,
    Listing,
    Meaning,
    Nothing,
    Number,
    Operation,
    Power,
    Product,
    Quantified,
    Quotient,
    Statements,
    Symbol,
    Total,
    Transposed,
    Undecided,
    Words,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import EQUAL
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST
from reader.formula.syntax.tree import walk
from reader.study.evaluation.conditions.asked import ABOUT, Condition
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.plan import Plan
from reader.study.evaluation.planning.evaluated import COUNTERS, evaluated, is_anything, is_atom, role_of
from reader.study.evaluation.planning.ranges import Range
from reader.study.evaluation.refusal import Refusal

MEASURED = frozenset({"positive", "unit", "signed-unit", "real"})  # kinds of numbers that count nothing
ASSIGNING = frozenset({r"\leftarrow", r"\gets", r"\longleftarrow"})
IMPLYING = frozenset({r"\Rightarrow", r"\implies", r"\Longrightarrow", r"\Leftrightarrow", r"\iff",
                      r"\Longleftrightarrow"})  # fmt: skip
COMPARING = AT_MOST | AT_LEAST | {r"\approx", r"\propto", r"\lesssim", r"\gtrsim", r"\simeq", r"\ll", r"\gg"}

UP_TO_FACTORS = frozenset({r"\lesssim", r"\gtrsim"})
FAR = frozenset({r"\ll", r"\gg"})


@dataclass(frozen=True, slots=True)
class ComputedStatement:
    """Sides to compute; ``name`` is the left side that they are given, None where there is none.

    ``equal`` are pairs of sides, by number, between which an equals sign stands; ``given`` is how many sides the name
    equals: of ``L \\le a = b`` none. ``ordered`` are pairs of which the first is at most the second.
    """

    name: Meaning | None
    sides: tuple[Meaning, ...]
    equal: tuple[tuple[int, int], ...]
    assigns: bool = False
    given: int = 0
    ordered: tuple[tuple[int, int], ...] = ()
    condition: Condition | None = None  # of which these are the two sides, and no result


def statements_of(meaning: Meaning, knowledge: Knowledge) -> tuple[ComputedStatement, ...]:
    """Raises :class:`Refusal` where the display computes nothing."""
    items = list(_items(meaning))
    found = [statement for item in items if (statement := _statement(item, knowledge)) is not None]
    if not found:
        raise Refusal("not-computed", "")
    conditions = tuple(conditions_on(found, knowledge))
    if knowledge.conditions and not conditions:  # of what this formula does not speak of
        for node in walk(meaning):
            if isinstance(node, Chain):
                refuse_about(node, replace(knowledge, conditions=()))
    return (*found, *conditions)


def conditions_on(found: Sequence[ComputedStatement], knowledge: Knowledge) -> Iterator[ComputedStatement]:
    """The conditions on what a formula computes: those that speak of nothing else."""
    sides = [side for each in found for side in each.sides] if knowledge.conditions else []
    used = {meaning_latex(node) for side in sides for node in evaluated(side, knowledge)}
    for each in knowledge.conditions:
        names = list(names_in(each, knowledge))
        if names and all(name in used for name in names):
            yield ComputedStatement(None, (each.low, each.high), (), condition=each)


def names_in(condition: Condition, knowledge: Knowledge) -> Iterator[str]:
    """What a condition takes as it is."""
    for side in (condition.low, condition.high):
        yield from (meaning_latex(node) for node in evaluated(side, knowledge) if is_atom(node, knowledge))


def _items(meaning: Meaning) -> Iterator[Meaning]:
    if isinstance(meaning, Statements):
        for item in meaning.items:
            yield from _items(item)
    elif isinstance(meaning, Chain) and any(relation.sign in IMPLYING for relation in meaning.relations):
        yield from _implied(meaning)
    elif isinstance(meaning, Grid) and meaning.kind == "lines":
        for row in meaning.rows:
            said = [cell for cell in row if not isinstance(cell, Nothing)]
            if len(said) > 1:
                raise Refusal("several-lines", "")
            yield from (each for cell in said for each in _items(cell))
    elif isinstance(meaning, Group) and meaning.open and isinstance(bare(meaning), Chain):
        return  # a relation in brackets says where the others hold
    elif not isinstance(meaning, Nothing | Words | Quantified):
        yield meaning


def _implied(chain: Chain) -> Iterator[Meaning]:
    """``a = b \\Rightarrow c = d`` says two things."""
    first = 0
    for k, relation in enumerate((*chain.relations, None)):
        if relation is not None and relation.sign not in IMPLYING:
            continue
        operands, relations = chain.operands[first : k + 1], chain.relations[first:k]
        yield from _items(replace(chain, operands=operands, relations=relations) if relations else operands[0])
        first = k + 1


def _without_set(chain: Chain) -> Chain:
    """``x = f(y) \\in S`` without the last: it says where x lies."""
    while len(chain.relations) > 1 and chain.relations[-1].sign == r"\in":
        chain = replace(chain, operands=chain.operands[:-1], relations=chain.relations[:-1])
    return chain


def _statement(item: Meaning, knowledge: Knowledge) -> ComputedStatement | None:
    if not isinstance(item, Chain):
        divergence = isinstance(item, Application) and role_of(item, knowledge) == "divergence"
        named = is_name(item, knowledge) and not divergence
        return None if isinstance(item, Listing) or named else ComputedStatement(None, (item,), ())
    item = _without_set(item)
    if is_listed(item.operands[0], knowledge):
        return None
    signs = [relation.sign for relation in item.relations]
    if not set(signs) <= EQUAL | ASSIGNING | COMPARING:
        return None
    if any(isinstance(operand, Listing) and operand.kind == "bare" for operand in item.operands):
        return None  # m = 1, ..., h
    named = is_name(item.operands[0], knowledge)
    if not FAR.isdisjoint(signs) and not named:
        return None  # it holds on some numbers, and computes nothing
    refuse_about(item, knowledge)
    first = 1 if named else 0
    first += leading_names(item, first, knowledge)
    item = without_names(item, first, knowledge)
    signs = [relation.sign for relation in item.relations]
    sides = [operand for operand in item.operands[first:] if not isinstance(operand, Nothing)]
    if not sides or all(is_plain(side, knowledge) for side in sides):
        return None
    for side in sides:
        if isinstance(side, Application) and role_of(side, knowledge) == "opaque" and not is_plain(side, knowledge):
            raise Refusal("function-unknown", meaning_latex(side.function))
    equal = tuple(
        (k - first, k + 1 - first)
        for k, sign in enumerate(signs)
        if k >= first and sign in EQUAL and k + 1 - first < len(sides)
    )
    pairs = (
        (k - first, k + 1 - first, sign) for k, sign in enumerate(signs) if k >= first and k + 1 - first < len(sides)
    )
    ordered = tuple((b, a) if sign in AT_LEAST else (a, b) for a, b, sign in pairs if sign in AT_MOST | AT_LEAST)
    name = item.operands[0] if named and not isinstance(item.operands[0], Nothing) else None
    given = sum(1 for _ in takewhile(lambda sign: sign in EQUAL | ASSIGNING, signs)) if name is not None else 0
    return ComputedStatement(name, tuple(sides), equal, bool(signs) and signs[0] in ASSIGNING, given, ordered)


def refuse_about(chain: Chain, knowledge: Knowledge) -> None:
    """Raises for what is about equal, but for a name beside what it is about. Of a letter that may be the definition;
    of a function something must say where it holds. What is at most so much up to a factor computes nothing.
    """
    signs, left = {relation.sign for relation in chain.relations}, chain.operands[0]
    if not signs.isdisjoint(UP_TO_FACTORS):
        raise Refusal("about", "")
    if not signs.isdisjoint(ABOUT):
        told = knowledge.conditions or isinstance(left, Symbol | Nothing)
        if not told or not is_name(left, knowledge) or len(chain.relations) > 1:
            raise Refusal("about", "")


def is_about(chain: Chain, knowledge: Knowledge) -> bool:
    """Whether its sides are about equal, or so up to a factor, where nothing says when: none of them stands for the
    others. A letter by itself may be defined so.
    """
    signs = {relation.sign for relation in chain.relations}
    if knowledge.conditions or signs.isdisjoint(ABOUT | UP_TO_FACTORS):
        return not signs.isdisjoint(UP_TO_FACTORS)
    return len(chain.operands) > 2 or not isinstance(chain.operands[0], Symbol)


def equal_in(chain: Chain) -> Iterator[Meaning]:
    """The equations among the sides of what is about equal."""
    first = 0
    for k, relation in enumerate((*chain.relations, None)):
        if relation is None or relation.sign in ABOUT | UP_TO_FACTORS:
            if k > first:
                operands, relations = chain.operands[first : k + 1], chain.relations[first:k]
                yield replace(
                    chain, operands=operands, relations=relations, start=operands[0].start, end=operands[-1].end
                )
            first = k + 1


def is_listed(left: Meaning, knowledge: Knowledge) -> bool:
    """``[Q_1; Q_2] = ...``, whose names are computed where they are used."""
    names = left.items if isinstance(left, Listing) and left.open else ()
    return bool(names) and all(isinstance(each, Symbol) and each.latex in knowledge.defined for each in names)


def leading_names(chain: Chain, first: int, knowledge: Knowledge) -> int:
    """How many more names stand before what is computed: ``y = f(x) = a + b`` has one."""
    count = 0
    while first and first + count < len(chain.operands) - 1:
        side, sign = chain.operands[first + count], chain.relations[first + count - 1].sign
        if sign not in EQUAL or not is_name(side, knowledge) or not is_plain(side, knowledge):
            break
        count += 1
    return count


def without_names(chain: Chain, first: int, knowledge: Knowledge) -> Chain:
    """The chain without sides that only name what the side before them computes: ``a + b = c``."""
    kept = list(range(len(chain.operands)))
    for k in range(first + 1, len(chain.operands)):
        named = is_name(chain.operands[k], knowledge) and is_plain(chain.operands[k], knowledge)
        if named and chain.relations[k - 1].sign in EQUAL and not isinstance(chain.operands[k], Nothing):
            kept.remove(k)
    relations = tuple(chain.relations[k - 1] for k in kept[1:])
    operands = tuple(chain.operands[k] for k in kept)
    return replace(chain, operands=operands, relations=relations)


def is_name(node: Meaning, knowledge: Knowledge) -> bool:
    """Whether a side only names what the others compute."""
    if isinstance(node, Application):
        return role_of(node, knowledge) in ("opaque", "odd", "divergence")
    if isinstance(node, Undecided):
        return node.reason == "power-or-label"
    if isinstance(node, Group | Annotated):
        return is_name(node.body if isinstance(node, Group) else node.base, knowledge)
    if isinstance(node, Transposed | Labelled | Accented):
        return isinstance(node.base, Symbol) or (isinstance(node, Accented | Labelled))
    if isinstance(node, Operation):
        return node.kind in ("gradient", "partial")
    return isinstance(node, Symbol | Nothing | Derivative | Differential)


def is_plain(node: Meaning, knowledge: Knowledge) -> bool:
    """A side with nothing to work out: a name or a number alone."""
    if isinstance(node, Group | Annotated):
        return is_plain(node.body if isinstance(node, Group) else node.base, knowledge)
    if isinstance(node, Application) and role_of(node, knowledge) == "opaque":
        computed = (Total, Product, Quotient, Power, Transposed)
        inside = [part for argument in node.arguments for part in walk(argument)]
        return not any(isinstance(part, computed) and not is_anything(part) for part in inside)
    return isinstance(node, Number | Constant | Symbol | Undecided)


def name_latex(statement: ComputedStatement) -> str:
    return meaning_latex(statement.name) if statement.name is not None else ""


def counting_in(
    statements: Iterable[ComputedStatement], ranges: Iterable[Range], quantities: Mapping[str, str]
) -> frozenset[str]:
    """The letters of the left sides' scripts, ``i`` and ``j`` of ``M_{ij}``, and those that ranges compare. The
    pressure ``p`` of ``L_p = \\log p`` counts nothing.
    """
    names = [each.name for each in statements if isinstance(each.name, Symbol)]
    left = {index.latex for name in names for index in name.indices if isinstance(index, Symbol)}
    left = {each for each in left if each in COUNTERS or quantities.get(each) not in MEASURED}
    compared = [each.condition for each in ranges if each.condition is not None]
    return frozenset(left | {node.latex for each in compared for node in walk(each) if isinstance(node, Symbol)})


def refuse_circle(statement: ComputedStatement, atoms: Iterable[Meaning]) -> None:
    """``x = f + x``: with an equals sign that is something to solve; with an arrow it is a step."""
    name = own_name(statement)
    if not statement.assigns and any(meaning_latex(node) == name for node in atoms):
        raise Refusal("circular", name)


def own_name(statement: ComputedStatement) -> str:
    """What it gives a value, also where that stands transposed: ``p`` of ``p^\\top = p^\\top P``."""
    name = statement.name
    return meaning_latex(name.base) if isinstance(name, Transposed) else name_latex(statement)


def end_of(part: Meaning) -> tuple[int, int]:
    """Where a part stands in its formula; of ``c = E`` of a longer chain where E stands."""
    last = bare(part.operands[-1] if isinstance(part, Chain) else part)
    return last.start, last.end


def named_by_left(plan: Plan, part: Meaning, said: Meaning) -> Plan:
    """The same with the left side of the equation of which a part is another side as the name of its one result."""
    for chain in said.items if isinstance(said, Statements) else (said,):
        if plan.names == ("",) and isinstance(chain, Chain) and {each.sign for each in chain.relations} <= EQUAL:
            left, *others = chain.operands
            if not isinstance(left, Nothing) and end_of(part) in map(end_of, others):
                return replace(plan, names=(meaning_latex(left),))
    return plan
