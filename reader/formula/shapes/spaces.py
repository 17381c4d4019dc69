r"""Sets that values are taken from: ``\mathbb{R}^{d \times k}``, ``[0, 1]``, ``\{0, \ldots, 255\}^n``.

Each kind of set is a row of ``SPACES`` with an example.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.formula.semantics.magnitude import whole_number
from reader.formula.semantics.nodes import Constant, Group, Labelled, Listing, Meaning, Number, Power, Symbol, Total
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.expressions import SCALAR, Shape, shape_from
from reader.formula.shapes.matrix_sets import square_of

REALS = {r"\mathbb{R}": "real", r"\mathbf{R}": "real", r"\mathbb{C}": "complex", r"\mathbb{Z}": "integer",
         r"\mathbb{N}": "natural", r"\mathbb{Q}": "real"}  # fmt: skip
SIGNS = {"+": "nonnegative", "++": "positive", ">0": "positive", r"\geq0": "nonnegative", r"\ge0": "nonnegative"}
ABOVE_ONE = "above-one"
Ends = tuple[str, ...]
INTERVALS: dict[Ends, str] = {
    ("0", "1"): "unit", ("-1", "1"): "signed-unit", ("0", r"\infty"): "positive", ("1", r"\infty"): ABOVE_ONE,
}  # fmt: skip
PAIRS: dict[Ends, str] = {("0", "1"): "binary", ("1", "0"): "binary", ("-1", "1"): "sign", ("1", "-1"): "sign"}
FAR = 10  # between numbers that are farther apart than this small ones lie as everywhere


@dataclass(frozen=True, slots=True)
class NumberSpace:
    """A set that values are taken from: the shape of its members, and the kind of their numbers."""

    shape: Shape
    domain: str  # real, positive, nonnegative, unit, signed-unit, binary, sign, natural, integer, complex, above-one


@dataclass(frozen=True, slots=True)
class DeclarationRule:
    """One row: a way to declare, with an example and its result as :func:`declaration_line` prints it."""

    id: str
    reason: str
    example: str
    expected: str


def _numbers(node: Meaning) -> NumberSpace | None:
    if not isinstance(node, Symbol):
        return None
    base, _, below = node.latex.partition("_")
    base, _, above = base.partition("^")
    domain = REALS.get(base)
    if domain is None:
        return None
    script = (below + above).replace("{", "").replace("}", "").replace("^", "")
    if domain == "integer" and script[:1] in ("[", "("):  # from one number to another
        return NumberSpace(SCALAR, domain)
    kind = _signed(domain, script)
    return NumberSpace(SCALAR, kind) if kind else None


def _signed(domain: str, mark: str) -> str:
    """Which numbers of a set a mark leaves; "" where it is none."""
    if mark in ("", "*"):
        return domain
    sign = SIGNS.get(mark, "")
    return "natural" if sign and domain in ("integer", "natural") else sign


def _power(node: Meaning) -> NumberSpace | None:
    if not isinstance(node, Power):
        return None
    base = _numbers(node.base)
    if base is None:
        return None
    exponent = meaning_latex(node.exponent)
    kind = _signed(base.domain, exponent) if exponent else ""
    if kind:
        return NumberSpace(SCALAR, kind)
    shape = shape_from(node.exponent)
    return NumberSpace(shape, base.domain) if shape is not None else None


def _of_matrices(node: Meaning) -> NumberSpace | None:
    exponent = square_of(node)
    if exponent is None:
        return None
    shape = shape_from(exponent)
    if shape is None or shape.rank not in (1, 2):
        return None
    return NumberSpace(Shape((shape.dimensions * 2)[:2]), "real")


def _interval(node: Meaning) -> NumberSpace | None:
    domain = INTERVALS.get(_items(node, "interval", "tuple"))
    return NumberSpace(SCALAR, domain) if domain else None


def _far_apart(node: Meaning) -> NumberSpace | None:
    items = _items(node, "interval", "tuple")
    if len(items) != 2:
        return None
    low, high = whole_number(items[0].removeprefix("-")), whole_number(items[1])
    if low is None or high is None or high < FAR or (low and (low < FAR or not items[0].startswith("-"))):
        return None
    return NumberSpace(SCALAR, "real" if low else "nonnegative")


def _listed(node: Meaning) -> NumberSpace | None:
    items = _items(node, "set")
    if items[:1] not in (("0",), ("1",)) or not any("dots" in item for item in items):
        return None
    high = whole_number(items[-1])
    return NumberSpace(SCALAR, "natural") if high is not None and high >= FAR else None


def _binary(node: Meaning) -> NumberSpace | None:
    domain = PAIRS.get(_items(node, "set"))
    return NumberSpace(SCALAR, domain) if domain else None


def _items(node: Meaning, *kinds: str) -> tuple[str, ...]:
    """What brackets of these kinds hold, "" for all but numbers and constants; nothing of other formulas."""
    return tuple(map(end_of, node.items)) if isinstance(node, Listing) and node.kind in kinds else ()


def end_of(node: Meaning) -> str:
    if isinstance(node, Total) and len(node.terms) == 1 and node.signs == ("-",):
        return "-" + end_of(node.terms[0])
    return node.text if isinstance(node, Number) else node.latex if isinstance(node, Constant) else ""


def _raised(node: Meaning) -> NumberSpace | None:
    """``[0, 1]^n``, ``\\{0, 1\\}^K``, ``\\{0, \\ldots, 255\\}^n``"""
    base: Meaning | None = None
    if isinstance(node, Labelled) and node.below is None and node.above is not None and not node.primes:
        base, exponent = node.base, node.above
    elif isinstance(node, Power):
        base, exponent = node.base, node.exponent
    else:
        return None
    inner = _interval(base) or _far_apart(base) or _listed(base) or _binary(base)
    shape = shape_from(exponent)
    return NumberSpace(shape, inner.domain) if inner is not None and shape is not None else None


def _grouped(node: Meaning) -> NumberSpace | None:
    return space_of(node.body) if isinstance(node, Group) else None


SPACES: tuple[tuple[DeclarationRule, Callable[[Meaning], NumberSpace | None]], ...] = (
    (DeclarationRule("number-set", "a set of numbers", r"x \in \mathbb{R}", "x: 1 real"), _numbers),
    (DeclarationRule("number-set-power", "its exponent says how many, and how they are arranged",
         r"W \in \mathbb{R}^{d \times k}", r"W: d \times k real"), _power),
    (DeclarationRule("matrix-set", "its exponent says how many rows and columns such matrices have",
         r"A \in \mathbb{S}^n_{++}", r"A: n \times n real"), _of_matrices),
    (DeclarationRule("interval", "an interval of numbers", r"\beta \in [0, 1]", r"\beta: 1 unit"), _interval),
    (DeclarationRule("far-apart", "numbers up to a large one", r"a \in [0, 255]", "a: 1 nonnegative"), _far_apart),
    (DeclarationRule("listed", "whole numbers up to a large one", r"x \in \{0, \ldots, 255\}",
         "x: 1 natural"), _listed),
    (DeclarationRule("binary", "nought or one, minus or plus one", r"y \in \{0, 1\}", "y: 1 binary"), _binary),
    (DeclarationRule("raised-set", "several of such numbers", r"y \in \{0, 1\}^K", "y: K binary"), _raised),
    (DeclarationRule("grouped-set", "brackets round a set", r"x \in (\mathbb{R}^n)", "x: n real"), _grouped),
)  # fmt: skip


def space_of(node: Meaning) -> NumberSpace | None:
    """The set of numbers, vectors or matrices that a formula names; None where it is another set."""
    return next((space for _, read in SPACES if (space := read(node)) is not None), None)
