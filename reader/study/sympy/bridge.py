"""A formula as a SymPy object: built from the content tree, given only where nothing of the formula is lost.

``ok`` needs three things: every node of the tree has a faithful form, SymPy accepts the whole, and an independent
count (``round_trip``) finds every letter, word, number and relation of the formula in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from reader.formula.semantics.declared_names import DeclaredNames
from reader.formula.semantics.magnitude import GROWS, TooLarge, weigh
from reader.formula.semantics.nodes import (
    Chain,
    Constant,
    Meaning,
    Nothing,
    Number,
    Product,
    Relating,
    Statements,
    Symbol,
    Total,
    Undecided,
    Words,
)
from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.statements import latex_by_equation
from reader.formula.syntax.nodes import MAX_DEPTH, Expression, Function
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tree import children, walk
from reader.limits.memory import cached_for_a_paper
from reader.study.sympy.code import CodeWriter
from reader.study.sympy.round_trip import is_conserved
from reader.study.sympy.symbols import FLAGS, Assumptions, Inexpressible, Orders

if TYPE_CHECKING:
    from reader.model.document import Document

LONGEST = 4000  # characters of a formula, and of code
MOST_PARTS = 4
LINK = re.compile(r"\\hyper(?:ref|link)\s*[\[{]")
FEWEST_LEAVES = 3  # of a part worth naming
LEAVES = (Symbol, Number, Constant, Words, Relating, Nothing, Undecided)


@dataclass(frozen=True, slots=True)
class ConvertedPart:
    """A sub-expression that could be had: its LaTeX in canonical spelling, and its code."""

    latex: str
    code: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """``code`` is one Python expression that gives a SymPy object after ``from sympy import *``.

    It makes its own symbols and calls no builtins. With ``partial`` it is a Tuple of ``parts``, with ``unsupported``
    None. ``problem`` names a row of ``messages/conversion.toml``, None where all is well.
    """

    status: Literal["ok", "partial", "unsupported"]
    code: str | None
    problem: str | None = None
    parts: tuple[ConvertedPart, ...] = ()


def to_sympy(
    latex: str, evidence: DeclaredNames | None = None, assumptions: Mapping[str, str] | None = None
) -> Conversion:
    """The formula for SymPy, or the reason why not. SymPy is imported on the first call.

    ``assumptions`` say of canonical names what they are: ``{"n": "positive integer", "W": "matrix"}``, in the words of
    ``sympy.symbols.FLAGS``; :class:`KeyError` for any other word. Nothing else raises.

    >>> to_sympy("y = W x + b").code
    "Eq(Symbol('y'), Symbol('W')*Symbol('x') + (Symbol('b')), evaluate=False)"
    """
    pairs = tuple(sorted((assumptions or {}).items()))
    for word in (word for _, words in pairs for word in words.split()):
        FLAGS[word]
    return _converted(latex, evidence, pairs)


@cached_for_a_paper(1024)
def _converted(latex: str, evidence: DeclaredNames | None, assumptions: Assumptions) -> Conversion:
    if len(latex) > LONGEST:
        return Conversion("unsupported", None, "too-long")
    return conversion_of(parse_formula(latex), evidence, assumptions)


def conversions(
    document: Document, evidence: DeclaredNames | None = None, assumptions: Mapping[str, str] | None = None
) -> dict[str, Conversion]:
    """The displays of a document, by their ids; a row that continues others with what it continues."""
    return {each: to_sympy(latex, evidence, assumptions) for each, latex in latex_by_equation(document).items()}


def conversion_of(
    expression: Expression, evidence: DeclaredNames | None = None, assumptions: Assumptions = ()
) -> Conversion:
    """The same of a parsed formula."""
    if expression.problems:
        return Conversion("unsupported", None, "unreadable")
    if is_glued(expression):
        return Conversion("unsupported", None, "word-or-product")
    meaning = read_meaning(expression, evidence)
    orders = Orders(meaning, assumptions)
    if LINK.search(expression.latex):
        return partly(meaning, orders, "link")
    if is_continuation(meaning):
        return Conversion("unsupported", None, "continued")
    try:
        code = CodeWriter(orders).write(meaning)
    except Inexpressible as refusal:
        return partly(meaning, orders, refusal.reason)
    try:
        value = made_by(code)
    except TooLarge:
        return partly(meaning, orders, "number-too-large")
    if value is None:
        return partly(meaning, orders, "sympy-refuses")
    if not is_conserved(expression.root, code, value):
        return partly(meaning, orders, "not-conserved")
    return Conversion("ok", code)


def is_continuation(meaning: Meaning) -> bool:
    """A row that begins with a plus or a times: what it adds to stands elsewhere."""
    first = meaning
    while isinstance(first, Statements | Chain | Product):
        inner = children(first)
        first = next((part for part in inner if not isinstance(part, Nothing)), inner[0])
    return isinstance(first, Total) and first.signs[0] not in ("", "-")


def is_glued(expression: Expression) -> bool:
    """``logp`` typed as letters: a function and its argument most likely, and still nobody's certain word."""
    text = expression.latex
    return any(
        type(node) is Function
        and text[node.start : node.start + 1].isalpha()
        and text[node.end : node.end + 1].isalpha()
        for node in walk(expression.root)
    )


