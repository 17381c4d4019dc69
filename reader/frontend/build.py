"""The front end: small ES modules, one style and a mathematical font, for the app and the exported page alike."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from reader.study.evaluation.code.javascript_code import runtime

# What is shown somewhere: the modules whose names are at hand there. What they import comes with them.
PAGE = ("elements", "supply", "known", "reader")
READER = ("reader", "known", "inventory", "bus", "address", "changes")
LIVING, FINDINGS, THEME, PAPER, CRAFTING = ("living", "take_along"), ("findings",), ("theme",), ("bus",), ("workshop",)
CAKE, WAY = ("cake_page", "known", "address"), ("address",)
FOLDERS = ("core", "paper", "finding", "bench", "construction", "living", "millefeuille", "styles")
STYLES = ("reader", "bench", "numbers", "crafting", "living", "findings", "millefeuille")
IMPORT = re.compile(r'^import \{ (?P<names>[^}]*) \} from "[./]*(?:\w+/)*(?P<module>\w+)\.mjs";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const|let) (\w+))", re.MULTILINE)


@cache
def script(entries: tuple[str, ...]) -> str:
    """One import-free ES module: modules with all that they import, each in a scope of its own, in the order in which
    they need each other. What the entries export has its own name in it."""
    order: dict[str, None] = {}
    for entry in entries:
        _gather(entry, order)
    given = (f"export const {{ {', '.join(EXPORT.findall(_read(each)))} }} = {_scope(each)};\n" for each in entries)
    return "".join((*map(_joined, order), *given))


def _gather(name: str, order: dict[str, None]) -> None:
    """What a module imports, then the module."""
    for found in IMPORT.finditer(_read(name)):
        if found["module"] not in order:
            _gather(found["module"], order)
    order.setdefault(name)


def _joined(name: str) -> str:
    """A module as a constant that holds what it exports."""
    source = _read(name)
    inside = EXPORT.sub("", IMPORT.sub(_taken, source))
    return f"const {_scope(name)} = (() => {{\n{inside}\nreturn {{ {', '.join(EXPORT.findall(source))} }};\n}})();\n"


def _taken(imported: re.Match[str]) -> str:
    return f"const {{ {imported['names'].replace(' as ', ': ')} }} = {_scope(imported['module'])};\n"


def _scope(name: str) -> str:
    return f"module_{name}"


@cache
def style() -> str:
    """The style of all views. Every rule is kept inside ``.tezawari``."""
    return "".join(_files()[f"{name}.css"].read_text(encoding="utf-8") for name in STYLES)


@cache
def card_style() -> str:
    """The style of a card, which stands alone: nothing of the page reaches it."""
    return _files()["card.css"].read_text(encoding="utf-8")


@cache
def font() -> str:
    """The rule that makes the mathematical font known. It belongs into a document's head: a shadow tree ignores it.

    Without a font that has a MATH table nothing stretches, and letters may vanish, on machines that have none.
    """
    data = b64encode((resources.files(__package__) / "fonts" / "stix-two-math.woff2").read_bytes()).decode()
    source = f'url("data:font/woff2;base64,{data}") format("woff2")'
    return f'@font-face {{ font-family: "Tezawari Math"; src: {source}; font-display: block; }}\n'


def _read(name: str) -> str:
    """A module's text; that of the operations stands beside the Python that speaks of them, and is taken along with
    code; a card has its style in a module because nothing of the page reaches it."""
    if name == "runtime":
        return runtime().replace("const operations =", "export const operations =")
    if name == "runtime_text":
        return f"export const RUNTIME = {json.dumps(runtime())};\n"
    if name == "card_style":
        return f"export const CARD_STYLE = {json.dumps(card_style())};\n"
    return _files()[f"{name}.mjs"].read_text(encoding="utf-8")


@cache
def _files() -> Mapping[str, Traversable]:
    """The modules and styles of all folders by their names, each of which stands once."""
    folders = (resources.files(__package__) / folder for folder in FOLDERS)
    return {file.name: file for folder in folders for file in folder.iterdir()}
