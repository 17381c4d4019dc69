"""The meaning tree of a formula: what is applied to what, what is summed over what, which bar is a norm.

It stands on the layout tree (``nodes``) and keeps everything that this prints, so that ``meaning_printer`` writes the
same formula. ``start`` and ``end`` are places in the LaTeX. ``rule`` names the row of ``tables.senses`` that decided;
what no row decides is an :class:`Undecided` with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any, ClassVar

from reader.values import value


@value
class Meaning:
    """Anything in the tree."""

    start: int
    end: int

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Any]]


@value
class Symbol(Meaning):
    """A name with the scripts that belong to it. ``latex`` is its canonical spelling, ``stem`` that without index.

    ``indices`` are the members of a subscript that counts (``i, t+1``), () where it is a label or none is there.
    """

    latex: str
    stem: str
    indices: tuple[Meaning, ...] = ()
    bold: bool = False
    rule: str = ""


@value
class Number(Meaning):
    """Digits, with a decimal point at most."""

    text: str


@value
class Constant(Meaning):
    """A sign that stands for one thing: ``\\infty``, ``\\ldots``, ``\\pi`` where it is 3.14, ``e`` where it is 2.72."""

    latex: str
    rule: str = ""


@value
class Words(Meaning):
    """Prose between formulas: "for all", "with"."""

    latex: str
    text: str


@value
class Power(Meaning):
    """``base`` raised to ``exponent``."""

    base: Meaning
    exponent: Meaning
    rule: str = ""


@value
class Transposed(Meaning):
    """``A^\\top``; ``mark`` is the superscript as written."""

    base: Meaning
    mark: str
    rule: str = ""


@value
class Labelled(Meaning):
    """Something that is no name, with a label: ``[x]^{+}``, ``\\{x_t\\}_{t=1}^{T}``, ``(A)_S``."""

    base: Meaning
    below: Meaning | None
    above: Meaning | None
    primes: int = 0


@value
class Accented(Meaning):
    """An accent over more than one name."""

    command: str
    base: Meaning


@value
class Group(Meaning):
    """Brackets that only hold together."""

    open: str
    close: str
    body: Meaning


@value
class Listing(Meaning):
    """Several things in brackets (or in none): a tuple, a set, an interval. ``kind`` says which."""

    kind: str  # "tuple", "set", "interval", "condition" (set of those with), "bare" (no brackets), "values"
    open: str
    close: str
    items: tuple[Meaning, ...]
    separators: tuple[str, ...]
    rule: str = ""


@value
class Product(Meaning):
    """Factors; ``signs`` stand between them ("" for none)."""

    factors: tuple[Meaning, ...]
    signs: tuple[str, ...]


@value
class Quotient(Meaning):
    """``numerator`` over ``denominator``; ``form`` is ``frac``, ``binom`` or ``/``."""

    numerator: Meaning
    denominator: Meaning
    form: str
    rule: str = ""


@value
class Root(Meaning):
    """A root; ``degree`` None for the square root."""

    body: Meaning
    degree: Meaning | None = None


@value
class Total(Meaning):
    """Terms with a sign before each ("" before a first one without)."""

    terms: tuple[Meaning, ...]
    signs: tuple[str, ...]


@value
class Combination(Meaning):
    """Operands of one operator beyond arithmetic: ``\\odot``, ``\\circ``, ``\\cup``."""

    operator: str
    operands: tuple[Meaning, ...]


@value
class Chain(Meaning):
    """``a = b \\le c``. An end may be missing (a row that continues another): then it is :class:`Nothing`."""

    operands: tuple[Meaning, ...]
    relations: tuple[Relating, ...]


@value
class Relating(Meaning):
    """The sign of a relation, with what stands above or below it. ``latex`` is the whole as written."""

    sign: str
    latex: str
    above: Meaning | None = None


@value
class Nothing(Meaning):
    """An operand that is not there."""


@value
class Statements(Meaning):
    """What one display says, one thing after the other. ``separators`` follow the items; the last may end the display.

    ``connectors`` are the words between them, as they stand in ``separators``.
    """

    items: tuple[Meaning, ...]
    separators: tuple[tuple[str, ...], ...]


@value
class Application(Meaning):
    """``function`` of ``arguments``; ``open`` and ``close`` are "" where no brackets stand."""

    function: Meaning
    arguments: tuple[Meaning, ...]
    open: str
    close: str
    separators: tuple[str, ...]
    rule: str = ""


@value
class Given(Meaning):
    """Left of a bar and right of it inside an argument: a condition, or with ``kind`` "versus" a divergence's two."""

    kind: str
    left: Meaning
    bar: str
    right: Meaning
    rule: str = ""


