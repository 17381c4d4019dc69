"""A content tree as one line, for tests and for inspection."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from reader.formula.semantics.nodes import (
    Accented,
    Annotated,
    Application,
    Bars,
    Chain,
    Combination,
    Constant,
    Derivative,
    Differential,
    Factorial,
    Given,
    Grid,
    Group,
    Integral,
    Labelled,
    Listing,
    Meaning,
    Nothing,
    Number,
    Operation,
    Power,
    Product,
    Quantified,
    Quotient,
    Relating,
    Root,
    Statements,
    Symbol,
    Total,
    Transposed,
    Undecided,
    Words,
)
from reader.formula.syntax.tree import children

Composite: TypeAlias = (
    Power | Transposed | Labelled | Accented | Group | Listing | Product | Quotient | Root | Total | Combination | Chain
    | Nothing | Statements | Application | Given | Operation | Integral | Differential | Derivative | Bars | Grid
    | Annotated | Factorial | Quantified
)  # fmt: skip
"""What is named by what it does."""


def outline(meaning: Meaning) -> str:
    """The kind of a node, with its children in brackets: ``application(f, x)``."""
    match meaning:
        case Symbol() | Constant() | Words():
            return meaning.latex
        case Undecided():
            return f"?{meaning.latex}"
        case Number():
            return meaning.text
        case Relating():
            return meaning.sign
        case _:
            return f"{_head(meaning)}({', '.join(map(outline, children(meaning)))})"


def _head(meaning: Composite) -> str:
    match meaning:
        case Listing() | Given() | Operation() | Bars() | Grid():
            return meaning.kind
        case Combination() | Integral():
            return meaning.operator
        case Differential() | Derivative():
            return meaning.mark
        case Quotient():
            return meaning.form
        case Quantified():
            return meaning.quantifier
        case (
            Power() | Transposed() | Labelled() | Accented() | Group() | Product() | Root() | Total() | Chain()
            | Nothing() | Statements() | Application() | Annotated() | Factorial()
        ):  # fmt: skip
            return type(meaning).__name__.lower()
        case _:
            assert_never(meaning)
