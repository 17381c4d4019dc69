"""What package commands are in a formula: every ``[[expands]]`` row of ``reader/latex/tex/tables``."""

import tomllib
from importlib import resources
from typing import Any

import pytest

from reader.latex.document.document import read_document
from reader.latex.source.bundle import bundle_from_bytes

FILES = sorted(
    (entry for entry in resources.files("reader.latex.tex.tables").iterdir() if entry.name.endswith(".toml")),
    key=lambda entry: entry.name,
)
ROWS = [row for file in FILES for row in tomllib.loads(file.read_text(encoding="utf-8")).get("expands", ())]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["latex"][:40])
def test_row(row: dict[str, Any]) -> None:
    packages = "".join(rf"\usepackage{{{name}}}" for name in row.get("packages", ()))
    body = rf"\begin{{document}}\begin{{equation}}{row['latex']}\end{{equation}}\end{{document}}"
    text = rf"\documentclass{{article}}{packages}{body}"
    document = read_document(bundle_from_bytes("paper.tex", text.encode()))
    assert [equation.formula.expanded for equation in document.equations] == [row["expanded"]]
    assert document.problems == ()
