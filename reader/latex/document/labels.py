"""Labels and references in the prose of a paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reader.latex.displays.environment_calls import read_name
from reader.latex.displays.references import REFERENCES, mark, split_labels
from reader.latex.document.listing import FormulaListing
from reader.latex.document.subequations import Subequations
from reader.latex.document.targets import Targets
from reader.latex.document.walk import DocumentWalk
from reader.latex.tex.lexer import Token
from reader.model.prose import Ref
from reader.model.source import Span


class LabelReader:
    """Ties labels to what was numbered last, and equations to the prose that refers to them."""

    def __init__(
        self, walk: DocumentWalk, listing: FormulaListing, targets: Targets, subequations: Subequations
    ) -> None:
        self._walk = walk
        self._listing = listing
        self._targets = targets
        self._subequations = subequations

    def read_label(self, token: Token) -> None:
        """A label outside of displays refers to what was numbered last; ``subequations`` keep their first label."""
        gullet = self._walk.gullet
        token, label = read_name(gullet, token)
        number = gullet.numbered.number
        self._listing.numbers.setdefault(label, number)
        self._targets.label(label)
        self._subequations.label(label, number)
        if gullet.in_document:
            self._walk.prose.add(token)

    def read_reference(self, token: Token) -> None:
        """A reference in the prose."""
        walk = self._walk
        walk.gullet.starts_with("*")
        grown, text = read_name(walk.gullet, token)
        if token.text.endswith("range"):
            grown, last = read_name(walk.gullet, grown)
            text += "," + last
        if not walk.gullet.in_document:
            return
        labels = split_labels(text)
        walk.prose.add(grown, Ref(grown.start, grown.end, tuple(labels)))
        of_equation = token.text == "\\eqref"
        if walk.steps is None:
            place = Span(grown.file, grown.start, grown.end)
            self._listing.citations.add(labels, place, of_equation=of_equation)
        else:
            walk.steps.add_text(grown, mark(text, parentheses=of_equation))


LABEL_COMMANDS: Final[Mapping[str, Callable[[LabelReader, Token], None]]] = {
    "\\label": LabelReader.read_label,
    **dict.fromkeys((*REFERENCES, "\\crefrange", "\\Crefrange", "\\reader@cite"), LabelReader.read_reference),
}
