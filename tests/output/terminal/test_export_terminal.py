"""What ``tezawari show`` prints."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import handmade
from rich.console import Console

import glossary
from reader.output.rows.reading import to_dict
from reader.output.terminal import reading as terminal
from reader.study.study import Study

GLOSSARY = glossary.load()


def printed(views: Iterable[Any], width: int = 200) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    console.print(*views, sep="\n")
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_summary() -> None:
    text = printed(terminal.summary(to_dict(Study(handmade.reading())), "2501.00001", GLOSSARY, "en"))
    assert "Weights & Temperature" in text and "arXiv:2501.00001v2" in text
    assert "Displayed formulas: 4, 3 of them numbered. Symbols: 3, of which explained by the author 1" in text
    assert r"L(\theta) = \beta \, D(\theta)" in text and "weight of the penalty" in text
    assert "tezawari show 2501.00001 --equation 1" in text


def test_summary_of_nothing() -> None:
    row = to_dict(Study(handmade.reading())) | {"equations": [], "symbols": []}
    assert "No displayed equations" in printed(terminal.summary(row, "x", GLOSSARY, "en"))


def test_a_narrow_terminal_cuts_formulas_not_meanings() -> None:
    text = printed(terminal.summary(to_dict(Study(handmade.reading())), "x", GLOSSARY, "en"), width=60)
    assert max(map(len, text.splitlines())) <= 60 and "absolute" in text


def test_equation_view() -> None:
    row = to_dict(Study(handmade.reading()))
    text = printed(terminal.equation_view(row, row["equations"][0], GLOSSARY, "en"))
    assert "(1) 1 Model" in text and "main.tex:8:3" in text and "the author says" in text and "not found" in text


def test_symbol_view() -> None:
    row = to_dict(Study(handmade.reading()))
    text = printed(terminal.symbol_view(row, row["symbols"][0], GLOSSARY, "en"))
    assert (
        "weight of the penalty" in text and "main.tex:5" in text and "Beta variable" in text and "proof.tex:2" in text
    )
    assert "88 % sure: beta is usual here" in text and "(1) 1 Model" in text


def test_symbol_view_of_an_unknown_one() -> None:
    row = to_dict(Study(handmade.reading()))
    assert "nothing is claimed" in printed(terminal.symbol_view(row, row["symbols"][1], GLOSSARY, "en"))


def test_symbol_view_has_part_and_values() -> None:
    row = to_dict(Study(handmade.reading()))
    values = [{"value": "64", "source": {"file": "a.tex", "line": 3}, "setting": "1 Start"}]
    drawn = {**row["symbols"][0], "part": "random", "values": values}
    drawn["part_evidence"] = {"why": "so it is", "distribution": "p", "file": None, "line": None}
    text = printed(terminal.symbol_view(row, drawn, GLOSSARY, "en"))
    assert "random: so it is  drawn from p" in text and "set to 64  a.tex:3  1 Start" in text
