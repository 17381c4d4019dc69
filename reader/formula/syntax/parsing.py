"""The entry to the parser of formulas: LaTeX -> layout tree. Never raises."""

from __future__ import annotations

from reader.formula.syntax.nodes import LONGEST_DRAWN, Expression, Fault, Row, Unknown
from reader.formula.syntax.parser import Parser
from reader.limits.memory import cached_for_a_paper
from reader.limits.watch import spare

__all__ = ["Expression", "parse_formula"]


@cached_for_a_paper(8192)
def parse_formula(latex: str) -> Expression:
    """The layout tree of one formula, without its ``$`` or environment; author's macros are expected to be expanded.

    Never raises: what cannot be read becomes an ``Unknown`` node and a :class:`~reader.formula.syntax.nodes.Fault`.
    """
    if len(latex) > LONGEST_DRAWN:
        return as_written(latex, Fault("formula-too-long", 0, len(latex), f"{len(latex):,}"))
    nothing: Expression | None = None
    return spare("parse", None, nothing, Parser(latex).parse) or as_written(latex)


def as_written(latex: str, *problems: Fault) -> Expression:
    """A formula as one unknown node."""
    return Expression(latex, Row(0, len(latex), (Unknown(0, len(latex), latex),)), problems)
