"""Rows of one display: which of them belong together, and which left side a row has that begins with a relation."""

from pathlib import Path

import pytest

import reader
from reader.formula.semantics.continuation import join_rows
from reader.study.sympy.bridge import conversions


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["a &= b", "&= c"], ["a &= b", "a &= c"]),
        (["a &= b,", r"&\le c", "&= d"], ["a &= b,", r"a &\le c", "c &= d"]),
        (["a &", "&= b", "&= c"], ["a &", "a &= b", "a &= c"]),
        (["a &= b", r"&\quad + c", "&= d"], [r"a &= b &\quad + c"] * 2 + ["a &= d"]),
        (["a &= b +", "&c"], ["a &= b + &c"] * 2),
        (["a &= b", "-c &= d"], ["a &= b", "-c &= d"]),
        (["a &= b.", "&= c"], ["a &= b.", "&= c"]),
        ([r"a &= b, \quad c = d", "&= e"], [r"a &= b, \quad c = d", "&= e"]),
        ([r"x &\in A", "&= c"], [r"x &\in A", "&= c"]),
        (["a &= b", r"c &\overset{(1)}{=} d", r"&\overset{(2)}{\le} e"],
         ["a &= b", r"c &\overset{(1)}{=} d", r"c &\overset{(2)}{\le} e"]),
        ([r"\left( a", r"+ b \right) = c", "= d"], [r"\left( a + b \right) = c"] * 2 + [r"\left( a + b \right) = d"]),
        ([r"x &= \left[ a \left( b \right.\right.", r"&\left.\left. - c \right) d \right]", "&= e"],
         [r"x &= \left[ a \left( b \right.\right. &\left.\left. - c \right) d \right]"] * 2 + ["x &= e"]),
        ([r"x = \left( a \right.", "b = c"], [r"x = \left( a \right.", "b = c"]),
        (["= a"], ["= a"]),
        (["a = b", r"\Rightarrow c = d"], ["a = b", r"\Rightarrow c = d"]),
    ],
)  # fmt: skip
def test_rows_are_joined(rows: list[str], expected: list[str]) -> None:
    def plain(latex: str) -> str:
        return "".join(latex.replace(r"\left", "").replace(r"\right", "").replace("&", "").split())

    assert [plain(row) for row in join_rows(rows)] == [plain(row) for row in expected]


def test_a_paper_s_rows_have_their_left_sides(tmp_path: Path) -> None:
    paper = tmp_path / "a.tex"
    paper.write_text(
        r"\documentclass{article}\usepackage{amsmath}\begin{document}"
        r"\begin{align} a &= b + c \\ &= d \end{align} \begin{equation} x = y \end{equation}\end{document}",
        encoding="utf-8",
    )
    document = reader.read(paper).document
    found = conversions(document)
    assert [found[each.id].status for each in document.equations] == ["ok", "ok", "ok"]
    assert found[document.equations[1].id] == reader.to_sympy("a = d")
