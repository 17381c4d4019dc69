"""What documents, docstrings and comments name is there: paths, modules, commands, options, targets of make."""

from __future__ import annotations

import argparse
import ast
import csv
import importlib.util
import io
import json
import re
import tokenize
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from itertools import chain
from typing import Any

import pytest
from test_repository import ROOT, text_of, tracked

import reader
from reader.cli import parser
from reader.messages import LANGUAGES
from reader.output.exporters.registry import EXTRAS, FORMATS
from reader.study.study import Study

HISTORY = "CHANGELOG.md"  # names what was, too
DOCUMENTS = [name for name in tracked() if name.endswith(".md") and not name.startswith("tests/") and name != HISTORY]
MODULES = [name for name in tracked() if name.endswith(".py")]

# Files that a reader of the documents makes, or has on the machine.
READERS_OWN = {"course.toml", "own.toml", "corrections.toml", "our-corrections.toml", "symbols_csv.py"}


# --- paths -----------------------------------------------------------------------------------------------------------

PATH = re.compile(r"(?<![\w/.:~-])(?:reader|glossary|tests|docs|\.ci)/[\w./<>*-]*[\w>*/]")
FILE = re.compile(r"(?<![\w/.:~*<>-])(?:[\w-][\w.-]*/)*\w[\w*-]*\.(?:py|mjs|css|toml)\b(?![/.]\w)")


@cache
def places() -> frozenset[str]:
    """Every tracked file, and every folder that holds one."""
    folders = (str(parent) for name in tracked() for parent in (ROOT / name).relative_to(ROOT).parents)
    return frozenset(chain(tracked(), (folder.replace("\\", "/") for folder in folders)))


def is_there(path: str) -> bool:
    """Whether a path from the root leads somewhere; ``<name>`` and ``*`` stand for anything."""
    pattern = re.sub(r"<\w+>", "*", path.rstrip("/"))
    return pattern in places() or ("*" in pattern and any(fnmatchcase(place, pattern) for place in places()))


def is_a_file(ending: str) -> bool:
    """Whether some tracked file's path ends so."""
    return any(fnmatchcase("/" + place, "*/" + ending) for place in places())


def lost_paths(text: str) -> list[str]:
    paths = [path for path in PATH.findall(text) if not is_there(path)]
    files = [file for file in FILE.findall(text) if not is_a_file(file) and file.split("/")[-1] not in READERS_OWN]
    return sorted({*paths, *(file for file in files if not file.startswith("mine/"))})


# --- modules ---------------------------------------------------------------------------------------------------------

DOTTED = re.compile(r"(?<![\w./@-])(?:reader|glossary)(?:\.[A-Za-z_]\w*)+")


