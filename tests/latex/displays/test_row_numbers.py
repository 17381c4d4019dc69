"""The numbers and labels of rows, one after the other, as amsmath and IEEEtrantools give them."""

from reader.latex.displays.row_numbers import RowNumbers
from reader.latex.displays.rows import FormulaRow
from reader.latex.tex.lexer import tokenize
from reader.latex.tex.macros import Gullet, Macro, parameters_of
from reader.latex.tex.numbers import NUMBERS
from reader.latex.tex.tables import EnvironmentRow

ROWS = EnvironmentRow("align", "display", numbers="rows", rows=True)
CARRYING = EnvironmentRow("align", "display", numbers="rows", rows=True, carries_labels="last")
PLAIN = EnvironmentRow("align*", "display", rows=True)


def numbers(**wanted: bool) -> RowNumbers:
    gullet = Gullet(NUMBERS, (), ())
    gullet.open("main.tex", "")
    gullet.counters.new("equation", None)
    gullet.define(r"\theequation", Macro(parameters_of(tokenize(r"\arabic{equation}"))))
    return RowNumbers(gullet, lambda labels: all(wanted.get(label, True) for label in labels), {})


def number(row_numbers: RowNumbers, row: FormulaRow, environment: EnvironmentRow = ROWS) -> str | None:
    row_numbers.start(environment)
    row_numbers.finish(row, environment)
    return row.number


def test_a_row_without_number_gives_it_back() -> None:
    rows = numbers()
    assert [number(rows, row) for row in (FormulaRow(), FormulaRow(suppressed=True), FormulaRow())] == ["1", None, "2"]


def test_a_tag_takes_no_number() -> None:
    rows = numbers()
    assert [number(rows, row) for row in (FormulaRow(tag="A"), FormulaRow())] == ["A", "1"]


def test_only_wanted_labels_are_numbered() -> None:
    rows = numbers(b=False)
    assert [number(rows, FormulaRow(labels=[label])) for label in "abc"] == ["1", None, "2"]


def test_rows_with_a_letter_share_their_number() -> None:
    rows, row = numbers(), FormulaRow()
    rows.start(ROWS)
    rows.add_letter(row, to_all=True)
    rows.finish(row, ROWS)
    assert [row.number, number(rows, FormulaRow()), number(rows, FormulaRow())] == ["1a", "1b", "1c"]


def test_a_display_without_numbers_may_force_one() -> None:
    rows, row = numbers(), FormulaRow()
    rows.start(PLAIN)
    rows.force(row, PLAIN)
    rows.finish(row, PLAIN)
    assert row.number == "1" and number(rows, FormulaRow(), PLAIN) is None


def test_the_label_of_a_row_without_number_goes_to_the_next() -> None:
    rows, numbered = numbers(), FormulaRow()
    number(rows, FormulaRow(suppressed=True, labels=["a"]), CARRYING)
    assert number(rows, numbered, CARRYING) == "1" and numbered.labels == ["a"]