def partly(meaning: Meaning, orders: Orders, problem: str) -> Conversion:
    """The largest sub-expressions that convert, where there are any."""
    found = tuple(dict.fromkeys(islice(convertible(meaning, orders, 0), MOST_PARTS)))
    if not found:
        return Conversion("unsupported", None, problem)
    return Conversion("partial", f"Tuple({', '.join(part.code for part in found)})", problem, found)


def convertible(meaning: Meaning, orders: Orders, depth: int) -> Iterator[ConvertedPart]:
    """Below a node that does not convert: the nearest ones that do, names and numbers alone left out."""
    for part in children(meaning) if depth < MAX_DEPTH else ():
        if isinstance(part, LEAVES) or sum(isinstance(leaf, LEAVES) for leaf in walk(part)) < FEWEST_LEAVES:
            continue
        made = converted(part, orders)
        if made is not None:
            yield made
        else:
            yield from convertible(part, orders, depth + 1)


def converted(part: Meaning, orders: Orders) -> ConvertedPart | None:
    """The part for itself, where it converts and nothing of it is lost."""
    if any(isinstance(node, Undecided) for node in walk(part)):
        return None
    try:
        code = CodeWriter(orders).write(part)
    except Inexpressible:
        return None
    value, latex = evaluate(code), meaning_latex(part)
    if value is None or not is_conserved(parse_formula(latex).root, code, value):
        return None
    return ConvertedPart(latex, code)


@cache
def names() -> dict[str, Any]:
    """What ``from sympy import *`` brings, and no builtins."""
    import sympy  # type: ignore[import-untyped]

    return {"__builtins__": {}, **{name: getattr(sympy, name) for name in sympy.__all__}}


def evaluate(code: str) -> Any:
    """The SymPy object that the code gives; None where it would be too large as well."""
    try:
        return made_by(code)
    except TooLarge:
        return None


def made_by(code: str) -> Any:
    """The SymPy object that the code gives; None where SymPy refuses or something else comes out.

    Raises :class:`TooLarge`, before anything is made, where a number in it would be.
    """
    from sympy import Basic, MatrixBase
    from sympy.logic.boolalg import BooleanAtom  # type: ignore[import-untyped]

    if len(code) > LONGEST * 4:
        return None
    try:
        if GROWS.search(code):
            weigh(code)
        value = eval(code, names())
    except TooLarge:
        raise
    except Exception:
        return None
    return value if isinstance(value, Basic | MatrixBase) and not isinstance(value, BooleanAtom) else None
