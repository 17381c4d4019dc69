"""The content tree of a formula: what is applied to what, what is summed over what, which bar is a norm.

It is made from the layout tree (``reader.formula.syntax.nodes``) and keeps everything that this prints, so that
``printer`` writes the same formula. ``start`` and ``end`` are offsets in the LaTeX. ``rule`` names the row that
decided; an undecided part is an :class:`Undecided` with its reason. The kinds of node are closed: :data:`Meaning` lists
them, and :mod:`reader.formula.syntax.tree` derives their children.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, final

from reader.model.values import value


@value
class MeaningNode:
    """The fields of every node. Annotations name :data:`Meaning`, the union of the kinds."""

    start: int
    end: int

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Any]]


@final
@value
class Symbol(MeaningNode):
    """A name with the scripts that belong to it. ``latex`` is its canonical spelling, ``stem`` that without index.

    ``indices`` are the members of a subscript that counts (``i, t+1``), () where it is a label or none is there.
    """

    latex: str
    stem: str
    indices: tuple[Meaning, ...] = ()
    bold: bool = False
    rule: str = ""


@final
@value
class Number(MeaningNode):
    """Digits, with a decimal point at most."""

    text: str


@final
@value
class Constant(MeaningNode):
    """A sign with one meaning: ``\\infty``, ``\\ldots``, ``\\pi`` where it is 3.14, ``e`` where it is 2.72."""

    latex: str
    rule: str = ""


@final
@value
class Words(MeaningNode):
    """Prose between formulas: "for all", "with"."""

    latex: str
    text: str


@final
@value
class Power(MeaningNode):
    """``base`` raised to ``exponent``."""

    base: Meaning
    exponent: Meaning
    rule: str = ""


@final
@value
class Transposed(MeaningNode):
    """``A^\\top``; ``mark`` is the superscript as written."""

    base: Meaning
    mark: str
    rule: str = ""


@final
@value
class Labelled(MeaningNode):
    """Something that is no name, with a label: ``[x]^{+}``, ``\\{x_t\\}_{t=1}^{T}``, ``(A)_S``."""

    base: Meaning
    below: Meaning | None
    above: Meaning | None
    primes: int = 0


@final
@value
class Accented(MeaningNode):
    """An accent over more than one name."""

    command: str
    base: Meaning


@final
@value
class Group(MeaningNode):
    """Brackets that only group."""

    open: str
    close: str
    body: Meaning


@final
@value
class Listing(MeaningNode):
    """Several things in brackets (or in none): a tuple, a set, an interval. ``kind`` says which."""

    kind: str  # "tuple", "set", "interval", "condition" (set of those with), "bare" (no brackets), "values"
    open: str
    close: str
    items: tuple[Meaning, ...]
    separators: tuple[str, ...]
    rule: str = ""


@final
@value
class Product(MeaningNode):
    """Factors, with ``signs`` between them ("" for none)."""

    factors: tuple[Meaning, ...]
    signs: tuple[str, ...]


@final
@value
class Quotient(MeaningNode):
    """``numerator`` over ``denominator``; ``form`` is ``frac``, ``binom`` or ``/``."""

    numerator: Meaning
    denominator: Meaning
    form: str
    rule: str = ""


@final
@value
class Root(MeaningNode):
    """A root; ``degree`` None for the square root."""

    body: Meaning
    degree: Meaning | None = None


@final
@value
class Total(MeaningNode):
    """Terms with a sign before each ("" before a first one without)."""

    terms: tuple[Meaning, ...]
    signs: tuple[str, ...]


@final
@value
class Combination(MeaningNode):
    """Operands of one operator beyond arithmetic: ``\\odot``, ``\\circ``, ``\\cup``."""

    operator: str
    operands: tuple[Meaning, ...]


@final
@value
class Chain(MeaningNode):
    """``a = b \\le c``. An end may be missing (a row that continues another): then it is :class:`Nothing`."""

    operands: tuple[Meaning, ...]
    relations: tuple[Relating, ...]


@final
@value
class Relating(MeaningNode):
    """The sign of a relation, with what stands above or below it. ``latex`` is the whole as written."""

    sign: str
    latex: str
    above: Meaning | None = None


@final
@value
class Nothing(MeaningNode):
    """A missing operand."""


@final
@value
class Statements(MeaningNode):
    """The statements of one display, in order. ``separators`` follow the items; the last may end the display.

    ``connectors`` are the words between them, as spelled in ``separators``.
    """

    items: tuple[Meaning, ...]
    separators: tuple[tuple[str, ...], ...]


@final
@value
class Application(MeaningNode):
    """``function`` of ``arguments``; ``open`` and ``close`` are "" where no brackets stand."""

    function: Meaning
    arguments: tuple[Meaning, ...]
    open: str
    close: str
    separators: tuple[str, ...]
    rule: str = ""


@final
@value
class Given(MeaningNode):
    """Left of a bar and right of it inside an argument: a condition, or with ``kind`` "versus" a divergence's two."""

    kind: str
    left: Meaning
    bar: str
    right: Meaning
    rule: str = ""


