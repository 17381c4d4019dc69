"""The shape of each operation's result: an ordered list of rules, of which the first that holds decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.formula.semantics.nodes import (
    Annotated,
    Application,
    Bars,
    Chain,
    Combination,
    Constant,
    Grid,
    Group,
    Integral,
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
from reader.formula.shapes.declared import EQUAL
from reader.formula.shapes.expressions import ONE, SCALAR, Shape, dimension_of, unknown
from reader.formula.shapes.expressions import number as size
from reader.formula.shapes.inferred import NUMBER, Inference, Typed, joined
from reader.formula.syntax.tree import walk

ELEMENTWISE = frozenset({
    r"\exp", r"\log", r"\ln", r"\tanh", r"\sin", r"\cos", r"\tan", r"\sinh", r"\cosh", r"\arctan", r"\sigma",
    r"\operatorname{softmax}", r"\operatorname{Softmax}", r"\operatorname{sigmoid}", r"\operatorname{ReLU}",
    r"\operatorname{relu}", r"\operatorname{GELU}", r"\operatorname{sign}", r"\operatorname{sgn}",
    r"\operatorname{softplus}", r"\operatorname{LayerNorm}", r"\operatorname{LN}", r"\operatorname{RMSNorm}",
    r"\log_{2}", r"\log_{10}",
})  # fmt: skip
NUMBERED = frozenset({r"\mathbb{1}", r"\mathbf{1}", r"\mathbbm{1}", r"\mathds{1}", r"\bm{1}",
                     r"\operatorname{tr}", r"\operatorname{Tr}", r"\operatorname{trace}", r"\det",
                      r"\operatorname{rank}", r"\Pr", r"\mathbb{P}", r"\operatorname{KL}", r"D_{\mathrm{KL}}",
                      r"\dim"})  # fmt: skip
DIAGONALS = frozenset({r"\operatorname{diag}", r"\mathrm{diag}", r"\operatorname{Diag}"})
SQUARE = frozenset({r"\operatorname{tr}", r"\operatorname{Tr}", r"\operatorname{trace}", r"\mathrm{tr}", r"\mathrm{Tr}",
                    r"\det"})  # fmt: skip
ENTRYWISE = frozenset({r"\odot", r"\oslash", r"\ominus"})
DOTS = frozenset({r"\ldots", r"\cdots", r"\vdots", r"\ddots", r"\emptyset"})


@dataclass(frozen=True, slots=True)
class ShapeRule:
    """One row. ``given`` are the declarations for ``example``; ``expected`` is the resulting shape."""

    id: str
    reason: str
    given: str
    example: str
    expected: str


def number(inference: Inference, node: Meaning) -> Typed | None:
    plain = isinstance(node, Number) or (isinstance(node, Constant) and node.latex not in DOTS)
    return NUMBER if plain else None


def declared(inference: Inference, node: Meaning) -> Typed | None:
    return inference.symbol(node) if isinstance(node, Symbol) else None


def entry(inference: Inference, node: Meaning) -> Typed | None:
    """``W_{ij}`` of a declared matrix: two indices give one number."""
    if not isinstance(node, Symbol):
        return None
    base = node.stem
    matrix = inference.declarations.find(base)
    letters = node.latex[len(base) + 2 : -1] if node.latex.startswith(base + "_{") else ""
    count = len(node.indices) if len(node.indices) > 1 else len(letters) if letters in ("ij", "ji", "kl", "mn") else 0
    if matrix is None or matrix.shape is None or matrix.shape.rank != 2 or count != 2:
        return None

    return joined(SCALAR, Typed(matrix.shape, (matrix,), False))


def entry_of(inference: Inference, node: Meaning) -> Typed | None:
    """``[x]_i`` and ``\\operatorname{softmax}(x)_i`` of a vector: one of its numbers. ``\\{r_j\\}_{j=1}^n``: these
    numbers as a vector.
    """
    if not isinstance(node, Labelled) or node.primes:
        return None
    if isinstance(node.base, Listing) and node.base.kind == "set" and len(node.base.items) == 1:
        member, upper = inference.typed(node.base.items[0]), dimension_of(node.above) if node.above else None
        first = node.below.operands[-1] if isinstance(node.below, Chain) else None
        one = isinstance(first, Number) and first.text == "1"  # from 0 on there is one more
        scalar = member is not None and member.shape == SCALAR
        return joined(Shape((upper,)), member) if one and scalar and upper is not None and member is not None else None
    base = inference.typed(node.base) if node.above is None and isinstance(node.base, Application | Group) else None
    index = isinstance(node.below, Symbol | Number)
    return joined(SCALAR, base) if base is not None and index and base.shape.rank == 1 else None


def held(inference: Inference, node: Meaning) -> Typed | None:
    if isinstance(node, Group):
        return inference.typed(node.body)
    if isinstance(node, Annotated):
        return inference.typed(node.base)
    if isinstance(node, Statements):
        return inference.typed(node.items[0]) if len(node.items) == 1 else None
    return None


def transposed(inference: Inference, node: Meaning) -> Typed | None:
    base = inference.typed(node.base) if isinstance(node, Transposed) else None
    if base is None or base.shape.rank > 2:
        return None
    sides = base.shape.dimensions
    turned = Shape((ONE, *sides)) if len(sides) == 1 else Shape(tuple(reversed(sides)))
    return joined(turned if not base.shape.is_scalar else base.shape, base)


def product(inference: Inference, node: Meaning) -> Typed | None:
    if not isinstance(node, Product):
        return None
    ways = []
    typed = inference.typed(node.factors[0])
    for before, factor, sign in zip(node.factors, node.factors[1:], node.signs, strict=False):
        after = inference.typed(factor)
        multiplied = inference.multiplied((before, typed), (factor, after), sign) if typed and after else None
        typed = multiplied[1] if multiplied is not None else None
        ways.append(multiplied[0] if multiplied is not None else "")
    inference.ways[id(node)] = tuple(ways)
    return typed


def entrywise(inference: Inference, node: Meaning) -> Typed | None:
    if not isinstance(node, Combination) or node.operator not in ENTRYWISE:
        return None
    return inference.alike("sum", [(operand, inference.typed(operand)) for operand in node.operands])


def total(inference: Inference, node: Meaning) -> Typed | None:
    if not isinstance(node, Total):
        return None
    return inference.alike("sum", [(term, inference.typed(term)) for term in node.terms])


def quotient(inference: Inference, node: Meaning) -> Typed | None:
    if not isinstance(node, Quotient):
        return None
    above, below = inference.typed(node.numerator), inference.typed(node.denominator)
    if above is None or below is None:
        return None
    if below.shape.is_scalar or inference.fits(above.shape, below.shape):
        return joined(above.shape, above, below)
    return joined(below.shape, above, below) if above.shape.is_scalar and below.shape.rank == 1 else None


def power(inference: Inference, node: Meaning) -> Typed | None:
    if isinstance(node, Root):
        return inference.typed(node.body)
    if not isinstance(node, Power):
        return None
    base = inference.typed(node.base)
    if base is None or base.shape.is_scalar:
        return joined(SCALAR, base) if base is not None and inference.typed(node.exponent) is not None else None
    sides = base.shape.dimensions
    square = len(sides) == 2 and inference.same(*sides)
    return joined(base.shape, base) if square or len(sides) == 1 else None


def norm(inference: Inference, node: Meaning) -> Typed | None:
    if not isinstance(node, Bars):
        return None
    inside = [inference.typed(item) for item in node.items]
    if node.kind == "inner":
        inference.alike("sum", list(zip(node.items, inside, strict=True)))
        return joined(SCALAR)
    if node.kind in ("norm", "cardinality"):
        return joined(SCALAR)
    return inside[0] if len(inside) == 1 and inside[0] is not None and inside[0].shape.is_scalar else None


def named_function(inference: Inference, node: Meaning) -> Typed | None:
    if not isinstance(node, Application):
        return None
    arguments = [inference.typed(argument) for argument in node.arguments]
    name = node.function.stem if isinstance(node.function, Symbol) else ""
    if name in DIAGONALS and len(arguments) == 1 and arguments[0] is not None and arguments[0].shape.rank == 1:
        (length,) = arguments[0].shape.dimensions
        return joined(Shape((length, length)), arguments[0])
    if name in SQUARE and len(arguments) == 1 and arguments[0] is not None and arguments[0].shape.rank == 2:
        inference.same(*arguments[0].shape.dimensions)
    if name in NUMBERED or (isinstance(node.function, Symbol) and node.function.latex in NUMBERED):
        return joined(SCALAR)
    if name in (r"\max", r"\min"):
        several = len(arguments) > 1
        return inference.alike("sum", list(zip(node.arguments, arguments, strict=True))) if several else None
    if name in ELEMENTWISE and len(arguments) == 1:
        own = inference.declarations.find(name, function=True) if name == r"\sigma" else None
        return arguments[0] if own is None else None
    return None


def declared_function(inference: Inference, node: Meaning) -> Typed | None:
    if not isinstance(node, Application) or not isinstance(node.function, Symbol):
        return None
    declaration = inference.declarations.find(node.function.latex, function=True)
    if declaration is None or declaration.shape is None:
        return inference.answer(node)
    return Typed(declaration.shape, (declaration,), declaration.firm and declaration.shape.is_known)


def over_range(inference: Inference, node: Meaning) -> Typed | None:
    if isinstance(node, Integral):
        return inference.typed(node.body)
    if not isinstance(node, Operation):
        return None
    if node.kind in ("sum", "product", "expectation", "limit"):
        return inference.typed(node.body)
    if node.kind == "extremum":
        inference.typed(node.body)
        if not node.operator.startswith((r"\arg", r"\operatorname*{arg")):
            return joined(SCALAR)
        chosen = node.lower.operands[0] if isinstance(node.lower, Chain) else node.lower
        return inference.typed(chosen) if isinstance(chosen, Symbol) else None
    if node.kind == "gradient":
        body = inference.typed(node.body)
        target = inference.typed(node.lower) if node.lower is not None else None
        if body is not None and target is not None and body.shape.is_scalar:
            return joined(target.shape, target)
        return inference.answer(node)
    return None


def side_by_side(inference: Inference, node: Meaning) -> Typed | None:
    """``(x_1, x_2, x_3)`` of numbers: a vector as long as the list."""
    if not isinstance(node, Listing) or node.kind != "tuple" or set(node.separators) - {","}:
        return None
    inside = [inference.typed(item) for item in node.items]
    typed = [entry for entry in inside if entry is not None]
    flat = len(typed) == len(inside) and all(entry.shape == SCALAR for entry in typed)
    return joined(Shape((size(len(typed)),)), *typed) if flat else None


def grid(inference: Inference, node: Meaning) -> Typed | None:
    if not isinstance(node, Grid) or node.kind == "lines":
        return None
    if node.kind == "cases":
        return inference.alike("sum", [(row[0], inference.typed(row[0])) for row in node.rows])
    cells = [inference.typed(cell) for row in node.rows for cell in row]
    numbers = [cell for cell in cells if cell is not None and cell.shape == SCALAR]
    rows, columns = len(node.rows), len(node.rows[0])
    if len({len(row) for row in node.rows}) > 1 or any(holds_dots(cell) for row in node.rows for cell in row):
        return None
    if len(numbers) < len(cells):  # of blocks, or of what has no shape: a matrix all the same
        return Typed(unknown(2, f"grid{node.start}")) if rows > 1 and columns > 1 else None
    return joined(Shape((size(rows),) if columns == 1 else (size(rows), size(columns))), *numbers)


def holds_dots(cell: Meaning) -> bool:
    return any(isinstance(part, Constant) and part.latex in DOTS for part in walk(cell))


def related(inference: Inference, node: Meaning) -> Typed | None:
    if not isinstance(node, Chain):
        return None
    sides = [(operand, inference.typed(operand)) for operand in node.operands]
    known = [(operand, typed) for operand, typed in sides if typed is not None]
    alike = [sides[0]]
    for side, relation in zip(sides[1:], node.relations, strict=True):
        if relation.sign not in EQUAL:
            inference.alike("equal", [pair for pair in alike if pair[1] is not None])
            alike = []
        alike.append(side)
    inference.alike("equal", [pair for pair in alike if pair[1] is not None])
    return known[0][1] if known else None


RULES: tuple[tuple[ShapeRule, Callable[[Inference, Meaning], Typed | None]], ...] = (
    (ShapeRule("number", "digits and constants are numbers", "", "3", "1"), number),
    (ShapeRule("declared", "the author says so", r"W \in \mathbb{R}^{d \times k}", "W", r"d \times k"), declared),
    (ShapeRule("entry", "two indices on a matrix leave one number", r"M \in \mathbb{R}^{n \times n}", "M_{ij}", "1"),
     entry),
    (ShapeRule("entry-of", "an index on a bracket that holds a vector leaves one number", r"a \in \mathbb{R}^n",
               "[a]_i", "1"), entry_of),
    (ShapeRule("held", "brackets and remarks change no shape", r"x \in \mathbb{R}^d", "(x)", "d"), held),
    (ShapeRule("transposed", "rows become columns", r"W \in \mathbb{R}^{d \times k}", r"W^\top", r"k \times d"),
     transposed),
    (ShapeRule("product", "what the left has as columns, the right has as rows; numbers scale",
               r"X \in \mathbb{R}^{n \times d}, W \in \mathbb{R}^{d \times k}", "2 X W", r"n \times k"), product),
    (ShapeRule("entrywise", "entry by entry, both as large", r"a, b \in \mathbb{R}^n", r"a \odot b", "n"), entrywise),
    (ShapeRule("sum", "terms are as large; a number is added to each entry", r"a \in \mathbb{R}^n", "a + 1", "n"),
     total),
    (ShapeRule("quotient", "a number divides each entry", r"a \in \mathbb{R}^n", r"\frac{a}{2}", "n"), quotient),
    (ShapeRule("power", "a square matrix, a number or each entry", r"A \in \mathbb{R}^{n \times n}", "A^2",
               r"n \times n"), power),
    (ShapeRule("norm", "norms, inner products and counts are numbers", r"a \in \mathbb{R}^n", r"\|a\|", "1"), norm),
    (ShapeRule("function", "exp, tanh, softmax and their kin keep the shape, tr and det give a number",
               r"a \in \mathbb{R}^n", r"\tanh(a)", "n"), named_function),
    (ShapeRule("declared-function", "the author says what it gives", r"f: \mathbb{R}^d \to \mathbb{R}", "f(x)", "1"),
     declared_function),
    (ShapeRule("range", "sums and means have their body's shape, a gradient that of its variable",
               r"x_i \in \mathbb{R}^d", r"\sum_{i=1}^n x_i", "d"), over_range),
    (ShapeRule("list", "numbers in a row are a vector", "", "(1, 2, 3)", "3"), side_by_side),
    (ShapeRule("grid", "rows and columns are counted", "", r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
               r"2 \times 2"), grid),
    (ShapeRule("equation", "both sides are as large", r"x \in \mathbb{R}^d", "x = y", "d"), related),
)  # fmt: skip


def infer(inference: Inference, node: Meaning) -> Typed | None:
    """The result of the first rule that gives one."""
    return next((typed for _, rule in RULES if (typed := rule(inference, node)) is not None), None)