@cache
def is_named_rightly(dotted: str) -> bool:
    """Whether a dotted name is a module, or something that a module holds."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        module = ".".join(parts[:length])
        try:
            found = importlib.util.find_spec(module) is not None
        except ModuleNotFoundError:
            found = False
        if found:
            held: object = import_module(module)
            for part in parts[length:]:
                if not hasattr(held, part):
                    return part in getattr(held, "__annotations__", {})
                held = getattr(held, part)
            return True
    return False


def lost_modules(text: str) -> list[str]:
    return sorted({dotted for dotted in DOTTED.findall(text) if not is_a_file(dotted) and not is_named_rightly(dotted)})


# --- commands --------------------------------------------------------------------------------------------------------


@cache
def commands() -> argparse.ArgumentParser:
    return parser()


def inner(of: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    groups = (action.choices for action in of._actions if isinstance(action, argparse._SubParsersAction))
    return {name: command for choices in groups for name, command in choices.items()}


def lost_words(line: str) -> list[str]:
    """The words of a command line after ``tezawari`` that are no command, and the options that its command lacks."""
    words = re.split(r"\s[|>#]|`", line)[0].split()
    of = commands()
    lost = []
    while words and inner(of):
        if words[0] in inner(of):
            of = inner(of)[words.pop(0)]
        else:
            if re.fullmatch(r"[a-z]\w*", words[0]):
                lost.append(words[0])
            break
    known = {option for action in of._actions for option in action.option_strings}
    return lost + [word for word in words if re.match(r"--\w", word) and word.split("=")[0] not in known]


def code_of(document: str) -> Iterator[str]:
    """What a document sets as code: lines of its console blocks, and what stands in backticks."""
    for block in re.findall(r"^```console\n(.*?)^```", document, re.M | re.S):
        yield from (line.removeprefix("$ ") for line in block.splitlines())
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", document, flags=re.M | re.S))


# --- the tests -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DOCUMENTS)
def test_paths_and_modules_of_documents(name: str) -> None:
    assert lost_paths(text_of(name)) + lost_modules(text_of(name)) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_of_documents(name: str) -> None:
    lines = [line for code in code_of(text_of(name)) for line in re.findall(r"\btezawari ([^\n]*)", code)]
    assert [(line, lost) for line in lines if (lost := lost_words(line))] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_targets_of_make_in_documents(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.M))
    made = {target for code in code_of(text_of(name)) for target in re.findall(r"^make ([a-z]+)", code)}
    assert made - targets == set()


def test_make_help_shows_every_line_of_the_head() -> None:
    (shown,) = re.findall(r"^help:\n\t@sed -n '/(.*)/s/\^# \*//p' Makefile$", text_of("Makefile"), re.M)
    head = text_of("Makefile").split("\n\n")[0].splitlines()[2:]
    assert [line for line in head if not re.search(shown, line)] == []


def spoken(name: str) -> Iterator[str]:
    """The docstrings and comments of a module."""
    text = text_of(name)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    yield from (token.string for token in tokens if token.type == tokenize.COMMENT)


def test_paths_and_modules_of_docstrings() -> None:
    found = {
        (name, lost) for name in MODULES for text in spoken(name) for lost in lost_paths(text) + lost_modules(text)
    }
    assert found == set()


def test_paths_and_modules_of_tables_and_scripts() -> None:
    comments = {".toml": r"(?:^|\s)#.*$", ".mjs": r"//.*$|/\*.*?\*/"}
    found = {
        (name, lost)
        for name in tracked()
        if (comment := comments.get(name[name.rfind(".") :])) and not name.startswith("tests/")
        for text in re.findall(comment, text_of(name), re.M)
        for lost in lost_paths(text) + lost_modules(text)
    }
    assert found == set()


def imported(name: str) -> Iterator[str]:
    """The modules of ours that a script imports, and what it takes from them."""
    for node in ast.walk(ast.parse(text_of(name))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_developers_scripts_import_what_is_there() -> None:
    found = {(name, each) for name in MODULES if name.startswith(".ci/") for each in imported(name)}
    ours = {(name, each) for name, each in found if each.split(".")[0] in ("reader", "glossary")}
    assert ours and {(name, each) for name, each in ours if not is_named_rightly(each)} == set()


ANCHOR = re.compile(r"\]\(([^)#:]*)#([^)]+)\)")


def anchors(name: str) -> set[str]:
    """The headings of a document, as links name them."""
    headings = re.findall(r"^#+ (.+)$", text_of(name), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_to_headings(name: str) -> None:
    folder = (ROOT / name).parent
    linked = [
        ((folder / file).resolve() if file else ROOT / name, heading) for file, heading in ANCHOR.findall(text_of(name))
    ]
    assert [(str(file), to) for file, to in linked if to not in anchors(file.relative_to(ROOT).as_posix())] == []


# --- the recipes of docs/extending.md --------------------------------------------------------------------------------

EXTENDING = "docs/extending.md"
SHOWN_FROM = {  # what a recipe shows of a table
    "batch-size": "glossary/data/concepts/deep-learning/training.toml",
    "environments": "reader/latex/tex/tables/cases.toml",
    "controls": "reader/meaning/prose/phrases.toml",
}


@pytest.mark.parametrize("key", SHOWN_FROM)
def test_recipes_show_rows_as_they_stand(key: str) -> None:
    blocks = map(tomllib.loads, re.findall(r"^```toml\n(.*?)^```", text_of(EXTENDING), re.M | re.S))
    (shown,) = (block for block in blocks if key in block)
    table = tomllib.loads(text_of(SHOWN_FROM[key]))
    assert shown[key].items() <= table[key].items()


def test_recipes_name_the_keys_of_messages() -> None:
    beginnings = re.findall(r"`\[([a-z]+-)NAME\]`", text_of(EXTENDING))
    keys = [
        key
        for name in tracked()
        if name.startswith("reader/messages/")
        for key in re.findall(r"^\[([\w-]+)\]", text_of(name), re.M)
    ]
    assert beginnings and [each for each in beginnings if not any(key.startswith(each) for key in keys)] == []


def test_the_recipe_of_a_format_works() -> None:
    (module,) = re.findall(r"^```python\n(.*?)^```", text_of(EXTENDING), re.M | re.S)
    made: dict[str, Any] = {}
    exec(compile(module, EXTENDING, "exec"), made)
    reading = reader.read(str(ROOT / "tests/meaning/papers/vae.tex"))
    for language in LANGUAGES:
        lines = list(csv.reader(io.StringIO(made["export"](Study(reading), language))))
        assert len(lines) == 1 + len(json.loads(reader.export(reading, "json", language))["symbols"])
        assert {len(line) for line in lines} == {5}


@pytest.mark.parametrize("name", ["README.md", "README.ja.md", "reader/messages/cli.toml"])
def test_formats_and_extras_are_listed(name: str) -> None:
    """In the help in both languages, and in the rows of ``--format`` and ``--with`` of the README."""
    text = text_of(name)
    if name.endswith(".toml"):
        formats, extras = (list(tomllib.loads(text)[key].values()) for key in ("help-format", "help-with"))
    else:
        formats, extras = (re.findall(rf"^\| `{option}`.*", text, re.M) for option in ("--format", "--with"))
    assert formats and extras
    for form in FORMATS:
        assert all(any(re.search(rf"\b{known}\b", line, re.A) for known in form.names) for line in formats), form
    for extra in EXTRAS:
        assert all(re.search(rf"\b{extra}\b", line, re.A) for line in extras), extra
