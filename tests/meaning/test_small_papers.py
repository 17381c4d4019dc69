"""Short papers in the manner of eight fields: what each must say of its symbols, and what it must not say."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import reader

FOLDER = Path(__file__).parent / "papers"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))
MEANS = [(paper, symbol, words) for paper, row in EXPECTED.items() for symbol, words in row["means"].items()]
NEVER = [(paper, symbol, words) for paper, row in EXPECTED.items() for symbol, words in row.get("never", {}).items()]


@cache
def meanings(paper: str) -> dict[str, str | None]:
    reading = reader.read(FOLDER / f"{paper}.tex")
    return {one.symbol.latex: one.meaning for one in reading.annotations}


def test_every_paper_is_asked() -> None:
    assert {path.stem for path in FOLDER.glob("*.tex")} == set(EXPECTED)


@pytest.mark.parametrize(("paper", "symbol", "words"), MEANS)
def test_the_paper_says(paper: str, symbol: str, words: str) -> None:
    meaning = meanings(paper)[symbol]
    assert meaning and re.search(words, meaning)


@pytest.mark.parametrize(("paper", "symbol", "words"), NEVER)
def test_the_paper_does_not_say(paper: str, symbol: str, words: str) -> None:
    assert not re.search(words, meanings(paper)[symbol] or "")