@final
@value
class Operation(MeaningNode):
    """A big operator or the like over ``body``: sum, product, limit, extremum, expectation, gradient.

    ``bound`` are the canonical names that its range binds.
    """

    operator: str
    kind: str  # "sum", "product", "extremum", "limit", "expectation", "gradient", "partial", "combine"
    lower: Meaning | None
    upper: Meaning | None
    body: Meaning
    bound: tuple[str, ...] = ()
    rule: str = ""


@final
@value
class Integral(MeaningNode):
    """``\\int_lower^upper body d variable``; ``mark`` is the differential's d."""

    operator: str
    lower: Meaning | None
    upper: Meaning | None
    body: Meaning
    mark: str
    variable: Meaning


@final
@value
class Differential(MeaningNode):
    """``dx`` outside an integral."""

    mark: str
    variable: Meaning


@final
@value
class Derivative(MeaningNode):
    """``\\frac{\\partial^2 f}{\\partial x \\partial y}``; ``body`` None where the operator alone stands.

    ``orders`` are the exponents at the variables, "" for one; ``order`` that of the numerator. ``outside`` says that
    the body follows the fraction.
    """

    mark: str
    order: str
    body: Meaning | None
    variables: tuple[Meaning, ...]
    orders: tuple[str, ...]
    outside: bool = False


@final
@value
class Bars(MeaningNode):
    """Brackets that do something: norm, absolute value, cardinality, inner product, floor, ceiling."""

    kind: str
    open: str
    close: str
    items: tuple[Meaning, ...]
    separators: tuple[str, ...]
    below: Meaning | None = None
    rule: str = ""


@final
@value
class Grid(MeaningNode):
    """Rows of cells: a matrix, ``cases`` (value, condition), or lines below an operator."""

    kind: str  # "matrix", "cases", "lines"
    environment: str
    columns: str
    rows: tuple[tuple[Meaning, ...], ...]


@final
@value
class Annotated(MeaningNode):
    """An underbrace or the like: ``base`` with remarks."""

    command: str
    base: Meaning
    above: Meaning | None
    below: Meaning | None


@final
@value
class Factorial(MeaningNode):
    """``n!``, ``n!!``"""

    base: Meaning
    marks: str


@final
@value
class Quantified(MeaningNode):
    """``\\forall x \\in X``, ``\\exists n``; ``body`` is the range."""

    quantifier: str
    body: Meaning


@final
@value
class Undecided(MeaningNode):
    """A part that the evidence does not decide, or for which there is no node.

    ``reason`` names a row of the conversion messages.
    """

    latex: str
    reason: str
    rule: str = ""


Meaning: TypeAlias = (
    Symbol | Number | Constant | Words | Power | Transposed | Labelled | Accented | Group | Listing | Product
    | Quotient | Root | Total | Combination | Chain | Relating | Nothing | Statements | Application | Given
    | Operation | Integral | Differential | Derivative | Bars | Grid | Annotated | Factorial | Quantified
    | Undecided
)  # fmt: skip
"""Anything in the tree."""


def bare(node: Meaning) -> Meaning:
    """A node without the brackets that only group it, and without remarks around it."""
    while isinstance(node, Group | Annotated):
        node = node.body if isinstance(node, Group) else node.base
    return node


def leaf_latex(meaning: Meaning) -> str:
    """The LaTeX of a node that stores it as text (a name, a sign, words, an undecided part); "" for other nodes."""
    return meaning.latex if isinstance(meaning, Symbol | Constant | Words | Relating | Undecided) else ""
