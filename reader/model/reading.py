"""A paper that has been read: the value that every study and every output is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reader.model.annotations import Annotation
from reader.model.context import Context
from reader.model.document import Document
from reader.model.source import Paper, Problem, SourceBundle


@dataclass(frozen=True, repr=False)  # without slots: it keeps its own index
class Reading:
    """A paper with its symbols explained: the result of the pipeline, and the input of studies and outputs."""

    paper: Paper
    bundle: SourceBundle
    document: Document
    symbols: Mapping[str, tuple[str, ...]]  #: equation id -> symbol ids, in order of appearance
    annotations: tuple[Annotation, ...]
    concepts: tuple[str, ...]  #: concept ids that annotations name
    path: tuple[str, ...]  #: what to learn first, first
    context: Context  #: what it was explained with
    problems: tuple[Problem, ...] = ()
    corrections: str | None = None  #: hash of what the reader corrected
    refused: frozenset[str] = frozenset()  #: spellings of symbols of which the reader called a meaning wrong
    assistance: object = None  #: what a model added: see assistance_of
    evidence: object = field(default=None, compare=False)  #: what linking gathered: see linking_evidence_of

    @property
    def glossary(self) -> str:
        """A hash of the rows and the course that the paper was explained with."""
        return self.context.fingerprint

    def annotations_in(self, equation: str) -> list[Annotation]:
        """The annotations of the symbols of one equation, in the order of ``annotations``."""
        indices = {self._places[symbol_id] for symbol_id in self.symbols.get(equation, ()) if symbol_id in self._places}
        return [self.annotations[place] for place in sorted(indices)]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {annotation.symbol.id: place for place, annotation in enumerate(self.annotations)}

    def __repr__(self) -> str:
        displayed = sum(each.display for each in self.document.equations)
        title = self.paper.title or self.bundle.name
        return f"<Reading of {title!r}: {displayed} displayed formulas, {len(self.annotations)} symbols>"

    def _repr_html_(self) -> str:
        """As a notebook shows it: offline, formulas as MathML."""
        import reader

        return reader.reading_html(self)
