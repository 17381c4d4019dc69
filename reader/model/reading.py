"""A paper that has been read: the value that everything after it is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reader.model.annotations import Annotation
from reader.model.context import Context
from reader.model.document import Document
from reader.model.source import Paper, Problem, SourceBundle


@dataclass(frozen=True)  # without slots: it keeps its own index
class Reading:
    """A paper read: what the exporters, the app and the library work from."""

    paper: Paper
    bundle: SourceBundle
    document: Document
    symbols: Mapping[str, tuple[str, ...]]  # equation id -> symbol ids, in order of appearance
    annotations: tuple[Annotation, ...]
    concepts: tuple[str, ...]  # concept ids that annotations name
    path: tuple[str, ...]  # what to learn first, first
    context: Context = field(repr=False)  # what it was explained with
    problems: tuple[Problem, ...] = field(default=())
    corrections: str | None = None  # hash of what the reader corrected
    evidence: object = field(default=None, repr=False, compare=False)  # what linking gathered: see linking_evidence_of

    @property
    def glossary(self) -> str:
        """A hash of the rows and the course that the paper was explained with."""
        return self.context.fingerprint

    def annotations_in(self, equation: str) -> list[Annotation]:
        """What is known of the symbols of one equation, in the order of all."""
        here = {self._places[each] for each in self.symbols.get(equation, ()) if each in self._places}
        return [self.annotations[place] for place in sorted(here)]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {each.symbol.id: place for place, each in enumerate(self.annotations)}
