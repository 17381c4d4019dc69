"""Which elements of a drawn formula make up a part of it: the largest nodes that lie within a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reader.formula.syntax.nodes import Expression, Node, Row, Space
from reader.formula.syntax.tree import children

Place = tuple[int, int]


def pieces_of(expression: Expression, places: Sequence[Place]) -> Mapping[int, str]:
    """For the ``id`` of each node that is such a piece, the numbers of its places in ``places``, as ``"0 2"``.

    The same place is one span of the macro-free LaTeX, which may cut across the tree; its pieces never overlap.
    """
    found: dict[int, list[str]] = {}
    for number, (start, end) in enumerate(places):
        for node in within(expression.root, start, end):
            found.setdefault(id(node), []).append(str(number))
    return {key: " ".join(numbers) for key, numbers in found.items()}


def within(node: Node, start: int, end: int) -> Iterator[Node]:
    """The largest nodes from ``start`` to ``end`` that are drawn as one element: of a row its members."""
    if node.end <= start or end <= node.start or type(node) is Space:
        return
    if type(node) is not Row and start <= node.start and node.end <= end:
        yield node
        return
    for child in children(node):
        yield from within(child, start, end)
