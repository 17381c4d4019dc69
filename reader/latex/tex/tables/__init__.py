"""What LaTeX packages and classes define: one TOML file per package, parsed once. Adding an environment is one row."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final, Literal

Kind = Literal["display", "inline", "verbatim", "diagram", "prose", "subequations"]

ALWAYS: Final = ("kernel", "plain", "amsmath", "mathtools", "graphics", "hyperref")


@dataclass(frozen=True, slots=True)
class EnvironmentRow:
    """One environment of a package; the file that it stands in says what the keys mean (``tables/latex.toml``)."""

    name: str
    kind: Kind
    numbers: Literal["once", "rows", "none", "argument"] = "none"
    rows: bool = False
    carries_labels: Literal["", "last", "all"] = ""
    tight_breaks: bool = False
    arguments: str = ""
    lead: bool = False  # the last argument stands before the first row
    text_column: bool = False  # what follows the & of a row is text
    passages: str = "paragraph"
    begin: str = ""
    end: str = ""
    example: str = ""
    prints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentClass:
    """How a document class numbers: LaTeX to read when it is loaded, and what its appendix commands do."""

    setup: str
    appendix: str
    appendices: str
    options: Mapping[str, str]  # LaTeX to read after the setup, by option


@cache
def _tables() -> list[Mapping[str, Any]]:
    files = sorted(resources.files(__name__).iterdir(), key=lambda entry: entry.name)
    return [
        tomllib.loads(file.read_text(encoding="utf-8"))
        for file in files
        if file.name.endswith(".toml") and file.name != "classes.toml"
    ]


@cache
def environments() -> Mapping[str, EnvironmentRow]:
    """All environments that any package brings."""
    rows: dict[str, EnvironmentRow] = {}
    for table in _tables():
        for name, keys in table.get("environments", {}).items():
            keys["prints"] = tuple(keys.get("prints", ()))
            keys["rows"] = keys.get("rows", keys.get("numbers") == "rows")
            keys["carries_labels"] = keys.get("carries_labels", table.get("carries_labels", "") if keys["rows"] else "")
            keys["tight_breaks"] = table.get("tight_breaks", False)
            rows[name] = EnvironmentRow(name=name, **keys)
    return rows


@cache
def names(subject: str) -> frozenset[str]:
    """A list of names from ``names.toml``."""
    return frozenset(name for table in _tables() for name in table.get("names", {}).get(subject, ()))


@cache
def package_setups() -> Mapping[str, str]:
    """LaTeX that a package brings, read where it is loaded: ``{package name: text}``."""
    rows = ((name, row) for table in _tables() for name, row in table.get("setup", {}).items())
    return {name: (row if isinstance(row, str) else row["text"]).replace("\n", "") for name, row in rows}


@cache
def front_matter() -> Mapping[str, int]:
    """The commands of a title page that explain nothing, with the number of their arguments."""
    return {"\\" + name: count for table in _tables() for name, count in table.get("front_matter", {}).items()}


@dataclass(frozen=True, slots=True)
class Floats:
    """The counter that a caption steps, by environment; and the parts of floats, by environment."""

    environments: Mapping[str, str]
    parts: Mapping[str, str]


@cache
def floats() -> Floats:
    """The environments that have a caption with a number."""
    rows = [pair for table in _tables() for pair in table.get("floats", {}).items()]
    counters = {name: counter for counter, row in rows for name in row["environments"]}
    return Floats(counters, {name: counter for counter, row in rows for name in row.get("parts", ())})


@dataclass(frozen=True, slots=True)
class AlgorithmCommands:
    """What commands of algorithms print, by name: those that begin a line, those in one, and those that are silent.

    ``numbered`` and ``closing`` begin and end with a line that has a number, ``unsure`` makes us lose count.
    """

    steps: Mapping[str, str]
    words: Mapping[str, str]
    silent: Mapping[str, int]
    ends: frozenset[str]
    numbered: frozenset[str]
    closing: frozenset[str]
    unsure: frozenset[str]


@cache
def algorithm_commands() -> AlgorithmCommands:
    """The commands of all algorithm packages."""
    packages = [table["algorithms"] for table in _tables() if "algorithms" in table]
    steps = {
        "\\" + name: text for package in packages for rows in package["steps"].values() for name, text in rows.items()
    }
    words = {"\\" + name: text for package in packages for name, text in package["words"].items()}
    silent = {"\\" + name: count for package in packages for name, count in package["silent"].items()}
    lists = (
        frozenset("\\" + name for package in packages for name in package[key])
        for key in ("ends", "numbered", "closing", "unsure")
    )
    return AlgorithmCommands(steps, words, silent, *lists)


@dataclass(frozen=True, slots=True)
class ProseCommands:
    """What commands print in the prose, by name (``prose.toml``).

    ``prints`` are characters, ``accents`` combining characters; ``styles`` print what stands behind them, ``breaks``
    end a phrase. Of ``silent`` and ``skipped`` the value is how many groups behind them hold no words.
    """

    prints: Mapping[str, str]
    accents: Mapping[str, str]
    styles: frozenset[str]
    breaks: frozenset[str]
    silent: Mapping[str, int]
    skipped: Mapping[str, int]


@cache
def prose_commands() -> ProseCommands:
    """The commands of the prose, without their backslash."""
    rows = next(table["prose"] for table in _tables() if "prose" in table)
    styles, breaks = (frozenset(rows[name]["names"]) for name in ("styles", "breaks"))
    return ProseCommands(rows["prints"], rows["accents"], styles, breaks, rows["silent"], rows["skipped"])


@cache
def _classes() -> Mapping[str, Mapping[str, Any]]:
    text = (resources.files(__name__) / "classes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def document_class(name: str, *, chapters: bool = False) -> DocumentClass:
    """The row of a class, by the longest matching prefix (revtex4-2 is revtex4); else the base row.

    A class without a row is read as a book where the paper has ``chapters``.
    """
    table = _classes()
    fallback = "book" if chapters else "base"
    longest_prefix = max((key for key in table if name.startswith(key)), key=len, default=fallback)
    row = {**table["base"], "setup": "", **table.get(table[longest_prefix].get("like", ""), {})}
    row |= table[longest_prefix] if longest_prefix != "base" else {}
    options = {option: rest["setup"] for option, rest in row.get("options", {}).items()}
    return DocumentClass(row["setup"], row["appendix"], row.get("appendices", row["appendix"]), options)


def base_setup() -> str:
    """LaTeX's own counters and how they print, and what classes load by default."""
    setup: str = _classes()["base"]["setup"] + "".join(package_setups()[name] for name in ALWAYS)
    return setup
