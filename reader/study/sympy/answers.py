"""One formula, asked on the command line: its SymPy code, a derivative, values put in, code that runs, LaTeX."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.messages import Language, table
from reader.study.sympy.algebra import NotComputable, derivative, substituted
from reader.study.sympy.array_code import numpy_code, torch_code
from reader.study.sympy.bridge import Conversion, to_sympy
from reader.study.sympy.latex import latex_of

FORMS: dict[str, Callable[[Conversion], str]] = {
    "sympy": lambda conversion: conversion.code or "",
    "latex": latex_of,
    "numpy": numpy_code,
    "torch": torch_code,
}


class Refused(Exception):
    """There is no answer; ``reason`` is a sentence, ``parts`` are sub-expressions that could be had, as code."""

    def __init__(self, reason: str, parts: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.parts = parts


def answer(
    latex: str, *, by: Sequence[str] = (), values: Sequence[tuple[str, str]] = (), form: str = "sympy",
    language: Language = "en",
) -> str:  # fmt: skip
    """The formula, with ``values`` put in and derived by each of ``by`` in turn, in one of :data:`FORMS`."""
    conversion = to_sympy(latex)
    if conversion.problem is not None:
        raise Refused(table("conversion")[conversion.problem][language], conversion.code or "")
    try:
        if values:
            conversion = substituted(conversion, dict(values))
        for symbol in by:
            conversion = derivative(conversion, symbol)
        return FORMS[form](conversion)
    except NotComputable as refusal:
        raise Refused(table("computing")[refusal.reason][language].format(what=refusal.what)) from refusal
