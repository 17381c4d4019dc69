"""Formulas that lie between 0 and 1, or between -1 and 1, whatever their names are."""

from __future__ import annotations

from collections.abc import Callable

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Chain,
    Group,
    Meaning,
    Number,
    Operation,
    Product,
    Quotient,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.study.evaluation.planning.functions import BY_SPELLING, BY_WORD, TRUTHS, word_of
from reader.study.evaluation.spelling import base_of

ALWAYS_CHANCES = frozenset({"P", r"\Pr", "Pr", r"\mathbb{P}"})  # whatever else the letter means, applied it is one
AMONG = ("extremum", "expectation")  # operations that leave the ends of the numbers that they are of
SHARED = frozenset({"sigmoid", "softmax", "hardmax"})  # functions between 0 and 1
WAVES = frozenset({"tanh", "sin", "cos"})  # between -1 and 1
Sign = Callable[[Meaning], str]  # of a formula, as :func:`reader.study.evaluation.signs.domain_of` says it


def part_of_one(node: Meaning, sign: Sign) -> str:
    """``unit`` of what is between 0 and 1 whatever its names are, ``signed-unit`` of what is between -1 and 1, else "".
    A number by itself is none.
    """
    if not isinstance(node, Number) and _is_share(node, sign):
        return "unit"
    return "signed-unit" if _is_wave(node) else ""


def _is_share(node: Meaning, sign: Sign) -> bool:
    """Whether a formula is between 0 and 1 whatever its names are: an indicator and a mean of indicators, a chance, one
    of two parts of a whole, ``r / (r + c)``, what is left of 1.
    """
    if isinstance(node, Group):
        return _is_share(node.body, sign)
    if is_indicator(node):
        return True
    if isinstance(node, Number):
        return node.text in ("0", "1") or node.text.startswith(("0.", "."))
    if isinstance(node, Operation):
        return node.kind in (*AMONG, "product") and "arg" not in node.operator and _is_share(node.body, sign)
    if isinstance(node, Total):
        return (
            len(node.terms) == 2
            and node.signs == ("", "-")
            and _is_one(node.terms[0])
            and _is_share(node.terms[1], sign)
        )
    if isinstance(node, Product):
        return _is_mean(node, sign) or all(_is_share(factor, sign) for factor in node.factors)
    if isinstance(node, Quotient):
        return node.form != "binom" and (_is_mean(node, sign) or _is_part(node, sign))
    return isinstance(node, Application) and _is_share_of(node, sign)


def is_chance(node: Meaning) -> bool:
    """Whether it is the probability of something."""
    return (
        isinstance(node, Application)
        and isinstance(node.function, Symbol)
        and (base_of(node.function.latex) in ALWAYS_CHANCES)
    )


def is_indicator(node: Meaning) -> bool:
    if isinstance(node, Symbol):  # with its condition in the script
        return node.stem in TRUTHS and node.latex != node.stem
    return isinstance(node, Application) and node.rule == "indicator"


def _is_share_of(node: Application, sign: Sign) -> bool:
    head = node.function.latex if isinstance(node.function, Symbol) else ""
    if is_chance(node):
        return True
    found = BY_SPELLING.get(head) or BY_WORD.get(word_of(head))
    falls = found is not None and found.name == "exp" and len(node.arguments) == 1
    return (found is not None and found.name in SHARED) or (falls and sign(node.arguments[0]) == "nonpositive")


def _is_one(node: Meaning) -> bool:
    return isinstance(node, Number) and node.text == "1"


def _is_mean(node: Product | Quotient, sign: Sign) -> bool:
    """``\\frac{1}{n} \\sum_{i=1}^{n} u_i`` and ``\\frac{\\sum_{i=1}^{n} u_i}{n}`` of shares."""
    if isinstance(node, Product):
        first, total = node.factors[0], bare(node.factors[-1])
        below = first.denominator if isinstance(first, Quotient) and _is_one(first.numerator) else None
        if len(node.factors) != 2 or below is None:
            return False
    else:
        total, below = bare(node.numerator), node.denominator
    if not isinstance(total, Operation) or total.kind != "sum" or not _is_share(total.body, sign):
        return False
    lower = total.lower.operands[-1] if isinstance(total.lower, Chain) else None
    ends = (total.upper, lower if total.upper is None else None)
    names = {meaning_latex(end.items[0] if isinstance(end, Bars) else end) for end in ends if end is not None}
    return meaning_latex(below.items[0] if isinstance(below, Bars) else below) in names


def _is_part(node: Quotient, sign: Sign) -> bool:
    """Of a sum that nothing is taken from one of its terms, ``r`` of ``r + c``."""
    whole, part = bare(node.denominator), meaning_latex(bare(node.numerator))
    if not isinstance(whole, Total) or not set(whole.signs) <= {"", "+"}:
        return False
    others = [term for term in whole.terms if meaning_latex(term) != part]
    return len(others) == len(whole.terms) - 1 and all(sign(term) == "nonnegative" for term in whole.terms)


def _is_wave(node: Meaning) -> bool:
    """Whether a formula is between -1 and 1, as a cosine is."""
    head = node.function.latex if isinstance(node, Application) and isinstance(node.function, Symbol) else ""
    found = BY_SPELLING.get(head) or BY_WORD.get(word_of(head)) if head else None
    return found is not None and found.name in WAVES
