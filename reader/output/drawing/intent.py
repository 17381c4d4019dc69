"""MathML's ``intent``: what a screen reader is told of a formula that its layout does not say.

The rows of ``intents.toml`` name nodes of the content tree; here their elements are found in the layout tree,
which is what is drawn. A row whose elements are none of the drawing's own is left out: nothing is said by halves.
"""

from __future__ import annotations

import pkgutil
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from reader.formula.semantics.nodes import Application, Given, Listing, Meaning, Nothing
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.nodes import Delimiter, Expression, Fenced, Node, Punctuation, Relation, Row, Scripted, Space
from reader.formula.syntax.tree import walk

APPLY = "<mo>\u2061</mo>"  # the invisible sign of function application
NAMES = ("a", "b")  # of arguments


class Neighbours(NamedTuple):
    """Neighbours in a row, from ``first`` to ``last``, that are one element."""

    first: Node
    last: Node


Element = Node | Neighbours


@dataclass(frozen=True, slots=True)
class Intent:
    """A row of the table."""

    node: str
    on: str
    intent: str
    list: str
    example: str
    told: str
    where: Mapping[str, str] = field(default_factory=dict)
    args: tuple[str, ...] = ()

    def fits(self, meaning: Meaning) -> bool:
        """Whether the row speaks of this node."""
        return all(re.fullmatch(pattern, said(meaning, path), re.S) for path, pattern in self.where.items())


@cache
def rows() -> Mapping[str, tuple[Intent, ...]]:
    """The rows by the kind of node that they are for."""
    content = pkgutil.get_data(__package__, "intents.toml") or b""
    made: defaultdict[str, list[Intent]] = defaultdict(list)
    for row in tomllib.loads(content.decode("utf-8")).values():
        made[row["node"]].append(Intent(**{**row, "args": tuple(row.get("args", ()))}))
    return {node: tuple(found) for node, found in made.items()}


@dataclass(slots=True)
class Intents:
    """What elements get, by the ``id`` of the node that they are drawn from: of runs, by that of their first node."""

    attributes: dict[int, str] = field(default_factory=dict)
    runs: dict[int, list[tuple[int, str]]] = field(
        default_factory=dict
    )  # end of the last node, attributes; widest first
    applied: set[int] = field(default_factory=set)  # behind which the sign of application stands

    def give(self, element: Element, attribute: str) -> None:
        """One more attribute."""
        if not isinstance(element, Neighbours):
            self.attributes[id(element)] = self.attributes.get(id(element), "") + attribute
            return
        held = self.runs.setdefault(id(element.first), [])
        known = next((k for k, (end, _) in enumerate(held) if end == element.last.end), None)
        if known is None:
            held.append((element.last.end, attribute))
            held.sort(reverse=True)
        else:
            held[known] = (element.last.end, held[known][1] + attribute)

    def run_at(self, children: Sequence[Node], k: int, least: int) -> tuple[int, str] | None:
        """A run that begins here, each once, the widest first: index after its last node, its attributes.

        None is given that ends before ``least``.
        """
        held = self.runs.get(id(children[k]))
        while held:
            end, attributes = held.pop(0)
            until = next((j + 1 for j in range(k, len(children)) if children[j].end == end), None)
            if until is not None and end >= least:
                return until, attributes
        return None


def intents_of(expression: Expression, meaning: Meaning) -> Intents:
    """All that the table says of a formula whose meaning is known."""
    wanted = [(row, node) for node in walk(meaning) for row in rows().get(type(node).__name__, ()) if row.fits(node)]
    if not wanted:
        return Intents()
    teller = Teller(Layout(expression))
    for row, node in wanted:
        if row.on == "apply" and isinstance(node, Application):
            teller.apply(node)
        else:
            teller.tell(row, node)
    return teller.made


