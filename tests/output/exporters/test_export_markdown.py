"""Markdown that shows what it should: formulas stay formulas, the author's characters stay text."""

from __future__ import annotations

import handmade
import pytest

from reader.output.exporters.registry import export
from reader.output.typesetting.display_latex import display
from reader.output.typesetting.markdown_text import code, inline, plain


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("x", "x"),
        (r"x \label{eq:a}", "x"),
        (r"x \nonumber", "x"),
        (r"x \tag{*} + 1", "x  + 1"),
        (r"\notagreed", r"\notagreed"),
        (r"a &= b", "\\begin{aligned}\na &= b\n\\end{aligned}"),
        (r"a \\ b", "\\begin{aligned}\na \\\\ b\n\\end{aligned}"),
        (r"\begin{cases} a & b \\ c & d \end{cases}", r"\begin{cases} a & b \\ c & d \end{cases}"),
        (r"{a & b}", "{a & b}"),
        (r"a \& b", r"a \& b"),
        ("a\n\n b", "a\n b"),
    ],
)
def test_display(latex: str, expected: str) -> None:
    assert display(latex) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("a", "`a`"), ("a`b", "`` a`b ``"), ("``", "``` `` ```"), ("a\n b", "`a b`")]
)
def test_code(text: str, expected: str) -> None:
    assert code(text) == expected


def test_plain_and_inline() -> None:
    assert plain("a_b *c* <d> $x$\n[e]") == r"a\_b \*c\* \<d\> \$x\$ \[e\]"
    assert inline(r"|x| \|y\|") == r"$\vert x\vert  \Vert y\Vert$"


def test_a_whole_reading() -> None:
    lines = export(handmade.reading(), "md").splitlines()
    assert lines[0] == "# Weights & Temperature"
    assert "### (1) 1 Model" in lines and "`main.tex:8`" in lines
    assert lines[lines.index("$$") + 1] == r"L(\theta) = \beta \, D(\theta)"
    assert r"$\beta$ weight of the penalty" in lines, "what it means in formula 1"
    assert r"$\beta$ Beta variable" in lines, "what it means in the proof"
    rows = [line for line in lines if line.startswith(r"| $")]
    assert len(rows) == 3
    assert all(row.replace(r"\|", "").count("|") == 6 for row in rows), "a bar of the author's splits a cell"
    assert "`main.tex:5`: `We write $\\beta$ for the weight of the penalty`" in rows[0]
    assert rows[1].startswith(r"| $\theta$ |  | not found |")
    assert any(line.startswith("1. **") for line in lines)
    assert any("`proof.tex:2:1`" in line for line in lines)


def test_japanese() -> None:
    text = export(handmade.reading(), "markdown", "ja")
    assert "## 数式" in text and "著者による説明" in text and "（weight of the penalty）" in text
