"""The front end: small ES modules, one style and a mathematical font, for the app and the exported page alike."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from textwrap import indent

from reader.study.evaluation.javascript_code import runtime

# A module's own order: what a module imports stands before it.
POST = ("supply", "bus")  # in the app alone
BREAKING = ("alignment", "line_breaks", "breaking")
READER = (
    "elements", "words", *BREAKING, "citations", *POST, "aloud", "meanings", "steps", "concepts", "panel",
    "symbol_details", "highlight", "runtime", "program", "grids", "symbols", "inventory", "craft_tree", "craft_words",
    "craft_numbers", "craft_hands", "crafting", "blocks", "numbers", "switches", "letters", "layers", "lines", "code",
    "links", "elsewhere", "card_style", "card", "export_pane", "questions", "purpose", "bench", "figures", "start",
    "spotlight", "column", "known", "tablist", "symboltable", "millefeuille", "open_bench", "paper_head", "reader",
)  # fmt: skip
LIVING = ("elements", "attention_demo")
FINDINGS = ("elements", *BREAKING, "findings")
ADDRESS, THEME = ("address",), ("theme",)  # in the app alone
CRAFTING = (
    "elements", "words", "supply", "runtime", "program", "grids", "inventory", "craft_tree", "craft_words",
    "craft_numbers", "craft_hands", "crafting", "workshop",
)  # fmt: skip
FOLDERS = ("core", "paper", "bench", "construction", "demo", "styles")
STYLES = ("reader", "bench", "numbers", "crafting", "living", "findings")
IMPORT = re.compile(r"^import .*\n", re.MULTILINE)
OPERATIONS = "const operations = (() => {{\n{}  return operations;\n}})();\n"  # its short names are no one else's


@cache
def script(modules: tuple[str, ...]) -> str:
    """One import-free ES module made of several of ours (``READER``, ``LIVING``), which export distinct names."""
    return "\n".join(IMPORT.sub("", _read(f"{name}.mjs")) for name in modules)


@cache
def style() -> str:
    """The style of all views. Every rule is kept inside ``.tezawari``."""
    return "".join(_read(f"{name}.css") for name in STYLES)


@cache
def card_style() -> str:
    """The style of a card, which stands alone: nothing of the page reaches it."""
    return _read("card.css")


@cache
def font() -> str:
    """The rule that makes the mathematical font known. It belongs into a document's head: a shadow tree ignores it.

    Without a font that has a MATH table nothing stretches, and letters may vanish, on machines that have none.
    """
    data = b64encode((resources.files(__package__) / "fonts" / "stix-two-math.woff2").read_bytes()).decode()
    source = f'url("data:font/woff2;base64,{data}") format("woff2")'
    return f'@font-face {{ font-family: "Tezawari Math"; src: {source}; font-display: block; }}\n'


def _read(name: str) -> str:
    if name == "runtime.mjs":
        return OPERATIONS.format(indent(runtime(), "  "))
    if name == "card_style.mjs":
        return f"const CARD_STYLE = {json.dumps(card_style())};\n"
    return _files()[name].read_text(encoding="utf-8")


@cache
def _files() -> Mapping[str, Traversable]:
    """The modules and styles of all folders by their names, each of which stands once."""
    folders = (resources.files(__package__) / folder for folder in FOLDERS)
    return {file.name: file for folder in folders for file in folder.iterdir()}
