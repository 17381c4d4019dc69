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
from reader.study.derivations import laws_of_vectors as vectors
from reader.study.derivations.laws import Law
from reader.study.derivations.pairs import Check

Lines = tuple[str, str, str]
"""A side, the relation, the other side."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. ``kind``: ``arithmetic`` (what kind of it), ``law``, ``check`` (of equal sides), ``bound`` (one at most
    the other).

    ``guard`` must hold of the sides as written.
    """

    id: str
    kind: Literal["arithmetic", "law", "check", "bound"]
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
    arithmetic("cancelled", (r"a + b - a", "=", "b"), ("b", "=", "a + b - a"), sorts.cancelled),
    arithmetic("multiplied-out", ("a (b + c)", "=", "a b + a c"), ("a b + a c", "=", "a (b + c)"),
               sorts.multiplied_out),
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
    law("linear-expectation", (r"\mathbb{E}[X + Y]", "=", r"\mathbb{E}[X] + \mathbb{E}[Y]"),
        (r"\mathbb{E}[X Y]", "=", r"\mathbb{E}[X] \mathbb{E}[Y]"), ("mean",), laws.linear_expectation),
    law("linear-sum", (r"\sum_{i} (a x_i + y_i)", "=", r"a \sum_{i} x_i + \sum_{i} y_i"),
        (r"\sum_i x_i y_i", "=", r"\sum_i x_i \sum_i y_i"), ("sum",), laws.linear_sum),
    law("bilinear", (r"\langle a + b, c \rangle", "=", r"\langle a, c \rangle + \langle b, c \rangle"),
        (r"\langle a b, c \rangle", "=", r"\langle a, c \rangle \langle b, c \rangle"), ("inner",),
        vectors.inner_product),
    law("squared-norm", (r"\|a - b\|^2", "=", r"\|a\|^2 - 2 \langle a, b \rangle + \|b\|^2"),
        (r"\|a - b\|^2", "=", r"\|a\|^2 + \|b\|^2"), ("norm",), vectors.squared_norm, vectors.inner_product,
        also=("inner",)),
    law("squared-norm", (r"\|x - y\|^2", "=", r"\|x\|^2 - 2 x^\top y + \|y\|^2"),
        (r"\|x - y\|^2", "=", r"\|x\|^2 - x^\top y + \|y\|^2"), ("norm",),
        vectors.squared_norm, vectors.inner_product, vectors.dot_product, vectors.factor_of_norm,
        also=("inner", "transpose")),
    law("transposed-product", (r"(A x)^\top", "=", r"x^\top A^\top"), (r"(A x)^\top", "=", r"A^\top x^\top"),
        ("transpose",), vectors.transposed),
    law("bayes", (r"p(x \mid y)", "=", r"\frac{p(y \mid x) p(x)}{p(y)}"),
        (r"p(x \mid y)", "=", r"\frac{p(y \mid x) p(y)}{p(x)}"), ("app",), chance.conditional, guard=pairs.is_bayes),
    law("chain-rule-of-probability", ("p(x, y)", "=", r"p(x \mid y) p(y)"), ("p(x, y)", "=", "p(x) p(y)"), ("app",),
        chance.conditional, guard=pairs.is_split),
    law("conditional-probability", (r"p(x \mid y)", "=", r"\frac{p(x, y)}{p(y)}"),
        (r"p(x \mid y)", "=", r"\frac{p(x, y)}{p(x)}"), ("app",), chance.conditional),
    law("marginalised", (r"\sum_{y} p(x, y)", "=", "p(x)"), (r"\sum_{y} p(x, y)", "=", "p(y)"), ("sum", "int"),
        chance.marginal),
)  # fmt: skip

CHECKS: tuple[Rule, ...] = (
    check("order-of-growth", ("3 n^2 + n", "=", r"\mathcal{O}(n^2)"), (r"\mathcal{O}(n)", "=", r"\mathcal{O}(n^2)"),
          ("app", "either"), pairs.order_of_growth),
)  # fmt: skip

BOUNDS: tuple[Rule, ...] = (
    bound("jensen", (r"\log \mathbb{E}[X]", r"\ge", r"\mathbb{E}[\log X]"),
          (r"\log \mathbb{E}[X]", r"\le", r"\mathbb{E}[\log X]"), ("mean", "sum"), bounds.jensen),
    bound("young", (r"\langle a, b \rangle", r"\le", r"\frac{c}{2} \|a\|^2 + \frac{1}{2 c} \|b\|^2"),
          (r"\langle a, b \rangle", r"\le", r"\frac{c}{2} \|a\|^2 + \frac{1}{c} \|b\|^2"), ("norm", "absolute"),
          bounds.young),
)  # fmt: skip

TABLE: tuple[Rule, ...] = (*ARITHMETIC, *RULES, *CHECKS, *BOUNDS)
