"""A living formula as code that runs by itself: its function, its numbers by their names, its results printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.study.evaluation.code.dialects import NUMPY, Dialect
from reader.study.evaluation.code.readable_code import code_text
from reader.study.living.planned import read_as

if TYPE_CHECKING:
    from reader.study.evaluation.inputs import Nested
    from reader.study.living.planned import PlannedLiving


def code_to_run(living: PlannedLiving, dialect: Dialect = NUMPY) -> str:
    """The code of the row's own numbers."""
    text = code_text(living.plan, dialect)
    head = next(line for line in text.splitlines() if line.startswith("def "))
    call = head.removeprefix("def ").removesuffix(":")
    names = call.partition("(")[2].removesuffix(")").split(", ")
    given = [f"{name} = {_value(value, dialect)}" for name, value in zip(names, living.values, strict=True)]
    said = [read_as(name) or "result" for name in living.plan.names]
    shown = [f'print("{said[0]} =", {call})']
    if len(said) > 1:
        shown = [f"for name, value in zip({said}, {call}):", '    print(name, "=", value)']
    return "\n".join([text, "", *given, *shown, ""])


def _value(value: Nested, dialect: Dialect) -> str:
    array = f"{dialect.name}.{'tensor' if dialect.tensors_only else 'array'}"
    return f"{array}({value})" if isinstance(value, list) or dialect.tensors_only else str(value)
