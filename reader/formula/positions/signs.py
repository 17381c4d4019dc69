"""Where signs stand that have several readings: a cross between numbers, sets or sizes, a bar in a set, a plain π."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reader.formula.positions.places import FormulaPlace, Here, Position
from reader.formula.positions.scalars import is_scalar
from reader.formula.positions.walker import ContentWalker
from reader.formula.semantics.nodes import Combination, Constant, Meaning, Nothing, Number, Power, Product, Symbol, bare
from reader.formula.syntax.tables.name_rows import INDEX_LETTERS, NUMBER_SETS

CROSS = r"\times"
SET_BARS = (r"\mid", r"\vert", "|")
NUMBERS = {"e": "2.71", r"\mathrm{e}": "2.71", r"\pi": "3.14"}  # how the numbers begin that letters stand for
SCRIPTS_OF_NAMES = INDEX_LETTERS | {"T", r"\top", "*", r"\ast", r"\star"}


def constant(walker: ContentWalker, node: Constant, here: Here) -> None:
    """A letter that is a number of its own here: ``\\pi`` in ``2 \\pi r``, ``e`` in ``e^{x}``. An error or an edge has
    squares, transposes and labels, too."""
    exponent = next((place.host.strip("()") for place in here.own if place.relation == "raised"), "")
    may_be_name = node.latex == "e" and (exponent in SCRIPTS_OF_NAMES or exponent.isdigit())
    walker.note(node.start, here if may_be_name else here.plus(FormulaPlace("constant")))


def is_its_number(node: Meaning, other: Meaning) -> bool:
    """Whether a letter stands beside the number that it is: ``e \\approx 2.718``."""
    if not isinstance(node, Symbol) or not isinstance(other, Number):
        return False
    return node.latex in NUMBERS and other.text.startswith(NUMBERS[node.latex])


def crosses(walker: ContentWalker, operands: Sequence[Meaning], relation: str = "") -> None:
    """Notes each cross between operands; ``relation`` says what it does there whatever the operands tell."""
    for left, right in pairwise(operands):
        at = between(walker, left, right, (CROSS,))
        if at is not None and relation:
            walker.positions[walker.shift + at] = Position((FormulaPlace(relation),), (), (), True)
        elif at is not None:
            walker.note(at, Here(joins(left, right)))


def between(walker: ContentWalker, left: Meaning, right: Meaning, signs: Sequence[str]) -> int | None:
    """Where the one of the signs begins that stands between two parts."""
    gap = walker.latex[walker.shift + left.end : walker.shift + right.start]
    found = [(at, sign) for sign in signs if (at := gap.find(sign)) >= 0]
    return left.end + min(found)[0] if found else None


def joins(left: Meaning, right: Meaning) -> tuple[FormulaPlace, ...]:
    """What a cross does; where its parts alone do not tell, once for each part, with the letter that it is."""
    relation = joined(left, right)
    if relation != "joins":
        return (FormulaPlace(relation),)
    parts = bare(left), bare(right)
    return tuple(FormulaPlace(relation, part.latex if isinstance(part, Symbol) else "") for part in parts)


def joined(left: Meaning, right: Meaning) -> str:
    """What a cross does between two parts."""
    parts = bare(left), bare(right)
    if any(map(is_space, parts)) and not any(map(is_number, parts)):
        return "joins-sets"
    if all(isinstance(part, Number | Nothing) or is_scalar(part) for part in parts) or is_power_of_ten(parts[1]):
        return "joins-numbers"
    return "joins"


def is_space(node: Meaning) -> bool:
    """A set of numbers, or a script capital."""
    base = node.base if isinstance(node, Power) else node
    return isinstance(base, Symbol) and (base.stem in NUMBER_SETS or r"\mathcal" in base.stem)


def is_number(node: Meaning) -> bool:
    """A number, or a small letter."""
    return isinstance(node, Number) or (isinstance(node, Symbol) and node.stem.islower())


def is_power_of_ten(node: Meaning) -> bool:
    return isinstance(node, Power) and isinstance(node.base, Number) and node.base.text == "10"


def is_size(node: Meaning) -> bool:
    """What may say how many rows or columns there are: a whole number, or a letter in plain type."""
    if isinstance(node, Number):
        return node.text.isdigit()
    return isinstance(node, Symbol) and not node.bold and r"\mathcal" not in node.stem


def shape(walker: ContentWalker, node: Meaning) -> None:
    """A formula that is nothing but sizes and crosses: ``n \\times d`` before "matrix"; capitals alone may be sets."""
    operands: Sequence[Meaning] = ()
    if isinstance(node, Combination) and node.operator == CROSS:
        operands = node.operands
    elif isinstance(node, Product) and set(node.signs) == {CROSS}:
        operands = node.factors
    sizes = [bare(operand) for operand in operands]
    if all(map(is_size, sizes)) and any(map(is_number, sizes)):
        crosses(walker, operands, "joins-sizes")
