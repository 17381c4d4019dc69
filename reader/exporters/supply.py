"""What the page asks for when it is needed, piece by piece: each costs more than showing the formula.

::

    bench, of an equation: {"bench": {...}, "drawn": {latex: "<math ...>"}, "blocks": {id: {...}},   # workbench.py
                            "concepts": {id: {...}}, "mathml": "<math ...>"}        # drawn with the parts' numbers
    enquiry, of a symbol: {...}                                                     # enquiries.py
    lint, of "all": {"rows": [{...}]}                                                    # remarks.py
    runs, of "all": [equation id]                                                   # that run on numbers
    spoken, of "en" or "ja": {equation id: text}                                    # how each is said aloud
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import glossary
from reader.exporters.concepts import concept_card
from reader.exporters.drawings import Drawings, drawn
from reader.exporters.enquiries import Enquiries
from reader.exporters.remarks import lint_rows
from reader.exporters.workbench import Workbench, formulas_in, kinds_of_blocks
from reader.formula.spoken import LANGUAGES
from reader.meaning.blocks.reading import blocks_by_equation

if TYPE_CHECKING:
    from reader.model import Equation, Reading

Row = dict[str, Any]


class Supply:
    """The pieces of one reading. What several need is worked out once."""

    def __init__(self, reading: Reading) -> None:
        self.blocks = blocks_by_equation(reading.document)
        self.workbench = Workbench(reading, self.blocks)
        self.drawings = Drawings(reading, lambda equation: self.workbench.seen.meaning(equation))
        self._reading = reading
        self._knowledge = glossary.load()

    def piece(self, kind: str, name: str) -> Row | list[str] | None:
        """One piece, None where there is none of that kind and name."""
        make = PIECES.get(kind)
        return make(self, name) if make else None

    def bench(self, name: str) -> Row | None:
        equation = self.opened.get(name)
        if equation is None:
            return None
        row = self.workbench.of(equation)
        named = {each.block.concept for each in self.blocks[name]}
        named |= {concept for layer in row["layers"] for concept in layer["carriers"]}
        named |= {each["concept"] for each in (row["letters"] or {"renamed": ()})["renamed"]}
        concepts = named & self._knowledge.concepts.keys()
        return {
            "bench": row,
            "drawn": {latex: drawn(latex) for latex in formulas_in([row])},
            "blocks": kinds_of_blocks(self.blocks[name]),
            "concepts": {each: concept_card(self._knowledge[each], self._knowledge) for each in sorted(concepts)},
            "mathml": self.drawings.displayed(equation, row["places"]),
        }

    def enquiry(self, name: str) -> Row | None:
        return self.enquiries.of(name)

    def spoken(self, name: str) -> Row | None:
        language = next((each for each in LANGUAGES if each == name), None)
        if language is None:
            return None
        return {each: self.workbench.spoken(equation, language) for each, equation in self.opened.items()}

    def lint(self, name: str) -> Row:
        return {"rows": lint_rows(self._reading)}

    def runs(self, name: str) -> list[str]:
        """The formulas that run on numbers."""
        return [each for each, equation in self.opened.items() if self.workbench.does_run(equation)]

    @cached_property
    def enquiries(self) -> Enquiries:
        return Enquiries(self._reading)

    @cached_property
    def opened(self) -> Mapping[str, Equation]:
        """The formulas below which something opens, by id."""
        return {each.id: each for each in self._reading.document.equations if each.display}


PIECES: Mapping[str, Callable[[Supply, str], Row | list[str] | None]] = {
    "bench": Supply.bench,
    "enquiry": Supply.enquiry,
    "lint": Supply.lint,
    "runs": Supply.runs,
    "spoken": Supply.spoken,
}
