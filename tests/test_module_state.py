"""What a module keeps between papers: caches that are bounded, tables that papers do not make grow."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from reader.latex.source.bundle import bundle_from_bytes
from reader.output.exporters.registry import EXTRAS, export
from reader.pipeline import read

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(path for room in ("reader", "glossary") for path in (ROOT / room).rglob("*.py"))
CACHES = frozenset({"cache", "lru_cache", "cached_for_a_paper"})

# Caches without a bound: what they are asked for are rows, names and types of the program, never words of a paper.
OF_THE_PROGRAM = frozenset({
    "_calls(section)", "_cue(name)", "_expected_schema(version)", "_plan(schema)", "_reading(section)",
    "expression(kind)", "members(tags)", "names(subject)", "script(entries)", "source(kind)",
    "table(subject)", "tokens_of(setup)",
})  # fmt: skip
# Module-level tables that are empty at first, and what limits them.
FILLED_LATER = {
    "FIELDS": "types of meaning nodes",
    "_TELLING": "types of nodes",
    "_jobs": "sources that are being read; each leaves when it is done",
    "_notices": "what is to be said once; emptied when it is said",
    "_questions": "papers that arXiv was asked about today",
    "_remembered": "functions of the program",
    "NONE": "never filled",
    "ZERO": "never filled",
}


def called(node: ast.expr) -> str:
    """The name of a decorator or of what a call calls, without its module."""
    function = node.func if isinstance(node, ast.Call) else node
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def is_bounded(decorator: ast.expr) -> bool:
    if called(decorator) == "cache":
        return False
    if not isinstance(decorator, ast.Call):
        return True  # the 128 of ``@lru_cache``
    sizes = [*decorator.args[:1], *(each.value for each in decorator.keywords if each.arg == "maxsize")]
    return not any(isinstance(each, ast.Constant) and each.value is None for each in sizes)


def cached_functions() -> Iterator[tuple[str, str, ast.FunctionDef, ast.expr]]:
    """Where each function with a cache stands, its name with its parameters, and what caches it."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.FunctionDef):
                name = f"{node.name}({', '.join(each.arg for each in node.args.args)})"
                for decorator in node.decorator_list:
                    if called(decorator) in CACHES:
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", name, node, decorator


def test_every_cache_is_bounded_or_of_the_program() -> None:
    found = list(cached_functions())
    unbounded = {name: place for place, name, node, decorator in found if node.args.args and not is_bounded(decorator)}
    assert len(found) > 80
    assert {name: place for name, place in unbounded.items() if name not in OF_THE_PROGRAM} == {}
    assert OF_THE_PROGRAM - unbounded.keys() == set(), "named here, but there is no such cache"


def test_no_cache_belongs_to_all_values_of_a_class() -> None:
    """It would hold them: ``self`` is part of its key."""
    assert [place for place, _, node, _ in cached_functions() if [a.arg for a in node.args.args[:1]] == ["self"]] == []


def made_empty(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Dict | ast.List):
        return not (value.keys if isinstance(value, ast.Dict) else value.elts)
    kinds = {"dict", "list", "set", "defaultdict", "OrderedDict", "deque", "Counter", *CACHES}
    return (
        isinstance(value, ast.Call) and called(value) in kinds and not (called(value) in kinds - CACHES and value.args)
    )


def test_tables_that_are_filled_later_are_known() -> None:
    found = {
        target.id: f"{path.relative_to(ROOT)}:{statement.lineno}"
        for path in MODULES
        for statement in ast.parse(path.read_bytes()).body
        if isinstance(statement, ast.Assign | ast.AnnAssign) and made_empty(statement.value)
        for target in (statement.targets if isinstance(statement, ast.Assign) else [statement.target])
        if isinstance(target, ast.Name)
    }
    assert {name: place for name, place in found.items() if name not in FILLED_LATER} == {}
    assert FILLED_LATER.keys() - found.keys() == set(), "named here, but there is no such table"


COINED = 300


def coining(letters: str) -> bytes:
    """A paper with operators of its own: ``\\operatorname{qaa}``, ``\\operatorname{qab}`` ..."""
    names = [f"{letters}{chr(97 + k // 26)}{chr(97 + k % 26)}x" for k in range(COINED)]
    displays = "\n".join(rf"\[ y = \operatorname{{{name}}}(x) + \mathrm{{{name}}} \]" for name in names)
    return rf"\documentclass{{article}}\begin{{document}}Let $x$ be a vector.{displays}\end{{document}}".encode()


def sizes() -> dict[str, int]:
    """How much every table of a module holds, and every table of its classes."""
    measured = {}
    for module in [each for name, each in sys.modules.items() if name.partition(".")[0] in ("reader", "glossary")]:
        owners = [module, *(each for each in vars(module).values() if isinstance(each, type))]
        for owner in owners:
            for name, value in vars(owner).items():
                if isinstance(value, dict | list | set) and not name.startswith("__"):
                    measured[f"{module.__name__}.{getattr(owner, '__name__', '')}.{name}"] = len(value)
    return measured


def test_words_that_papers_coin_leave_with_them() -> None:
    def read_one(letters: str) -> None:
        reading = read(bundle_from_bytes(f"{letters}.tex", coining(letters)))
        assert len(reading.document.equations) == COINED
        export(reading, "json", extras=[each for each in EXTRAS if each != "sympy"])

    read_one("w")
    before = sizes()
    read_one("z")
    assert len(before) > 100
    assert {name: size - before.get(name, 0) for name, size in sizes().items() if size > before.get(name, 0)} == {}
