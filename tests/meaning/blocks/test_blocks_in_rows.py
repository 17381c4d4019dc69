"""Rows that make one statement are searched, placed and said as one formula, each row with its own places."""

from collections.abc import Callable

import pytest

from reader.formula.positions.positions import positions_in
from reader.formula.positions.standing import positions_in_row
from reader.formula.semantics.statements import statements_by_row
from reader.model.reading import Reading
from reader.model.source import SourceBundle, SourceFile
from reader.output.rows.speech import said_row, steps_rows
from reader.pipeline import read
from reader.study.study import Study

BROKEN = r"""\begin{align} L &= \mathbb{E}_{x \sim p} \bigl[ \nonumber \\
&\quad \| f(x) - y \|^2 \\ &\quad + g(x) \bigr], \end{align}"""
CHAIN = r"""\begin{align} \| u - v + w - z \|^2 + c &= \| u - v \|^2 + d \\
&\le 2 \| u \|^2 + 2 \| v \|^2 + d \end{align}"""
NAMED = r"\begin{align} m &= a + b \\ &= \frac{1}{n} \sum_{i=1}^n x_i \end{align}"


@pytest.fixture
def study() -> Callable[[str], Study]:
    def of(body: str) -> Study:
        text = rf"\documentclass{{article}}\usepackage{{amsmath}}\begin{{document}}{body}\end{{document}}"
        files = {"paper.tex": SourceFile("paper.tex", text, "utf-8")}
        reading: Reading = read(SourceBundle("paper", files, "paper.tex", "digest"))
        return Study(reading)

    return of


def told(study: Study) -> list[dict[str, str]]:
    """For each row the blocks with the LaTeX that they are shown at."""
    return [
        {one.block.id: row.formula.expanded[one.start : one.end] for one in study.blocks[row.id]}
        for row in study.document.equations
    ]


def test_a_block_is_told_in_the_row_where_it_begins(study: Callable[[str], Study]) -> None:
    first, second, third = told(study(BROKEN))
    assert first["expectation"].startswith(r"\mathbb{E}_{x \sim p}")
    assert "expectation" not in second | third
    assert second["squared-norm"] == r"\| f(x) - y \|^2"


def test_a_relation_is_told_in_the_row_of_its_later_side(study: Callable[[str], Study]) -> None:
    _, second = told(study(NAMED))
    assert r"\frac{1}{n} \sum_{i=1}^n x_i" in second.values()
    step = r"\begin{align} x_{t+1} &= z \\ &= x_t - \eta \nabla f(x_t) \end{align}"
    assert told(study(step))[1]["gradient-descent"].startswith("=")


def test_symbols_stand_where_they_stand_in_the_whole_formula(study: Callable[[str], Study]) -> None:
    document = study(BROKEN).document
    statements = statements_by_row(document)
    whole = positions_in(r"L = \mathbb{E}_{x \sim p} \bigl[ \| f(x) - y \|^2 + g(x) \bigr]")
    rows = [positions_in_row(row, statements[row.id]) for row in document.equations]
    norm, last = document.equations[1].formula.expanded, document.equations[2].formula.expanded
    g = len(r"L = \mathbb{E}_{x \sim p} \bigl[ \| f(x) - y \|^2 + ")
    assert rows[2][last.index("g(")].own == whole[g].own
    assert all(0 <= start < len(norm) for start in rows[1])


def test_a_formula_is_said_where_it_begins(study: Callable[[str], Study]) -> None:
    one = study(BROKEN)
    first, *others = (said_row(row, one.trees) for row in one.document.equations)
    assert first["en"].startswith("capital L equals the expectation") or first["en"].startswith(
        "L equals the expectation"
    )
    assert "g of x" in first["en"]
    assert {row["en"] for row in others} == {"This line goes on with the formula above."}
    assert {row["ja"] for row in others} == {"上の式の続きです。"}


def test_a_side_is_said_with_a_left_side_that_is_a_name(study: Callable[[str], Study]) -> None:
    named, chain = study(NAMED), study(CHAIN)
    assert said_row(named.document.equations[1], named.trees)["en"].startswith("m equals 1 over n")
    assert said_row(chain.document.equations[1], chain.trees)["en"].startswith("is at most")


def test_steps_have_places_in_their_own_row(study: Callable[[str], Study]) -> None:
    one = study(BROKEN)
    for row in one.document.equations:
        steps = steps_rows(row, one)
        assert all(0 <= step["start"] < step["end"] <= len(row.formula.expanded) for step in steps)
        assert bool(steps) is one.trees.said(row).begins, "a row that goes on is told with the one above"
