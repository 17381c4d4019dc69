"""What fades as something grows: exponentials of distances, weights that are powers, temperatures, units of spread."""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.semantics.nodes import (
    Annotated,
    Application,
    Bars,
    Constant,
    Meaning,
    Number,
    Power,
    Product,
    Quotient,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.pen import Pen, is_readable
from reader.study.walkthrough.sentence import Sentence, certain

Carried = tuple[Meaning, Sequence[Meaning]]


def fading(node: Meaning) -> Sentence | None:
    """``\\exp(-\\frac{\\|x - y\\|^2}{2 \\sigma^2})``: 1 at distance 0."""
    inside = exponent_of(node)
    if not isinstance(inside, Total) or inside.signs != ("-",) or not is_readable(node):
        return None
    split = _distance_and_scales(bare(inside.terms[0]))
    if split is None or not is_readable(split[0]):
        return None
    distance, scales = split
    unknown = [each for each in scales if not _is_positive(each)]

    def write(pen: Pen) -> str:
        given = pen.row("positive", parts=pen.listed([pen.math(meaning_latex(each)) for each in unknown]))
        whole, part = pen.math(meaning_latex(node)), pen.part(distance)
        return pen.row("fading", whole=whole, part=part, given=given if unknown else "")

    return Sentence("certain", node, write)


def exponent_of(node: Meaning) -> Meaning | None:
    """Of an exponential."""
    if isinstance(node, Application) and isinstance(node.function, Symbol) and node.function.latex == r"\exp":
        return bare(node.arguments[0]) if len(node.arguments) == 1 else None
    is_power = isinstance(node, Power) and isinstance(node.base, Constant) and node.base.latex == "e"
    return bare(node.exponent) if is_power and isinstance(node, Power) else None


def _distance_and_scales(part: Meaning) -> tuple[Meaning, list[Meaning]] | None:
    """What is never negative, and the letters and numbers that it is scaled with; None where there is more."""
    if _is_distance(part):
        return part, []
    if isinstance(part, Quotient) and part.form != "binom":
        above = _distance_and_scales(bare(part.numerator))
        below = _factors(bare(part.denominator))
        return (above[0], [*above[1], *below]) if above is not None and _are_scales(below) else None
    return None


def _is_distance(part: Meaning) -> bool:
    """A norm or its power: 0 where what stands in it is."""
    base = part.base if isinstance(part, Power) and isinstance(part.exponent, Number) else part
    return isinstance(base, Bars) and base.kind in ("norm", "absolute") and len(base.items) == 1


def _factors(part: Meaning) -> Sequence[Meaning]:
    return part.factors if isinstance(part, Product) else (part,)


def _are_scales(parts: Sequence[Meaning]) -> bool:
    return all(isinstance(_base(each), Symbol | Number) or _is_number(each) for each in parts)


def _base(part: Meaning) -> Meaning:
    return part.base if isinstance(part, Power) else part


def _is_number(part: Meaning) -> bool:
    return isinstance(part, Quotient) and all(isinstance(each, Number) for each in (part.numerator, part.denominator))


def _is_positive(part: Meaning) -> bool:
    is_square = isinstance(part, Power) and isinstance(part.exponent, Number) and part.exponent.text in ("2", "4")
    return is_square or isinstance(part, Number) or _is_number(part)


def _holds(parts: Sequence[Meaning], letter: Symbol) -> bool:
    return any(isinstance(each, Symbol) and each.latex == letter.latex for part in parts for each in walk(part))


def standardised(node: Meaning) -> Sentence | None:
    """``\\frac{x - \\mu}{\\sigma}``: how far, in units of a spread."""
    if not isinstance(node, Quotient) or node.form == "binom" or not _is_spread(bare(node.denominator)):
        return None
    inside = bare(node.numerator)
    if not isinstance(inside, Total) or inside.signs != ("", "-"):
        return None
    first, second = inside.terms
    if any(isinstance(each, Number) for each in inside.terms):
        return None
    return certain(node, "standardised", first=first, second=second, unit=bare(node.denominator))


def _is_spread(part: Meaning) -> bool:
    """A standard deviation, by its letter or by its word, and no variance."""
    if isinstance(part, Application):
        return isinstance(part.function, Symbol) and part.function.stem.endswith("{std}")
    return isinstance(part, Symbol) and part.stem in (r"\sigma", r"\hat{\sigma}") and not part.bold


def carried(right: Meaning, before: Symbol) -> Carried | None:
    """Of ``A x_t + B u_t`` the term that goes on with the step before, and what comes in anew."""
    if not isinstance(right, Total) or set(right.signs) - {"", "+"}:
        return None
    kept = [each for each in right.terms if _holds([each], before)]
    others = [each for each in right.terms if each not in kept]
    if len(kept) != 1 or not others or not isinstance(kept[0], Product) or before not in kept[0].factors:
        return None
    is_remarked = any(isinstance(each, Annotated) for each in walk(right))
    return (kept[0], others) if not is_remarked and all(map(is_readable, right.terms)) else None
