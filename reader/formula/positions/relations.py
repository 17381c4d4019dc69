"""Where names stand in statements, on the sides of relations, in lists, sets and tables, and in what a range binds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.formula.positions.places import FormulaPlace, Here
from reader.formula.positions.signs import SET_BARS, between, is_its_number
from reader.formula.positions.walker import ContentWalker, Places, is_word, members
from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Chain,
    Constant,
    Grid,
    Labelled,
    Listing,
    Meaning,
    Nothing,
    Number,
    Product,
    Quantified,
    Quotient,
    Relating,
    Root,
    Statements,
    Symbol,
    Total,
)
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST, DEFINING_RELATIONS

DOTS = frozenset({r"\ldots", r"\cdots", r"\dots", r"\vdots"})
COMPARING = AT_MOST | AT_LEAST | {r"\ll", r"\gg", r"\lesssim", r"\gtrsim"}
CONTAINING = frozenset({r"\subset", r"\subseteq", r"\subsetneq"})
ARROWS = frozenset({r"\to", r"\rightarrow", r"\longrightarrow", r"\mapsto"})
UPDATING = frozenset({r"\leftarrow", r"\gets", r"\longleftarrow"})
LEFT_OF = {
    r"\in": "member", r"\notin": "member", r"\ni": "members", r"\sim": "drawn",
    **dict.fromkeys(CONTAINING, "part-of"), **dict.fromkeys(COMPARING, "compared"),
    **dict.fromkeys(UPDATING, "updated"), **dict.fromkeys(ARROWS, "tends"),
}  # fmt: skip
RIGHT_OF = {
    r"\in": "members", r"\notin": "members", r"\ni": "member", r"\sim": "source",
    **dict.fromkeys(CONTAINING, "contains"), **dict.fromkeys(COMPARING, "compared"),
}  # fmt: skip
VALUES = (Number, Product, Quotient, Total, Root, Constant)  # beside a tilde: of that order, not drawn from it
BARS = {"norm": "norm", "absolute": "absolute", "cardinality": "cardinality", "inner": "inner", "floor": "rounded",
        "ceiling": "rounded"}  # fmt: skip
SHARED_IN_TUPLES = ("drawn", "averaging", "bound", "optimised")  # by each member, unlike the set of all of them


# --- statements ------------------------------------------------------------------------------------------------------


def statements(walker: ContentWalker, node: Statements, here: Here) -> None:
    for item in node.items:
        walker.visit(item, here)


def chain(walker: ContentWalker, node: Chain, here: Here) -> None:
    signs = [relation.sign for relation in node.relations]
    mapping = ":" in signs[:1] and any(sign in ARROWS for sign in signs[1:])
    first = here.around is None and not here.own
    for k, operand in enumerate(node.operands):
        places = in_mapping(walker, node, k) if mapping else in_chain(walker, node, k, first)
        walker.visit(operand, here.part(*places))
    for relation in node.relations:
        walker.visit(relation.above, here.part())


def in_mapping(walker: ContentWalker, node: Chain, k: int) -> Places:
    return (FormulaPlace("mapping" if k == 0 else "maps-from" if k == 1 else "maps-to", walker.text(node)),)


def in_chain(walker: ContentWalker, node: Chain, k: int, outermost: bool) -> Places:
    """The places of the operand number ``k``; only an outermost statement defines what heads it."""
    places: list[FormulaPlace] = []
    operands, relations = node.operands, node.relations
    if k < len(relations):
        sign, other = relations[k].sign, operands[k + 1]
        places.append(FormulaPlace("left", sign))
        if is_told(relations[k], operands[k], other):
            places += beside(walker, LEFT_OF, sign, other)
        if sign == r"\in" and is_run(other):
            places.append(FormulaPlace("ranging", walker.text(other)))
        if sign in DEFINING_RELATIONS:
            places += equals(walker, other, outermost and k == 0)
        if is_its_number(operands[k], other):
            places.append(FormulaPlace("constant"))
    if k:
        sign, other = relations[k - 1].sign, operands[k - 1]
        places.append(FormulaPlace("right", sign))
        if is_told(relations[k - 1], other, operands[k]):
            places += beside(walker, RIGHT_OF, sign, other)
        if sign in DEFINING_RELATIONS and isinstance(other, Number):
            places.append(FormulaPlace("valued", walker.text(other)))
    return tuple(places)


def is_told(relation: Relating, drawn: Meaning, law: Meaning) -> bool:
    """Whether a relation is what its sign says: a tilde no draw where it has an index, ``a \\sim_{r} b``, or where what
    is given there is the law's own parameter: the ``p`` of ``n | p \\sim \\mathrm{Binomial}(m, p)``."""
    if relation.sign != r"\sim":
        return True
    below = relation.latex.partition("_")[2].replace(".", "")
    if below and "iid" not in below:
        return False
    is_named = isinstance(law, Application) and is_word(law.function)
    if not is_named or not isinstance(law, Application) or not isinstance(drawn, Symbol) or ";" in law.separators:
        return True
    return not any(isinstance(one, Symbol) and one.latex == drawn.latex for one in law.arguments)


def beside(walker: ContentWalker, table: Mapping[str, str], sign: str, other: Meaning) -> Places:
    """What the relation makes of an operand; of several things on the other side the first is named."""
    if sign not in table or (sign == r"\sim" and isinstance(other, VALUES)):
        return ()
    return (FormulaPlace(table[sign], walker.text(members(other)[0])),)


