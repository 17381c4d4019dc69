"""Functions that run: how each is built from the operations of a plan. A row has an example with its value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.study.evaluation.plan import Builder, Value

Build = Callable[[Builder, Value], Value]


def mapped(name: str) -> Build:
    return lambda to, x: to.map(name, x)


def sigmoid(to: Builder, x: Value) -> Value:
    return to.zip("divide", to.number(1), to.zip("add", to.number(1), to.map("exp", to.map("negative", x))))


def softmax(to: Builder, x: Value) -> Value:
    """Along the last axis, the largest taken off first so that nothing overflows."""
    shares = to.map("exp", to.zip("subtract", x, over_last(to, "max", x)))
    return to.zip("divide", shares, over_last(to, "sum", shares))


def over_last(to: Builder, function: str, x: Value) -> Value:
    """Reduced over the last axis, which stays with length one."""
    last = len(x.axes) + len(x.shape) - 1
    reduced = to.reduce(function, x, (last,))
    order = (*range(last), -1)
    sizes = (*to.instructions[reduced].sizes, 1)
    return Value(to.add("arrange", (reduced,), (order,), sizes), x.axes, (*x.shape[:-1], 1))


def trace(to: Builder, x: Value) -> Value:
    return to.reduce_shape("sum", to.zip("multiply", x, Value(to.add("unit", (), (), x.shape), (), x.shape)))


def determinant(to: Builder, x: Value) -> Value:
    return Value(to.add("determinant", (x.at,), (), to.sizes(x)[:-2]), x.axes)


def inverse(to: Builder, x: Value) -> Value:
    return Value(to.add("inverse", (x.at,), (), to.sizes(x)), x.axes, x.shape)


def diagonal(to: Builder, x: Value) -> Value:
    """A vector on the diagonal of a matrix."""
    size = x.shape[0]
    unit = Value(to.add("unit", (), (), (size, size)), (), (size, size))
    return to.zip("multiply", unit, to.turned(x))


@dataclass(frozen=True, slots=True)
class Known:
    """One function. ``rank`` is the rank that its argument must have, None for any; ``least`` where it may begin."""

    name: str
    spellings: tuple[str, ...]
    build: Build
    example: str
    value: float
    rank: int | None = None


FUNCTIONS: tuple[Known, ...] = (
    Known("exp", (r"\exp",), mapped("exp"), r"\exp(0)", 1.0),
    Known("log", (r"\log", r"\ln"), mapped("log"), r"\log(1)", 0.0),
    Known("log2", (r"\log_{2}",), lambda to, x: to.zip("divide", to.map("log", x), to.map("log", to.number(2))),
          r"\log_{2}(8)", 3.0),
    Known("log10", (r"\log_{10}",), lambda to, x: to.zip("divide", to.map("log", x), to.map("log", to.number(10))),
          r"\log_{10}(1000)", 3.0),
    Known("tanh", (r"\tanh",), mapped("tanh"), r"\tanh(0)", 0.0),
    Known("sinh", (r"\sinh",), mapped("sinh"), r"\sinh(0)", 0.0),
    Known("cosh", (r"\cosh",), mapped("cosh"), r"\cosh(0)", 1.0),
    Known("sin", (r"\sin",), mapped("sin"), r"\sin(0)", 0.0),
    Known("cos", (r"\cos",), mapped("cos"), r"\cos(0)", 1.0),
    Known("tan", (r"\tan",), mapped("tan"), r"\tan(0)", 0.0),
    Known("arctan", (r"\arctan",), mapped("arctan"), r"\arctan(0)", 0.0),
    Known("sign", (r"\operatorname{sign}", r"\operatorname{sgn}", r"\mathrm{sign}"), mapped("sign"),
          r"\operatorname{sign}(-3)", -1.0),
    Known("sigmoid", (r"\operatorname{sigmoid}", r"\mathrm{sigmoid}", r"\operatorname{logistic}"), sigmoid,
          r"\operatorname{sigmoid}(0)", 0.5),
    Known("softplus", (r"\operatorname{softplus}",),
          lambda to, x: to.map("log", to.zip("add", to.number(1), to.map("exp", x))),
          r"\operatorname{softplus}(0)", 0.6931471805599453),
    Known("relu", (r"\operatorname{ReLU}", r"\operatorname{relu}", r"\mathrm{ReLU}", r"\mathrm{relu}"),
          lambda to, x: to.zip("maximum", x, to.number(0)), r"\operatorname{ReLU}(-2)", 0.0),
    Known("softmax", (r"\operatorname{softmax}", r"\operatorname{Softmax}", r"\mathrm{softmax}", r"\mathrm{Softmax}"),
          softmax, r"\operatorname{softmax}((1, 1))", 0.5),
    Known("trace", (r"\operatorname{tr}", r"\operatorname{Tr}", r"\operatorname{trace}", r"\mathrm{tr}",
                    r"\mathrm{Tr}"), trace,
          r"\operatorname{tr}\left(\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}\right)", 5.0, 2),
    Known("determinant", (r"\det",), determinant,
          r"\det\left(\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}\right)", -2.0, 2),
    Known("diagonal", (r"\operatorname{diag}", r"\mathrm{diag}"), diagonal, r"\operatorname{diag}((2, 3))", 2.0, 1),
)  # fmt: skip
BY_SPELLING = {spelling: known for known in FUNCTIONS for spelling in known.spellings}
BY_NAME = {known.name: known for known in FUNCTIONS}
EXTREMA = {r"\max": "maximum", r"\min": "minimum"}
INDICATORS = frozenset({r"\mathbb{1}", r"\mathbf{1}", r"\mathbbm{1}", r"\mathds{1}", r"\bm{1}", r"\mathbb{I}",
                        r"\mathbf{I}", r"\bm{I}"})  # fmt: skip
DIVERGENCES = frozenset({r"D_{\mathrm{KL}}", r"\operatorname{KL}", r"\mathrm{KL}", "D_{KL}", r"\mathbb{KL}",
                         r"\mathbb{D}_{\mathrm{KL}}", r"\mathcal{D}_{\mathrm{KL}}", r"\mathbf{KL}"})  # fmt: skip
