"""The numbers that the rows of one display print.

Counters step as in amsmath: at the beginning of a row, and back where the row turns out to have no number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.latex.displays.rows import FormulaRow, typed_number
from reader.latex.tex.counters import letter
from reader.latex.tex.macros import Gullet
from reader.latex.tex.numbers import the
from reader.latex.tex.tables import EnvironmentRow


class RowNumbers:
    """Numbers the rows of a display, one after the other.

    ``needs_number`` says which labels get a number (showonlyrefs). ``stray`` holds the labels of rows without number,
    keyed by how an environment carries them to the next numbered row. All displays of a paper share it.
    """

    def __init__(
        self, gullet: Gullet, needs_number: Callable[[Sequence[str]], bool], stray: dict[str, list[str]]
    ) -> None:
        self._gullet = gullet
        self._needs_number = needs_number
        self._stray = stray
        self._at_start = 0  # the equation counter where the row began
        self._lettered = 0  # rows with a letter that stand together so far
        self._all_lettered = False  # every row from here on has a letter (\\IEEEyessubnumber*)

    def start(self, environment: EnvironmentRow | None) -> None:
        """Begins a row."""
        if _counts(environment):
            self._gullet.counters.step("equation")
        self._at_start = self._gullet.counters.value("equation")

    def finish(self, row: FormulaRow, environment: EnvironmentRow | None) -> None:
        """Ends a row and gives it the number that it prints, if any."""
        counters = self._gullet.counters
        if row.tag is not None:
            row.number = row.tag
        counted = _counts(environment)
        prints = counted and row.tag is None and not row.suppressed and self._needs_number(row.labels)
        if row.forced:
            counters.step("equation")
        if prints or row.forced:
            lettered = row.lettered or self._all_lettered
            row.number = self._with_letter() if lettered else the(self._gullet, "equation")
        elif counted:
            counters.assign("equation", counters.value("equation") - 1)
        elif row.tag is None and counters.value("equation") != self._at_start:
            self._number_by_hand(row)
        if environment is not None and environment.carries_labels:
            self._carry_labels(row, environment.carries_labels)

    def force(self, row: FormulaRow, environment: EnvironmentRow | None) -> None:
        """``\\IEEEyesnumber``: the row has a number in any environment."""
        row.suppressed = False
        row.forced = not _counts(environment)
        self._lettered = 0

    def add_letter(self, row: FormulaRow, *, to_all: bool) -> None:
        """``\\IEEEyessubnumber``: rows with one number and a letter each (IEEEtrantools)."""
        self._all_lettered = to_all
        row.lettered = True

    def _number_by_hand(self, row: FormulaRow) -> None:
        """Numbers a row whose author steps the counter by hand, and types the number or sets a label."""
        number = the(self._gullet, "equation")
        at = typed_number(row.tokens, number)
        if at is not None:
            row.aside += row.tokens[at:]
            del row.tokens[at:]
        if at is not None or row.labels:
            row.number = number

    def _with_letter(self) -> str:
        """The number of a row with a letter. The first such row steps the counter; the others share its number."""
        counters = self._gullet.counters
        if self._lettered:
            counters.assign("equation", counters.value("equation") - 1)
        self._lettered += 1
        return the(self._gullet, "equation") + letter(self._lettered)

    def _carry_labels(self, row: FormulaRow, which: str) -> None:
        """Moves the labels of unnumbered rows, or the last of them, to the next numbered row of that kind."""
        stray = self._stray.get(which, [])
        if row.number is None:
            self._stray[which] = [*stray, *row.labels] if which == "all" else row.labels[-1:] or stray
        else:
            row.labels = [*stray, *row.labels] if which == "all" else row.labels or stray
            self._stray[which] = []


def _counts(environment: EnvironmentRow | None) -> bool:
    """Whether the environment numbers its rows, or itself."""
    return environment is not None and environment.numbers in ("once", "rows")
