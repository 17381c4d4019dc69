"""What only counts under a condition: members of a set, signs that ask whether something holds, values cut off at 0."""

from __future__ import annotations

from collections.abc import Iterator

from reader.formula.semantics.nodes import Application, Chain, Group, Labelled, Listing, Meaning, Number, Symbol
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.pen import Pen, is_readable
from reader.study.walkthrough.sentence import Sentence

INDICATOR = "indicator"  # the rule of the content tree by which a sign asks whether something holds
# Rows of purposes that say where something counts.
SAID_OF_CONDITIONS = frozenset(("counts", "indicator", "only-where", "share-of", "share-with"))


def conditions_in(statement: Meaning) -> Iterator[Sentence]:
    """From the outside inwards; of several cuts the first, since they say one thing."""
    is_cut = False
    for node in walk(statement):
        found = _set(node) or _indicator(node)
        cut = _cut(node) if found is None and not is_cut else None
        is_cut |= cut is not None
        if found is not None or cut is not None:
            yield from filter(None, (found, cut))


def _set(node: Meaning) -> Sentence | None:
    """A name for all things of a kind for which something holds."""
    if not isinstance(node, Chain) or len(node.operands) != 2:
        return None
    left, right = node.operands
    if node.relations[0].sign not in GIVING_RELATIONS:
        return None  # one of them, or some
    if not isinstance(right, Listing) or right.kind != "condition" or len(right.items) != 2 or not is_readable(left):
        return None
    member, condition = right.items
    if not is_readable(member) or not is_readable(condition):
        return None
    kind = member.operands[-1] if isinstance(member, Chain) else None

    def write(pen: Pen) -> str:
        if "collects" in pen.rows:
            return ""
        return pen.row("set", left=pen.part(left), member=pen.part(member, kind), condition=_math(pen, condition))

    return Sentence("certain", node, write)


def _indicator(node: Meaning) -> Sentence | None:
    if not isinstance(node, Application) or node.rule != INDICATOR or len(node.arguments) != 1:
        return None
    (condition,) = node.arguments
    if not is_readable(node):
        return None

    def write(pen: Pen) -> str:
        if pen.rows & SAID_OF_CONDITIONS:
            return ""
        return pen.row("indicator", part=_math(pen, node), condition=_math(pen, condition))

    return Sentence("certain", node, write)


def _cut(node: Meaning) -> Sentence | None:
    """The larger of a value and 0: ``\\max(0, a)``, ``(a)_+``."""
    value = _of_maximum(node) or _of_plus(node)
    if value is None or not is_readable(value):
        return None
    return Sentence("certain", node, lambda pen: pen.row("cut", value=_math(pen, value)))


def _of_maximum(node: Meaning) -> Meaning | None:
    is_larger = isinstance(node, Application) and isinstance(node.function, Symbol) and node.function.latex == r"\max"
    if not is_larger or not isinstance(node, Application) or len(node.arguments) != 2:
        return None
    values = [each for each in node.arguments if not (isinstance(each, Number) and each.text == "0")]
    return values[0] if len(values) == 1 else None


def _of_plus(node: Meaning) -> Meaning | None:
    """What stands in brackets with a plus below; above it may be an inverse."""
    if not isinstance(node, Labelled) or node.above is not None or not isinstance(node.base, Group):
        return None
    return node.base.body if meaning_latex(node.below) == "+" else None


def _math(pen: Pen, part: Meaning) -> str:
    return pen.math(meaning_latex(part))
