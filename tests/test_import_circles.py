"""No module needs itself by way of others; imports in functions count, those for the type checker do not."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Recursive descent that is written in two files, with the reason why it is one.
NATURAL = {
    frozenset({"reader.formula.shapes.inferred", "reader.formula.shapes.rules"}): "a rule asks for its parts' shapes",
}

Imports = Mapping[str, frozenset[str]]


def modules() -> dict[str, Path]:
    """Every module of the project by its name."""
    files = (file for room in ("reader", "glossary") for file in sorted((ROOT / room).rglob("*.py")))
    return {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


def imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Module and name of every import that runs, wherever it stands."""
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        for each in node.orelse:
            yield from imported(each)
        return
    if isinstance(node, ast.Import):
        yield from ((alias.name, "") for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield from ((node.module, alias.name) for alias in node.names)
    for child in ast.iter_child_nodes(node):
        yield from imported(child)


def imports_between(texts: Mapping[str, str]) -> Imports:
    """Which of these modules each of them imports; a name that is itself a module counts as that module."""
    return {
        name: frozenset(
            f"{module}.{what}" if f"{module}.{what}" in texts else module
            for module, what in imported(ast.parse(text))
            if module in texts
        )
        - {name}
        for name, text in texts.items()
    }


def reached(start: str, imports: Imports) -> set[str]:
    """All that a module needs, itself only where it comes back to itself."""
    found: set[str] = set()
    waiting = [*imports[start]]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(imports[name])
    return found


def circles(imports: Imports) -> set[frozenset[str]]:
    """The groups of modules that need each other."""
    needs = {name: reached(name, imports) for name in imports}
    return {frozenset(other for other in needs[name] if name in needs[other]) for name in needs if name in needs[name]}


def test_no_module_needs_itself() -> None:
    texts = {name: file.read_text(encoding="utf-8") for name, file in modules().items()}
    found = circles(imports_between(texts))
    assert [sorted(each) for each in found - NATURAL.keys()] == []
    assert NATURAL.keys() == found, "a circle that is named is no more"


@pytest.mark.parametrize(
    ("first", "second", "is_circle"),
    [
        ("from r.b import f", "from r.a import g", True),
        ("from r import b", "def f():\n    from r.a import g", True),
        ("import r.b", "if TYPE_CHECKING:\n    from r.a import g", False),
        ("from r.b import f", "", False),
    ],
)
def test_a_circle_is_seen(first: str, second: str, is_circle: bool) -> None:
    found = circles(imports_between({"r": "", "r.a": first, "r.b": second}))
    assert found == ({frozenset({"r.a", "r.b"})} if is_circle else set())
