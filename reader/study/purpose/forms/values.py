"""Values: mixtures, shares, scales, comparisons, choices."""

from __future__ import annotations

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Chain,
    Combination,
    Grid,
    Meaning,
    Nothing,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Statements,
    Symbol,
    Total,
    Transposed,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.meaning.evidence.spelling import take_apart
from reader.study.purpose.forms.scene import Scene, difference_in, holds_letter, is_distance, sign_list, told
from reader.study.purpose.kinds import factors
from reader.study.purpose.phrase import PurposePhrase
from reader.study.purpose.statement import head_symbol
from reader.study.walkthrough.forms import is_limit
from reader.study.walkthrough.names import head_word
from reader.study.walkthrough.patterns.fading import exponent_of
from reader.study.walkthrough.ratios import Share, WeightedMean, ratio_of

CORRELATIONS = frozenset(("corr", "cor", "correlation", "pearson", "spearman"))
EVEN = ("2", "4")
SPREADS = frozenset(("deviation", "std", "scale"))
ENTRYWISE = r"\odot"


def name_of_function(node: Meaning) -> str:
    """The word that names an applied function: "softmax"."""
    head = head_symbol(node) if isinstance(node, Application) else None
    base = take_apart(head.latex).base if head is not None else ""
    return "".join(filter(str.isalpha, base.removeprefix(r"\operatorname").removeprefix(r"\text"))).casefold()


def proportion(scene: Scene) -> PurposePhrase | None:
    """``a / (a + b)``: the share of one of two."""
    right = scene.right
    below = bare(right.denominator) if isinstance(right, Quotient) and right.form != "binom" else None
    if not isinstance(right, Quotient) or not isinstance(below, Total) or below.signs not in (("", "+"), ("+", "+")):
        return None
    above = meaning_latex(bare(right.numerator))
    others = [each for each in below.terms if meaning_latex(bare(each)) != above]
    if len(others) != 1 or isinstance(bare(right.numerator), Number) or isinstance(bare(others[0]), Number):
        return None
    first, second = scene.part(right.numerator), scene.part(others[0])
    return told("proportion", first=first, second=second) if first and second else None


# --- mixtures and shares ---------------------------------------------------------------------------------------------


def mixture_in(node: Meaning, *, by_entry: bool = False) -> tuple[Meaning, Meaning, Meaning] | None:
    """``c``, ``a`` and ``b`` of ``c a + (1 - c) b``, whichever comes first; of ``c \\odot a`` where ``by_entry``."""
    node = bare(node)
    if not isinstance(node, Total) or len(node.terms) != 2 or node.signs not in (("", "+"), ("+", "+")):
        return None
    pairs = [_weighed(term, by_entry) for term in node.terms]
    if pairs[0] is None or pairs[1] is None:
        return None
    for (weight, part), (other, rest) in ((pairs[0], pairs[1]), (pairs[1], pairs[0])):
        if _is_rest(other, weight):
            return weight, part, rest
    return None


def _weighed(node: Meaning, by_entry: bool) -> tuple[Meaning, Meaning] | None:
    node = bare(node)
    if by_entry:
        parts = node.operands if isinstance(node, Combination) and node.operator == ENTRYWISE else ()
    else:
        parts = node.factors if isinstance(node, Product) else ()
    return (bare(parts[0]), bare(parts[1])) if len(parts) == 2 else None


def _is_rest(node: Meaning, weight: Meaning) -> bool:
    """``1 - c``"""
    pair = difference_in(node)
    return pair is not None and meaning_latex(pair[0]) == "1" and meaning_latex(bare(pair[1])) == meaning_latex(weight)


def mixes(scene: Scene) -> PurposePhrase | None:
    """A mixture of two things: what is left at both ends."""
    return _mixed("mixes", mixture_in(scene.right), scene)


def gated(scene: Scene) -> PurposePhrase | None:
    """``g \\odot a + (1 - g) \\odot b``: a gate that decides entry by entry."""
    return _mixed("gated", mixture_in(scene.right, by_entry=True), scene)


def _mixed(row: str, found: tuple[Meaning, Meaning, Meaning] | None, scene: Scene) -> PurposePhrase | None:
    if found is None or isinstance(found[0], Number) or scene.left is None:
        return None
    weight, first, second = map(scene.part, found)
    letter = found[0].latex if isinstance(found[0], Symbol) else ""
    if letter and any(holds_letter(each, letter) for each in found[1:]):
        return None
    if weight is None or first is None or second is None or first.text == second.text:
        return None
    return told(row, weight=weight, first=first, second=second)


def softmax(scene: Scene) -> PurposePhrase | None:
    """Scores turned into shares."""
    right = scene.right
    if name_of_function(right) == "softmax" and isinstance(right, Application) and len(right.arguments) == 1:
        scores = scene.part(right.arguments[0])
        return told("softmax", scores=scores) if scores else None
    if isinstance(right, Quotient):
        return _share(right, scene)
    return None


