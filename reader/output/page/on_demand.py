"""What the page asks for when it is needed, piece by piece: each costs more than showing the formula.

::

    bench, of an equation: {"bench": {...}, "drawn": {latex: "<math ...>"}, "blocks": {id: {...}},   # workbench.py
                            "concepts": {id: {...}}, "mathml": "<math ...>"}        # drawn with the parts' numbers
    sized, of [equation, {size: number}] as JSON: the bench, run with these sizes
    enquiry, of a symbol: {...}                                                     # symbol_details.py
    lint, of "all": {"rows": [{...}]}                                                    # lint_rows.py
    runs, of "all": [equation id]                                                   # that run on numbers
    living, of a living formula's id: {...}                                         # reader/output/living/page_row.py
    spoken, of "en" or "ja": {equation id: text}                                    # how each is said aloud
    named, of "all": [{"name": {...}, "reading": text, "uses": [equation id]}]      # ideas, where they are used
    askable, of "all": [symbol id]                                                  # that a model may be asked about
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from reader.limits.budget import Limits
from reader.limits.watch import spare, watching
from reader.output.living.page_row import living_or_none
from reader.output.page.concepts import concept_card
from reader.output.page.drawings import Drawings, drawn
from reader.output.page.lint_rows import lint_rows
from reader.output.page.symbol_details import Enquiries
from reader.output.page.workbench import Workbench, formulas_in, kinds_of_blocks
from reader.output.rows.millefeuille import millefeuille_row, uses_in_paper
from reader.output.rows.reading import ReadingRows
from reader.output.rows.row import Row
from reader.study.speech.aloud import LANGUAGES

if TYPE_CHECKING:
    from reader.assistant.formula_asking import FormulaAsking
    from reader.assistant.proposals import FormulaAssistance
    from reader.messages import Language
    from reader.model.document import Equation
    from reader.study.study import Study

LARGEST = 6  # as in numbers.mjs: of larger tables nobody reads the numbers


def cake_of(study: Study, symbols: Iterable[Row]) -> Row:
    """The layers that a paper stands on, with the formulas that use each idea."""
    under = {name: [each.block.under for each in found] for name, found in study.blocks.items()}
    return millefeuille_row(study.glossary, study.reading.path, uses_in_paper(symbols, under), named=True)


class AskedModel:
    """What a model may be asked of a paper, and what it told; its modules are imported by whoever asks.

    It knows no supply, so that the two are no cycle: a paper must not wait for the collector.
    """

    def __init__(self, study: Study) -> None:
        self.study = study

    @cached_property
    def asking(self) -> FormulaAsking:
        from reader.assistant.formula_asking import FormulaAsking

        return FormulaAsking(self.study)

    def told(self, equation: Equation) -> FormulaAssistance | None:
        return spare("purpose", equation, None, self.asking.told, equation)


class Supply:
    """The pieces of one reading. What several need is worked out once.

    ``asked`` says that what a model was asked of single formulas is shown (:mod:`reader.assistant.told_formulas`).
    """

    def __init__(self, study: Study, *, asked: bool = False) -> None:
        self.study = study
        self._model = AskedModel(study)
        self.workbench = Workbench(study, self._model.told if asked else None)
        self.drawings = Drawings(study.reading, lambda equation: study.trees.meaning(equation))

    def piece(self, kind: str, name: str) -> Row | list[Row] | list[str] | None:
        """One piece, None where there is none of that kind and name, or it cannot be made."""
        make = PIECES.get(kind)
        with watching(LEISURE):
            if kind not in WITHOUT_BENCH:
                self.workbench.prepare()
            return make(self, name) if make else None

    def bench(self, name: str) -> Row | None:
        equation = self.opened.get(name)
        return None if equation is None else spare("bench", equation, None, self._bench, equation, {})

    def sized(self, name: str) -> Row | None:
        """The bench with sizes that its reader chose. What no reader can choose there gives nothing."""
        try:
            wanted, sizes = json.loads(name)
            equation = self.opened[wanted]
            fitting = all(type(size) is int and 0 < size <= LARGEST for size in sizes.values())
        except (ValueError, TypeError, LookupError, AttributeError):
            return None
        has = dict(self.workbench.of(equation)["run"]["sizes"])
        if not (fitting and sizes.keys() <= has.keys()):
            return None
        return spare("bench", equation, None, self._bench, equation, sizes)

    def _bench(self, equation: Equation, sizes: Mapping[str, int]) -> Row:
        name, row = equation.id, self.workbench.of(equation, sizes)
        named = {each.block.concept for each in self.study.blocks[name]}
        named |= {concept for layer in row["layers"] for concept in layer["carriers"]}
        named |= {each["concept"] for each in (row["letters"] or {"renamed": ()})["renamed"]}
        glossary = self.study.glossary
        concepts = named & glossary.concepts.keys()
        return {
            "bench": row,
            "drawn": {latex: drawn(latex) for latex in formulas_in([row])},
            "blocks": kinds_of_blocks(self.study.blocks[name]),
            "concepts": {each: concept_card(glossary[each], glossary) for each in sorted(concepts)},
            "mathml": self.drawings.displayed(equation, row["places"]),
        }

    def enquiry(self, name: str) -> Row | None:
        return self.enquiries.of(name)

    def spoken(self, name: str) -> Row | None:
        language = next((each for each in LANGUAGES if each == name), None)
        if language is None:
            return None
        said = {each: self._spoken(equation, language) for each, equation in self.opened.items()}
        return {each: text for each, text in said.items() if text}

    def _spoken(self, equation: Equation, language: Language) -> str:
        return spare("speech", equation, "", self.workbench.spoken, equation, language)

    def lint(self, name: str) -> Row:
        return {"rows": spare("lint", None, [], lint_rows, self.study)}

    def named(self, name: str) -> list[Row]:
        """The ideas that the paper's formulas use, by which these are looked for."""
        pieces = cake_of(self.study, ReadingRows(self.study, "en").symbols)["pieces"]
        return [{key: each[key] for key in ("name", "reading", "uses")} for each in pieces if each["uses"]]

    def living(self, name: str) -> Row | None:
        """A living formula; None where there is none of that id, or it does not run."""
        living = self.study.glossary.living.get(name)
        return None if living is None else spare("living", None, None, living_or_none, living, self.study.glossary)

    def askable(self, name: str) -> list[str]:
        return self.asking.askable()

    def runs(self, name: str) -> list[str]:
        """The formulas that run on numbers."""
        return [
            each
            for each, equation in self.opened.items()
            if spare("run", equation, False, self.workbench.does_run, equation)
        ]

    @cached_property
    def enquiries(self) -> Enquiries:
        return Enquiries(self.study)

    @property
    def asking(self) -> FormulaAsking:
        """What a model may be asked, and what was told."""
        return self._model.asking

    @cached_property
    def opened(self) -> Mapping[str, Equation]:
        """The formulas below which something opens, by id."""
        return {each.id: each for each in self.study.document.equations if each.display}


WITHOUT_BENCH = frozenset(("askable", "enquiry", "lint", "living", "named"))
LEISURE = Limits(seconds=50)  # whoever asks waits for one formula, and has a limit of their own
PIECES: Mapping[str, Callable[[Supply, str], Row | list[Row] | list[str] | None]] = {
    "askable": Supply.askable,
    "bench": Supply.bench,
    "enquiry": Supply.enquiry,
    "lint": Supply.lint,
    "living": Supply.living,
    "named": Supply.named,
    "runs": Supply.runs,
    "sized": Supply.sized,
    "spoken": Supply.spoken,
}
