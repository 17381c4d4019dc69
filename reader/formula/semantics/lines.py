"""Lines of one display: which of them begin a statement, and which go on with the one before.

A line goes on where a bracket is still open, where the line before ends in a sign or an operator, and where it begins
with a sign. One that relates nothing goes on with a statement that does where it begins with a bracket or an operator:
``L &= a \\\\ &(b + c)``; what else it begins with may be a thing of its own, but in ``split`` and ``multlined``, which
hold one formula. A line that begins with a relation goes on with the chain before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from reader.formula.semantics.operations import EXPECTATIONS
from reader.formula.semantics.segments import LOGICAL, QUANTIFIERS, is_prose, relates, sign_of, solid
from reader.formula.syntax.fences import PARTNERS, pair, stray
from reader.formula.syntax.naming import strip
from reader.formula.syntax.nodes import (
    BigOperator,
    Delimiter,
    Expression,
    Fenced,
    Function,
    Node,
    Operator,
    Punctuation,
    Row,
    Scripted,
    Sign,
    Space,
    Table,
)
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.printer import spell

ALIGNED = frozenset({"split", "aligned", "alignedat", "align", "align*", "alignat", "alignat*", "flalign", "flalign*",
                     "eqnarray", "eqnarray*", "IEEEeqnarray", "IEEEeqnarray*", "multlined", "gathered"})  # fmt: skip
WHOLE = frozenset({"split", "multlined"})  # whose lines are one formula where nothing else shows
LOOSE = frozenset({"gather", "gather*", "gathered"})  # whose lines belong together only where a sign says so
# Relations that a line can go on with, of what stood before.
JOINING = frozenset({"=", ":=", r"\triangleq", r"\eqdef", r"\doteq", r"\le", r"\ge", "<", ">", r"\leqslant",
                     r"\geqslant", r"\approx", r"\simeq", r"\cong", r"\equiv", r"\propto", r"\lesssim", r"\gtrsim",
                     r"\ll", r"\gg", r"\subset", r"\subseteq", r"\asymp", r"\preceq", r"\succeq"})  # fmt: skip
BREAK = r"\\"
CONDITIONS = frozenset({"for", "if", "when", "whenever", "with", "by", "since", "because", "as", "from", "where", "on",
                        "under", "almost", "using", "provided"})  # fmt: skip
BARS = frozenset({"|", r"\|"})

Line = list[Node]
Gap = tuple[int, int, bool]
"""A stretch between lines or cells that prints nothing, and whether a line ends there."""


# --- which lines begin a statement -----------------------------------------------------------------------------------


def beginnings(lines: Sequence[Sequence[Node]], environments: Sequence[str]) -> list[bool]:
    """For each line whether it begins a statement. ``environments`` are those that the lines are written in, or ""."""
    inside = _in_brackets(lines)
    found: list[bool] = []
    related, last = False, None
    for k, nodes in enumerate(lines):
        own = any(map(relates, nodes))
        goes_on = bool(k) and (not nodes or inside[k] or _goes_on(related, last, nodes, own, environments[k]))
        found.append(not goes_on)
        related = own or (goes_on and related)
        last = nodes[-1] if nodes else last
    return found


def _goes_on(related: bool, last: Node | None, nodes: Sequence[Node], own: bool, environment: str) -> bool:
    """Whether a line continues a statement that is ``related`` and ends in ``last``; ``own``: it relates something."""
    sign = leading_relation(nodes)
    if sign:
        ended = type(last) is Punctuation and last.text not in ",:"
        return not ended and last is not None and (sign in JOINING or (not related and sign not in LOGICAL))
    if last is None or type(last) is Punctuation or is_prose(nodes[0]):
        return False
    if type(last) is Operator or awaits(last) or (relates(last) and not is_logical(last)):
        return True
    first = nodes[0]
    if type(first) is Operator:
        return first.text != "-" or not own
    if own or not related or environment in LOOSE:
        return False
    return environment in WHOLE or awaits(first) or type(_base(first)) in (Fenced, Delimiter)


def awaits(node: Node) -> bool:
    """Whether something must follow a node: it is an operator such as ``\\sum``, ``\\log`` or an expectation."""
    base = _base(node)
    return (
        type(base) in (BigOperator, Function)
        or spell(base) in EXPECTATIONS
        or (type(base) is Sign and base.text in (r"\nabla", r"\partial"))
    )


def _base(node: Node) -> Node:
    core = strip(node)
    return strip(core.base) if type(core) is Scripted else core


def leading_relation(nodes: Sequence[Node]) -> str:
    """The sign of the relation that a line begins with, "" for none."""
    return sign_of(nodes[0])[0] if nodes else ""


def is_logical(node: Node) -> bool:
    """Whether a node is an arrow of logic: what follows it is a statement of its own."""
    return sign_of(node)[0] in LOGICAL


def _in_brackets(lines: Sequence[Sequence[Node]]) -> list[bool]:
    """For each line whether it stands in a bracket that a line above it opens and this or a later one closes."""
    steps = [0] * (len(lines) + 1)
    opened: list[tuple[int, str]] = []
    halves = 0
    for k, nodes in enumerate(lines):
        delimiters, halves = stray(nodes, halves)
        first = len(opened)
        for side, text in delimiters:
            if side == "open":
                opened.append((k, text))
                continue
            while side == "close" and opened and opened[-1][1] in BARS:
                opened.pop()  # a bar that only separated
            if opened and text in PARTNERS.get(opened[-1][1], ()):
                line, _ = opened.pop()
                first = min(first, len(opened))
                steps[line + 1] += 1
                steps[k + 1] -= 1
            elif side == "close":  # ``]0, 1[`` is no bracket of ours
                del opened[first:]
                break
    return [depth > 0 for depth in accumulate(steps[:-1])]


# --- a formula in one line -------------------------------------------------------------------------------------------


def unfolded(expression: Expression) -> Expression:
    """The formula with its lines in one, and a break between its statements only; all places hold."""
    latex = expression.latex
    if BREAK not in latex and r"\begin" not in latex and r"\cr" not in latex:
        return expression
    lines: list[Line] = [[]]
    gaps: list[Gap] = []
    environments = [""]
    _take_apart(expression.root.children, lines, gaps, environments)
    if not gaps:
        return expression
    signs = list(latex)
    for start, end, _ in gaps:
        signs[start:end] = " " * (end - start)
    breaks = [start for start, _, ends_line in gaps if ends_line]
    begins = beginnings(lines, environments)
    for k, place in enumerate(breaks, 1):
        if begins[k]:
            signs[place : place + len(BREAK)] = BREAK
        elif lines[k]:
            before = next((line for line in reversed(lines[:k]) if line), [])
            start, end = seam(before, lines[k])
            signs[start:end] = " " * (end - start)
    return parse_formula("".join(signs))


def seam(before: Sequence[Node], after: Sequence[Node]) -> tuple[int, int]:
    """Where a line ends and where the one that continues it begins, without the room between them. Before a relation
    also the comma, the remark and the condition at the line's end are left out: they would part the chain."""
    end = len(before)
    if leading_relation(after):
        end = next((k for k, node in enumerate(before) if k and _is_condition(node, before[k + 1 :])), end)
        while end > 1 and is_remark(before[end - 1]):
            end -= 1
    return (before[end - 1].end if end else 0), after[0].start


