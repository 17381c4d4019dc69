"""The children of nodes, in one place for layout tree and content tree.

They are derived from the dataclasses: a field that is neither text nor a number holds nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from reader.formula.semantics.nodes import Meaning
    from reader.formula.syntax.nodes import Node

Tree = TypeVar("Tree", "Node", "Meaning")

PLAIN = frozenset(("str", "int", "bool", "tuple[str, ...]", "tuple[tuple[str, ...], ...]"))  # types without nodes
FIELDS: dict[type, tuple[str, ...]] = {}  # by kind of node, filled as kinds are met


def child_fields(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a kind of node that hold nodes, directly or in tuples, in order of definition."""
    names = FIELDS.get(kind)
    if names is None:
        names = FIELDS[kind] = tuple(field.name for field in fields(kind) if field.type not in PLAIN)
    return names


def children(node: Tree) -> list[Tree]:
    """The child nodes, in the order of the fields."""
    below: list[Tree] = []
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if type(value) is tuple:
            _gather(value, below)
        elif value is not None:
            below.append(value)
    return below


def _gather(values: tuple[Any, ...], below: list[Any]) -> None:
    for value in values:
        if type(value) is tuple:
            _gather(value, below)
        elif type(value) is not str:  # words between formulas
            below.append(value)


def walk(node: Tree) -> Iterator[Tree]:
    """The node and all its descendants, in depth-first order, parents first."""
    waiting: list[Tree] = [node]
    while waiting:
        inner = waiting.pop()
        yield inner
        if child_fields(type(inner)):
            waiting += reversed(children(inner))


def rebuilt(node: Tree, change: Callable[[Tree], Tree]) -> Tree:
    """The node with ``change`` applied to each child; the same node where no child changed."""
    changed: dict[str, Any] = {}
    for name in child_fields(type(node)):
        value = getattr(node, name)
        after = _changed(value, change)
        if after is not value:
            changed[name] = after
    return replace(node, **changed) if changed else node


def _changed(value: Any, change: Callable[[Any], Any]) -> Any:
    if type(value) is tuple:
        after = tuple(_changed(inner, change) for inner in value)
        return after if any(new is not old for new, old in zip(after, value, strict=True)) else value
    return value if value is None or type(value) is str else change(value)
