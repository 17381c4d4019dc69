"""Matches brackets and bars over the nodes of one row.

Brackets match by a stack, so that ``[0, 1)`` pairs, and a stray one stays single. ``\\left( a \\right. \\\\ \\left. b
\\right)`` is one pair that the author broke over two lines. Bars look alike on both sides: a bar opens where an operand
is expected and closes where one has just ended; a single bar between operands separates ("given", "such that", a
divergence). The time is linear in the length of the row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reader.formula.syntax.nodes import (
    BigOperator,
    Delimiter,
    Fenced,
    Function,
    Node,
    Operator,
    Punctuation,
    Relation,
    Row,
    Scripted,
    Space,
    Table,
)

# An opening bracket, and the closing ones that may end it.
PARTNERS: dict[str, frozenset[str]] = {
    "(": frozenset(")]"), "[": frozenset("])"), r"\{": frozenset({r"\}"}), r"\langle": frozenset({r"\rangle"}),
    r"\lfloor": frozenset({r"\rfloor", r"\rceil"}), r"\lceil": frozenset({r"\rceil", r"\rfloor"}),
    r"\lgroup": frozenset({r"\rgroup"}), r"\llbracket": frozenset({r"\rrbracket"}),
    r"\ulcorner": frozenset({r"\urcorner"}), r"\llcorner": frozenset({r"\lrcorner"}), "|": frozenset("|"),
    r"\|": frozenset({r"\|"}), r"\lmoustache": frozenset({r"\rmoustache"}), r"\lAngle": frozenset({r"\rAngle"}),
}  # fmt: skip


TYPED_BARS = {r"\mid": 1, r"\|": 2}  # how long a bar is that was typed as such, and found no partner


def pair(nodes: list[Node]) -> list[Node]:
    """The row with matched delimiters as :class:`Fenced` nodes."""
    nodes = join_halves(nodes)
    if not any(type(_core(node)) is Delimiter for node in nodes):
        return nodes
    return _pair_bars(_pair_brackets(nodes))


def _core(node: Node) -> Node:
    return node.base if type(node) is Scripted else node


# --- brackets that null delimiters break ---------------------------------------------------------------------------


def join_halves(nodes: list[Node]) -> list[Node]:
    """The row with brackets that ``\\right.`` and ``\\left.`` break joined, if every half has its other half."""
    if not any(half_of(node) == "open" for node in nodes):
        return nodes
    flat: list[Node] = []
    if _unfold(nodes, flat, 0):
        return nodes
    paired = _pair_brackets(flat)
    return nodes if any(type(core := _core(node)) is Delimiter and core.size == "left" for node in paired) else paired


def stray(nodes: Sequence[Node], awaited: int = 0) -> tuple[list[tuple[str, str]], int]:
    """The brackets of a line whose partners are not in it, as ``(side, text)``; and the number of brackets that
    ``\\right.`` left open, given the number open before it."""
    flat: list[Node] = []
    awaited = _unfold(nodes, flat, awaited)
    found = []
    before: Node | None = None
    for node in flat:
        core = _core(node)
        if type(core) is Delimiter and core.side in ("open", "close"):
            found.append((core.side, core.text))
        elif type(core) is Relation and core.end - core.start == TYPED_BARS.get(core.text):
            found.append(("open" if _awaits_operand(before) else "bar", "|" if core.text == r"\mid" else core.text))
        before = node
    return found, awaited


def half_of(node: Node) -> str:
    """``open`` for ``\\left( a \\right.``, ``close`` for ``\\left. a \\right)``; a brace before a table is whole."""
    core = _core(node)
    if type(core) is not Fenced or core.size != "left" or (core.open == ".") == (core.close == "."):
        return ""
    if core.open == ".":
        return "close"
    children = core.body.children
    return "" if type(node) is Scripted or (len(children) == 1 and type(children[0]) is Table) else "open"


def _unfold(nodes: Sequence[Node], flat: list[Node], awaited: int) -> int:
    """Replaces halves by delimiters and their content; a closing half stays where no open one is ``awaited``."""
    for node in nodes:
        half, core = half_of(node), _core(node)
        if type(core) is not Fenced or not half or (half == "close" and not awaited):
            flat.append(node)
        elif half == "open":
            flat.append(Delimiter(core.start, core.body.start, core.open, "open", "left"))
            awaited = _unfold(core.body.children, flat, awaited + 1)
        else:
            awaited = _unfold(core.body.children, flat, awaited) - 1
            closing = Delimiter(core.body.end, core.end, core.close, "close", "left")
            flat.append(replace(node, base=closing) if type(node) is Scripted else closing)
    return awaited


def _pair_brackets(nodes: list[Node]) -> list[Node]:
    rows: list[list[Node]] = [[]]
    openers: list[Delimiter] = []
    for node in nodes:
        core = _core(node)
        if type(core) is not Delimiter or core.side not in ("open", "close"):
            rows[-1].append(node)
        elif core.side == "open" and core is node:
            openers.append(core)
            rows.append([])
        elif any(core.text in PARTNERS.get(opener.text, ()) for opener in openers):
            while core.text not in PARTNERS.get(openers[-1].text, ()):
                _give_up(rows, openers)
            opener, body = openers.pop(), rows.pop()
            rows[-1].append(_fence(opener, body, node, core))
        else:
            rows[-1].append(node)
    while openers:
        _give_up(rows, openers)
    return rows[0]


def _give_up(rows: list[list[Node]], openers: list[Delimiter]) -> None:
    body = rows.pop()
    rows[-1].append(openers.pop())
    rows[-1].extend(body)


def _fence(opener: Delimiter, body: list[Node], node: Node, closer: Delimiter) -> Node:
    """``node`` is the closing delimiter, or that with scripts: those then hang on the whole."""
    inner = Row(opener.end, closer.start, tuple(_pair_bars(body)))
    fenced = Fenced(opener.start, closer.end, opener.text, closer.text, inner, opener.size or closer.size)
    if type(node) is not Scripted:
        return fenced
    return Scripted(opener.start, node.end, fenced, node.subscript, node.superscript, node.primes, node.limits)


# --- bars ----------------------------------------------------------------------------------------------------------


def _is_bar(node: Node) -> bool:
    core = _core(node)
    return type(core) is Delimiter and core.side == "bar"


def _awaits_operand(before: Node | None) -> bool:
    """Whether a term must follow this node."""
    before = _core(before) if before is not None else None
    return (
        before is None
        or isinstance(before, Operator | Relation | Punctuation | BigOperator | Function)
        or (type(before) is Delimiter and before.side in ("open", "bar", "middle"))
    )


def _begins_operand(after: Node | None) -> bool:
    """Whether this node can begin a term."""
    if after is None or _is_bar(after):
        return False
    if type(after) is Operator:
        return after.text in ("-", "+")
    core = _core(after)
    return not (isinstance(core, Operator | Relation | Punctuation) or type(core) is Delimiter)


def _pair_bars(nodes: list[Node]) -> list[Node]:
    if not any(_is_bar(node) for node in nodes):
        return nodes
    nodes = _join_double_bars(nodes)
    solid = [k for k, node in enumerate(nodes) if type(node) is not Space]
    following = dict(pairwise(solid))
    previous = {after: before for before, after in following.items()}
    left = {"|": 0, r"\|": 0}
    for node in nodes:
        if _is_bar(node):
            left[_bar_text(node)] += 1
    rows: list[list[Node]] = [[]]
    openers: list[Delimiter] = []
    closed = -1  # index in nodes of the last bar that closed: an operand
    for k, node in enumerate(nodes):
        if not _is_bar(node):
            rows[-1].append(node)
            continue
        text = _bar_text(node)
        before = nodes[previous[k]] if k in previous else None
        after = nodes[following[k]] if k in following else None
        awaited = previous.get(k) != closed and _awaits_operand(before)
        depth = next((d for d, opener in enumerate(openers) if opener.text == text), None)
        if depth is not None and not awaited:
            while len(openers) > depth + 1:
                _give_up(rows, openers)
            opener, body = openers.pop(), rows.pop()
            rows[-1].append(_fence(opener, body, node, _as_delimiter(node)))
            closed = k
        elif depth is None and type(node) is Delimiter and _opens(awaited, after, left[text]):
            openers.append(node)
            rows.append([])
        else:
            rows[-1].append(_separator(node))
        left[text] -= 1
    while openers:
        body = rows.pop()
        rows[-1].append(_separator(openers.pop()))
        rows[-1].extend(body)
    return rows[0]


def _opens(awaited: bool, after: Node | None, left: int) -> bool:
    """Whether a bar opens. ``left`` bars of its kind remain, including it: an odd one between operands separates."""
    if left < 2:
        return False
    return awaited or (left % 2 == 0 and (_begins_operand(after) or (after is not None and _is_bar(after))))


def _as_delimiter(node: Node) -> Delimiter:
    core = _core(node)
    assert type(core) is Delimiter
    return core


def _bar_text(node: Node) -> str:
    return _as_delimiter(node).text


def _separator(node: Node) -> Node:
    """A bar without a partner: a relation, unless it carries scripts (evaluated at) or comes last."""
    if type(node) is Delimiter:
        return Relation(node.start, node.end, r"\mid" if node.text == "|" else r"\|")
    return node


def _join_double_bars(nodes: list[Node]) -> list[Node]:
    """``||`` typed as two bars is one double bar, unless the first closes an open single bar."""
    joined: list[Node] = []
    single_open = False
    k = 0
    while k < len(nodes):
        node = nodes[k]
        after = nodes[k + 1] if k + 1 < len(nodes) else None
        if type(node) is Delimiter and node.side == "bar" and node.text == "|":
            core = _core(after) if after is not None else None
            touching = type(core) is Delimiter and core.text == "|" and core.start == node.end
            if touching and not single_open and type(core) is Delimiter and after is not None:
                double = Delimiter(node.start, core.end, r"\|", "bar", node.size)
                joined.append(
                    double
                    if after is core or type(after) is not Scripted
                    else Scripted(
                        node.start, after.end, double, after.subscript, after.superscript, after.primes, after.limits
                    )
                )
                k += 2
                continue
            single_open = not single_open
        joined.append(node)
        k += 1
    return joined
