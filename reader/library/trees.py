"""A formula as a small tree of lists, which is quick to store, to load and to match.

An item is an atom (a string in canonical spelling) or ``[head, arguments...]``, each argument a list of items: scripts
are ``["^", base, subscript, superscript]``, fences ``["()", body]``, ``["frac", above, below]`` and so on. ``pieces``
are the parts of a formula as short words for an index: a pattern can only match where all of its own are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, Final, TypeAlias
from zlib import crc32

from reader.formula.syntax.nodes import (
    Accent,
    Expression,
    Fenced,
    Fraction,
    Node,
    Radical,
    Row,
    Scripted,
    Space,
    Stacked,
    Style,
    Table,
)
from reader.formula.syntax.printer import spell, unfold
from reader.formula.syntax.tables.commands import BRACES

Item: TypeAlias = "str | list[Any]"
Items: TypeAlias = list[Item]
ANYTHING: Final = "?"
SCRIPTS: Final = "^"
FENCES: Final = frozenset({"()", "[]", r"\{\}"})  # brackets that authors choose freely
EXPECTATION: Final = r"\mathbb{E}"
SAME: Final = {r"\operatorname{E}": EXPECTATION, r"\mathrm{E}": EXPECTATION, r"\mathsf{E}": EXPECTATION, "|": r"\mid"}


def tree_of(expression: Expression) -> Items:
    """The tree of a whole formula."""
    return list(_items(expression.root))


def dump(items: Items) -> str:
    """Serialises a tree for the library."""
    return json.dumps(items, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Items:
    """Restores what ``dump`` serialised."""
    items: Items = json.loads(text)
    return items


# --- from the layout tree --------------------------------------------------------------------------------------------


def _items(node: Node | None) -> Iterator[Item]:
    if node is None:
        return
    make = _MAKERS.get(type(node))
    if make is not None:
        yield from make(node)
    elif atom := spell(node):
        yield SAME.get(atom, atom)


def _branch(head: str, *arguments: Iterable[Node | None]) -> Iterator[Item]:
    yield [head, *([item for node in nodes for item in _items(node)] for nodes in arguments)]


def _row(node: Row) -> Iterator[Item]:
    for child in node.children:
        yield from _items(child)


def _scripted(node: Scripted) -> Iterator[Item]:
    base, below, primes, above = unfold(node)
    scripted = next(_branch(SCRIPTS, [base], below, above))
    assert isinstance(scripted, list)
    scripted[3] = ["'"] * primes + scripted[3]
    yield scripted


def _accent(node: Accent) -> Iterator[Item]:
    inner = node.base
    while type(inner) is Row and len(inner.children) == 1:
        inner = inner.children[0]
    if type(inner) is Scripted:  # the accent is the letter's
        yield from _scripted(replace(inner, base=replace(node, base=inner.base)))
    elif type(inner) is Row:
        yield from _branch(f"\\{node.command}", [inner])
    else:
        yield spell(replace(node, base=inner))


def _fenced(node: Fenced) -> Iterator[Item]:
    pair = ("" if node.open == "." else node.open) + ("" if node.close == "." else node.close)
    return _branch(pair, [node.body])


def _stacked(node: Stacked) -> Iterator[Item]:
    if node.command in BRACES:  # a brace with its label only points at what stands there
        return _items(node.base)
    return _branch(f"\\{node.command}", [node.base], [node.above], [node.below])


def _table(node: Table) -> Iterator[Item]:
    """A table by its number of columns, which tells it from others with as many cells. Its brackets are left out."""
    kind = "matrix" if node.environment.endswith(("matrix", "array")) else node.environment
    width = max((len(row) for row in node.rows), default=0)
    return _branch(f"{kind} {width}", *([cell] for row in node.rows for cell in row))


def _style(node: Style) -> Iterator[Item]:
    if node.command.startswith("operatorname"):
        yield spell(node)
    elif "phantom" not in node.command:
        yield from _row(node.body)


_MAKERS: dict[type[Node], Callable[[Any], Iterator[Item]]] = {
    Row: _row, Scripted: _scripted, Accent: _accent, Fenced: _fenced, Stacked: _stacked, Style: _style,
    Space: lambda node: iter(()),
    Fraction: lambda node: _branch("frac" if node.line else "binom", [node.numerator], [node.denominator]),
    Radical: lambda node: _branch("sqrt", [node.body], [node.degree]),
    Table: _table,
}  # fmt: skip


# --- what it is made of ----------------------------------------------------------------------------------------------


def pieces(items: Items) -> str:
    """The pieces of a formula, for the index; of a pattern, those that a matching formula must have."""
    collected: set[str] = set()
    _collect(items, "", collected)
    return " ".join(sorted(map(_word, collected)))


def _collect(items: Items, above: str, collected: set[str]) -> None:
    before = ANYTHING
    for item in items:
        core = head_atom(item)
        if core != ANYTHING:
            collected.add(core)
            if above:
                collected.add(f"{above}>{core}")
            if before != ANYTHING:
                collected.add(f"{before} {core}")
        if isinstance(item, list):
            _collect_within(item, collected)
        before = core


def _collect_within(item: list[Any], collected: set[str]) -> None:
    head = head_of(item)
    for number, argument in enumerate(item[1:]):
        if head == SCRIPTS and number == 0:
            if isinstance(argument[0] if argument else "", list):
                _collect_within(argument[0], collected)
        else:
            _collect(argument, f"{head}{number}", collected)


def head_atom(item: Item) -> str:
    """The atom at the head of an item: the base of scripts; for other branches, their kind."""
    while isinstance(item, list) and item[0] == SCRIPTS:
        if len(item[1]) != 1:
            return SCRIPTS
        item = item[1][0]
    return head_of(item) if isinstance(item, list) else item


def head_of(item: list[Any]) -> str:
    """The kind of a branch. Brackets that authors choose freely are one kind."""
    return "()" if item[0] in FENCES else str(item[0])


def _word(piece: str) -> str:
    return f"{crc32(piece.encode()):x}"
