"""Functions that run: how each is built from the operations of a plan. A row has an example with its value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from reader.formula.syntax.tables.name_rows import INDICATORS
from reader.study.evaluation.plan import Builder, Value

SMALL = 1e-5  # what keeps a normalisation from dividing by nought
WORD = re.compile(r"\\(?:operatorname|mathrm|mathtt|mathsf|mathbf|text)\{([A-Za-z]{2,})\}")
Build = Callable[[Builder, Value], Value]


def word_of(latex: str) -> str:
    """A function's name that is a word, without how it is set: ``layernorm`` of ``\\mathtt{LayerNorm}``."""
    found = WORD.fullmatch(latex)
    return found.group(1).lower() if found else ""


def mapped(name: str) -> Build:
    return lambda to, x: to.map(name, x)


def sigmoid(to: Builder, x: Value) -> Value:
    return to.zip("divide", to.number(1), to.zip("add", to.number(1), to.map("exp", to.map("negative", x))))


def softmax(to: Builder, x: Value) -> Value:
    """Along the last axis, the largest taken off first so that nothing overflows."""
    shares = to.map("exp", to.zip("subtract", x, over_last(to, "max", x)))
    return to.zip("divide", shares, over_last(to, "sum", shares))


def shared_out(to: Builder, x: Value) -> Value:
    """Divided by the sum along the last axis."""
    return to.zip("divide", x, over_last(to, "sum", x))


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


def centred(to: Builder, x: Value) -> Value:
    """Along the last axis, less its mean."""
    return to.zip("subtract", x, mean_over_last(to, x))


def mean_over_last(to: Builder, x: Value) -> Value:
    return to.zip("divide", over_last(to, "sum", x), to.number(to.sizes(x)[-1]))


def layer_norm(to: Builder, x: Value) -> Value:
    """Along the last axis to mean nought and variance one; what a network learns on top is left out."""
    moved = centred(to, x)
    variance = mean_over_last(to, to.zip("multiply", moved, moved))
    return to.zip("divide", moved, to.map("sqrt", to.zip("add", variance, to.number(SMALL))))


def root_mean_square_norm(to: Builder, x: Value) -> Value:
    square = mean_over_last(to, to.zip("multiply", x, x))
    return to.zip("divide", x, to.map("sqrt", to.zip("add", square, to.number(SMALL))))


def mean(to: Builder, x: Value) -> Value:
    return to.zip("divide", to.reduce_shape("sum", x), to.number(x.shape[0]))


def variance(to: Builder, x: Value) -> Value:
    moved = centred(to, x)
    return mean(to, to.zip("multiply", moved, moved))


def gelu(to: Builder, x: Value) -> Value:
    """By the hyperbolic tangent, as it is mostly computed."""
    cubic = to.zip("multiply", to.number(0.044715), to.zip("power", x, to.number(3)))
    inner = to.zip("multiply", to.number(0.7978845608028654), to.zip("add", x, cubic))
    gate = to.zip("multiply", to.number(0.5), to.zip("add", to.number(1), to.map("tanh", inner)))
    return to.zip("multiply", x, gate)


def leaky_relu(to: Builder, x: Value) -> Value:
    return to.zip("maximum", x, to.zip("multiply", to.number(0.01), x))


def elu(to: Builder, x: Value) -> Value:
    below = to.zip("subtract", to.map("exp", to.zip("minimum", x, to.number(0))), to.number(1))
    return to.zip("add", to.zip("maximum", x, to.number(0)), below)


def diagonal(to: Builder, x: Value) -> Value:
    """A vector on the diagonal of a matrix."""
    size = x.shape[0]
    unit = Value(to.add("unit", (), (), (size, size)), (), (size, size))
    return to.zip("multiply", unit, to.turned(x))


