"""The rules that name a step, as rows: each with an example, and a look-alike that is another step or none.

Rows come in order: what needs fewer and simpler rules is tried first. ``heads`` are operators of which one side must
have one, ``also`` others that the laws of the row work on; a law brings both sides into one form, a check looks at
both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reader.study.derivations import bounds, laws, pairs, sorts
from reader.study.derivations import laws_of_chance as chance
from reader.study.derivations import laws_of_extrema as extrema
from reader.study.derivations import laws_of_sums as sums
from reader.study.derivations import laws_of_vectors as vectors
from reader.study.derivations.laws import Law
from reader.study.derivations.pairs import Check

Lines = tuple[str, str, str]
"""A side, the relation, the other side."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. ``kind``: ``arithmetic`` (what kind of it), ``law``, ``check`` (of equal sides), ``bound`` (one at most
    the other), ``nearly`` (one is about the other), ``proportional``.

    ``guard`` must hold of the sides as written.
    """

    id: str
    kind: Literal["arithmetic", "law", "check", "bound", "nearly", "proportional"]
    example: Lines
    lookalike: Lines
    heads: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    laws: tuple[Law, ...] = ()
    check: Check | None = None
    guard: Check | None = None


def law(name: str, example: Lines, lookalike: Lines, heads: tuple[str, ...], *made: Law,
        also: tuple[str, ...] = (), guard: Check | None = None) -> Rule:  # fmt: skip
    return Rule(name, "law", example, lookalike, heads, also, made, guard=guard)


def check(name: str, example: Lines, lookalike: Lines, heads: tuple[str, ...], made: Check) -> Rule:
    return Rule(name, "check", example, lookalike, heads, check=made)


def bound(name: str, example: Lines, lookalike: Lines, heads: tuple[str, ...], made: Check) -> Rule:
    return Rule(name, "bound", example, lookalike, heads, check=made)


def arithmetic(name: str, example: Lines, lookalike: Lines, made: Check) -> Rule:
    return Rule(name, "arithmetic", example, lookalike, check=made)


ARITHMETIC: tuple[Rule, ...] = (
    arithmetic("computed", (r"\frac{1}{2} + \frac{1}{3}", "=", r"\frac{5}{6}"),
               (r"\frac{a}{2} + \frac{a}{3}", "=", r"\frac{5 a}{6}"), sorts.computed),
    arithmetic("square-completed", ("x^2 + 2 a x", "=", "(x + a)^2 - a^2"), ("x^2 + 2 a x + a^2", "=", "(x + a)^2"),
               sorts.square_completed),
    arithmetic("cancelled", (r"a + b - a", "=", "b"), ("b", "=", "a + b - a"), sorts.cancelled),
    arithmetic("multiplied-out", ("a (b + c)", "=", "a b + a c"), ("a b + a c", "=", "a (b + c)"),
               sorts.multiplied_out),
    arithmetic("factored-out", ("a b + a c", "=", "a (b + c)"), ("a (b + c)", "=", "a b + a c"), sorts.factored_out),
    arithmetic("added-and-subtracted", ("b - c", "=", "b - a + a - c"), ("b - a + a - c", "=", "b - c"),
               sorts.added_and_subtracted),
    arithmetic("multiplied-by-one", (r"\int f(x) dx", "=", r"\int \frac{q(x)}{q(x)} f(x) dx"),
               (r"\frac{a b}{b}", "=", "a"), sorts.multiplied_by_one),
    arithmetic("one-line", (r"\frac{a}{b} + \frac{c}{d}", "=", r"\frac{a d + b c}{b d}"),
               (r"\frac{a}{b} + \frac{c}{d}", "=", r"\frac{a + c}{b + d}"), sorts.one_line),
    arithmetic("divided-term-by-term", (r"\frac{a + b}{c}", "=", r"\frac{a}{c} + \frac{b}{c}"),
               (r"\frac{a + b}{c}", "=", r"\frac{a}{c} + b"), sorts.divided_term_by_term),
    arithmetic("rearranged", (r"\left(\frac{a}{b}\right)^2", "=", r"\frac{a^2}{b^2}"),
               (r"\left(\frac{a}{b}\right)^2", "=", r"\frac{a^2}{b}"),
               sorts.rearranged),
)  # fmt: skip

RULES: tuple[Rule, ...] = (
    law("log-product", (r"\log (a b)", "=", r"\log a + \log b"), (r"\log (a + b)", "=", r"\log a + \log b"), ("log",),
        laws.logarithm),
    law("exp-sum", (r"e^{a - b}", "=", r"\frac{e^a}{e^b}"), (r"e^{a b}", "=", "e^a e^b"), ("exp",), laws.exponential),
    law("log-exp", (r"\log e^{x}", "=", "x"), (r"\log x", "=", "e^x"), ("log", "exp"), laws.inverse_functions),
    law("sigmoid-written-out", (r"\sigma(x)", "=", r"\frac{1}{1 + e^{-x}}"),
        (r"\sigma(x)", "=", r"\frac{1}{1 + e^{x}}"),
        ("app", "either", "mul", "fn:sigmoid"), laws.sigmoid),
    law("linear-expectation", (r"\mathbb{E}[X + Y]", "=", r"\mathbb{E}[X] + \mathbb{E}[Y]"),
        (r"\mathbb{E}[X Y]", "=", r"\mathbb{E}[X] \mathbb{E}[Y]"), ("mean",), laws.linear_expectation),
    law("linear-sum", (r"\sum_{i} (a x_i + y_i)", "=", r"a \sum_{i} x_i + \sum_{i} y_i"),
        (r"\sum_i x_i y_i", "=", r"\sum_i x_i \sum_i y_i"), ("sum",), laws.linear_sum),
    law("linear-integral", (r"\int (f(x) + c g(x)) dx", "=", r"\int f(x) dx + c \int g(x) dx"),
        (r"\int f(x) g(x) dx", "=", r"\int f(x) dx \int g(x) dx"), ("int",), laws.linear_integral),
    law("linear-derivative", (r"\nabla (f(x) + g(x))", "=", r"\nabla f(x) + \nabla g(x)"),
        (r"\nabla (f(x) g(x))", "=", r"\nabla f(x) \nabla g(x)"), ("grad", "deriv", "partial"),
        laws.linear_derivative),
    law("linear-trace", (r"\operatorname{tr}(A + M)", "=", r"\operatorname{tr}(A) + \operatorname{tr}(M)"),
        (r"\operatorname{tr}(A M)", "=", r"\operatorname{tr}(A) \operatorname{tr}(M)"), ("fn:tr",), laws.linear_trace),
    law("bilinear", (r"\langle a + b, c \rangle", "=", r"\langle a, c \rangle + \langle b, c \rangle"),
        (r"\langle a b, c \rangle", "=", r"\langle a, c \rangle \langle b, c \rangle"), ("inner",),
        vectors.inner_product),
    law("inner-product", (r"\langle x, x \rangle", "=", r"\|x\|^2"), (r"\langle x, y \rangle", "=", r"\|x\|^2"),
        ("inner", "transpose"), vectors.dot_product),
    law("norm-factor", (r"\|2 x\|", "=", r"2 \|x\|"), (r"\|2 x\|^2", "=", r"2 \|x\|^2"), ("norm",),
        vectors.factor_of_norm),
    law("squared-norm", (r"\|a - b\|^2", "=", r"\|a\|^2 - 2 \langle a, b \rangle + \|b\|^2"),
        (r"\|a - b\|^2", "=", r"\|a\|^2 + \|b\|^2"), ("norm",), vectors.squared_norm, vectors.inner_product,
        also=("inner",)),
    law("squared-norm", (r"\|x - y\|^2", "=", r"\|x\|^2 - 2 x^\top y + \|y\|^2"),
        (r"\|x - y\|^2", "=", r"\|x\|^2 - x^\top y + \|y\|^2"), ("norm",),
        vectors.squared_norm, vectors.inner_product, vectors.dot_product, vectors.factor_of_norm,
        also=("inner", "transpose")),
    law("transposed-product", (r"(A x)^\top", "=", r"x^\top A^\top"), (r"(A x)^\top", "=", r"A^\top x^\top"),
        ("transpose",), vectors.transposed),
    law("cyclic-trace", (r"\operatorname{tr}(A X)", "=", r"\operatorname{tr}(X A)"),
        (r"\operatorname{tr}(A X W)", "=", r"\operatorname{tr}(X A W)"), ("fn:tr",), vectors.cyclic_trace),
    law("order-exchanged", (r"\sum_{i} \sum_{j} a_{ij}", "=", r"\sum_{j} \sum_{i} a_{ij}"),
        (r"\sum_{i=1}^{n} \sum_{j=1}^{i} a_{ij}", "=", r"\sum_{j=1}^{i} \sum_{i=1}^{n} a_{ij}"),
        ("sum", "int", "mean"), sums.exchanged),
    law("derivative-inside", (r"\nabla \sum_i f_i(x)", "=", r"\sum_i \nabla f_i(x)"),
        (r"\nabla \prod_i f_i(x)", "=", r"\prod_i \nabla f_i(x)"), ("grad", "deriv", "partial"),
        sums.derivative_inside),
    law("index-shifted", (r"\sum_{k=1}^{n} a_{k}", "=", r"\sum_{k=0}^{n-1} a_{k+1}"),
        (r"\sum_{k=1}^{n} a_{k}", "=", r"\sum_{k=0}^{n-1} a_{k}"), ("sum", "prod"), sums.index_from_nought),
    law("constant-sum", (r"\sum_{i=1}^{n} c", "=", "n c"), (r"\sum_{i=1}^{n} c_i", "=", "n c_i"), ("sum",),
        sums.constant_sum),
    law("bayes", (r"p(x \mid y)", "=", r"\frac{p(y \mid x) p(x)}{p(y)}"),
        (r"p(x \mid y)", "=", r"\frac{p(y \mid x) p(y)}{p(x)}"), ("app",), chance.conditional, guard=pairs.is_bayes),
    law("chain-rule-of-probability", ("p(x, y)", "=", r"p(x \mid y) p(y)"), ("p(x, y)", "=", "p(x) p(y)"), ("app",),
        chance.conditional, guard=pairs.is_split),
    law("conditional-probability", (r"p(x \mid y)", "=", r"\frac{p(x, y)}{p(y)}"),
        (r"p(x \mid y)", "=", r"\frac{p(x, y)}{p(x)}"), ("app",), chance.conditional),
    law("marginalised", (r"\sum_{y} p(x, y)", "=", "p(x)"), (r"\sum_{y} p(x, y)", "=", "p(y)"), ("sum", "int"),
        chance.marginal),
    law("expectation-written-out", (r"\mathbb{E}_{x \sim p}[f(x)]", "=", r"\int p(x) f(x) dx"),
        (r"\mathbb{E}_{x \sim p}[f(x)]", "=", r"\int q(x) f(x) dx"), ("mean",), chance.mean_of,
        also=("sum", "int")),
    law("divergence-written-out",
        (r"D_{\mathrm{KL}}(p \| q)", "=", r"\mathbb{E}_{x \sim p} \left[ \log \frac{p(x)}{q(x)} \right]"),
        (r"D_{\mathrm{KL}}(p \| q)", "=", r"\mathbb{E}_{x \sim q} \left[ \log \frac{p(x)}{q(x)} \right]"), ("versus",),
        chance.divergence, chance.mean_of, also=("sum", "int", "mean")),
    law("variance-written-out", (r"\operatorname{Var}(X)", "=", r"\mathbb{E}[X^2] - (\mathbb{E}[X])^2"),
        (r"\operatorname{Var}(X)", "=", r"\mathbb{E}[X^2] - \mathbb{E}[X]"), ("fn:var",), chance.variance,
        chance.centred_square, also=("mean",)),
    law("mean-and-spread", (r"\mathbb{E}[\|X - \mathbb{E}[X]\|^2]", "=", r"\mathbb{E}[\|X\|^2] - \|\mathbb{E}[X]\|^2"),
        (r"\mathbb{E}[\|X - \mathbb{E}[Y]\|^2]", "=", r"\mathbb{E}[\|X\|^2] - \|\mathbb{E}[Y]\|^2"), ("mean",),
        chance.centred_square),
    law("complement", (r"P(X \ne y)", "=", "1 - P(X = y)"), (r"P(X \ne y)", "=", "1 + P(X = y)"), ("app",),
        chance.complement),
    law("joint-expectation",
        (r"\mathbb{E}_{p(x)} \mathbb{E}_{p(z \mid x)} [f(x, z)]", "=", r"\mathbb{E}_{p(x, z)} [f(x, z)]"),
        (r"\mathbb{E}_{p(x)} \mathbb{E}_{q(z \mid x)} [f(x, z)]", "=", r"\mathbb{E}_{p(x, z)} [f(x, z)]"), ("mean",),
        chance.joint_expectation, chance.one_joint),
    law("constant-dropped", (r"\arg\min_{x} f(x) + c", "=", r"\arg\min_{x} f(x)"),
        (r"\min_{x} f(x) + c", "=", r"\min_{x} f(x)"), ("ext:argmin", "ext:argmax"), extrema.without_constant),
    law("positive-factor-dropped", (r"\arg\min_{x} \frac{1}{2} f(x)", "=", r"\arg\min_{x} f(x)"),
        (r"\arg\min_{x} a f(x)", "=", r"\arg\min_{x} f(x)"), ("ext:argmin", "ext:argmax"), extrema.without_factor),
    law("negative-turned", (r"\arg\min_{x} - f(x)", "=", r"\arg\max_{x} f(x)"),
        (r"\arg\min_{x} f(x)", "=", r"\arg\max_{x} f(x)"), ("ext:argmin", "ext:min"), extrema.largest),
    law("total-expectation", (r"\mathbb{E}[\mathbb{E}[X \mid Y]]", "=", r"\mathbb{E}[X]"),
        (r"\mathbb{E}[\mathbb{E}[X \mid Y]]", "=", r"\mathbb{E}[Y]"), ("mean",), chance.tower),
)  # fmt: skip

CHECKS: tuple[Rule, ...] = (
    check("term-split-off", (r"\sum_{i=1}^{n} a_i", "=", r"\sum_{i=1}^{n-1} a_i + a_n"),
          (r"\sum_{i=1}^{n} a_i", "=", r"\sum_{i=1}^{n-1} a_i + a_1"), ("sum", "prod"), pairs.split_off),
    check("logarithm-taken", (r"\arg\max_{x} p(x)", "=", r"\arg\max_{x} \log p(x)"),
          (r"\max_{x} p(x)", "=", r"\max_{x} \log p(x)"), ("log",), pairs.logarithm_taken),
    check("one-by-one", (r"p(x_1, \ldots, x_n)", "=", r"\prod_{i=1}^{n} p(x_i \mid x_{<i})"),
          (r"p(x_1, \ldots, x_n)", "=", r"\prod_{i=1}^{n} p(x_i)"), ("prod",), pairs.one_by_one),
    check("chance-of-event", (r"\mathbb{E}[\mathbb{1}(X \ne y)]", "=", r"P(X \ne y)"),
          (r"\mathbb{E}[\mathbb{1}(X \ne y)]", "=", r"P(X = y)"), ("mean",), pairs.chance_of_event),
    check("reparameterised",
          (r"\mathbb{E}_{z \sim q}[f(z)]", "=", r"\mathbb{E}_{\epsilon \sim \mathcal{N}(0, I)}[f(m + s \epsilon)]"),
          (r"\mathbb{E}_{z \sim q}[f(z)]", "=", r"\mathbb{E}_{\epsilon \sim \mathcal{N}(0, I)}[f(z)]"), ("mean",),
          pairs.reparameterised),
    check("event-rewritten", (r"P(X + a \le b)", "=", r"P(X \le b - a)"), (r"P(X + a \le b)", "=", r"P(X \le b + a)"),
          (r"rel:\le", "rel:<", "rel:=", r"rel:\ne"), pairs.event_rewritten),
    check("integrated-by-parts", (r"\int f(x) \frac{d}{d x} g(x) d x", "=", r"- \int g(x) \frac{d}{d x} f(x) d x"),
          (r"\int f(x) \frac{d}{d x} g(x) d x", "=", r"\int g(x) \frac{d}{d x} f(x) d x"), ("int",),
          pairs.parts_integrated),
    check("sigmoid-mirrored", (r"\sigma(-x)", "=", r"1 - \sigma(x)"), (r"\sigma(-x)", "=", r"- \sigma(x)"),
          ("app", "either", "fn:sigmoid"), pairs.sigmoid_mirrored),
    check("range-split", (r"\int_{0}^{1} f(x) dx", "=", r"\int_{0}^{t} f(x) dx + \int_{t}^{1} f(x) dx"),
          (r"\int_{0}^{1} f(x) dx", "=", r"\int_{0}^{t} f(x) dx + \int_{1}^{t} f(x) dx"), ("int",), pairs.range_split),
    check("order-of-growth", ("3 n^2 + n", "=", r"\mathcal{O}(n^2)"), (r"\mathcal{O}(n)", "=", r"\mathcal{O}(n^2)"),
          ("app", "either"), pairs.order_of_growth),
    check("log-derivative", (r"\nabla p(x)", "=", r"p(x) \nabla \log p(x)"), (r"\nabla p(x)", "=", r"\nabla \log p(x)"),
          ("grad", "deriv", "partial"), pairs.log_derivative),
)  # fmt: skip

BOUNDS: tuple[Rule, ...] = (
    bound("jensen", (r"\log \mathbb{E}[X]", r"\ge", r"\mathbb{E}[\log X]"),
          (r"\log \mathbb{E}[X]", r"\le", r"\mathbb{E}[\log X]"), ("mean", "sum"), bounds.jensen),
    bound("triangle", (r"\|a + b\|", r"\le", r"\|a\| + \|b\|"), (r"\|a + b\|", r"\ge", r"\|a\| + \|b\|"),
          ("norm", "absolute"), bounds.triangle),
    bound("cauchy-schwarz", (r"\langle a, b \rangle", r"\le", r"\|a\| \|b\|"),
          (r"\langle a, b \rangle", r"\le", r"\|a\| \|c\|"), ("inner", "transpose"), bounds.cauchy_schwarz),
    bound("young", (r"\langle a, b \rangle", r"\le", r"\frac{c}{2} \|a\|^2 + \frac{1}{2 c} \|b\|^2"),
          (r"\langle a, b \rangle", r"\le", r"\frac{c}{2} \|a\|^2 + \frac{1}{c} \|b\|^2"), ("norm", "absolute"),
          bounds.young),
    bound("square-of-sum", (r"\|a + b\|^2", r"\le", r"2 \|a\|^2 + 2 \|b\|^2"),
          (r"\|a + b\|^2", r"\le", r"\|a\|^2 + \|b\|^2"), ("norm", "absolute"), bounds.square_of_sum),
    bound("union-bound", (r"P(A \cup B)", r"\le", "P(A) + P(B)"), (r"P(A \cap B)", r"\le", "P(A) + P(B)"),
          (r"op:\cup", r"big:\bigcup"), bounds.union),
    bound("markov", (r"P(X \ge a)", r"\le", r"\frac{\mathbb{E}[X]}{a}"),
          (r"P(X \le a)", r"\le", r"\frac{\mathbb{E}[X]}{a}"), ("app",), bounds.markov),
    bound("logarithm-below", (r"\log x", r"\le", "x - 1"), (r"\log x", r"\le", "x + 1"), ("log", "exp"),
          bounds.logarithm_below),
    bound("nonnegative-dropped", (r"a - \|b\|^2", r"\le", "a"), (r"a - b", r"\le", "a"), (), bounds.dropped),
)  # fmt: skip

NEARLY: tuple[Rule, ...] = (
    Rule("taylor", "nearly", (r"f(x + d)", r"\approx", r"f(x) + \langle \nabla f(x), d \rangle"),
         (r"f(x + d)", r"\approx", r"f(x) + \langle \nabla f(d), x \rangle"), check=pairs.taylor),
    Rule("small-left-out", "nearly", ("a + b + c", r"\approx", "a + c"), ("a + b + c", r"\approx", "a + d"),
         check=pairs.left_out),
)  # fmt: skip

PROPORTIONAL: tuple[Rule, ...] = (
    Rule("factor-left-out", "proportional", (r"\frac{p(y \mid x) p(x)}{p(y)}", r"\propto", r"p(y \mid x) p(x)"),
         (r"\frac{p(y \mid x) p(x)}{p(y)}", r"\propto", r"p(y \mid x) + p(x)"), check=pairs.factors_left_out),
)  # fmt: skip

TABLE: tuple[Rule, ...] = (*ARITHMETIC, *RULES, *CHECKS, *BOUNDS, *NEARLY, *PROPORTIONAL)