def equals(walker: ContentWalker, other: Meaning, first: bool) -> Places:
    """What the left side of an equation is: a number, an index that runs through a list, or defined there."""
    if isinstance(other, Number):
        return (FormulaPlace("valued", walker.text(other)),)
    if is_run(other):
        return (FormulaPlace("ranging", walker.text(other)),)
    if not first or isinstance(other, Nothing | Constant):
        return ()
    return (FormulaPlace("equal" if isinstance(other, Symbol) else "defined", walker.text(other)),)


def quantified(walker: ContentWalker, node: Quantified, here: Here) -> None:
    sign = node.quantifier
    bindings(walker, node.body, (FormulaPlace("bound", sign),), FormulaPlace("range", sign), here)


def grid(walker: ContentWalker, node: Grid, here: Here) -> None:
    for row in node.rows:
        for k, cell in enumerate(row):
            if node.kind == "lines":
                walker.visit(cell, here)
            elif node.kind == "cases":
                walker.visit(cell, here.part(FormulaPlace("case")) if k == 0 else here.part())
            else:
                walker.visit(cell, here.part(FormulaPlace("entry")))


# --- what a range binds ----------------------------------------------------------------------------------------------


def bindings(walker: ContentWalker, node: Meaning | None, bound: Places, lower: FormulaPlace, here: Here) -> None:
    """What stands below an operator: its variables (``bound``), where they begin (``lower``), and where they lie.

    ``here`` is where the operator stands.
    """
    match node:
        case Chain(operands=operands, relations=relations):
            for k, operand in enumerate(operands):
                sign = relations[min(k, len(relations) - 1)].sign
                variable = k == 0 or (sign in COMPARING and 0 < k < len(operands) - 1)
                end = lower if sign in DEFINING_RELATIONS else FormulaPlace("range", bound[0].host)
                places = (*(bound if variable else (end,)), *in_chain(walker, node, k, False))
                for item in members(operand):
                    walker.visit(item, here.part(*places))
        case Listing(items=parts) | Statements(items=parts) | Product(factors=parts):
            for part in parts:
                bindings(walker, part, bound, lower, here)
        case Grid(rows=rows):
            for row in rows:
                for cell in row:
                    bindings(walker, cell, bound, lower, here)
        case _:
            walker.visit(node, here.part(*bound))


def starts_at_one(range_below: Meaning | None) -> int:
    """1 where a range begins with ``i = 1``, so that its end says how many there are; else 0."""
    first = range_below.operands[-1] if isinstance(range_below, Chain) and len(range_below.operands) == 2 else None
    return int(isinstance(first, Number) and first.text == "1")


def labelled(walker: ContentWalker, node: Labelled, here: Here) -> None:
    """``\\{x_t\\}_{t=1}^{T}`` runs through its scripts; other things in brackets only carry labels."""
    walker.visit(node.base, here)
    name = walker.text(node.base)
    if not (isinstance(node.base, Listing) and node.base.kind == "set"):
        walker.visit(node.below, here.part(FormulaPlace("below", name)))
        walker.visit(node.above, here.part(FormulaPlace("above", name)))
        return
    until = (FormulaPlace("until", walker.text(node.above)),) if node.above is not None else ()
    bindings(walker, node.below, (FormulaPlace("family", name), *until), FormulaPlace("lower", name), here)
    walker.visit(node.above, here.part(FormulaPlace("family-end", name, starts_at_one(node.below))))


# --- brackets and lists ----------------------------------------------------------------------------------------------


def bars(walker: ContentWalker, node: Bars, here: Here) -> None:
    for k, item in enumerate(node.items):
        other = walker.text(node.items[1 - k]) if len(node.items) == 2 else ""
        walker.visit(item, here.part(FormulaPlace(BARS.get(node.kind, "bracket"), other)))
    walker.visit(node.below, here.part(FormulaPlace("below", rf"{node.open} \cdot {node.close}")))


def listing(walker: ContentWalker, node: Listing, here: Here) -> None:
    if node.kind == "condition" and len(node.items) == 2:
        member, condition = node.items
        bar = between(walker, member, condition, SET_BARS)
        if bar is not None:
            walker.note(bar, Here((FormulaPlace("separates"),)))
        walker.visit(member, here.part(FormulaPlace("such-that", walker.text(condition))))
        walker.visit(condition, here.part())
        return
    kept = here.own if node.kind == "bare" else here.only(*SHARED_IN_TUPLES) if node.kind == "tuple" else ()
    relation = {"interval": "interval", "bare": ""}.get(node.kind, "listed")
    for k, item in enumerate(node.items):
        places = [*kept, FormulaPlace(relation, walker.text(node), k + 1)] if relation else [*kept]
        if k == len(node.items) - 1 and is_run(node):
            places = [FormulaPlace("list-end", walker.text(node))]
        walker.visit(item, Here(tuple(places), here.around) if kept else here.part(*places))
    if not is_run(node):
        list_end(walker, node.items, walker.text(node), here)


def list_end(walker: ContentWalker, items: Sequence[Meaning], whole: str, here: Here) -> None:
    """The index of the last of ``x_1, \\dots, x_n`` ends the list."""
    last = items[-1] if is_dotted(items) else None
    if isinstance(last, Symbol) and last.indices:
        walker.visit(last.indices[-1], here.part(FormulaPlace("list-end", whole)))


def is_run(node: Meaning) -> bool:
    """``1, \\dots, n``, in braces or none, and ``[n]``."""
    if not isinstance(node, Listing):
        return False
    counted = node.open == "[" and len(node.items) == 1 and isinstance(node.items[0], Symbol)
    return counted or (is_dotted(node.items) and isinstance(node.items[0], Number))


def is_dotted(items: Sequence[Meaning]) -> bool:
    return any(isinstance(item, Constant) and item.latex in DOTS for item in items)
