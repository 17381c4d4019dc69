"""Traits of a symbol that its neighbours show: argument, definition, distribution, membership, condition."""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.syntax.naming import Traits, strip
from reader.formula.syntax.nodes import (
    Accent,
    BigOperator,
    Fenced,
    Function,
    Identifier,
    Node,
    Punctuation,
    Relation,
    Row,
    Scripted,
    Sign,
    Stacked,
    Style,
    Text,
)
from reader.formula.syntax.tables.signs import DEFINING_RELATIONS, MEMBER_RELATIONS

NAMED = (Identifier, Accent, Scripted, Function, Text)
BESIDE: dict[str, tuple[str, str]] = {  # relation -> what it says of the symbols left, and of the one right
    r"\sim": ("distributed", "distribution"),
    **dict.fromkeys(MEMBER_RELATIONS, ("element", "set")),
    r"\ni": ("set", "element"),
}


_TELLING = frozenset((Relation, Stacked, Fenced, BigOperator, Scripted, Style, Row))  # nodes that may show something


def sibling_traits(children: Sequence[Node], defining: bool = True) -> dict[int, Traits]:
    """The traits of the symbol that heads each child, by the child's index. ``children`` has no spaces.

    Without ``defining``, a leading ``i = 1`` is the start of an index, and not a definition.
    """
    if _TELLING.isdisjoint(map(type, children)):
        return {}
    by_child: dict[int, set[str]] = {}
    if defining and first_definition(children):
        by_child[0] = {"defined"}
    integral = conditioned = False
    for k, child in enumerate(children):
        after = children[k + 1] if k + 1 < len(children) else None
        relation = relation_of(child)
        if relation in BESIDE:
            left, right = BESIDE[relation]
            for j in list_before(children, k):
                by_child.setdefault(j, set()).add(left)
            by_child.setdefault(k + 1, set()).add(right)
        conditioned = relation in (r"\mid", r"\|") or (conditioned and not is_semicolon(child))
        integral = integral or is_integral(child)
        if not isinstance(child, NAMED):
            continue
        if conditioned:
            by_child.setdefault(k, set()).add("conditioned")
        if after is not None and is_argument(after):
            by_child.setdefault(k, set()).update(("applied", "parametric") if has_parameters(after) else ("applied",))
        if integral and is_differential(child) and isinstance(after, NAMED):
            by_child.setdefault(k + 1, set()).update(("differential", "bound"))
    return {k: frozenset(traits) for k, traits in by_child.items()}


def is_semicolon(node: Node) -> bool:
    return type(node) is Punctuation and node.text == ";"


def relation_of(node: Node) -> str:
    """The text of a relation, labels above it dropped."""
    node = strip(node)
    if type(node) is Stacked:
        inner = strip(node.base)
        return (":=" if inner.text == "=" and node.above is not None else inner.text) if type(inner) is Relation else ""
    return node.text if type(node) is Relation else ""


def first_definition(children: Sequence[Node]) -> bool:
    """Whether the row reads ``symbol(...) = ...``."""
    if not isinstance(children[0], (*NAMED, Sign)):
        return False
    for child in children[1:]:
        if type(child) is Fenced:
            continue
        return relation_of(child) in DEFINING_RELATIONS
    return False


def list_before(children: Sequence[Node], k: int) -> list[int]:
    """The members of the list ``a, b`` that ends before ``k``. A bracketed list is one member; ``f(x)`` gives ``f``."""
    out = []
    j = k - 1
    while j >= 0:
        if j >= 1 and type(children[j]) is Fenced and is_argument(children[j]) and isinstance(children[j - 1], NAMED):
            j -= 1
        if isinstance(children[j], NAMED) or type(children[j]) is Fenced:
            out.append(j)
        else:
            break
        if j >= 1 and type(children[j - 1]) is Punctuation:
            j -= 2
        else:
            break
    return out


def is_integral(node: Node) -> bool:
    core = strip(node.base) if type(node) is Scripted else node
    return type(core) is BigOperator and "int" in core.text


def is_differential(node: Node) -> bool:
    return type(node) is Identifier and node.text == "d" and node.font in ("", "mathrm", "mathit") and not node.bold


def has_parameters(argument: Node) -> bool:
    """Whether two parameters or more follow the value behind a semicolon or a bar: ``(x; \\mu, \\sigma)``."""
    core = strip(argument.base) if type(argument) is Scripted else argument
    inner = core.body.children if type(core) is Fenced else ()
    at = next((k for k, child in enumerate(inner) if is_semicolon(child) or relation_of(child) == r"\mid"), len(inner))
    return any(type(child) is Punctuation and child.text == "," for child in inner[at:])


def is_argument(node: Node) -> bool:
    core = strip(node.base) if type(node) is Scripted else node
    return type(core) is Fenced and core.open in ("(", "[", r"\{") and core.close in (")", "]", r"\}")
