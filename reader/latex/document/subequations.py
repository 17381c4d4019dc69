"""Equations that share one number: ``subequations`` and the like, which may be nested."""

from __future__ import annotations

from dataclasses import dataclass

from reader.latex.document.listing import FormulaListing


@dataclass(slots=True)
class _OpenGroup:
    first: int  # how many equations were listed before
    number: str
    label: str | None = None


class Subequations:
    """The open groups of equations that share a number; each is listed when it ends."""

    def __init__(self, listing: FormulaListing) -> None:
        self._listing = listing
        self._open: list[_OpenGroup] = []

    def begin(self, number: str) -> None:
        self._open.append(_OpenGroup(len(self._listing.equations), number))

    def label(self, label: str, number: str) -> None:
        """Records a label outside of displays for the innermost group, if that was numbered last.

        A group keeps its first label.
        """
        if self._open and number == self._open[-1].number:
            group = self._open[-1]
            group.label = group.label or label
            self._listing.numbers[label] = number

    def end(self) -> None:
        group = self._open.pop()
        self._listing.add_subequations(group.first, group.number, group.label)