@value
class Operation(Meaning):
    """A big operator and its kin over ``body``: sum, product, limit, extremum, expectation, gradient.

    ``bound`` are the canonical names that its range introduces.
    """

    operator: str
    kind: str  # "sum", "product", "extremum", "limit", "expectation", "gradient", "partial", "combine"
    lower: Meaning | None
    upper: Meaning | None
    body: Meaning
    bound: tuple[str, ...] = ()
    rule: str = ""


@value
class Integral(Meaning):
    """``\\int_lower^upper body d variable``; ``mark`` is the differential's d."""

    operator: str
    lower: Meaning | None
    upper: Meaning | None
    body: Meaning
    mark: str
    variable: Meaning


@value
class Differential(Meaning):
    """``dx`` outside an integral."""

    mark: str
    variable: Meaning


@value
class Derivative(Meaning):
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


@value
class Bars(Meaning):
    """Brackets that do something: norm, absolute value, cardinality, inner product, floor, ceiling."""

    kind: str
    open: str
    close: str
    items: tuple[Meaning, ...]
    separators: tuple[str, ...]
    below: Meaning | None = None
    rule: str = ""


@value
class Grid(Meaning):
    """Rows of cells: a matrix, ``cases`` (value, condition), or lines below an operator."""

    kind: str  # "matrix", "cases", "lines"
    environment: str
    columns: str
    rows: tuple[tuple[Meaning, ...], ...]


@value
class Annotated(Meaning):
    """An underbrace and its kin: ``base`` with remarks."""

    command: str
    base: Meaning
    above: Meaning | None
    below: Meaning | None


@value
class Factorial(Meaning):
    """``n!``, ``n!!``"""

    base: Meaning
    marks: str


@value
class Quantified(Meaning):
    """``\\forall x \\in X``, ``\\exists n``; ``body`` is the range."""

    quantifier: str
    body: Meaning


@value
class Undecided(Meaning):
    """What the evidence does not decide, or no node is there for. ``reason`` names a row of the conversion messages."""

    latex: str
    reason: str
    rule: str = ""


FIELDS: dict[type, tuple[str, ...]] = {}  # filled when first asked: fields that may hold nodes


def fields_of(kind: type) -> tuple[str, ...]:
    """The fields of a node that may hold others."""
    known = FIELDS.get(kind)
    if known is None:
        plain = ("str", "int", "bool", "tuple[str, ...]", "tuple[tuple[str, ...], ...]")
        known = FIELDS[kind] = tuple(field.name for field in fields(kind) if field.type not in plain)
    return known


def parts(meaning: Meaning) -> list[Meaning]:
    """The nodes right below this one, in order."""
    kind = type(meaning)
    found: list[Meaning] = []
    for name in FIELDS.get(kind) or fields_of(kind):
        held = getattr(meaning, name)
        if type(held) is tuple:
            _gather(held, found)
        elif held is not None:
            found.append(held)
    return found


def _gather(values: tuple[object, ...], found: list[Meaning]) -> None:
    for held in values:
        if type(held) is tuple:
            _gather(held, found)
        else:
            found.append(held)  # type: ignore[arg-type]  # a field that holds nodes holds nothing else


def walk(meaning: Meaning) -> Iterator[Meaning]:
    """This node and all below it."""
    waiting = [meaning]
    while waiting:
        node = waiting.pop()
        yield node
        if FIELDS.get(type(node)) != ():
            waiting += reversed(parts(node))


def outline(meaning: Meaning) -> str:
    """The tree in one line, for tests and for looking at it: ``Application(f, x)``."""
    if isinstance(meaning, Symbol | Constant | Words | Undecided):
        text = meaning.latex
        return f"?{text}" if isinstance(meaning, Undecided) else text
    if isinstance(meaning, Number):
        return meaning.text
    mark = "" if isinstance(meaning, Transposed) else getattr(meaning, "mark", "")
    said = [*(getattr(meaning, name, "") for name in ("kind", "operator", "form", "quantifier")), mark]
    name = next((text for text in said if text), type(meaning).__name__.lower())
    if isinstance(meaning, Relating):
        return meaning.sign
    return f"{name}({', '.join(outline(part) for part in parts(meaning))})"
