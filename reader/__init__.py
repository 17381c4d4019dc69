"""Tezawari reads a paper's LaTeX and explains every symbol of every equation, with its source.

>>> import reader
>>> reading = reader.read("example")
>>> reading.document.equations[0].number
'1'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from reader.formula.syntax.parsing import parse_formula
    from reader.meaning.prose.definitions import find_definitions
    from reader.output.exporters.registry import export
    from reader.pipeline import read
    from reader.study.sympy.bridge import to_sympy

__all__ = ["export", "find_definitions", "parse_formula", "read", "to_sympy"]

_HOMES = {
    "export": "reader.output.exporters.registry",
    "find_definitions": "reader.meaning.prose.definitions",
    "parse_formula": "reader.formula",
    "read": "reader.pipeline",
    "to_sympy": "reader.study.sympy.bridge",
}


def __getattr__(name: str) -> Any:
    """The public functions, imported when first asked for, so that ``tezawari --help`` stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
