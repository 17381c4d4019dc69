"""Concepts that code knows by their ids: whatever is annotated as a ``ConceptId`` is in the glossary."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
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


def fields_of(trees: Iterable[ast.AST]) -> dict[str, dict[str, ast.expr]]:
    """Class -> its annotated fields in their order, and their types."""
    return {
        node.name: {
            line.target.id: line.annotation
            for line in node.body
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
        }
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }


def in_rows(call: ast.Call, fields: Mapping[str, ast.expr]) -> Iterator[str]:
    """The ids that a row of a table gives to the fields of its class."""
    for kind, value in zip(fields.values(), call.args, strict=False):
        yield from ids(kind, value)
    for keyword in call.keywords:
        if keyword.arg in fields:
            yield from ids(fields[keyword.arg], keyword.value)


def named_in(tree: ast.AST, classes: Mapping[str, Mapping[str, ast.expr]]) -> Iterator[str]:
    """The ids in annotated tables and in their rows, in what annotated functions return and yield, in links and
    comparisons."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in classes:
            yield from in_rows(node, classes[node.func.id])
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
    trees = {path: ast.parse(path.read_bytes()) for path in READER.rglob("*.py")}
    classes = fields_of(trees.values())
    found = {(str(path.relative_to(READER)), each) for path, tree in trees.items() for each in named_in(tree, classes)}
    assert len(found) > 60
    assert [(file, each) for file, each in sorted(found) if each not in knowledge] == []


def test_ids_are_found_where_they_stand() -> None:
    table = 'A: Mapping[str, ConceptId] = {"k": "one"}\nB: frozenset[ConceptId] = frozenset({"two"})\n'
    table += 'C: ConceptId = "three"\n'
    made = 'def f() -> ConceptId | None:\n    return "four" if x else None\n'
    yields = 'def g() -> Iterator[tuple[str, ConceptId]]:\n    yield "key", "five"\n    yield "key", ""\n'
    links = 'ConceptLink("six", 1)\nlink.concept == "seven"\n'
    row = 'class Row:\n    sign: str\n    concept: ConceptId\nRow("+", "eight")\nRow(sign="-", concept="nine")\n'
    tree = ast.parse(table + made + yields + links + row)
    found = list(named_in(tree, fields_of([tree])))
    assert sorted(found) == sorted(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"))
