"""Every text of the front end and the app stands in its table, in both languages, with the same blanks."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import glossary
from reader.frontend import build
from reader.messages import table
from reader.output.page.workbench import texts
from reader.web.shell.components import living_texts
from reader.web.state.words import literal

BLANK = re.compile(r"\{(\w+)\}")
ROWS = [(subject, key) for subject in ("page", "workbench", "living", "web") for key in table(subject)]


@pytest.mark.parametrize(("subject", "key"), ROWS)
def test_both_languages_say_it_with_the_same_blanks(subject: str, key: str) -> None:
    row = table(subject)[key]
    assert set(row) == {"en", "ja"}
    assert set(BLANK.findall(row["en"])) == set(BLANK.findall(row["ja"]))


@pytest.mark.parametrize(
    ("rows", "modules"),
    [(table("page") | table("millefeuille") | texts(glossary.load()), build.READER), (living_texts(), build.LIVING)],
    ids=["page", "living"],
)
def test_the_front_end_asks_for_nothing_that_is_missing(rows: dict[str, Any], modules: tuple[str, ...]) -> None:
    asked = set(re.findall(r"\btext\(\s*\"([\w-]+)\"", build.script(modules)))
    assert len(asked) > 8
    assert asked <= set(rows)


def test_the_app_asks_for_nothing_that_is_missing() -> None:
    room = Path(str(resources.files("reader.web")))
    asked = {key for file in room.rglob("*.py") for key in re.findall(r"\bsay\(\"([\w-]+)\"", file.read_text("utf-8"))}
    assert len(asked) > 8
    assert asked <= set(table("web"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("**bold** _x_ `y`", r"\*\*bold\*\* \_x\_ \`y\`"),
        ("$x$ and :red[z]", r"\$x\$ and \:red\[z\]"),
        ("<b>&amp;", r"\<b\>\&amp;"),
        ("# heading\n- item", r"\# heading \- item"),
        (r"\policy", r"\\policy"),
    ],
)
def test_text_that_markdown_leaves_alone(text: str, shown: str) -> None:
    assert literal(text) == shown


@pytest.mark.parametrize("modules", [build.PAGE, build.READER, build.LIVING], ids=["page", "reader", "living"])
def test_a_bundle_imports_nothing_and_loads_nothing(modules: tuple[str, ...]) -> None:
    script = build.script(modules)
    code = re.sub(r"/\*\*.*?\*/", "", script, flags=re.DOTALL)  # where types are named
    assert not re.search(r"^\s*import\b|\bimport\(|\bfetch\(|XMLHttpRequest|innerHTML\s*=(?!\s*source[;.])", code, re.M)
    assert "\nexport const {" in script


def test_each_module_is_joined_once_behind_what_it_imports() -> None:
    joined = re.findall(r"^const module_(\w+) = ", build.script(build.READER), re.M)
    assert len(joined) == len(set(joined)) > 40
    for place, name in enumerate(joined):
        inside = build.script((name,)).split(f"const module_{name} = ")[1]
        assert set(re.findall(r"= module_(\w+);", inside)) - {name} <= set(joined[:place]), name


def test_every_rule_stays_inside_our_own_root() -> None:
    css = re.sub(r"/\*.*?\*/", "", build.style(), flags=re.S)
    heads = [
        re.sub(r":is\((?:\.tezawari[^(),]*,?\s*)+\)", ".tezawari", head) for head in re.findall(r"([^{}]+)\{", css)
    ]
    heads = [re.sub(r"\([^()]*\)", "", head).strip() for head in heads]
    selectors = [part.strip() for head in heads if not head.startswith("@") for part in head.split(",")]
    assert len(selectors) > 100
    assert [selector for selector in selectors if not selector.startswith(".tezawari")] == []
