"""An evaluation plan: a list of instructions over a whitelist of operations, with its inputs and what to show.

Every value is an array of numbers. Its axes are first the indices that it runs over (``axes``, in the letters of the
formula), then those of its own shape. Nothing of the paper's text is in an instruction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import prod
from typing import TYPE_CHECKING

from reader.formula.semantics.magnitude import LIMITS
from reader.study.evaluation.refusal import Refusal

if TYPE_CHECKING:
    from reader.study.evaluation.signs import Ordering

MAPS = ("negative", "exp", "log", "sqrt", "abs", "tanh", "sinh", "cosh", "sin", "cos", "tan", "arctan", "floor", "ceil",
        "sign")  # fmt: skip
ZIPS = ("add", "subtract", "multiply", "divide", "power", "maximum", "minimum", "less", "less_equal", "equal",
        "not_equal")  # fmt: skip
REDUCTIONS = ("sum", "prod", "max", "min")
OPERATIONS = ("input", "number", "counter", "map", "zip", "reduce", "contract", "arrange", "slice", "join", "choose",
              "spread", "unit", "inverse", "determinant")  # fmt: skip

Option = int | float | str | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Instruction:
    """One operation on earlier values. ``sizes`` are those of the array that comes out.

    ``options``: input: its number; number: the number; counter: first value; map, zip, reduce: the function's name
    (reduce: then the axes); contract: an einsum specification; arrange: where each axis comes from, -1 for a new one;
    slice: axis, first, length; join: axis.
    """

    operation: str
    arguments: tuple[int, ...]
    options: tuple[Option, ...]
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """Members that grow, or fall, from ``first`` to ``last`` where the paper gives these."""

    rising: bool = True
    first: float | None = None
    last: float | None = None


@dataclass(frozen=True, slots=True)
class Closeness:
    """What lies close to the input with that number, ``spread`` times as far from it as numbers lie apart."""

    other: int
    spread: float


@dataclass(frozen=True, slots=True)
class Input:
    """A value that a reader may change. ``why`` names the row that says what it was taken for, and on what ground.

    ``domain`` says which numbers it may hold; along the axes in ``normalised`` they sum to one. ``fixed`` is its value
    where a size of the formula settles it, ``chosen`` what the authors set it to.
    """

    latex: str
    sizes: tuple[int, ...]
    domain: str
    why: str
    normalised: tuple[int, ...] = ()
    fixed: float | None = None
    chosen: float | None = None  # what the authors set it to
    order: Order | None = None
    scale: float = 1.0  # of the numbers beside it in the formula
    best_of: tuple[int, ...] = ()  # inputs than which this one is nowhere above; below where ``greatest``
    greatest: bool = False
    guessed: bool = False  # whether nothing says which numbers it can be
    ends: tuple[float | None, float | None] | None = None  # between which it lies, beyond those of its domain
    usual: tuple[float, float] | None = None  # between which it mostly lies
    near: Closeness | None = None


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A part of the formula and the value that it has: ``axes`` are letters that it runs over, ``shape`` its own."""

    latex: str
    start: int
    end: int
    value: int
    axes: tuple[str, ...]
    shape: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to compute, from the leaves to the ``results``; ``names`` are left sides that the results equal, or ""."""

    instructions: tuple[Instruction, ...]
    inputs: tuple[Input, ...]
    steps: tuple[PlanStep, ...]
    results: tuple[PlanStep, ...]
    names: tuple[str, ...]
    sizes: Mapping[str, int]
    same: tuple[tuple[int, int], ...] = ()  # values that the formula says are equal
    ordered: tuple[tuple[int, int], ...] = ()  # of which it says that the first is at most the second
    held: tuple[tuple[int, str, str], ...] = ()  # values with the kind that they keep to, and whose they are
    conditions: tuple[tuple[int, int, float, str], ...] = ()  # values of which the first, so many times, is at most the
    # second where the formula holds; and what says so
    means: tuple[tuple[int, int, int], ...] = ()  # values that are means over draws: of which value, along which axis

    @property
    def bounds(self) -> tuple[tuple[int, int, float], ...]:
        """What the paper says of numbers beside each other: the first, so many times, is at most the second."""
        return (*((low, high, 1.0) for low, high in self.ordered), *(each[:3] for each in self.conditions))

    def draws_of(self, value: int) -> tuple[int, int] | None:
        """The value that this one is the mean of, and the axis; minus a mean is as far from its draws. Else None."""
        instruction = self.instructions[value]
        if instruction.operation == "map" and instruction.options == ("negative",):
            return self.draws_of(instruction.arguments[0])
        return next(((draws, axis) for mean, draws, axis in self.means if mean == value), None)


@dataclass(frozen=True, slots=True)
class Value:
    """A value under construction: its instruction, the index letters that it runs over, its own shape."""

    at: int
    axes: tuple[str, ...] = ()
    shape: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where one occurrence reads in an axis of its family's array: along a letter, or at one position."""

    axis: str | None  # the letter's axis; None for one position
    first: int


