"""When a row of factors may be something other than their product: each row with its reason and an example.

The reasons are rows of ``messages/conversion.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from reader.formula.semantics.nodes import (
    Application,
    Combination,
    Constant,
    Differential,
    Group,
    Integral,
    Meaning,
    Nothing,
    Number,
    Power,
    Product,
    Symbol,
    Total,
)
from reader.formula.syntax.tree import walk

DOTS = frozenset({r"\ldots", r"\cdots", r"\vdots", r"\ddots"})
VOWELS = frozenset("aeouAEOU")
VARIED = frozenset("xyztruvSFJLW") | {r"\phi", r"\psi", r"\rho", r"\varphi"}  # what a small delta varies
DIFFERENTIATED = frozenset("txyzsruvqWBXYZS") | {r"\theta", r"\mu", r"\omega", r"\tau"}
ALPHABET = re.compile(r"\\math(?:cal|frak|scr|bb|sf)\{")
LONGEST_RUN = 4


@dataclass(frozen=True, slots=True)
class Doubt:
    """One row: the reason that is told, when it holds, and an example where it does."""

    reason: str
    holds: Callable[[Product], bool]
    example: str


def has_dots(node: Product) -> bool:
    return any(isinstance(factor, Constant) and factor.latex in DOTS for factor in node.factors)


def beside(node: Product) -> list[tuple[Meaning, Meaning]]:
    """Factors with no sign between them."""
    return [pair for pair, sign in zip(pairwise(node.factors), node.signs, strict=False) if not sign]


def has_digits_beside(node: Product) -> bool:
    return any(isinstance(factor, Number) and isinstance(after, Number) for factor, after in beside(node))


def has_words(node: Product) -> bool:
    """A word beside a factor: an instruction, or a name that nobody multiplies without a sign."""
    return any(is_said(factor) or is_said(after) for factor, after in beside(node))


def is_said(meaning: Meaning) -> bool:
    return isinstance(meaning, Symbol) and meaning.latex.startswith((r"\operatorname{", r"\text{"))


def has_difference(node: Product) -> bool:
    return any(
        isinstance(factor, Symbol)
        and (factor.latex == r"\Delta" or (factor.latex == r"\delta" and stem_of(after) in VARIED))
        for factor, after in beside(node)
    )


def stem_of(meaning: Meaning) -> str:
    head = meaning.function if isinstance(meaning, Application) else meaning
    return head.stem if isinstance(head, Symbol) else ""


def has_run(node: Product) -> bool:
    """Three letters or more typed without a gap, with a vowel among them; or four and more."""
    run = ""
    end = -1
    for factor in (*node.factors, None):
        head = factor.base if isinstance(factor, Power) else factor
        letter = head.stem if isinstance(head, Symbol) and len(head.stem) == 1 else ""
        if run and (head is None or not letter or head.start != end):
            if len(run) >= LONGEST_RUN or (len(run) == LONGEST_RUN - 1 and set(run) & VOWELS):
                return True
            run = ""
        if head is not None and letter:
            run += letter
            end = head.end
    return False


def has_alphabet_run(node: Product) -> bool:
    """``\\mathcal{RH}``: letters under one alphabet are one name."""
    return any(
        isinstance(factor, Symbol) and isinstance(after, Symbol)
        and (factor.end, after.end) == (after.start, after.start + 1)  # no alphabet of its own
        and (alphabet := ALPHABET.match(factor.latex)) is not None and after.latex.startswith(alphabet.group())
        for factor, after in beside(node)
    )  # fmt: skip


FLOW_NUMBERS = frozenset("RPWD")  # Reynolds, Péclet, Weber and Deborah write theirs with an e


def has_numbered_e(node: Product) -> bool:
    """``We^{1/2}``: e is raised to what varies; with a number on it the dimensionless number of a flow is meant."""
    for factor, after in beside(node):
        euler = isinstance(after, Power) and isinstance(after.base, Constant) and after.base.latex == "e"
        glued = isinstance(factor, Symbol) and factor.latex in FLOW_NUMBERS and factor.end == after.start
        if euler and glued and isinstance(after, Power) and not _varies(after.exponent):
            return True
    return False


def _varies(exponent: Meaning) -> bool:
    return any(isinstance(node, Symbol) for node in walk(exponent))


def has_differential(node: Product) -> bool:
    """``d \\ln x``, ``dt``: d before what varies is no factor."""
    return any(
        isinstance(factor, Symbol) and factor.latex == "d"
        and (stem_of(after)[:1] == "\\" if isinstance(after, Application) else stem_of(after) in DIFFERENTIATED)
        for factor, after in beside(node)
    )  # fmt: skip


def has_sum_before_name(node: Product) -> bool:
    """``(f + g)(x)``: functions may be added, and nobody brackets a single factor."""
    return any(
        isinstance(factor, Group) and isinstance(factor.body, Total) and isinstance(after, Group)
        and after.open == "(" and isinstance(after.body, Symbol)
        for factor, after in beside(node)
    )  # fmt: skip


def ends_early(node: Product) -> bool:
    """``\\int dx f``, ``\\int f dx dy``: something of an integral stands behind its differential."""
    for factor, after in pairwise(node.factors):
        if isinstance(factor, Integral) and (isinstance(factor.body, Nothing) or isinstance(after, Differential)):
            return True
    return False


DOUBTS: tuple[Doubt, ...] = (
    Doubt("dots", has_dots, r"a \cdots z"),
    Doubt("digits", has_digits_beside, r"10\,000"),
    Doubt("words", has_words, r"a \operatorname{minimize}"),
    Doubt("word-or-product", has_difference, r"\Delta x"),
    Doubt("word-or-product", has_differential, r"d \ln x"),
    Doubt("word-or-product", has_run, "1 + OPT"),
    Doubt("word-or-product", has_alphabet_run, r"\mathcal{RH} x"),
    Doubt("word-or-product", has_numbered_e, "We^{1/2}"),
    Doubt("application-or-product", has_sum_before_name, "(f + g)(x)"),
    Doubt("integral-scope", ends_early, r"\int dx f"),
)


def doubt_of(node: Product) -> str | None:
    """The reason of the first row that holds."""
    return next((doubt.reason for doubt in DOUBTS if doubt.holds(node)), None)


def is_word_composed(node: Combination) -> bool:
    """``AB \\circ f``, ``TM \\oplus N``: letters side by side that nobody composes or adds up are one name."""
    return node.operator in (r"\circ", r"\oplus") and any(
        isinstance(operand, Product) and any(isinstance(factor, Symbol) for factor in operand.factors)
        for operand in node.operands
    )
