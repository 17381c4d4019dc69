"""A reading -> one format per module. A new format is a module with ``export(study, language)`` and a row here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from reader.limits.memory import resting_collector
from reader.limits.watch import watching

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.model.reading import Reading
    from reader.study.study import Study


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a reading down: its names on the command line, the module that makes it, its file suffix."""

    names: tuple[str, ...]
    module: str
    suffix: str


FORMATS = (
    Format(("json",), "json", ".json"),
    Format(("html",), "html", ".html"),
    Format(("markdown", "md"), "markdown", ".md"),
)
EXTRAS = ("readings", "steps", "sympy", "runs", "letters", "lines", "core")  # what the JSON has on demand
BY_NAME = {name: form for form in FORMATS for name in form.names}


def export(
    reading: Reading,
    format: str,  # noqa: A002
    language: Language = "en",
    extras: Sequence[str] = (),
) -> str:
    """The reading as text in one of ``BY_NAME``'s formats. An unknown format or extra is a :class:`KeyError`.

    ``extras`` are what the JSON has on demand: ``readings``, ``steps``, ``sympy``, ``runs``, ``letters``, ``lines``,
    ``core``.
    """
    from reader.study.study import Study

    return export_study(Study(reading), format, language, extras)


@resting_collector()
def export_study(
    study: Study,
    format: str,  # noqa: A002
    language: Language = "en",
    extras: Sequence[str] = (),
) -> str:
    """The same for whoever asks for more than one text of a reading, or has found out something of it already."""
    form = BY_NAME[format]
    for extra in extras:
        if extra not in EXTRAS:
            raise KeyError(extra)
    module = import_module(f"{__package__}.{form.module}")
    more = {"extras": tuple(extras)} if form.module == "json" else {}
    with watching():
        return cast("str", module.export(study, language, **more))