class Teller:
    """Puts rows on elements, what is outside first: an element has one intent, and is one argument."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.made = layout, Intents()
        self.taken: set[tuple[int, int, str]] = set()

    def apply(self, node: Application) -> None:
        function = self.layout.before(node.function.end, node.end)
        if function is not None:
            self.made.applied.add(id(function))

    def tell(self, row: Intent, node: Meaning) -> None:
        carrier = self.layout.carrier(row.on, node)
        if carrier is None:
            return
        intent = row.intent
        if row.args == ("base",) and isinstance(carrier, Scripted):
            arguments: list[tuple[str, Element | None]] = [("a", carrier.base)]
            if carrier.subscript is not None:  # of a letter with an index the base alone is not the thing
                arguments.append(("i", carrier.subscript))
                intent = intent.replace("$a", "indexed-by($a,$i)")
        else:
            arguments = [(name, self.element(node, path)) for name, path in zip(NAMES, row.args, strict=False)]
        found = [(name, element) for name, element in arguments if element is not None]
        wanted = {(*_key(carrier), "intent"), *((*_key(element), "arg") for _, element in found)}
        if len(found) < len(arguments) or len(wanted) <= len(found) or wanted & self.taken:
            return
        self.taken |= wanted
        self.made.give(carrier, f' intent="{intent}"')
        for name, element in found:
            self.made.give(element, f' arg="{name}"')
        self.hush(row, node)

    def element(self, node: Meaning, path: str) -> Element | None:
        """What is drawn of an argument."""
        argument = value(node, path)
        return self.layout.element(argument) if isinstance(argument, Meaning) else None

    def hush(self, row: Intent, node: Meaning) -> None:
        """What lies between a row and its arguments is told by the row: it need not be told again."""
        for path in row.args:
            steps = path.split(".")
            for inner in (value(node, ".".join(steps[:k])) for k in range(1, len(steps))):
                if isinstance(inner, Meaning):
                    told = (self.layout.carrier(each.on, inner) for each in rows().get(type(inner).__name__, ()))
                    self.taken |= {(*_key(each), "intent") for each in told if each is not None}


def _key(element: Element) -> tuple[int, int]:
    return (id(element.first), id(element.last)) if isinstance(element, Neighbours) else (id(element), id(element))


class Layout:
    """Where the nodes of a layout tree stand."""

    def __init__(self, expression: Expression) -> None:
        self.latex = expression.latex
        self.nodes: defaultdict[int, list[Node]] = defaultdict(list)  # by start, what is outside first; no rows
        self.places: defaultdict[int, list[tuple[Sequence[Node], int]]] = defaultdict(list)  # by start, in its row
        self.ends: defaultdict[int, list[tuple[Sequence[Node], int]]] = defaultdict(list)
        for node in walk(expression.root):
            if type(node) is not Row:
                self.nodes[node.start].append(node)
                continue
            solid = [child for child in node.children if type(child) is not Space]
            for k, child in enumerate(solid):
                self.places[child.start].append((solid, k))
                self.ends[child.end].append((solid, k))

    def element(self, meaning: Meaning) -> Element | None:
        """What is drawn of a node of the content tree and of nothing else."""
        return None if isinstance(meaning, Nothing) else self.between(meaning.start, meaning.end)

    def between(self, start: int, end: int) -> Element | None:
        return next((found for each in self.closings(end) if (found := self.exactly(start, each)) is not None), None)

    def exactly(self, start: int, end: int) -> Element | None:
        single = next((node for node in self.nodes.get(start, ()) if node.end == end), None)
        if single is not None:
            return single
        for solid, k in self.places.get(start, ()):
            last = next((child for child in solid[k + 1 :] if child.end >= end), None)
            if last is not None and last.end == end:
                return Neighbours(solid[k], last)
        return None

    def closings(self, end: int) -> Iterator[int]:
        """Where something may end: what ends in a braced script may have its brace, or not."""
        yield end
        while end < len(self.latex) and self.latex[end] in "} ":
            end += 1
            yield end

    def carrier(self, on: str, node: Meaning) -> Element | None:
        """The element that a row is for."""
        if on == "bracket":
            return next((each for each in self.nodes.get(node.start, ()) if type(each) is Fenced), None)
        if on == "operator":
            named = next((each for each in self.nodes.get(node.start, ()) if each.end <= node.end), None)
            while isinstance(named, Scripted):
                named = named.base
            return named
        if on == "bar":
            return self.bar(node)
        return self.element(node)

    def bar(self, node: Meaning) -> Node | None:
        """The sign between the two sides of a condition."""
        left, right = (node.left, node.right) if isinstance(node, Given) else (None, None)
        if isinstance(node, Listing) and len(node.items) == 2:
            left, right = node.items
        if left is None or right is None:
            return None
        starts = range(left.end, right.start)
        signs = (each for start in starts for each in self.nodes.get(start, ()))
        return next((each for each in signs if isinstance(each, Relation | Punctuation | Delimiter)), None)

    def before(self, end: int, limit: int) -> Node | None:
        """The neighbour that ends here and has another one behind it, which begins before ``limit``."""
        places = (solid[k : k + 2] for each in self.closings(end) for solid, k in self.ends.get(each, ()))
        return next((pair[0] for pair in places if len(pair) == 2 and pair[1].start < limit), None)


def value(meaning: object, path: str) -> object:
    """A field of a node, or of what it holds: ``arguments.0.left``; None where there is none."""
    found: object = meaning
    for name in path.split("."):
        if name.isdigit():
            found = found[int(name)] if isinstance(found, tuple) and int(name) < len(found) else None
        else:
            found = getattr(found, name, None)
    return found


def said(meaning: Meaning, path: str) -> str:
    """A field as text: of a node its LaTeX, "" where there is none."""
    found = value(meaning, path)
    if found is None or isinstance(found, Nothing):
        return ""
    return meaning_latex(found) if isinstance(found, Meaning) else str(found)
