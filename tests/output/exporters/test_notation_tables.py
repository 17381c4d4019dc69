"""The tables of a paper's notation, read by whoever reads such tables."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import handmade
import pytest

import reader
from reader.messages import LANGUAGES, Language
from reader.output.exporters.registry import export


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_for_each_symbol(language: Language) -> None:
    reading = handmade.reading()
    head, *lines = csv.reader(io.StringIO(export(reading, "csv", language)))
    assert len(lines) == len(reading.annotations) and {len(line) for line in lines} == {len(head)} == {9}
    (weight,) = (line for line in lines if line[0] == r"\beta")
    assert "weight of the" in weight[1] and weight[5] == "main.tex:5"
    assert weight[6] == r"We write $\beta$ for the weight of the penalty"


def test_no_cell_is_a_formula_to_a_spreadsheet(tmp_path: Path) -> None:
    source = tmp_path / "cells.tex"
    source.write_text(
        r"""\documentclass{article}\title{=HYPERLINK("x")}\begin{document}
\begin{equation} a := - \beta \end{equation} where $\beta$ is the =1+1 cell and $a$ is the sum.
\end{document}""",
        encoding="utf-8",
    )
    lines = list(csv.reader(io.StringIO(export(reader.read(str(source)), "csv"))))
    assert len(lines) > 2 and not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@"))]
    assert any(cell.startswith("'=HYPERLINK") for line in lines for cell in line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_latex_lists_what_has_a_meaning(language: Language) -> None:
    text = export(handmade.reading(), "notation", language)
    (weight,) = re.findall(r"^\\\(\\beta\\\) & (.*) \\\\$", text, re.M)
    assert "weight of the penalty" in weight and r"\path{main.tex}:5" in weight
    assert r"\section*{" in text and "Weights \\& Temperature" in text