@dataclass(frozen=True, slots=True)
class Known:
    """One function. ``rank`` is the rank that its argument must have, None for any; ``words`` are names that it has in
    whatever letters they are set; ``gives`` is ``same`` for the shape of its argument, ``number`` for one number.
    """

    name: str
    spellings: tuple[str, ...]
    build: Build
    example: str
    value: float
    rank: int | None = None
    words: tuple[str, ...] = ()
    gives: str = "same"
    along: bool = False  # along the last axis, which a number does not have


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
    Known("stop-gradient", (), lambda to, x: x, r"\operatorname{sg}(2)", 2.0,
          words=("sg", "stopgrad", "stopgradient", "detach", "nograd")),
    Known("round", (), lambda to, x: to.map("floor", to.zip("add", x, to.number(0.5))),
          r"\operatorname{round}(1.7)", 2.0, words=("round",)),
    Known("sigmoid", (r"\operatorname{sigmoid}", r"\mathrm{sigmoid}", r"\operatorname{logistic}"), sigmoid,
          r"\operatorname{sigmoid}(0)", 0.5),
    Known("softplus", (r"\operatorname{softplus}",),
          lambda to, x: to.map("log", to.zip("add", to.number(1), to.map("exp", x))),
          r"\operatorname{softplus}(0)", 0.6931471805599453, words=("softplus",)),
    Known("relu", (r"\operatorname{ReLU}", r"\operatorname{relu}", r"\mathrm{ReLU}", r"\mathrm{relu}"),
          lambda to, x: to.zip("maximum", x, to.number(0)), r"\operatorname{ReLU}(-2)", 0.0),
    Known("softmax", (r"\operatorname{softmax}", r"\operatorname{Softmax}", r"\mathrm{softmax}", r"\mathrm{Softmax}"),
          softmax, r"\operatorname{softmax}((1, 1))", 0.5, along=True),
    Known("hardmax", (), lambda to, x: to.zip("equal", x, over_last(to, "max", x)), r"\operatorname{hardmax}((1, 2))",
          0.0, words=("hardmax",), along=True),
    Known("trace", (r"\operatorname{tr}", r"\operatorname{Tr}", r"\operatorname{trace}", r"\mathrm{tr}",
                    r"\mathrm{Tr}"), trace,
          r"\operatorname{tr}\left(\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}\right)", 5.0, 2, gives="number"),
    Known("determinant", (r"\det",), determinant,
          r"\det\left(\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}\right)", -2.0, 2, gives="number"),
    Known("diagonal", (r"\operatorname{diag}", r"\mathrm{diag}"), diagonal, r"\operatorname{diag}((2, 3))", 2.0, 1,
          gives="matrix"),
    Known("layer-norm", (), layer_norm, r"\operatorname{LayerNorm}((1, 3))", -1 / (1 + SMALL) ** 0.5,
          words=("layernorm", "ln", "layernormalization"), along=True),
    Known("rms-norm", (), root_mean_square_norm, r"\operatorname{RMSNorm}((1, 1))", 1 / (1 + SMALL) ** 0.5,
          words=("rmsnorm",), along=True),
    Known("gelu", (), gelu, r"\operatorname{GELU}(0)", 0.0, words=("gelu",)),
    Known("silu", (), lambda to, x: to.zip("multiply", x, sigmoid(to, x)), r"\operatorname{SiLU}(0)", 0.0,
          words=("silu", "swish")),
    Known("leaky-relu", (), leaky_relu, r"\operatorname{LeakyReLU}(-2)", -0.02, words=("leakyrelu", "lrelu")),
    Known("elu", (), elu, r"\operatorname{ELU}(0)", 0.0, words=("elu",)),
    Known("mean", (), mean, r"\operatorname{mean}((1, 3))", 2.0, 1, ("mean", "avg", "average"), "number"),
    Known("total", (), lambda to, x: to.reduce_shape("sum", x), r"\operatorname{sum}((1, 3))", 4.0, 1, ("sum",),
          "number"),
    Known("deviation", (), lambda to, x: to.map("sqrt", variance(to, x)), r"\operatorname{std}((1, 3))", 1.0, 1,
          ("std", "stddev"), "number"),
    Known("largest", (r"\max",), lambda to, x: to.reduce_shape("max", x), r"\max((1, 3))", 3.0, 1, gives="number"),
    Known("smallest", (r"\min",), lambda to, x: to.reduce_shape("min", x), r"\min((1, 3))", 1.0, 1, gives="number"),
)  # fmt: skip
BY_SPELLING = {spelling: known for known in FUNCTIONS for spelling in known.spellings}
BY_WORD = {word: known for known in FUNCTIONS for word in (*known.words, *map(word_of, known.spellings)) if word}
BY_NAME = {known.name: known for known in FUNCTIONS}
EXTREMA = {r"\max": "maximum", r"\min": "minimum"}
TRUTHS = INDICATORS | {r"\mathbf{I}", r"\bm{I}"}  # of a condition
DIVERGENCES = frozenset({r"D_{\mathrm{KL}}", r"\operatorname{KL}", r"\mathrm{KL}", "D_{KL}", r"\mathbb{KL}",
                         r"\mathbb{D}_{\mathrm{KL}}", r"\mathcal{D}_{\mathrm{KL}}", r"\mathbf{KL}"})  # fmt: skip
