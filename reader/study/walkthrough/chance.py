"""Values that scatter: the bell curve with its centre and its spread, and noise that is added to something."""

from __future__ import annotations

from collections.abc import Iterator, Set

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Combination,
    Meaning,
    Number,
    Product,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.name_rows import NORMALS, ORDERS
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.directions import PROBABILITIES
from reader.study.walkthrough.pen import Pen, is_readable
from reader.study.walkthrough.sentence import Sentence

# By whether it is told what follows the curve, and whether it lies round 0, or with the spread of one as well.
NORMAL_ROWS = {
    (True, ""): "normal", (True, "standard"): "normal-standard", (True, "unit"): "normal-unit",
    (False, ""): "normal-density", (False, "standard"): "normal-density-standard",
    (False, "unit"): "normal-density-unit",
}  # fmt: skip
# What stands for data or for a distribution behind the sign by which something is drawn.
DATA = frozenset(rf"\mathcal{{{letter}}}" for letter in "BDFNPQSTUX")
IDENTITIES = frozenset(("I", r"\mathbf{I}", r"\bm{I}", r"\mathrm{I}", r"\operatorname{I}", r"\mathbb{I}"))


def drawn(left: Meaning, law: Meaning) -> Sentence:
    """What is drawn from what, where one of them has a name: else it reads out the sign."""
    heads = [each.function if isinstance(each, Application) else each for each in (bare(left), bare(law))]

    def write(pen: Pen) -> str:
        is_told = any(map(pen.is_named, (left, law, *heads))) or meaning_latex(heads[1]).startswith(r"\operatorname")
        return pen.row("gives-drawn", left=pen.part(left), right=pen.part(law)) if is_told else ""

    return Sentence("gives", left, write)


def is_law(part: Meaning) -> bool:
    """What values are drawn from: a distribution by its name, that is no bell curve, which has a sentence of its own.
    Of amounts the same sign says that one is about as large as the other."""
    head = part.function if isinstance(part, Application) else part
    if not isinstance(head, Symbol) or is_normal(part) or head.latex in ORDERS:
        return False
    is_named = head.stem in PROBABILITIES or head.stem in DATA
    return is_named or (isinstance(part, Application) and head.stem.startswith((r"\mathcal", r"\operatorname")))


def is_normal(part: Meaning) -> bool:
    """A bell curve with its centre and its spread."""
    return isinstance(part, Application) and _name(part) in NORMALS and len(part.arguments) in (2, 3)


def normal(node: Meaning, drawn: Meaning | None, *, is_all: bool) -> Sentence | None:
    """A bell curve; ``drawn`` is what the left side draws, where the curve ``is_all`` of the right side."""
    if not isinstance(node, Application) or not is_normal(node) or not all(map(is_readable, node.arguments)):
        return None
    *first, centre, spread = node.arguments
    subject = (first[0] if first else drawn) if is_all else None

    def write(pen: Pen) -> str:
        whose = pen.math(meaning_latex(subject if subject is not None else node))
        return pen.row(
            NORMAL_ROWS[subject is not None, _place_of(centre, spread)],
            subject=whose,
            centre=pen.part(centre),
            spread=pen.part(spread),
        )

    return Sentence("certain", node, write)


def _place_of(centre: Meaning, spread: Meaning) -> str:
    if not _is_zero(centre):
        return ""
    return "unit" if isinstance(spread, Symbol) and spread.latex in IDENTITIES else "standard"


def noise_in(meaning: Meaning) -> frozenset[str]:
    """The symbols that are drawn from a bell curve around 0."""
    drawn = (node.operands for node in walk(meaning) if isinstance(node, Chain) and len(node.operands) == 2)
    return frozenset(
        left.latex
        for left, right in drawn
        if isinstance(left, Symbol) and isinstance(right, Application) and is_normal(right)
        if len(right.arguments) == 2 and _is_zero(right.arguments[0])
    )


def noisy(side: Meaning, noise: Set[str]) -> Iterator[Sentence]:
    """``\\mu + \\sigma \\epsilon`` with noise that the display draws around 0."""
    right = bare(side)
    if not isinstance(right, Total) or right.signs != ("", "+"):
        return
    for centre, term in (right.terms, right.terms[::-1]):
        drawn = [each for each in _factors(term) if isinstance(each, Symbol) and each.latex in noise]
        others = [each for each in _factors(term) if each not in drawn]
        if len(drawn) == 1 == len(others) and all(map(is_readable, (centre, *others))):
            yield _noisy(right, centre, drawn[0], others[0])
            return


def _factors(term: Meaning) -> tuple[Meaning, ...]:
    if isinstance(term, Product):
        return term.factors
    return term.operands if isinstance(term, Combination) else ()


def _noisy(right: Meaning, centre: Meaning, noise: Meaning, scale: Meaning) -> Sentence:
    return Sentence(
        "certain",
        right,
        lambda pen: pen.row("noisy", centre=pen.part(centre), noise=pen.part(noise), scale=pen.part(scale)),
    )


def _name(node: Application) -> str:
    return node.function.latex if isinstance(node.function, Symbol) else ""


def _is_zero(part: Meaning) -> bool:
    spelled = part.text if isinstance(part, Number) else part.latex if isinstance(part, Symbol) else ""
    return spelled in ("0", r"\mathbf{0}", r"\bm{0}")
