"""Every text that a user sees, as tables: one TOML file per subject, one row per message, both languages in a row.

``problems.toml`` and ``errors.toml`` say what went wrong, the others what their subject has to say. A row is ``[key]``
with ``en`` and ``ja``; blanks are written ``{name}``.
"""

from __future__ import annotations

import pkgutil
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from reader.errors import ReaderError
    from reader.model.source import Problem

Language = Literal["en", "ja"]
LANGUAGES: tuple[Language, ...] = ("en", "ja")


@cache
def table(subject: str) -> dict[str, dict[str, str]]:
    """The rows of one message file, ``{key: {language: text}}``."""
    content = pkgutil.get_data(__name__, f"{subject}.toml")  # importlib.resources takes four times as long to import
    rows: dict[str, dict[str, str]] = tomllib.loads((content or b"").decode("utf-8"))
    return rows


class Say(Protocol):
    """Says a row in a language, its blanks filled. An unknown key is a programmer's error: :class:`KeyError`."""

    def __call__(self, key: str, language: Language, **blanks: object) -> str: ...


def sentences(subject: str) -> Say:
    """Says the sentences of one message file, which is read when the first one is asked for."""

    def say(key: str, language: Language, **blanks: object) -> str:
        return table(subject)[key][language].format(**blanks)

    return say


def error_text(error: ReaderError, language: Language) -> str:
    """One sentence: what is wrong and what to do."""
    return table("errors")[error.kind][language].format(**error.arguments)


def problem_text(problem: Problem, language: Language) -> str:
    """One sentence for something that could not be understood while reading on."""
    return table("problems")[problem.kind][language].format(**dict(problem.arguments))
