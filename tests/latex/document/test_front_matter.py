"""What a title page holds beside title and abstract, and what a package prints, are none of the author's prose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.latex.document.document import read_document
from reader.latex.source.bundle import load
from reader.latex.tex.tables import front_matter


@pytest.mark.parametrize(("command", "count"), sorted(front_matter().items()))
def test_front_matter_is_no_prose(paper: Callable[[str], str], command: str, count: int) -> None:
    arguments = "".join(f"{{Word {number}}}" for number in range(count)) or "{}"
    said = paper(rf"Boats float. {command}{arguments} They sink. \[ y = x \]")
    assert "Boats float." in said and "They sink." in said
    assert "Word" not in said


@pytest.fixture
def paper(tmp_path: Path) -> Callable[[str], str]:
    def read(body: str, package: str = "") -> str:
        (tmp_path / "house.sty").write_text(package)
        (tmp_path / "main.tex").write_text(
            rf"\documentclass{{article}}\usepackage{{house}}\begin{{document}}{body}\end{{document}}"
        )
        return " ".join(each.text for each in read_document(load(str(tmp_path), None)).passages)

    return read


def test_what_a_package_prints_is_no_prose(paper: Callable[..., str]) -> None:
    said = paper(
        r"Boats float.", r"\AtBeginDocument{\ifdim\textheight=1pt \else The layout was altered.\fi} Sails too."
    )
    assert said.split() == ["Boats", "float."]


def test_an_authors_sign_of_that_name_stays_theirs(paper: Callable[..., str], tmp_path: Path) -> None:
    paper(r"\newcommand{\date}{d}\newcommand{\email}[1]{mail #1}Boats float. \email{Word} \[ y = \date x \]")
    document = read_document(load(str(tmp_path), None))
    assert [each.formula.expanded.split() for each in document.equations] == [["y", "=", "dx"]]
    assert "Word" not in " ".join(each.text for each in document.passages)


def test_a_title_in_the_text_is_no_prose(paper: Callable[[str], str]) -> None:
    said = paper("\\twocolumn[\n\\icmltitle{Boats on \\\\ Canals}\n]\nA boat is slow.")
    assert "A boat is slow." in said
    assert "Canals" not in said
