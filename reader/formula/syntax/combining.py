"""Small rewrites of finished nodes: what two neighbours form together, and what a script turns out to be."""

from __future__ import annotations

from dataclasses import replace

from reader.formula.syntax.nodes import Function, Node, Punctuation, Relation, Row, Scripted, Sign, Stacked
from reader.formula.syntax.tables import commands

PAIRS = frozenset(commands.TWO_WORDS.values())


def function(name: str, start: int, end: int) -> Function:
    spelled = commands.TWO_WORDS.get(name, name)
    plain = spelled.replace(" ", "")
    return Function(start, end, spelled, commands.FUNCTIONS.get(plain, " " in spelled), plain in commands.FUNCTIONS)


def split_primes(script: Node | None) -> tuple[int, Node | None]:
    """``^{\\prime (t)}`` is one prime and the superscript ``(t)``."""
    if script is None:
        return 0, None
    children = script.children if type(script) is Row else (script,)
    primes = 0
    for child in children:
        if isinstance(child, Sign | Punctuation) and child.text in (r"\prime", "'"):
            primes += 1
        elif type(child) is Scripted and type(child.base) is Row and not child.base.children and child.primes:
            primes += child.primes
        else:
            break
    if not primes:
        return 0, script
    rest = children[primes:]
    return primes, Row(rest[0].start, rest[-1].end, rest) if rest else None


def labelled(brace: Stacked, subscript: Node | None, superscript: Node | None, end: int) -> Node:
    """The script at the brace's open side is its label."""
    if commands.BRACES[brace.command][1] == "below":
        return Stacked(brace.start, end, brace.command, brace.base, superscript, subscript)
    return Stacked(brace.start, end, brace.command, brace.base, superscript, subscript)


def join_neighbours(nodes: list[Node]) -> list[Node]:
    """``:=`` is one relation, ``\\arg\\min`` one operator."""
    if not any(type(node) is Function or type(node) is Punctuation for node in nodes):
        return nodes
    out: list[Node] = []
    for node in nodes:
        before = out[-1] if out else None
        core = node.base if type(node) is Scripted else node
        if type(node) is Relation and node.text == "=" and type(before) is Punctuation and before.text == ":":
            out[-1] = Relation(before.start, node.end, ":=")
        elif type(node) is Punctuation and node.text == ":" and type(before) is Relation and before.text == "=":
            out[-1] = Relation(before.start, node.end, "=:")
        elif type(core) is Function and type(before) is Function and f"{before.name} {core.name}" in PAIRS:
            joined = Function(before.start, core.end, f"{before.name} {core.name}", True)
            out[-1] = replace(node, start=before.start, base=joined) if isinstance(node, Scripted) else joined
        else:
            out.append(node)
    return out
