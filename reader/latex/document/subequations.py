"""Equations that share one number: ``subequations`` and kin, which may stand in each other."""

from __future__ import annotations

from dataclasses import dataclass

from reader.latex.document.listing import FormulaListing


@dataclass(slots=True)
class _OpenGroup:
    first: int  # how many equations were listed before
    number: str
    label: str | None = None


class Subequations:
    """The groups that are open; each is listed when it ends."""

    def __init__(self, listing: FormulaListing) -> None:
        self._listing = listing
        self._open: list[_OpenGroup] = []

    def begin(self, number: str) -> None:
        self._open.append(_OpenGroup(len(self._listing.equations), number))

    def label(self, label: str, number: str) -> None:
        """A label outside of displays, of what has this number: if that is the innermost group, it keeps its first."""
        if self._open and number == self._open[-1].number:
            group = self._open[-1]
            group.label = group.label or label
            self._listing.numbers[label] = number

    def end(self) -> None:
        group = self._open.pop()
        self._listing.add_subequations(group.first, group.number, group.label)