def _share(quotient: Quotient, scene: Scene) -> PurposePhrase | None:
    """Something over the sum of all such things."""
    found = ratio_of(quotient)
    if isinstance(found, WeightedMean):
        weight, part = scene.part(found.weight), scene.part(found.part)
        return told("weighted-mean", what=part, weight=weight) if weight and part else None
    if not isinstance(found, Share):
        return None
    inside = exponent_of(bare(found.part))
    what = scene.part(inside if inside is not None else found.part)
    row = "softmax-over" if inside is not None else "share"
    return told(row, scores=what, range=sign_list((found.index.latex,))) if what else None


# --- scales and comparisons ------------------------------------------------------------------------------------------


def standardised(scene: Scene) -> PurposePhrase | None:
    """How many spreads something lies above a centre; how large an error is beside what it is an error of."""
    right = scene.right
    pair = difference_in(right.numerator) if isinstance(right, Quotient) and right.form != "binom" else None
    if pair is None or not isinstance(right, Quotient):
        return None
    below = bare(right.denominator)
    if isinstance(below, Bars) and len(below.items) == 1:
        below = bare(below.items[0])
    first, second, unit = scene.part(pair[0]), scene.part(pair[1]), scene.part(below)
    if first is None or second is None or unit is None:
        return None
    if meaning_latex(below) == meaning_latex(bare(pair[1])):
        is_rest = isinstance(bare(pair[0]), Number)  # odds and the like
        return told("relative", first=first, second=second) if not is_rest else None
    if _is_called(below, SPREADS, scene) or name_of_function(below) == "std":
        return told("standardised", first=first, second=second, unit=unit)
    return None


def _is_called(node: Meaning, words: frozenset[str], scene: Scene) -> bool:
    head = head_symbol(bare(node))
    meant = scene.statement.meant(head.latex) if head is not None else None
    return bool(meant and meant.meaning and meant.status in ("paper", "reader") and head_word(meant.meaning) in words)


def correlation(scene: Scene) -> PurposePhrase | None:
    """How closely two things rise and fall together, or point the same way."""
    right = scene.claim.sides[-1] if len(scene.claim.sides) == 2 else scene.right
    right = bare(right)
    if isinstance(right, Application) and len(right.arguments) == 2 and name_of_function(right) in CORRELATIONS:
        ranked = [_ranked(each) for each in right.arguments]
        parts = [scene.part(each or other) for each, other in zip(ranked, right.arguments, strict=True)]
        row = "correlates-ranks" if all(ranked) else "correlates"
        return told(row, first=parts[0], second=parts[1]) if parts[0] and parts[1] else None
    if isinstance(right, Quotient) and (pair := _inner(right.numerator)) is not None:
        held = sorted(_length_of(bare(each)) for each in factors(right.denominator))
        first, second = map(scene.part, pair)
        is_cosine = held == sorted(meaning_latex(bare(each)) for each in pair)
        return told("cosine", first=first, second=second) if is_cosine and first and second else None
    return None


def _length_of(node: Meaning) -> str:
    """``a`` of ``\\|a\\|``; "" for another norm, or no norm."""
    is_length = is_distance(node) and (node.below is None or meaning_latex(node.below) == "2")
    return meaning_latex(bare(node.items[0])) if is_length and isinstance(node, Bars) else ""


def _ranked(node: Meaning) -> Meaning | None:
    node = bare(node)
    return node.arguments[0] if name_of_function(node) in ("rank", "rk") and isinstance(node, Application) else None


def _inner(node: Meaning) -> tuple[Meaning, Meaning] | None:
    """``a`` and ``b`` of an inner product, however it is written."""
    node = bare(node)
    if isinstance(node, Bars) and node.kind == "inner" and len(node.items) == 2:
        return node.items[0], node.items[1]
    if isinstance(node, Product) and len(node.factors) == 2 and isinstance(bare(node.factors[0]), Transposed):
        turned = bare(node.factors[0])
        base = turned.base if isinstance(turned, Transposed) else turned
        return (
            (base, node.factors[1])
            if isinstance(bare(base), Symbol) and isinstance(bare(node.factors[1]), Symbol)
            else None
        )
    return None


def likelier(scene: Scene) -> PurposePhrase | None:
    """How much more one of two functions gives to the same thing."""
    right = scene.right
    if not isinstance(right, Quotient) or right.form == "binom":
        return None
    above, below = bare(right.numerator), bare(right.denominator)
    if not isinstance(above, Application) or not isinstance(below, Application):
        return None
    one, other = head_symbol(above), head_symbol(below)
    same = [meaning_latex(each) for each in above.arguments] == [meaning_latex(each) for each in below.arguments]
    if one is None or other is None or one.latex == other.latex or not same:
        return None
    roles = [scene.statement.annotations.get(each.latex) for each in (one, other)]
    is_chance = all(each is not None and each.role == "distribution" for each in roles)
    first, second = scene.part(above), scene.part(below)
    return told("likelier", first=first, second=second) if is_chance and first and second else None


