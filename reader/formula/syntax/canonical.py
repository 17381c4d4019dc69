"""The canonical spelling of a symbol, the canonical string of a formula, and the hash of its shape."""

from __future__ import annotations

from dataclasses import fields
from hashlib import blake2b
from typing import Any

from reader.formula.syntax.nodes import Digits, Expression, Identifier, LayoutNode, Radical, Row, Sign, Text, Unknown
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.printer import spell

# Fields that change how a node looks, not what it is.
LOOKS = frozenset({"start", "end", "size", "limits", "columns", "argument", "environment"})
KINDS: dict[type, str] = {Sign: "Constant", Radical: "Root"}  # what hashes call kinds that have other names now

__all__ = ["canonical_spelling", "canonical_string", "closing", "shape_and_names", "shape_hash", "spell"]


def canonical_string(expression: Expression) -> str:
    """The formula in canonical spelling: no spaces, sizes or colours, scripts in order, always with braces."""
    return spell(expression.root)


def canonical_spelling(latex: str) -> str:
    """The canonical spelling of a symbol that a person typed, as the keys of tables need it.

    >>> canonical_spelling(r"W^Q_i")
    'W_{i}^{Q}'
    """
    return spell(parse_formula(latex).root)


def closing(spelling: str, opening: int, pair: str = "{}") -> int:
    """The offset of the bracket that closes the one at ``opening``; that of the end where none does."""
    depth = 0
    for at in range(opening, len(spelling)):
        depth += (spelling[at] == pair[0]) - (spelling[at] == pair[1])
        if not depth:
            return at
    return len(spelling)


def shape_hash(expression: Expression) -> str:
    """A hash (16 hex digits) of the tree without names: ``a + b`` and ``x + y`` agree, ``x + x`` does not."""
    return shape_and_names(expression)[0]


def shape_and_names(expression: Expression) -> tuple[str, tuple[str, ...]]:
    """``shape_hash``, and the names that it leaves out, in order. Formulas of one shape correspond name by name.

    >>> shape_and_names(parse_formula("x + y x"))[1]
    ('x', 'y')
    """
    names: dict[str, str] = {}
    shape = _shape(expression.root, names)
    return blake2b(shape.encode(), digest_size=8).hexdigest(), tuple(names)


_TELLING: dict[type, tuple[str, ...]] = {}  # by kind of node, filled as kinds are met


def _telling_fields(kind: type[Any]) -> tuple[str, ...]:
    names = _TELLING.get(kind)
    if names is None:
        names = _TELLING[kind] = tuple(field.name for field in fields(kind) if field.name not in LOOKS)
    return names


def _shape(node: object, names: dict[str, str]) -> str:
    """The shape of a node, or of a field's value."""
    if isinstance(node, Identifier | Unknown):
        return names.setdefault(spell(node), f"v{len(names)}")
    if isinstance(node, Digits):
        return "n"
    if isinstance(node, Text):
        return "t"
    if isinstance(node, Row) and len(node.children) == 1:
        return _shape(node.children[0], names)
    if isinstance(node, LayoutNode):
        kind: type[Any] = type(node)
        parts = [_shape(getattr(node, name), names) for name in _telling_fields(kind)]
        return f"{KINDS.get(kind) or kind.__name__}({','.join(part for part in parts if part)})"
    if isinstance(node, tuple):
        return ",".join(part for part in (_shape(child, names) for child in node) if part and part != "Space()")
    return "" if node is None else str(node)
