"""Where functions and their arguments stand, and the two sides of a bar."""

from __future__ import annotations

from reader.formula.positions.places import FormulaPlace, Here
from reader.formula.positions.relations import list_end
from reader.formula.positions.scalars import may_be_density
from reader.formula.positions.walker import ContentWalker, members, shifted
from reader.formula.semantics.nodes import Application, Chain, Given, Meaning, Symbol

ASKING = frozenset({r"\Pr", r"\mathbb{P}", "P", r"\mathbb{1}", r"\mathbf{1}", r"\mathbbm{1}", r"\mathds{1}", r"\bm{1}"})


def application(walker: ContentWalker, node: Application, here: Here) -> None:
    """The function is applied, its value stands where the whole stands; the arguments stand inside."""
    name = node.function.latex if isinstance(node.function, Symbol) else ""
    whole = ", ".join(map(walker.text, node.arguments))
    own = [FormulaPlace("applied", whole)]
    for argument in node.arguments:
        if isinstance(argument, Given) and argument.kind == "condition":
            event = int(isinstance(argument.left, Chain))
            own.append(FormulaPlace("conditional", walker.text(argument.left), event))
            own.append(FormulaPlace("condition", walker.text(argument.right)))
    walker.visit(node.function, here.changed(*own))
    inside = here.part(FormulaPlace("applied", name))
    list_end(walker, node.arguments, whole, inside)
    behind = False
    for k, argument in enumerate(node.arguments):
        behind = behind or ";" in node.separators[max(0, k - 1) : k]
        if isinstance(argument, Given):
            sides(walker, argument, name, inside)
        else:
            walker.visit(argument, inside.part(*in_argument(argument, name, k + 1, behind)))


def in_argument(argument: Meaning, function: str, number: int, behind: bool) -> list[FormulaPlace]:
    places = [FormulaPlace("behind-semicolon", function)] if behind else []
    if is_probability(function):
        places.append(FormulaPlace("event", function))
    return [*places, FormulaPlace("argument", function, number), *shifted(argument)]


def is_probability(function: str) -> bool:
    return function.partition("_{")[0] in ASKING


def given(walker: ContentWalker, node: Given, here: Here) -> None:
    sides(walker, node, "", here)


def sides(walker: ContentWalker, node: Given, function: str, here: Here) -> None:
    """Both sides of a bar in the argument of a function."""
    if node.kind == "versus":
        places = FormulaPlace("versus", function, 1), FormulaPlace("versus", function, 2)
    elif may_be_density(function):
        asks = int(is_probability(function))
        places = FormulaPlace("before-bar", function, asks), FormulaPlace("behind-bar", function)
    else:
        places = FormulaPlace("argument", function, 1), FormulaPlace("behind-bar", function)
    for side, place in zip((node.left, node.right), places, strict=True):
        for member in members(side):
            walker.visit(member, here.part(place))
