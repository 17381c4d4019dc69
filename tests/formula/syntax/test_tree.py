"""The kinds of node are closed: unions and tables list them all, and what nodes hold is read off their fields."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any, get_args, get_type_hints

import pytest

from reader.formula.semantics import atoms as sense_atoms
from reader.formula.semantics import nodes as meaning_nodes
from reader.formula.semantics import printer as meaning_printer
from reader.formula.semantics.nodes import Meaning, Relating
from reader.formula.semantics.parser import plain_meaning
from reader.formula.shapes import expressions as shapes
from reader.formula.symbols import symbols
from reader.formula.syntax import extent, nodes, printer
from reader.formula.syntax.nodes import Node, Text
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tree import child_fields, children, rebuilt, walk
from reader.library import trees
from reader.meaning.blocks import normal
from reader.output.drawing import mathml
from reader.study.construction import naming
from reader.study.evaluation.planning import holes, operations
from reader.study.speech import layout, meanings
from reader.study.sympy import code as sympy_code
from reader.study.sympy import symbols as sympy_order

NODES, MEANINGS = set(get_args(Node)), set(get_args(Meaning))
COMPLETE: list[tuple[str, Mapping[Any, Any], set[type], set[type]]] = [  # with what is dealt with before the table
    ("printer", printer.WRITERS, NODES, set()),
    ("mathml", mathml.WRITERS, NODES, set()),
    ("spoken layout", layout.SAY, NODES, set()),
    ("extent", {**extent.WIDTHS, **extent.MEASURES}, NODES, set()),
    ("meaning printer", meaning_printer.WRITERS, MEANINGS, set()),
    ("spoken meanings", meanings.SAY, MEANINGS, set()),
    ("blocks", normal.READERS, MEANINGS, {Relating}),
]
PARTIAL: list[tuple[str, Mapping[Any, Any], set[type]]] = [
    ("symbols", symbols.VISITORS, NODES),
    ("atoms", sense_atoms.READERS, NODES),
    ("library", trees._MAKERS, NODES),
    ("sympy", sympy_code.WRITERS, MEANINGS),
    ("order", sympy_order.NOTES, MEANINGS),
    ("forms", holes.FORMS, MEANINGS),
    ("holes", holes.RULES, MEANINGS),
    ("shapes", shapes.DIMENSIONS, MEANINGS),
    ("names", naming.NAMES, MEANINGS),
    ("builders", operations.BUILDERS, MEANINGS),
]


@pytest.mark.parametrize(("module", "base", "union"), [
    (nodes, nodes.LayoutNode, NODES), (meaning_nodes, meaning_nodes.MeaningNode, MEANINGS),
])  # fmt: skip
def test_the_union_lists_every_kind(module: ModuleType, base: type, union: set[type]) -> None:
    kinds = {kind for _, kind in inspect.getmembers(module, inspect.isclass) if issubclass(kind, base)}
    assert union == kinds - {base} == set(base.__subclasses__())


@pytest.mark.parametrize(("name", "table", "union", "before"), COMPLETE, ids=[row[0] for row in COMPLETE])
def test_tables_that_are_complete(name: str, table: Mapping[Any, Any], union: set[type], before: set[type]) -> None:
    assert set(table) | before == union


@pytest.mark.parametrize(("name", "table", "union"), PARTIAL, ids=[row[0] for row in PARTIAL])
def test_tables_of_some_kinds(name: str, table: Mapping[Any, Any], union: set[type]) -> None:
    assert set(table) <= union


CALLED = [
    (name, kind, does)
    for name, table in [*((row[0], row[1]) for row in COMPLETE), *((row[0], row[1]) for row in PARTIAL)]
    for kind, does in table.items()
    if inspect.isfunction(does) and does.__name__ != "<lambda>"
]


@pytest.mark.parametrize(("name", "kind", "does"), CALLED, ids=[f"{row[0]}-{row[1].__name__}" for row in CALLED])
def test_what_a_table_calls_takes_the_kind(name: str, kind: type, does: Callable[..., Any]) -> None:
    """The tables are typed by ``Callable[..., X]``: here the types of the arguments are held."""
    annotations = [annotation for annotation in inspect.get_annotations(does).values() if isinstance(annotation, str)]
    modules = {**vars(typing), **vars(nodes if kind in NODES else meaning_nodes), **does.__globals__}
    accepted: set[Any] = set()
    for annotation in annotations[:-1]:
        try:
            value = eval(annotation, modules)  # annotations of our own
        except NameError:
            continue  # of another argument, imported for the type checker alone
        accepted |= set(get_args(value) or (value,))
    assert kind in accepted


@pytest.mark.parametrize("kind", sorted(NODES | MEANINGS, key=lambda kind: (kind.__module__, kind.__name__)))
def test_fields_that_hold_nodes(kind: type) -> None:
    """What is read off the spelling of the annotations is what they mean."""
    scope = {**vars(nodes), **vars(meaning_nodes)} | vars(nodes if kind in NODES else meaning_nodes)
    hints = get_type_hints(kind, scope)
    holding = {name for name, hint in hints.items() if _mentions(hint, NODES | MEANINGS)}
    assert set(child_fields(kind)) == holding - {"__dataclass_fields__"}


def _mentions(hint: Any, kinds: set[type]) -> bool:
    return hint in kinds or any(_mentions(inner, kinds) for inner in get_args(hint))


def test_children_of_the_layout_tree() -> None:
    fraction, text = parse_formula(r"\frac{a}{b}\text{if $c$}").root.children
    assert [child.start for child in children(fraction)] == [6, 9]
    assert isinstance(text, Text)
    assert children(text) == [part for part in text.parts if not isinstance(part, str)]
    assert children(parse_formula("a").root.children[0]) == []


def test_the_walk_goes_inwards_from_left_to_right() -> None:
    starts = [node.start for node in walk(parse_formula(r"\sqrt{a} + \frac{b}{c}").root)]
    assert starts == sorted(starts)


def test_rebuilt_keeps_what_stays() -> None:
    tree = plain_meaning(r"\frac{a + b}{c} = d_{i,j}")

    def same(node: Meaning) -> Meaning:
        return rebuilt(node, same)

    assert same(tree) is tree


def test_rebuilt_changes_every_child() -> None:
    tree = plain_meaning("a + a b")

    def changed(node: Meaning) -> Meaning:
        other = meaning_nodes.Symbol(node.start, node.end, "z", "z")
        return other if isinstance(node, meaning_nodes.Symbol) and node.latex == "a" else rebuilt(node, changed)

    assert meaning_printer.meaning_latex(changed(tree)) == "z+zb"
