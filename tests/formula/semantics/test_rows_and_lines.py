"""Rows and lines of one display: which of them say one thing, and which left side a row has that has none."""

from pathlib import Path

import pytest

import reader
from reader.formula.semantics.lines import unfolded
from reader.formula.semantics.outline import outline
from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.segments import solid
from reader.formula.semantics.statements import displays_of, grouped, joined, part_of, said_latex, statements_by_row
from reader.formula.syntax.parsing import parse_formula
from reader.model.document import Equation, Formula
from reader.model.source import Span
from reader.study.sympy.bridge import conversions


def said_by_rows(rows: list[str], environment: str = "align") -> list[str]:
    """What each row says."""
    equations = [Equation(f"e-{k}", Formula(row, row, Span("a.tex", 0, 0)), environment, True)
                 for k, row in enumerate(rows)]  # fmt: skip
    lines = [solid(parse_formula(row).root.children) for row in rows]
    told: list[str] = []
    for group in grouped(rows, lines, environment):
        statement = joined([equations[k] for k in group], [lines[k] for k in group])
        told += [said_latex(statement, f"e-{k}") if len(group) > 1 else rows[k] for k in group]
    return told


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["a = b", "= c"], ["a = b", "a = c"]),
        (["a = b,", r"\le c", "= d"], ["a = b", r"a \le c", "c = d"]),
        (["a", "= b", "= c"], ["a = b", "a = b", "a = c"]),
        (["a = b", r"\quad + c", "= d"], ["a = b + c"] * 2 + ["a = d"]),
        (["a = b +", "c"], ["a = b + c"] * 2),
        (["a = b", "(c + d)"], ["a = b (c + d)"] * 2),
        (["a = b (", "c", "+ d)"], ["a = b ( c + d )"] * 3),
        (["a = | b", "- c |", "= d"], ["a = | b - c |"] * 2 + ["a = d"]),
        (["a = b", "-c = d"], ["a = b", "-c = d"]),
        (["a = b", "c = d", "e"], ["a = b", "c = d", "e"]),
        (["a = b", r"\sum_i c_i"], [r"a = b \sum_i c_i"] * 2),
        ([r"a = \mathbb{E}_{x}", "f(x) c"], [r"a = \mathbb{E}_{x} f(x) c"] * 2),
        (["a = b", r"\dots"], ["a = b", r"\dots"]),
        (["a = b,", "c"], ["a = b,", "c"]),
        (["f(x)", "g(x)"], ["f(x)", "g(x)"]),
        (["a = b.", "= c"], ["a = b.", "= c"]),
        ([r"a = b \text{(by one)}", r"= c \text{(by two)}"], ["a = b", "a = c"]),
        ([r"a = b, \quad c = d", "= e"], [r"a = b, \quad c = d = e", "c = e"]),
        (["x = y", r"\text{where } z", "= c"], ["x = y", r"\text{where } z = c", r"\text{where } z = c"]),
        (["a = b", r"c \overset{(1)}{=} d", r"\overset{(2)}{\le} e"],
         ["a = b", r"c \stackrel{(1)}{=} d", r"c \stackrel{(2)}{\le} e"]),
        ([r"\left( a", r"+ b \right) = c", "= d"], ["( a + b ) = c"] * 2 + ["( a + b ) = d"]),
        ([r"x = \left[ a \left( b \right.\right.", r"\left.\left. - c \right) d \right]", "= e"],
         ["x = [ a ( b - c ) d ]"] * 2 + ["x = e"]),
        ([r"x = \left( a \right.", "b = c"], [r"x = \left( a \right.", "b = c"]),
        ([r"x \in ]0, 1[", r"y \in ]0, 1["], [r"x \in ]0, 1[", r"y \in ]0, 1["]),
        (["= a"], ["= a"]),
        (["a = b", r"\Rightarrow c = d"], ["a = b", r"\Rightarrow c = d"]),
    ],
)  # fmt: skip
def test_rows_are_joined(rows: list[str], expected: list[str]) -> None:
    def plain(latex: str) -> str:
        return "".join(latex.replace(r"\left", "").replace(r"\right", "").replace(r"\quad", "").split())

    told = [plain(row) for row in said_by_rows(rows)]
    assert [row.rstrip(",") for row in told] == [plain(row).rstrip(",") for row in expected]


