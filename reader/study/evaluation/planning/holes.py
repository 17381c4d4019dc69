"""Where the parts of a formula stand in it, and which of them need brackets there.

A part is what ``computed_children`` of ``evaluated`` computes a node from. Taken out it leaves a hole; what
is put in the hole gets the brackets that print needs and that nobody has to think of.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from reader.formula.semantics.nodes import (
    Annotated,
    Application,
    Bars,
    Chain,
    Combination,
    Derivative,
    Factorial,
    Given,
    Grid,
    Group,
    Integral,
    Labelled,
    Listing,
    Meaning,
    Nothing,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Root,
    Statements,
    Symbol,
    Total,
    Transposed,
    Undecided,
    leaf_latex,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.statements import statements_of
from reader.formula.shapes.declared import EQUAL
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST
from reader.formula.syntax.tree import children, walk
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.evaluated import computed_children, is_atom, role_of
from reader.study.evaluation.planning.functions import EXTREMA
from reader.study.evaluation.planning.statements import ASSIGNING
from reader.study.evaluation.planning.switches import Switch, exchanged, without_factor, without_term

LOOSE = frozenset({"sum", "signed"})
BEFORE = LOOSE | {"prefix", "slash", "combination"}  # of a factor with others behind it
BEHIND = LOOSE | {"slash", "combination", "number", "numbered"}  # of the last factor
OPERAND = LOOSE | {"prefix", "slash", "product", "numbered", "combination"}
RAISED = OPERAND | {"fraction", "root", "script", "gradient", "operation"}  # of what carries a script
NONE: frozenset[str] = frozenset()
BOUNDS = AT_MOST | AT_LEAST


@dataclass(frozen=True, slots=True)
class Hole:
    """A place in a node. ``place`` is the node that goes when something is put in, ``part`` what stood there without
    its brackets; ``brackets`` are the forms that get brackets here.
    """

    place: Meaning
    part: Meaning
    brackets: frozenset[str]


def form_of(node: Meaning) -> str:
    """How a formula looks from outside, as far as brackets go."""
    if isinstance(node, Total):
        return "signed" if node.signs[0] else "sum"
    if isinstance(node, Quotient):
        return "slash" if node.form == "/" else "fraction"
    if isinstance(node, Product):
        return "numbered" if isinstance(node.factors[0], Number) else "product"
    if isinstance(node, Application):
        listed = len(node.arguments) > 1 and leaf_latex(node.function) in EXTREMA
        return ("operation" if listed else "applied") if node.open else "prefix"
    if isinstance(node, Operation):
        if node.kind in ("gradient", "partial"):
            return "gradient"
        return "operation" if isinstance(node.body, Group) and node.kind == "expectation" else "prefix"
    if isinstance(node, Derivative):
        return "prefix" if node.outside else "fraction"
    if isinstance(node, Symbol | Undecided):
        return "script" if "^" in node.latex or "'" in node.latex else "atom"
    return FORMS.get(type(node), "atom")


FORMS: dict[type[Meaning], str] = {
    Root: "root", Bars: "bars", Integral: "prefix", Number: "number", Power: "script", Transposed: "script",
    Labelled: "script", Factorial: "script", Combination: "combination", Chain: "sum", Statements: "sum",
}  # fmt: skip


def holes_of(node: Meaning, knowledge: Knowledge) -> tuple[Hole, ...]:
    """The parts right below a node, as they are printed from left to right; () for what has none."""
    found = [_hole(node, part, k) for k, part in enumerate(parts_of(node, knowledge))]
    return tuple(sorted(found, key=lambda hole: hole.place.start))


def parts_of(node: Meaning, knowledge: Knowledge) -> list[Meaning]:
    """What a node is computed from. A function that nobody knows has its arguments, where these are more than names."""
    if isinstance(node, Application) and role_of(node, knowledge) in ("opaque", "odd"):
        arguments: list[Meaning] = [part for part in node.arguments if not isinstance(part, Given | Chain | Listing)]
        return arguments if any(not is_plain(part, knowledge) for part in arguments) else []
    if isinstance(node, Integral):
        return [node.body]
    if isinstance(node, Chain | Grid | Statements | Listing):
        return []
    return computed_children(node, knowledge)


def is_plain(node: Meaning, knowledge: Knowledge) -> bool:
    """Whether nothing is worked out in it: a name, a number, a value of a function at names."""
    if isinstance(node, Group):
        return is_plain(node.body, knowledge)
    return is_atom(node, knowledge) or not parts_of(node, knowledge)


def _hole(node: Meaning, part: Meaning, at: int) -> Hole:
    rule = RULES.get(type(node))
    needed = rule(node, at) if rule is not None else NONE
    if isinstance(part, Annotated):
        return _hole(node, part.base, at) if not needed else Hole(part, part.base, needed)
    if not isinstance(part, Group):
        return Hole(part, part, needed)
    body = part.body
    while isinstance(body, Group) and not body.open:
        body = body.body
    power = isinstance(node, Power) and not isinstance(node.exponent, Number)  # by its brackets, or it may be a label
    if not part.open or (form_of(body) in needed and not power):
        return Hole(part, body, needed)
    return Hole(body, body, NONE)


def _term(node: Total, at: int) -> frozenset[str]:
    return LOOSE if node.signs[at] == "-" else frozenset({"signed"}) if node.signs[at] else NONE


def _factor(node: Product, at: int) -> frozenset[str]:
    last = at == len(node.factors) - 1
    return BEFORE if not at and not last else BEHIND if last else BEFORE | BEHIND


def _divided(node: Quotient, at: int) -> frozenset[str]:
    return NONE if node.form != "/" else OPERAND if at else LOOSE | {"prefix", "slash", "combination"}


def _applied(node: Application, at: int) -> frozenset[str]:
    return NONE if node.open else OPERAND - {"prefix"}


def _script(node: Power, at: int) -> frozenset[str]:
    return NONE if at else RAISED


RULES: dict[type[Meaning], Callable[..., frozenset[str]]] = {
    Total: _term, Product: _factor, Quotient: _divided, Application: _applied, Power: _script,
    Operation: lambda node, at: NONE if node.kind in ("expectation", "extremum") else LOOSE,
    Integral: lambda node, at: LOOSE, Combination: lambda node, at: OPERAND,
    Transposed: lambda node, at: RAISED, Labelled: lambda node, at: RAISED, Factorial: lambda node, at: RAISED,
    Root: lambda node, at: NONE, Bars: lambda node, at: frozenset({"bars"}),
}  # fmt: skip


def put_in(node: Meaning, holes: Sequence[Hole], parts: Sequence[Meaning]) -> Meaning:
    """The node with other parts in its holes, in brackets where print needs them."""
    made = node
    for hole, part in zip(holes, parts, strict=True):
        made = exchanged(made, hole.place, bracketed(part) if form_of(part) in hole.brackets else part)
    return made


def without(meaning: Meaning, switches: Sequence[Switch]) -> Meaning:
    """The formula as it is printed with the switches off."""
    changed = meaning
    for switch in switches:
        changed = fitted(changed, switch.place, switch.shown)
    return changed


def left_of(meaning: Meaning, switches: Sequence[Switch], computed: Collection[tuple[int, int]], equal: bool) -> str:
    """What the statements that switches change come to in print. ``computed`` are the places of the sides that are
    worked out, ``equal`` whether those that an equals sign joins still come out equal.
    """
    before, after = statements_of(meaning), statements_of(without(meaning, switches))
    pairs = ((was, now) for was, now in zip(before, after, strict=True) if was is not now)
    left = (each for was, now in pairs for each in _sides_left(was, now, computed, equal))
    return r",\quad ".join(map(meaning_latex, left))


def _sides_left(was: Meaning, now: Meaning, computed: Collection[tuple[int, int]], equal: bool) -> Sequence[Meaning]:
    """The statement; of one that need not hold any more the changed sides alone: of ``y = a + b = c (d + e)`` without
    b ``y = a``, of ``a + b \\le c`` the ``a``.
    """
    if not isinstance(was, Chain) or not isinstance(now, Chain) or len(was.operands) != len(now.operands):
        return (now,)
    sides = [k for k, each in enumerate(was.operands) if (each.start, each.end) in computed]
    changed = [k for k in sides if now.operands[k] is not was.operands[k]]
    signs = [relation.sign for relation in was.relations]
    if not changed:
        return (now,)
    bounds = not BOUNDS.isdisjoint(signs[: changed[-1]])
    if not bounds and (len(sides) < 2 or (equal and changed == sides)):
        return (now,)
    name, first = now.operands[0], changed[0]
    called = not bounds and 0 not in sides and not isinstance(name, Nothing)
    if called and len(changed) == 1 and set(signs[:first]) <= EQUAL | ASSIGNING:
        return (replace(now, operands=(name, now.operands[first]), relations=(now.relations[0],)),)
    return [now.operands[k] for k in changed]


def fitted(tree: Meaning, old: Meaning, new: Meaning) -> Meaning:
    """A tree with another part in the place of one, in the brackets that print needs. Of nought and one, which print
    nobody writes, what they leave is taken.
    """
    child, around = old, _parent(tree, old)
    while isinstance(around, Group | Annotated):
        child, around = around, _parent(tree, around)
    if around is None or (isinstance(around, Operation) and around.body is not child):
        return exchanged(tree, old, new)
    inside = [each for each in children(around) if not (isinstance(around, Application) and each is around.function)]
    at = next(k for k, each in enumerate(inside) if each is child)
    left = _left_beside(around, at, new)
    if left is not None:
        return fitted(tree, around, left)
    while isinstance(new, Group):
        new = new.body
    return put_in(tree, [_hole(around, child, at)], [new])


def _parent(tree: Meaning, node: Meaning) -> Meaning | None:
    return next((each for each in walk(tree) if any(child is node for child in children(each))), None)


def _left_beside(around: Meaning, at: int, new: Meaning) -> Meaning | None:
    """What a sum or a product comes to with nought or one in a place; None for other numbers, and elsewhere."""
    number = new.text if isinstance(new, Number) else ""
    if isinstance(around, Total) and number == "0":
        return without_term(around, at)
    if isinstance(around, Product) and number in ("0", "1"):
        return new if number == "0" else without_factor(around, at)
    return new if isinstance(around, Quotient) and number == "0" and at == 0 else None


def bracketed(node: Meaning) -> Group:
    return Group(node.start, node.end, "(", ")", node)
