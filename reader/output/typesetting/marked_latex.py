"""A formula's LaTeX with marks around its symbols: a box, a colour, a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.output.typesetting.display_latex import display
from reader.output.typesetting.portable_latex import is_whole, portable

if TYPE_CHECKING:
    from reader.model.document import Equation


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before and after a stretch of macro-free LaTeX. The two together are one group with its content."""

    start: int
    end: int
    before: str
    after: str


def marked_display(rows: Sequence[Equation], marks: Mapping[str, Iterable[Mark]]) -> str | None:
    """The rows of a statement as one display in portable LaTeX, each with its marks; None where a row is cut off within
    a group, so that no program could set it.
    """
    texts = [marked(row.formula.expanded, marks.get(row.id, ())) for row in rows]
    whole = display(r" \\ ".join(text.strip() for text in texts))
    return whole if is_whole(whole) else None


def marked(latex: str, marks: Iterable[Mark]) -> str:
    """One row. Of marks that overlap the widest stays, and none is set that would cut a group."""
    pieces, at = [], 0
    for mark in _apart(latex, marks):
        pieces += [portable(latex[at : mark.start]), mark.before, portable(latex[mark.start : mark.end]), mark.after]
        at = mark.end
    return "".join([*pieces, portable(latex[at:])])


def _apart(latex: str, marks: Iterable[Mark]) -> list[Mark]:
    taken: list[Mark] = []
    for mark in sorted(marks, key=lambda each: (each.start - each.end, each.start)):
        inside = latex[mark.start : mark.end]
        free = all(mark.end <= other.start or other.end <= mark.start for other in taken)
        if free and inside.strip() and is_whole(inside) and "&" not in inside and r"\\" not in inside:
            taken.append(mark)
    return sorted(taken, key=lambda each: each.start)


def in_scripts(latex: str, place: int) -> bool:
    """Whether a place stands in a subscript or superscript."""
    groups: list[bool] = []
    raised = False
    at = 0
    while at < place:
        sign = latex[at]
        if sign == "{":
            groups.append(raised)
            raised = False
        elif sign == "}" and groups:
            groups.pop()
            raised = False
        elif sign in "_^":
            raised = True
        elif not sign.isspace():
            raised = False
        at += 2 if sign == "\\" else 1
    return raised or any(groups)
