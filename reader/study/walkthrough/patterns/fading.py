"""What fades as something grows: exponentials of distances, weights that are powers, temperatures, units of spread."""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.semantics.nodes import (
    Annotated,
    Application,
    Bars,
    Chain,
    Constant,
    Factorial,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Root,
    Symbol,
    Total,
    Undecided,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.pen import Pen, is_readable
from reader.study.walkthrough.ratios import Share, ratio_of
from reader.study.walkthrough.sentence import Sentence, certain

Carried = tuple[Meaning, Sequence[Meaning]]
TEMPERATURES = frozenset((r"\tau", "T"))
DISCOUNTS = frozenset((r"\gamma", r"\rho", r"\lambda", r"\beta", r"\alpha"))


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
    if isinstance(part, Product):
        distances = [each for each in part.factors if _distance_and_scales(bare(each)) is not None]
        others = [each for each in part.factors if each not in distances]
        if len(distances) == 1 and _are_scales(others):
            inner = _distance_and_scales(bare(distances[0]))
            return (inner[0], [*inner[1], *others]) if inner is not None else None
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


def discounted(node: Meaning) -> Sentence | None:
    """``\\sum_t \\gamma^t r_t``: each term weighs by one more factor than the one before."""
    if not isinstance(node, Operation) or node.kind != "sum" or len(node.bound) != 1:
        return None
    body, index = bare(node.body), node.bound[0]
    factors = body.factors if isinstance(body, Product) else ()
    for factor in factors:
        base, exponent = _power(factor, node)
        sign = _sign_of(index, exponent) if base is not None else 0
        others = [each for each in factors if each is not factor]
        if base is not None and sign and not _holds(others, base) and not any(_grows(each, index) for each in others):
            key = "discounted" if sign > 0 else "discounted-back"
            return _told(node, key, weight=base, index=index)
    return None


def _grows(part: Meaning, index: str) -> bool:
    """Whether it weighs another term otherwise itself: a power, a factorial or a number of choices."""
    weighing = (
        each.exponent if isinstance(each, Power) else each
        for each in walk(part)
        if isinstance(each, Power | Factorial) or (isinstance(each, Quotient) and each.form == "binom")
    )
    return any(isinstance(each, Symbol) and each.latex == index for some in weighing for each in walk(some))


def _power(factor: Meaning, total: Operation) -> tuple[Symbol | None, Meaning | None]:
    """A letter for a number raised to something. A label may look like that, but not ``\\gamma^t`` from 0 on."""
    if isinstance(factor, Power) and isinstance(factor.base, Symbol) and factor.base.stem in DISCOUNTS:
        return factor.base, factor.exponent
    index = total.bound[0]
    if isinstance(factor, Undecided) and factor.latex == rf"\gamma^{{{index}}}" and _begins_at_zero(total):
        return Symbol(factor.start, factor.end, r"\gamma", r"\gamma"), Symbol(factor.start, factor.end, index, index)
    return None, None


def _begins_at_zero(total: Operation) -> bool:
    lower = total.lower
    return isinstance(lower, Chain) and len(lower.operands) == 2 and meaning_latex(lower.operands[1]) == "0"


def _sign_of(index: str, exponent: Meaning | None) -> int:
    """Whether an exponent grows with an index by ones, or falls: ``t - 1``, ``T - t``."""
    terms = exponent.terms if isinstance(exponent, Total) else (exponent,)
    signs = exponent.signs if isinstance(exponent, Total) else ("",)
    found = [sign for term, sign in zip(terms, signs, strict=True) if isinstance(term, Symbol) and term.latex == index]
    if len(found) != 1 or not all(isinstance(each, Symbol | Number) for each in terms):
        return 0
    return {"": 1, "+": 1, "-": -1}.get(found[0], 0)


def _holds(parts: Sequence[Meaning], letter: Symbol) -> bool:
    return any(isinstance(each, Symbol) and each.latex == letter.latex for part in parts for each in walk(part))


def _told(node: Meaning, key: str, *, weight: Symbol, index: str) -> Sentence:
    return Sentence("certain", node, lambda pen: pen.row(key, weight=pen.part(weight), index=pen.math(index)))


def tempered(node: Meaning) -> Sentence | None:
    """``\\frac{\\exp(s_i / \\tau)}{\\sum_j \\exp(s_j / \\tau)}``: a temperature makes shares even."""
    share = ratio_of(node) if isinstance(node, Quotient) else None
    exponent = exponent_of(share.part) if isinstance(share, Share) else None
    if not isinstance(exponent, Quotient) or not isinstance(exponent.denominator, Symbol):
        return None
    letter = exponent.denominator
    if letter.stem not in TEMPERATURES or letter.bold:
        return None
    return certain(node, "tempered", letter=letter, part=exponent.numerator)


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
    """A standard deviation: by its letter or by its word, and no variance."""
    if isinstance(part, Symbol):
        return part.stem in (r"\sigma", r"\hat{\sigma}") and not part.bold
    if isinstance(part, Root):
        return part.degree is None and _is_named(bare(part.body), ("var",))
    return _is_named(part, ("std", "stdev", "sd"))


def _is_named(part: Meaning, words: Sequence[str]) -> bool:
    name = part.function.stem if isinstance(part, Application) and isinstance(part.function, Symbol) else ""
    return "".join(filter(str.isalpha, name.rpartition("{")[2])).casefold() in words


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