def _is_condition(node: Node, behind: Sequence[Node]) -> bool:
    """``\\forall i`` and ``for all i`` at the end of a line, but no words between two statements."""
    core = strip(node)
    if type(core) is Sign:
        return core.text in QUANTIFIERS
    if not is_prose(node):
        return False
    first = spell(node).rpartition("{")[2].strip(" }(,~\\").split(" ")[0].split("~")[0].lower()
    return first in CONDITIONS or not any(map(relates, behind))


def is_remark(node: Node) -> bool:
    """A comma, or words: the reason for a step, in brackets or not."""
    if type(node) is Fenced:
        inner = solid(node.body.children)
        return bool(inner) and all(map(is_prose, inner))
    return is_prose(node) or (type(node) is Punctuation and node.text == ",")


def _take_apart(nodes: Sequence[Node], lines: list[Line], gaps: list[Gap], environments: list[str]) -> None:
    """Appends the nodes to the last line, and begins a new one at each break."""
    for node in nodes:
        table = strip(node)
        if type(node) is Space and node.text == BREAK:
            gaps.append((node.start, node.end, True))
            lines.append([])
            environments.append("")
        elif type(table) is Table and is_alignment(table):
            at = node.start
            for k, row in enumerate(table.rows):
                for j, cell in enumerate(row):
                    gaps.append((at, cell.start, bool(k) and not j))
                    if k and not j:
                        lines.append([])
                        environments.append(table.environment)
                    _take_apart(cell.children, lines, gaps, environments)
                    at = cell.end
            gaps.append((at, node.end, False))
        else:
            lines[-1] += solid([node])


def is_alignment(table: Table) -> bool:
    """Whether the cells of a table are pieces of statements: so are those of an array that has columns of relations."""
    if table.environment == "array":
        return any(relates(node) for row in table.rows if len(row) > 1 for cell in row[1:2] for node in _first(cell))
    return table.environment in ALIGNED


def _first(cell: Row) -> list[Node]:
    return solid(cell.children)[:1]


def lines_of(table: Table) -> Iterator[Line]:
    """The statements of an alignment inside a formula, each as the nodes of its lines."""
    lines = [solid([node for cell in row for node in cell.children]) for row in table.rows]
    said: Line = []
    for begins, nodes in zip(beginnings(lines, [table.environment] * len(lines)), lines, strict=True):
        if begins and said:
            yield pair(said)
            said = []
        said = said + nodes
    if said:
        yield pair(said)