def kernel(scene: Scene) -> PurposePhrase | None:
    """What falls from its height to 0 the further two things lie apart."""
    before = factors(scene.right)[:-1]
    inside = exponent_of(bare(factors(scene.right)[-1]))
    if not isinstance(inside, Total) or len(inside.terms) != 1 or inside.signs != ("-",):
        return None
    term = bare(inside.terms[0])
    beside = [*before, term.denominator] if isinstance(term, Quotient) else before
    pair = _distanced(bare(term.numerator) if isinstance(term, Quotient) else term)
    letters = {each.latex for part in pair or () for each in walk(part) if isinstance(each, Symbol)}
    if any(holds_letter(part, letter) for part in beside for letter in letters):
        return None
    first, second = map(scene.part, pair) if pair is not None else (None, None)
    return told("kernel", first=first, second=second) if first and second else None


def _distanced(node: Meaning) -> tuple[Meaning, Meaning] | None:
    """``x`` and ``y`` of a distance or an even power of the difference: that falls on both sides alike."""
    power = node if isinstance(node, Power) else None
    base = bare(power.base) if power is not None else node
    if is_distance(base):
        return difference_in(base.items[0])
    is_even = power is not None and meaning_latex(power.exponent) in EVEN
    return difference_in(base) if is_even else None


def difference(scene: Scene) -> PurposePhrase | None:
    """What is left of one thing when another is taken away, where the paper names one of them."""
    pair = difference_in(scene.right)
    left = scene.part(scene.left)
    first, second = map(scene.part, pair) if pair is not None else (None, None)
    if left is None or first is None or second is None or not scene.is_named(first, second):
        return None
    return told("difference", left=left, first=first, second=second)


# --- choices ---------------------------------------------------------------------------------------------------------


def cases(scene: Scene) -> PurposePhrase | None:
    """One value where something holds, another elsewhere."""
    grid = scene.right
    left = scene.part(scene.left)
    if not isinstance(grid, Grid) or grid.kind != "cases" or left is None or not 2 <= len(grid.rows) <= 3:
        return None
    told_rows = [_case(row) for row in grid.rows]
    first, other = told_rows[0], told_rows[1]
    if len(grid.rows) != 2 or first is None or other is None or first[1] is None:
        return None
    value, condition = scene.shown(first[0]), scene.shown(first[1])
    rest = scene.shown(other[0])
    where = scene.shown(other[1]) if other[1] is not None else None
    if value is None or condition is None or rest is None or (other[1] is not None and where is None):
        return None
    if where is None:
        return told("cases", left=left, value=value, condition=condition, rest=rest)
    return told("cases-where", left=left, value=value, condition=condition, rest=rest, where=where)


def _case(row: tuple[Meaning, ...]) -> tuple[Meaning, Meaning | None] | None:
    """Its value and its condition; None for the condition of what is left."""
    if len(row) != 2:
        return None
    value, below = bare(row[0]), bare(row[1])
    if isinstance(value, Statements) and len(value.items) == 1:
        value = bare(value.items[0])  # without the comma before the condition
    if isinstance(below, Chain):
        return value, below
    if isinstance(below, Statements):
        claims = [each for each in below.items if isinstance(each, Chain)]
        empty = all(isinstance(each, Chain | Nothing) for each in below.items)
        words = "".join("".join(each) for each in below.separators)
        if empty and len(claims) == 1:
            return value, claims[0]
        if empty and not claims and ("otherwise" in words or "else" in words):
            return value, None
    return None


def clipped(scene: Scene) -> PurposePhrase | None:
    """Something kept only where it is positive; the smaller or the larger of two."""
    right = scene.right
    name = name_of_function(right)
    if not isinstance(right, Application) or len(right.arguments) != 2 or name not in ("min", "max"):
        return None
    parts = [scene.part(each) for each in right.arguments]
    left = scene.part(scene.left)
    if parts[0] is None or parts[1] is None or left is None or parts[0].text == parts[1].text:
        return None
    zero = next((k for k, each in enumerate(right.arguments) if meaning_latex(bare(each)) == "0"), None)
    if zero is not None and name == "max":
        return told("positive-part", what=parts[1 - zero] or parts[0])
    return told("larger-of" if name == "max" else "smaller-of", left=left, first=parts[0], second=parts[1])


def limit(scene: Scene) -> PurposePhrase | None:
    """What something tends to."""
    left = scene.left
    lower = bare(left.lower) if is_limit(left) and left.lower is not None else None
    if not is_limit(left) or not isinstance(lower, Chain) or len(lower.operands) != 2:
        return None
    what, value = scene.part(left.body), scene.part(scene.last)
    letter, end = (scene.shown(bare(each)) for each in lower.operands)
    if what is None or value is None or letter is None or end is None or isinstance(scene.last, Operation):
        return None
    if meaning_latex(lower.operands[1]) == r"\infty":
        return told("tends-far", what=what, value=value, letter=letter)
    return told("tends", what=what, value=value, letter=letter, end=end)
