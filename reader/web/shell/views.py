"""The views of the app, one row each: a module of ``reader.web.views`` with ``show()``, named in ``web.toml``."""

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
    View("read", "reading", ":material/auto_stories:"),
    View("library", "library", ":material/shelves:"),
    View("layers", "millefeuille", ":material/layers:"),
    View("craft", "crafting", ":material/construction:"),
    View("glossary", "glossary", ":material/menu_book:"),
    View("settings", "settings", ":material/tune:"),
)


def _show(module: str) -> None:
    import_module(f"reader.web.views.{module}").show()
