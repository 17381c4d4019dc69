"""Each row of ``reader/latex/tex/tables`` does what its example says."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import latex_cases as golden
import pytest

from reader.latex.tex.tables import environments, package_setups

TABLES = {
    file.name: tomllib.loads(file.read_text(encoding="utf-8"))
    for file in resources.files("reader.latex.tex.tables").iterdir()
    if file.name.endswith(".toml")
}
CLASSES = TABLES.pop("classes.toml")
NUMBERING = [row for row in environments().values() if row.kind in ("display", "subequations")]
NUMBERS = [row for table in TABLES.values() for row in table.get("numbers", ())]
STEPS = [row for table in TABLES.values() for row in table.get("steps", ())]
EXPANDS = [row for table in TABLES.values() for row in table.get("expands", ())]


def numbers(latex: str) -> list[str]:
    return [equation.number or "" for equation in golden.read(latex).equations]


@pytest.mark.parametrize("row", NUMBERING, ids=lambda row: row.name)
def test_environment_prints_its_numbers(row: Any) -> None:
    assert row.example, "an environment with numbers, or without, carries an example"
    assert numbers(row.example) == list(row.prints)


@pytest.mark.parametrize("name", [row.name for row in environments().values() if row.kind in ("verbatim", "diagram")])
def test_environment_is_not_read(name: str) -> None:
    document = golden.read(f"\\begin{{{name}}} $a$ \\[ b \\] \\end{{{name}}} \\[ c \\]")
    assert [golden.row(equation) for equation in document.equations] == ["() c"]
    assert not document.inline


@pytest.mark.parametrize(
    "row", [row for row in environments().values() if row.kind == "prose"], ids=lambda row: row.name
)
def test_environment_is_a_kind_of_prose(row: Any) -> None:
    arguments = "{8pt}" * row.arguments.count("m")
    document = golden.read(f"\\begin{{{row.name}}}{arguments} where $a$ is \\end{{{row.name}}}")
    kinds = {passage.kind for passage in document.passages if "where" in passage.text}
    assert kinds == ({row.passages} - {"bibliography"})
    assert len(document.inline) == 1


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row["latex"][:40])
def test_package_prints_its_numbers(row: dict[str, Any]) -> None:
    packages = "".join(f"\\usepackage{{{name}}}" for name in row["packages"])
    assert numbers(packages + row["latex"]) == row["prints"]


@pytest.mark.parametrize("row", STEPS, ids=lambda row: row["latex"].split("\n")[2][:30])
def test_steps_of_algorithms(row: dict[str, Any]) -> None:
    packages = "".join(f"\\usepackage{name}" for name in row.get("packages", ()))
    document = golden.read(packages + row["latex"])
    assert [equation.formula.expanded for equation in document.equations] == row["prints"]
    assert [equation.step or "" for equation in document.equations] == row.get("lines", [""] * len(row["prints"]))
    lines = {equation.id for equation in document.equations if equation.environment == "algorithm"}
    for formula in document.inline:
        assert formula.group in lines or formula.group is None


def test_each_setup_has_an_example() -> None:
    shown = {name for row in (*NUMBERS, *EXPANDS) for name in row.get("packages", ())}
    asked_for = {
        name for table in TABLES.values() for name in table.get("setup", {}) if "kernel" not in table.get("setup", {})
    }
    assert asked_for <= shown
    assert asked_for <= set(package_setups())


@pytest.mark.parametrize("name", CLASSES)
def test_class_prints_its_numbers(name: str) -> None:
    row = CLASSES[name]
    like = CLASSES.get(row.get("like", ""), {})
    example = {**CLASSES["base"], **like, **row}["example"]
    body = f"\\documentclass{{{name}}}\\begin{{document}}{example}\\end{{document}}"
    assert numbers(body) == {**CLASSES["base"], **like, **row}["prints"]


OPTIONS = [(name, option) for name, row in CLASSES.items() for option in row.get("options", ())]


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_class_option_prints_its_numbers(name: str, option: str) -> None:
    row = CLASSES[name]["options"][option]
    body = f"\\documentclass[{option},twocolumn]{{{name}}}\\begin{{document}}{row['example']}\\end{{document}}"
    assert numbers(body) == row["prints"]
    assert numbers(body.replace(option, "draft", 1)) != row["prints"], "without the option it is otherwise"


def test_an_unknown_class_with_chapters_is_a_book() -> None:
    body = r"\documentclass{our-thesis}\begin{document}"
    body += "\n" r"\chapter{A} \begin{equation} a \end{equation}\end{document}"
    assert numbers(body) == ["1.1"]
    assert numbers(body.replace(r"\chapter", r"\section")) == ["1"]
    assert numbers(body.replace(r"\chapter{A}", r"\newcommand{\chapter}{}")) == ["1"]