def test_rows_that_are_only_set_below_each_other_need_a_sign_to_be_joined() -> None:
    assert said_by_rows(["a = b", "c"], "gather") == ["a = b", "c"]
    assert said_by_rows(["a = b", "(c + d)"], "gather") == ["a = b", "(c + d)"]
    assert said_by_rows(["a = b", "+ c"], "gather") == ["a = b + c"] * 2


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\begin{split} a &= b \\ &\quad + c \\ &= d \end{split}", "chain(a, total(b, c), d, =, =)"),
        (r"\begin{aligned} a &= b, \\ c &= d. \end{aligned}",
         "statements(chain(a, b, =), chain(c, d, =))"),
        (r"L = \begin{aligned}[t] & 2a \\ & \cdot (b + c) \end{aligned}",
         "chain(L, product(2, a, group(total(b, c))), =)"),
        (r"\begin{split} a &= b \\ & c d \end{split}", "chain(a, product(b, c, d), =)"),
        (r"\begin{aligned} a &= b \\ & c d \end{aligned}", "statements(chain(a, b, =), product(c, d))"),
        (r"L = - \mathbb{E}_{x} \\ \log (1 + \\ D(x))",
         "chain(L, total(expectation(x, application(\\log, total(1, application(D, x))))), =)"),
        (r"\left\{ \begin{aligned} a &= b \\ &+ c \\ d &= e \end{aligned} \right.",
         "group(lines(chain(a, total(b, c), =), chain(d, e, =)))"),
        (r"\left[ \begin{aligned} & a \\ & + b \end{aligned} \right]", "group(total(a, b))"),
        (r"\begin{array}{rcl} a & = & b \\ & = & c \\ d & = & e \end{array}",
         "statements(chain(a, b, c, =, =), chain(d, e, =))"),
        (r"\begin{array}{cc} a & b \\ c & d \end{array}", "matrix(a, b, c, d)"),
        (r"\begin{gathered} f(x) \\ g(x) = 1 \\ h(x) \end{gathered}",
         "statements(application(f, x), chain(application(g, x), 1, =), application(h, x))"),
        (r"\begin{aligned} & \min_x & & f(x) \\ & \text{s.t.} & & g(x) \le 0 \end{aligned}",
         r"statements(extremum(x, application(f, x)), chain(application(g, x), 0, \le))"),
    ],
)  # fmt: skip
def test_lines_of_a_formula_are_read_as_statements(latex: str, expected: str) -> None:
    assert outline(read_meaning(parse_formula(latex))) == expected


@pytest.mark.parametrize("latex", [r"\begin{split} a &= b + {} \\[2pt] &\quad c \end{split}", r"a \\ + b \\ c = d"])
def test_a_formula_in_one_line_keeps_all_places(latex: str) -> None:
    flat = unfolded(parse_formula(latex)).latex
    assert len(flat) == len(latex)
    assert all(one == other for one, other in zip(flat, latex, strict=True) if one not in " \\")


def test_a_long_proof_is_read_in_several_statements() -> None:
    rows = ["a = b", *(["= " + " + ".join("bcdefgh") * 4] * 200)]
    lines = [solid(parse_formula(row).root.children) for row in rows]
    groups = grouped(rows, lines, "align")
    assert [k for group in groups for k in group] == list(range(201)) and len(groups) > 1
    assert all(sum(len(rows[k]) for k in group) < 3200 for group in groups)


PAPER = r"""\documentclass{article}\usepackage{amsmath}\begin{document}
\begin{align} a &= b + c \\ &= d \end{align} \begin{equation} x = y \end{equation}
\begin{align} L(\theta) &= \mathbb{E} [ f(\theta) \nonumber \\ &\quad + \lambda g(\theta) ], \\ u &= v \end{align}
\end{document}"""


def test_a_paper_s_statements(tmp_path: Path) -> None:
    (tmp_path / "a.tex").write_text(PAPER, encoding="utf-8")
    document = reader.read(tmp_path / "a.tex").document
    first, second, alone, begun, ended, last = (each.id for each in document.equations)
    assert [[row.equation for row in one.rows] for one in document.statements] == [[first, second], [begun, ended]]
    assert [len(rows) for rows in displays_of(document)] == [2, 1, 3]
    assert [each.number for each in document.equations] == ["1", "2", "3", None, "4", "5"]

    found = conversions(document)
    assert [found[each].status for each in (first, second, alone)] == ["ok", "ok", "ok"]
    assert found[second] == reader.to_sympy("a = d")
    statement = statements_by_row(document)[ended]
    whole = r"chain(application(L, \theta), expectation(group(total(application(f, \theta), product(\lambda, "
    meaning = read_meaning(parse_formula(statement.latex))
    assert outline(part_of(meaning, statement.row(ended))).startswith(f"statements({whole}")
    assert part_of(meaning, statement.row(begun)) == part_of(meaning, statement.row(ended))
    assert last not in statements_by_row(document)