@dataclass(slots=True)
class Family:
    """An input under construction. ``low`` and ``high`` are the positions that its occurrences ask for, per axis."""

    latex: str
    domain: str
    why: str
    shape: tuple[int, ...]
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    normalised: tuple[int, ...] = ()
    fixed: float | None = None
    ordering: Ordering | None = None
    lone: str = ""  # of one entry alone: the family whose entries add up to 1
    guessed: bool = False  # whether nothing says which numbers these are
    apart: bool = False  # whether it only looks like a member of another family
    sets: bool = False  # whether it is counted over sets or drawn, whose members have no numbers

    def widen(self, spans: Iterable[tuple[int, int]]) -> None:
        spans = list(spans)
        if not self.low:
            self.low, self.high = [low for low, _ in spans], [high for _, high in spans]
        self.low = [min(a, low) for a, (low, _) in zip(self.low, spans, strict=True)]
        self.high = [max(a, high) for a, (_, high) in zip(self.high, spans, strict=True)]
        if prod(self.sizes) > LIMITS.entries:
            raise Refusal("too-large", self.latex)

    @property
    def sizes(self) -> tuple[int, ...]:
        return (*(high - low + 1 for low, high in zip(self.low, self.high, strict=True)), *self.shape)


@dataclass(slots=True)
class Builder:
    """Collects instructions; an equal one is made once."""

    instructions: list[Instruction] = field(default_factory=list)
    known: dict[Instruction, int] = field(default_factory=dict)

    def add(
        self, operation: str, arguments: tuple[int, ...], options: tuple[Option, ...], sizes: tuple[int, ...]
    ) -> int:
        assert operation in OPERATIONS
        instruction = Instruction(operation, arguments, options, sizes)
        if instruction not in self.known:
            self.known[instruction] = len(self.instructions)
            self.instructions.append(instruction)
        return self.known[instruction]

    def sizes(self, value: Value) -> tuple[int, ...]:
        return self.instructions[value.at].sizes

    def number(self, number: float) -> Value:
        return Value(self.add("number", (), (float(number),), ()))

    def map(self, function: str, value: Value) -> Value:
        assert function in MAPS
        return Value(self.add("map", (value.at,), (function,), self.sizes(value)), value.axes, value.shape)

    def aligned(self, values: tuple[Value, ...]) -> tuple[tuple[int, ...], tuple[str, ...], tuple[int, ...]]:
        """The same values on common axes: their places, the axes, the common shape. Numbers go with every shape."""
        axes = tuple(dict.fromkeys(axis for value in values for axis in value.axes))
        if len({len(value.shape) for value in values if value.shape}) > 1:
            values = tuple(self.without_ones(value) for value in values)
        shapes = {value.shape for value in values if value.shape}
        rank = max((len(shape) for shape in shapes), default=0)
        if any(len(shape) != rank for shape in shapes):
            raise ValueError("shapes do not align")
        shape = tuple(max(sizes) for sizes in zip(*shapes, strict=True))
        places = tuple(self.arranged(value, axes, rank) for value in values)
        return places, axes, shape

    def arranged(self, value: Value, axes: tuple[str, ...], rank: int) -> int:
        own = [value.axes.index(axis) if axis in value.axes else -1 for axis in axes]
        first = len(value.axes)
        core = [first + k for k in range(len(value.shape))] if value.shape else [-1] * rank
        order = (*own, *core)
        if order == tuple(range(len(self.sizes(value)))):
            return value.at
        before = self.sizes(value)
        return self.add("arrange", (value.at,), (order,), tuple(before[k] if k >= 0 else 1 for k in order))

    def in_order(self, value: Value, axes: tuple[str, ...]) -> Value:
        """The same, in the order of ``axes`` where these are all that it runs over: ``M_{ij}`` by i, then j."""
        if axes == value.axes or set(axes) != set(value.axes) or len(axes) != len(value.axes):
            return value
        return replace(value, at=self.arranged(value, axes, len(value.shape)), axes=axes)

    def zip(self, function: str, left: Value, right: Value) -> Value:
        assert function in ZIPS
        places, axes, shape = self.aligned((left, right))
        sizes = self.broadcast(places)
        return Value(self.add("zip", places, (function,), sizes), axes, shape)

    def choose(self, condition: Value, then: Value, other: Value) -> Value:
        places, axes, shape = self.aligned((condition, then, other))
        return Value(self.add("choose", places, (), self.broadcast(places)), axes, shape)

    def broadcast(self, places: tuple[int, ...]) -> tuple[int, ...]:
        """The sizes that arrays have together; :class:`ValueError` where they do not go together."""
        columns = list(zip(*(self.instructions[place].sizes for place in places), strict=True))
        if any(len(set(sizes) - {1}) > 1 for sizes in columns):
            raise ValueError("sizes differ")
        return tuple(max(sizes) for sizes in columns)

    def reduce(self, function: str, value: Value, axes: tuple[int, ...]) -> int:
        """Over axes by number."""
        assert function in REDUCTIONS
        sizes = tuple(size for k, size in enumerate(self.sizes(value)) if k not in axes)
        return self.add("reduce", (value.at,), (function, axes), sizes)

    def reduce_axis(self, function: str, value: Value, axis: str) -> Value:
        """Over an index letter."""
        place = value.axes.index(axis)
        rest = tuple(each for each in value.axes if each != axis)
        return Value(self.reduce(function, value, (place,)), rest, value.shape)

    def reduce_shape(self, function: str, value: Value) -> Value:
        """Over all of the value's own shape."""
        if not value.shape:
            return value
        first = len(value.axes)
        return Value(self.reduce(function, value, tuple(range(first, first + len(value.shape)))), value.axes)

    def without_ones(self, value: Value) -> Value:
        """``n x 1`` as ``n``."""
        ones = tuple(len(value.axes) + k for k, size in enumerate(value.shape) if size == 1)
        if not ones:
            return value
        shape = tuple(size for size in value.shape if size != 1)
        return Value(self.reduce("sum", value, ones), value.axes, shape)

    def filled(self, like: Value, number: float) -> Value:
        """One number everywhere, in the shape of a value."""
        sizes = self.sizes(like)
        one = self.number(number).at
        if sizes:
            one = self.add("arrange", (one,), ((-1,) * len(sizes),), (1,) * len(sizes))
            one = self.add("spread", (one,), (), sizes)
        return Value(one, like.axes, like.shape)

    def filled_sizes(self, sizes: tuple[int, ...], number: float) -> Value:
        """One number everywhere, in these sizes."""
        one = self.add("arrange", (self.number(number).at,), ((-1,) * len(sizes),), (1,) * len(sizes))
        return Value(self.add("spread", (one,), (), sizes), (), sizes)

    def contract(self, left: Value, right: Value, own: tuple[str, str, str]) -> Value:
        """Sum over shared letters of the two shapes: ``("ij", "jk", "ik")`` is the product of matrices."""
        axes = tuple(dict.fromkeys((*left.axes, *right.axes)))
        letter = {axis: chr(ord("A") + k) for k, axis in enumerate(axes)}
        first, second, out = own
        a = "".join(letter[axis] for axis in left.axes) + first
        b = "".join(letter[axis] for axis in right.axes) + second
        c = "".join(letter[axis] for axis in axes) + out
        size = dict(zip(a + b, self.sizes(left) + self.sizes(right), strict=True))
        sizes = tuple(size[each] for each in c)
        return Value(self.add("contract", (left.at, right.at), (f"{a},{b}->{c}",), sizes), axes, sizes[len(axes) :])

    def entries(self, value: Value, letters: tuple[str, ...]) -> Value:
        """A value for each of some letters as one array with a dimension for each."""
        axes = tuple(axis for axis in value.axes if axis not in letters)
        at = self.arranged(value, (*axes, *letters), 0)
        sizes = self.instructions[at].sizes
        return Value(at, axes, sizes[len(axes) :])

    def columns(self, value: Value, part: int, count: int) -> Value:
        """One of some equal parts of a matrix's columns."""
        sizes = self.sizes(value)
        last, width = len(sizes) - 1, sizes[-1] // count
        at = self.add("slice", (value.at,), (last, part * width, width), (*sizes[:-1], width))
        return Value(at, value.axes, (*value.shape[:-1], width))

    def turned(self, value: Value) -> Value:
        """The transpose; a vector becomes a row."""
        first = len(value.axes)
        core = (-1, first) if len(value.shape) == 1 else tuple(first + k for k in reversed(range(len(value.shape))))
        order = (*range(first), *core)
        shape = (1, *value.shape) if len(value.shape) == 1 else tuple(reversed(value.shape))
        before = self.sizes(value)
        sizes = tuple(before[k] if k >= 0 else 1 for k in order)
        return Value(self.add("arrange", (value.at,), (order,), sizes), value.axes, shape)
