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
    from reader.library.searching import search
    from reader.meaning.prose.definitions import find_definitions
    from reader.model.reading import Reading
    from reader.output.exporters.registry import export, export_bytes
    from reader.output.views import FormulaView, SymbolView, find_formula, find_symbol, reading_html, run_formula
    from reader.pipeline import read
    from reader.study.study import Study
    from reader.study.sympy.bridge import to_sympy

__all__ = [
    "FormulaView",
    "Reading",
    "Study",
    "SymbolView",
    "export",
    "export_bytes",
    "find_definitions",
    "find_formula",
    "find_symbol",
    "parse_formula",
    "read",
    "reading_html",
    "run_formula",
    "search",
    "to_sympy",
]

_HOMES = {
    "FormulaView": "reader.output.views",
    "Reading": "reader.model.reading",
    "Study": "reader.study.study",
    "SymbolView": "reader.output.views",
    "export": "reader.output.exporters.registry",
    "export_bytes": "reader.output.exporters.registry",
    "find_formula": "reader.output.views",
    "find_symbol": "reader.output.views",
    "reading_html": "reader.output.views",
    "run_formula": "reader.output.views",
    "search": "reader.library.searching",
    "find_definitions": "reader.meaning.prose.definitions",
    "parse_formula": "reader.formula.syntax.parsing",
    "read": "reader.pipeline",
    "to_sympy": "reader.study.sympy.bridge",
}


def __getattr__(name: str) -> Any:
    """The public functions, imported when first asked for, so that ``tezawari --help`` stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """What an editor or a notebook completes."""
    return [*__all__, "__version__"]
