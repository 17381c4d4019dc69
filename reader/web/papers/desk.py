"""What a reading process of the app does: it has one paper before it, reads and draws it, and answers about it.

Imported in that process, and therefore without Streamlit. ``reader.web.papers.desks`` is where it is asked.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal

from reader.web.papers import library_access as remembered
from reader.web.papers import page_cache as pages
from reader.web.papers import papers
from reader.web.papers.papers import DrawnPaper, Source

if TYPE_CHECKING:
    from reader.batch.worker import Tell
    from reader.messages import Language

NEEDED: Final = (
    "reader.pipeline",
    "reader.output.page.payload",
    "reader.output.page.on_demand",
    "reader.library.adding",
)
OURS: Final = "TEZAWARI_"  # variables that say where things lie and what holds
Drawn = tuple[str, str, str]  # key, name and drawing of a paper


class NotHere(Exception):
    """The paper that is asked about does not lie at this desk."""


@dataclass(frozen=True, slots=True)
class DeskQuestion:
    """What is wanted; ``environment`` is that of whoever asks, which the settings change."""

    act: Literal["prepare", "look_over", "fetch", "draw", "hold", "piece", "export"]
    arguments: tuple[Any, ...] = ()
    environment: Mapping[str, str] = field(default_factory=lambda: _ours(os.environ))


def _ours(environment: Mapping[str, str]) -> Mapping[str, str]:
    return {name: text for name, text in environment.items() if name.startswith(OURS)}


class PaperDesk:
    """Answers about the paper that lies before it. ``mark`` tells papers apart, and pages of another glossary."""

    def __init__(self) -> None:
        self._paper: DrawnPaper | None = None
        self._opened: Any = None
        self._mark = ""

    def __call__(self, question: DeskQuestion, tell: Tell) -> Any:
        for name in _ours(os.environ):
            del os.environ[name]
        os.environ.update(question.environment)
        try:
            return getattr(self, question.act)(tell, *question.arguments)
        finally:
            for notice in remembered.notices():
                tell(notice)

    def prepare(self, tell: Tell) -> None:
        """Imports what reading needs."""
        for each in NEEDED:
            import_module(each)

    def look_over(self, tell: Tell, seconds: float) -> None:
        """Looks for damage in the library."""
        remembered.look_over(seconds)

    def fetch(self, tell: Tell, source: Source, offline: bool) -> Drawn | None:
        """Opens a source; the paper, where it need not be read."""
        self._paper, self._opened = papers.kept_paper(source), None
        if self._paper is None:
            self._opened = papers.open_source(source, lambda *stage: tell(stage), offline)
        return self._drawn()

    def draw(self, tell: Tell) -> Drawn | None:
        """Reads and draws what was opened."""
        (metadata, bundle), self._opened = self._opened, None
        self._paper = papers.draw_paper(metadata, bundle, lambda *stage: tell(stage))
        _ = self._paper.supply  # which is at hand
        return self._drawn()

    def hold(self, tell: Tell, mark: str, key: str, source: Source) -> None:
        """Reads a paper that was drawn before, unless it lies here."""
        if self._mark != mark or self._paper is None:
            self._paper = DrawnPaper(key, papers.file_name(key), "", lambda: papers.supply_again(source))
        self._mark = mark
        _ = self._paper.supply

    def piece(self, tell: Tell, mark: str, kind: str, name: str) -> Any:
        """What the page asks for (``reader.output.page.on_demand``)."""
        return self._held(mark).supply.piece(kind, name)

    def export(self, tell: Tell, mark: str, form: str, language: Language) -> str:
        """The paper to take along."""
        from reader.output.exporters.registry import export_study

        return export_study(self._held(mark).supply.study, form, language)

    def _held(self, mark: str) -> DrawnPaper:
        if self._paper is None or self._mark != mark or not self._paper.is_read:
            raise NotHere
        return self._paper

    def _drawn(self) -> Drawn | None:
        if self._paper is None:
            return None
        self._mark = mark_of(self._paper.key, pages.stamp())
        return self._paper.key, self._paper.name, self._paper.drawing


def mark_of(key: str, stamp: str) -> str:
    """A paper as it is explained now."""
    return f"{key} {stamp}"
