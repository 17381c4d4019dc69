"""A formula in one line: what has no room in it is folded into numbered boxes, which open one by one.

A line is opened as deep as there is room, equally deep everywhere, so that parts that stand side by side stay alike.
"""

from __future__ import annotations

from collections import deque

from reader.formula.semantics.nodes import (
    Annotated,
    Application,
    Chain,
    Constant,
    Given,
    Group,
    Labelled,
    Meaning,
    Nothing,
    Number,
    Operation,
    Power,
    Relating,
    Symbol,
    Total,
    Words,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.extent import extent_of
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tree import rebuilt, walk
from reader.limits.memory import cached_for_a_paper
from reader.model.values import value
from reader.study.walkthrough.sameness import Swap, swaps_between

ROOM = 28.0  # em of a line that one takes in at a glance
SMALL = 5.0  # em of a part that no box makes shorter
WHOLE = 10.0  # em of a function with its arguments up to which it opens as a whole or not at all
DEEPEST = 8  # levels that a line is opened
MOST_BOXES = 24  # of one formula
LONGEST = 3000  # characters of a statement that is folded
LEAVES = (Symbol, Number, Constant, Words, Nothing, Relating)


@value
class Alike:
    """The box that says the same but for some letters."""

    number: int
    swaps: tuple[Swap, ...]


@value
class Box:
    """A folded part. ``part`` is what it stands for, ``line`` the same with further boxes where it is long."""

    number: int
    part: Meaning
    line: Meaning
    alike: Alike | None = None

    @property
    def sign(self) -> str:
        """As LaTeX."""
        return sign_of(self.number)


@value
class Skeleton:
    """A statement that fits one line, and its boxes in the order in which they come up."""

    line: Meaning
    boxes: tuple[Box, ...]


def sign_of(number: int) -> str:
    """A box as LaTeX."""
    return rf"\boxed{{{number}}}"


def boxes_in(line: Meaning) -> set[str]:
    """The signs of the boxes that stand in a line."""
    return {node.latex for node in walk(line) if isinstance(node, Constant) and node.latex.startswith(r"\boxed")}


def skeleton_of(statement: Meaning, taken: int = 0) -> Skeleton:
    """The statement folded. Without a box where it fits as it stands, and where it holds nothing that folds.

    ``taken`` are the boxes that other statements of the display have.
    """
    if statement.end - statement.start > LONGEST:
        return Skeleton(statement, ())
    numbers = Numbers(taken)
    line, found = _folded(statement, numbers)
    boxes: list[Box] = []
    waiting = deque(found)
    while waiting:
        number, part = waiting.popleft()
        alike = _alike_of(part, boxes)
        content, inner = (part, []) if alike else _folded(part, numbers)
        boxes.append(Box(number, part, content, alike))
        waiting += inner
    return Skeleton(line, tuple(boxes))


def _alike_of(part: Meaning, boxes: list[Box]) -> Alike | None:
    latex = meaning_latex(part)
    for box in boxes:
        swaps = None if box.alike else swaps_between(meaning_latex(box.part), latex)
        if swaps:
            return Alike(box.number, swaps)
    return None


class Numbers:
    """Numbers of boxes; what is written alike gets the same one."""

    def __init__(self, taken: int) -> None:
        self.free = iter(range(taken + 1, MOST_BOXES + 1))
        self.given: dict[str, int] = {}

    def of(self, part: Meaning) -> tuple[int | None, bool]:
        """The number of a part, None where none is left, and whether it is new."""
        latex = meaning_latex(part)
        if latex in self.given:
            return self.given[latex], False
        number = next(self.free, None)
        if number is not None:
            self.given[latex] = number
        return number, True


Found = list[tuple[int, Meaning]]


def _folded(part: Meaning, numbers: Numbers) -> tuple[Meaning, Found]:
    """The part with boxes for what lies too deep, and these boxes."""
    if width_of(part) <= ROOM:
        return part, []
    best = _closed_below(part, 1)
    for depth in range(2, DEEPEST):
        opened = _closed_below(part, depth)
        if width_of(opened) > ROOM:
            break
        best = opened
    found: Found = []
    return _numbered(best, part, numbers, found), found


class _Closed(str):
    """The LaTeX of a box that has no number yet."""


def _closed_below(part: Meaning, depth: int) -> Meaning:
    left = depth if isinstance(part, Chain) else depth - 1
    return rebuilt(part, lambda inner: _closed(inner, left, part))


def _closed(node: Meaning, left: int, around: Meaning) -> Meaning:
    """The node opened so many levels more; what lies deeper is in boxes."""
    if isinstance(node, LEAVES) or _is_prose(node):
        return node
    if left and isinstance(node, Application) and (_is_conditional(node) or width_of(node) <= WHOLE):
        return node
    if isinstance(node, Group) or (isinstance(node, Total) and len(node.terms) == 1) or (left and _is_borne(node)):
        return rebuilt(node, lambda inner: _closed(inner, left, around))
    if isinstance(node, Total) and isinstance(around, Total):  # a sum in brackets is one sum with that around it
        return rebuilt(node, lambda inner: _closed(inner, left, node))
    if left == 0:
        return node if width_of(node) <= SMALL else Constant(node.start, node.end, _Closed(sign_of(0)))
    range_ = node.lower if isinstance(node, Operation) else None  # what an operator runs over is told with it
    return rebuilt(node, lambda inner: inner if inner is range_ else _closed(inner, left - 1, node))


def _is_prose(node: Meaning) -> bool:
    """Words, or a function of words: nobody is helped by a box in place of them."""
    if isinstance(node, Application):
        return all(map(_is_prose, node.arguments))
    return isinstance(node, Words) or (isinstance(node, Group) and _is_prose(node.body))


def _is_conditional(node: Application) -> bool:
    """``p(x \\mid y)`` is one thing."""
    return any(isinstance(argument, Given) for argument in node.arguments)


def _is_borne(node: Meaning) -> bool:
    """Whether it is opened together with what it stands on: a power, a label, a remark."""
    return isinstance(node, Power | Labelled | Annotated)


def _numbered(line: Meaning, part: Meaning, numbers: Numbers, found: Found) -> Meaning:
    """The line with a number in each box; a box for which no number is left is opened again."""
    if isinstance(line, Constant) and isinstance(line.latex, _Closed):
        number, is_new = numbers.of(part)
        if number is None:
            return part
        if is_new:
            found.append((number, part))
        return Constant(line.start, line.end, sign_of(number))
    if line is part:
        return line
    originals = iter(_below(part))
    return rebuilt(line, lambda inner: _numbered(inner, next(originals), numbers, found))


def _below(part: Meaning) -> list[Meaning]:
    held: list[Meaning] = []

    def keep(node: Meaning) -> Meaning:
        held.append(node)
        return node

    rebuilt(part, keep)
    return held


def width_of(part: Meaning) -> float:
    """In em, when it is drawn on one line."""
    return _width(meaning_latex(part))


@cached_for_a_paper(2048)
def _width(latex: str) -> float:
    return extent_of(parse_formula(latex)).width
