"""Each kind of node built from the operations of a plan: a row per kind. What has no row does not run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import (
    Annotated,
    Application,
    Bars,
    Combination,
    Constant,
    Derivative,
    Differential,
    Grid,
    Group,
    Labelled,
    Listing,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Root,
    Statements,
    Symbol,
    Total,
    Transposed,
)
from reader.formula.semantics.printer import meaning_latex
from reader.study.evaluation.plan import Value
from reader.study.evaluation.planning.arithmetic import (
    build_bars,
    build_combination,
    build_constant,
    build_inner,
    build_number,
    build_power,
    build_product,
    build_quotient,
    build_root,
    build_symbol,
    build_total,
    build_transposed,
)
from reader.study.evaluation.planning.calls import build_application
from reader.study.evaluation.planning.folds import (
    build_derivative,
    build_entry,
    build_grid,
    build_listing,
    build_operation,
)
from reader.study.evaluation.refusal import Refusal

if TYPE_CHECKING:
    from reader.study.evaluation.planning.planner import Planner


def build(it: Planner, node: Meaning) -> Value:
    builder = BUILDERS.get(type(node))
    if builder is None:
        raise Refusal("no-operation", meaning_latex(node))
    try:
        return builder(it, node)
    except ValueError as error:
        raise Refusal("shapes-clash", meaning_latex(node)) from error


BUILDERS: dict[type[Meaning], Callable[..., Value]] = {
    Number: build_number, Constant: build_constant, Symbol: build_symbol, Group: build_inner, Annotated: build_inner,
    Statements: build_inner, Total: build_total, Product: build_product, Quotient: build_quotient, Root: build_root,
    Power: build_power, Transposed: build_transposed, Combination: build_combination, Bars: build_bars,
    Application: build_application, Operation: build_operation, Listing: build_listing, Grid: build_grid,
    Labelled: build_entry, Derivative: build_derivative, Differential: build_derivative,
}  # fmt: skip
