"""Concepts that code knows by their ids: whatever is annotated as a ``ConceptId`` is in the glossary."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import glossary

READER = Path(__file__).resolve().parents[2] / "reader"
NAME = "ConceptId"


def ids(kind: ast.expr, value: ast.expr) -> Iterator[str]:
    """The texts in a value that its type calls ids of concepts."""
    if isinstance(kind, ast.BinOp):
        yield from (*ids(kind.left, value), *ids(kind.right, value))
    elif isinstance(kind, ast.Name):
        if kind.id == NAME:
            yield from texts(value)
    elif isinstance(kind, ast.Subscript):
        parts = list(kind.slice.elts) if isinstance(kind.slice, ast.Tuple) else [kind.slice]
        yield from in_parts(parts, value)


def texts(value: ast.expr) -> Iterator[str]:
    """The words that an expression may be: one, one of two, or a list of them in one text; "" is none."""
    if isinstance(value, ast.IfExp):
        yield from (*texts(value.body), *texts(value.orelse))
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield from value.value.split()


def in_parts(kinds: list[ast.expr], value: ast.expr) -> Iterator[str]:
    """The same of a collection: of all its members, of the keys and values of a mapping, of a tuple place by place."""
    if isinstance(value, ast.Call) and value.args:
        yield from in_parts(kinds, value.args[0])
    elif isinstance(value, ast.Dict):
        for key, held in zip(value.keys, value.values, strict=True):
            yield from (*ids(kinds[0], key or held), *ids(kinds[-1], held))
    elif isinstance(value, ast.Tuple | ast.Set | ast.List) and not any(isinstance(e, ast.Starred) for e in value.elts):
        alike = len(kinds) == 1 or any(isinstance(each, ast.Constant) for each in kinds)  # ``tuple[X, ...]``
        for kind, each in zip(repeat(kinds[0]) if alike else kinds, value.elts, strict=False):
            yield from ids(kind, each)
    else:
        yield from (found for kind in kinds for found in ids(kind, value))


def named_in(tree: ast.AST) -> Iterator[str]:
    """The ids in annotated tables, in what annotated functions return and yield, in links and comparisons."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "ConceptLink" and node.args:
            yield from texts(node.args[0])
        if isinstance(node, ast.Compare) and ast.unparse(node.left).rpartition(".")[2] == "concept":
            yield from texts(node.comparators[0])
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            yield from ids(node.annotation, node.value)
        elif isinstance(node, ast.FunctionDef) and node.returns is not None:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    yield from ids(node.returns, inner.value)
                elif (
                    isinstance(inner, ast.Yield) and inner.value is not None and isinstance(node.returns, ast.Subscript)
                ):
                    yield from ids(node.returns.slice, inner.value)


def test_concepts_that_code_names_are_in_the_glossary() -> None:
    knowledge = glossary.load()
    found = {
        (str(path.relative_to(READER)), each)
        for path in READER.rglob("*.py")
        for each in named_in(ast.parse(path.read_bytes()))
    }
    assert len(found) > 60
    assert [(file, each) for file, each in sorted(found) if each not in knowledge] == []


def test_ids_are_found_where_they_stand() -> None:
    table = 'A: Mapping[str, ConceptId] = {"k": "one"}\nB: frozenset[ConceptId] = frozenset({"two"})\n'
    table += 'C: ConceptId = "three"\n'
    made = 'def f() -> ConceptId | None:\n    return "four" if x else None\n'
    yields = 'def g() -> Iterator[tuple[str, ConceptId]]:\n    yield "key", "five"\n    yield "key", ""\n'
    links = 'ConceptLink("six", 1)\nlink.concept == "seven"\n'
    found = list(named_in(ast.parse(table + made + yields + links)))
    assert sorted(found) == sorted(("one", "two", "three", "four", "five", "six", "seven"))
