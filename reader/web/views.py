"""The views of the app, one row each: a new one is a module here with ``show()``, and its name in ``web.toml``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module


@dataclass(frozen=True, slots=True)
class View:
    """``name`` is its place in the address and, as ``view-<name>``, its row in ``web.toml``; ``module`` has its
    ``show()``, imported when it is first opened."""

    name: str
    module: str
    icon: str

    @property
    def show(self) -> Callable[[], None]:
        return partial(_show, self.module)


VIEWS = (
    View("read", "reading_view", ":material/auto_stories:"),
    View("library", "library_view", ":material/shelves:"),
    View("craft", "crafting_view", ":material/construction:"),
    View("glossary", "glossary_view", ":material/layers:"),
    View("settings", "settings_view", ":material/tune:"),
)


def _show(module: str) -> None:
    import_module(f"reader.web.{module}").show()
