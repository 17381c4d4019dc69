"""Everyday shapes, certain from the tree alone: gates, layers, gaps, cuts, comparisons, remainders, rates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeGuard

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Combination,
    Integral,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Symbol,
    Total,
    Transposed,
    Undecided,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.name_rows import ORDERS
from reader.formula.syntax.tree import walk
from reader.meaning.evidence.spelling import take_apart
from reader.study.purpose.forms.scene import Scene, difference_in, gathered, holds_letter, is_distance, sign_list, told
from reader.study.purpose.forms.values import mixture_in, name_of_function
from reader.study.purpose.kinds import factors
from reader.study.purpose.phrase import PurposePhrase, listing, sign_of
from reader.study.purpose.phrases import LOGARITHMS
from reader.study.purpose.statement import head_symbol
from reader.study.walkthrough.patterns.fading import exponent_of

PAIR = 2
PLUS = (("", "+"), ("+", "+"))
MOST = 4  # numbers of which a soft maximum is taken
LARGEST = ("sup", "max")
LITTLE_O = "o"
WEIGHTS = ("w", "W")
SHIFTS = ("b", "c", r"\beta")


def latex_of(node: Meaning) -> str:
    return meaning_latex(bare(node))


def is_scripted(node: Meaning) -> TypeGuard[Symbol | Undecided]:
    """A letter with its scripts, be one of them a label or a power."""
    return isinstance(node, Symbol) or (isinstance(node, Undecided) and node.reason == "power-or-label")


def plain_letter(node: Meaning) -> str:
    """The letter of a symbol without its face and its scripts: ``W`` of ``\\mathbf{W}_{1}``; "" of all else."""
    base = take_apart(node.latex).base if is_scripted(node) else ""
    letter = base.rstrip("}").rpartition("{")[2]
    return letter if base.endswith(letter + "}" * base.count("{")) else ""


# --- what is kept and what is replaced -------------------------------------------------------------------------------


def gated(scene: Scene) -> PurposePhrase | None:
    """``g \\odot a + (1 - g) \\odot b``: a gate that decides entry by entry."""
    total = scene.right
    if not isinstance(total, Total) or len(total.terms) != PAIR or total.signs not in PLUS or scene.left is None:
        return None
    pairs = [_entries(each) for each in total.terms]
    if pairs[0] is None or pairs[1] is None:
        return None
    as_product = Total(
        total.start,
        total.end,
        tuple(Product(t.start, t.end, each, ("",)) for t, each in zip(total.terms, pairs, strict=True) if each),
        total.signs,
    )
    found = mixture_in(as_product)
    if found is None or isinstance(bare(found[0]), Number):
        return None
    weight, first, second = map(scene.part, found)
    if weight is None or first is None or second is None or first.text == second.text:
        return None
    return told("gated", weight=weight, first=first, second=second)


def _entries(node: Meaning) -> tuple[Meaning, Meaning] | None:
    node = bare(node)
    if isinstance(node, Combination) and node.operator == r"\odot" and len(node.operands) == PAIR:
        return bare(node.operands[0]), bare(node.operands[1])
    return None


def shortened(scene: Scene) -> PurposePhrase | None:
    """``\\min(1, c / \\|g\\|) g`` and ``g / \\max(1, \\|g\\| / c)``: no longer than ``c``."""
    right = scene.right
    if isinstance(right, Product) and len(right.factors) == PAIR:
        for cut, what in (right.factors, tuple(reversed(right.factors))):
            found = _cut(bare(cut), "min", what)
            if found is not None:
                return _shortened(scene, what, found)
    if isinstance(right, Quotient) and right.form != "binom":
        found = _cut(bare(right.denominator), "max", right.numerator)
        return _shortened(scene, right.numerator, found) if found is not None else None
    return None


def _cut(node: Meaning, name: str, what: Meaning) -> Meaning | None:
    """``c`` of ``\\min(1, c / \\|g\\|)`` or of ``\\max(1, \\|g\\| / c)``, where ``g`` is what is cut."""
    if not isinstance(node, Application) or name_of_function(node) != name or len(node.arguments) != PAIR:
        return None
    others = [bare(each) for each in node.arguments if latex_of(each) != "1"]
    ratio = others[0] if len(others) == 1 else None
    if not isinstance(ratio, Quotient) or ratio.form == "binom":
        return None
    limit, size = (ratio.numerator, ratio.denominator) if name == "min" else (ratio.denominator, ratio.numerator)
    size = bare(size)
    is_own = is_distance(size) and size.kind == "norm" and latex_of(size.items[0]) == latex_of(what)
    return bare(limit) if is_own and isinstance(bare(limit), Symbol | Number) else None


def _shortened(scene: Scene, what: Meaning, limit: Meaning) -> PurposePhrase | None:
    part, length = scene.part(what), scene.part(limit)
    return told("shortened", what=part, limit=length) if part and length else None


# --- layers ----------------------------------------------------------------------------------------------------------


def affine(scene: Scene) -> PurposePhrase | None:
    """``W x + b``: each entry a weighted sum of all entries, and a shift."""
    total = scene.right
    if not isinstance(total, Total) or len(total.terms) != PAIR or total.signs not in PLUS or scene.left is None:
        return None
    first, shift = bare(total.terms[0]), bare(total.terms[1])
    if plain_letter(shift) not in SHIFTS:
        return None
    summed = _summed(first, scene)
    pair = summed or _applied(first)
    if pair is None:
        return None
    weights, what, last = scene.part(pair[0]), scene.part(pair[1]), scene.part(shift)
    if weights is None or what is None or last is None:
        return None
    if isinstance(first, Operation):
        return told("layer-sum", what=what, weights=weights, shift=last, range=sign_list(first.bound))
    return told("layer", what=what, weights=weights, shift=last)


def _applied(node: Meaning) -> tuple[Meaning, Meaning] | None:
    """``W`` and ``x`` of ``W x`` or of ``x W``, where the one is a matrix of weights and the other none."""
    parts = [bare(each) for each in factors(node)]
    if len(parts) != PAIR:
        return None
    for weights, what in (parts, parts[::-1]):
        inner = bare(weights.base) if isinstance(weights, Transposed) else weights
        is_matrix = plain_letter(inner) == "W"
        if is_matrix and isinstance(what, Symbol) and plain_letter(what).islower() and len(plain_letter(what)) == 1:
            return weights, what
    return None


def _summed(node: Meaning, scene: Scene) -> tuple[Meaning, Meaning] | None:
    """``w_{jk}`` and ``a_k`` of ``\\sum_k w_{jk} a_k``."""
    found = gathered(node, scene) if isinstance(node, Operation) else None
    body = bare(found.body) if found is not None else None
    if found is None or len(found.sums) != 1 or found.means or found.drawn or found.taken or found.scaled:
        return None
    if not isinstance(body, Product) or len(body.factors) != PAIR:
        return None
    parts = [bare(each) for each in body.factors]
    if not all(is_scripted(each) and _counts(each, found.sums[0]) for each in parts):
        return None
    weighing = [plain_letter(each) in WEIGHTS for each in parts]
    if sum(weighing) != 1:
        return None
    return parts[weighing.index(True)], parts[weighing.index(False)]


def attends(scene: Scene) -> PurposePhrase | None:
    """``\\operatorname{softmax}(s) V``: values mixed by shares."""
    parts = [bare(each) for each in factors(scene.right)]
    if len(parts) != PAIR or scene.left is None or not isinstance(parts[0], Application):
        return None
    if name_of_function(parts[0]) != "softmax" or len(parts[0].arguments) != 1 or not isinstance(parts[1], Symbol):
        return None
    scores, what = scene.part(parts[0].arguments[0]), scene.part(parts[1])
    return told("attends", scores=scores, what=what) if scores and what else None


def _counts(node: Symbol | Undecided, letter: str) -> bool:
    return holds_letter(node, letter) or letter in take_apart(node.latex).sub


# --- comparisons -----------------------------------------------------------------------------------------------------


def largest_gap(scene: Scene) -> PurposePhrase | None:
    """``\\sup_x |f(x) - g(x)|``: where two differ most, and by how much."""
    right = scene.right
    if not isinstance(right, Operation) or right.kind != "extremum" or len(right.bound) != 1 or scene.left is None:
        return None
    body, letter = bare(right.body), right.bound[0]
    if "".join(filter(str.isalpha, right.operator)) not in LARGEST or not is_distance(body):
        return None
    pair = difference_in(body.items[0])
    if pair is None or not all(holds_letter(each, letter) for each in pair):
        return None
    first, second, what = scene.part(pair[0]), scene.part(pair[1]), scene.part(Symbol(0, len(letter), letter, letter))
    if first is None or second is None or what is None or first.text == second.text:
        return None
    return told("largest-gap", first=first, second=second, letter=what)


def matched(scene: Scene) -> PurposePhrase | None:
    """``\\sum_{ij} A_{ij} B_{ij}``: two tables held against each other, entry by entry."""
    found = gathered(scene.right, scene)
    body = bare(found.body) if found is not None else None
    if found is None or scene.left is None or len(found.sums) < PAIR or found.means or found.drawn or found.taken:
        return None
    if found.scaled or not isinstance(body, Product) or len(body.factors) != PAIR:
        return None
    tables = [_entry_of(bare(each)) for each in body.factors]
    if tables[0] is None or tables[1] is None or tables[0][1] != tables[1][1] or tables[0][0] == tables[1][0]:
        return None
    named = list(zip(map(bare, body.factors), (tables[0], tables[1]), strict=True))
    letters = tables[0][1].replace(",", "").replace(" ", "")
    if sorted(letters) != sorted("".join(found.sums)) or not all(len(each) == 1 for each in found.sums):
        return None
    first, second = (scene.part(each) if isinstance(each, Symbol) else sign_of(name) for each, (name, _) in named)
    return told("matched", first=first, second=second) if first and second else None


def _entry_of(node: Meaning) -> tuple[str, str] | None:
    """``A`` and ``i, j`` of ``A_{ij}`` or ``A[i, j]``."""
    if isinstance(node, Symbol):
        spelled = take_apart(node.latex)
        return (spelled.base + spelled.sup, spelled.sub) if spelled.sub else None
    if isinstance(node, Undecided) and node.latex.endswith("]") and node.latex.count("[") == 1:
        name, _, inside = node.latex[:-1].partition("[")
        return name, inside
    return None


def at_right_angles(scene: Scene) -> PurposePhrase | None:
    """``\\|r\\|^2 = \\|a\\|^2 + \\|b\\|^2`` where ``a`` and ``b`` are parts of ``r``."""
    total, left = scene.right, scene.left
    if not isinstance(total, Total) or len(total.terms) != PAIR or total.signs not in PLUS or left is None:
        return None
    norms = [_squared(each) for each in (left, *total.terms)]
    if any(each is None for each in norms) or len({each[1] for each in norms if each}) != 1:
        return None
    whole, first, second = (bare(each[0]) for each in norms if each)
    heads = [take_apart(each.latex).base if isinstance(each, Symbol) else "" for each in (whole, first, second)]
    is_sum = isinstance(whole, Total) and len(whole.terms) == PAIR
    is_sum = (
        is_sum
        and isinstance(whole, Total)
        and [latex_of(each) for each in whole.terms] == [latex_of(each) for each in (first, second)]
    )
    if not is_sum and (not heads[0] or len(set(heads)) != 1):
        return None
    parts = [scene.part(each) for each in (whole, first, second)]
    known = [each for each in parts if each is not None]
    if len(known) < len(parts) or len({each.text["en"] for each in known}) < len(known):
        return None
    return told("right-angle-split", whole=known[0], first=known[1], second=known[2])


def _squared(node: Meaning) -> tuple[Meaning, str] | None:
    """``x`` of ``\\|x\\|^2``, and which norm it is."""
    node = bare(node)
    base = bare(node.base) if isinstance(node, Power) and latex_of(node.exponent) == "2" else None
    if not isinstance(base, Bars) or base.kind != "norm" or len(base.items) != 1:
        return None
    return base.items[0], latex_of(base.below) if base.below is not None else ""


# --- soft maximum, remainders, rates ---------------------------------------------------------------------------------


def soft_maximum(scene: Scene) -> PurposePhrase | None:
    """``\\log(e^a + e^b)``"""
    right = scene.right
    head = head_symbol(right) if isinstance(right, Application) else None
    if head is None or head.latex not in LOGARITHMS or not isinstance(right, Application) or scene.left is None:
        return None
    total = bare(right.arguments[0]) if len(right.arguments) == 1 else None
    if not isinstance(total, Total) or set(total.signs) - {"", "+"} or not PAIR <= len(total.terms) <= MOST:
        return None
    inside = [exponent_of(bare(each)) for each in total.terms]
    parts = [scene.part(each) for each in inside if each is not None]
    known = [each for each in parts if each is not None]
    return told("soft-maximum", parts=listing(known)) if len(known) == len(total.terms) else None


def up_to(scene: Scene) -> PurposePhrase | None:
    """``f = g + O(h)``: what is kept, and how much is left out at most."""
    total = scene.right
    if not isinstance(total, Total) or len(total.terms) < PAIR or total.signs[-1] != "+" or scene.left is None:
        return None
    *kept, rest = (bare(each) for each in total.terms)
    head = head_symbol(rest) if isinstance(rest, Application) else None
    if head is None or not isinstance(rest, Application) or len(rest.arguments) != 1:
        return None
    if any(_is_order(part) for each in kept for part in walk(each)) or not any(map(_letters_in, kept)):
        return None
    main = (
        kept[0]
        if len(kept) == 1 and total.signs[0] in ("", "+")
        else Total(total.start, kept[-1].end, tuple(kept), total.signs[:-1])
    )
    left, first, order = scene.part(scene.left), scene.shown(main), scene.shown(bare(rest.arguments[0]))
    if left is None or first is None or order is None or latex_of(rest.arguments[0]) == "1":
        return None
    if head.latex in ORDERS:
        return told("up-to-order", left=left, what=first, order=order)
    is_little = head.latex == LITTLE_O and not isinstance(bare(rest.arguments[0]), Symbol)
    return told("up-to-less", left=left, what=first, order=order) if is_little else None


def _is_order(node: Meaning) -> bool:
    head = head_symbol(node) if isinstance(node, Application) else None
    return head is not None and take_apart(head.latex).base in {*ORDERS, LITTLE_O}


def _letters_in(node: Meaning) -> bool:
    return any(isinstance(each, Symbol) for each in walk(node))


def changes_by(scene: Scene) -> PurposePhrase | None:
    """``(f(x + h) - f(x)) / h``: how fast something changes over a step."""
    right = scene.right
    pair = difference_in(right.numerator) if isinstance(right, Quotient) and right.form != "binom" else None
    if pair is None or not isinstance(right, Quotient):
        return None
    one, other = map(bare, pair)
    ends = _ends(one, other)
    if ends is None or not isinstance(one, Application):
        return None
    after, before = ends
    terms = [latex_of(each) for each in after.terms] if isinstance(after, Total) and after.signs in PLUS else []
    if terms != [latex_of(before), latex_of(right.denominator)]:
        return None
    head = head_symbol(one)
    what = scene.phrases.symbol(head) or scene.shown(head) if head is not None else None
    first, last = scene.shown(before), scene.shown(after)
    return told("changes-by", what=what, first=first, last=last) if what and first and last else None


def _ends(one: Meaning, other: Meaning) -> tuple[Meaning, Meaning] | None:
    """The one argument in which two values of a function differ."""
    if not isinstance(one, Application) or not isinstance(other, Application):
        return None
    if latex_of(one.function) != latex_of(other.function) or len(one.arguments) != len(other.arguments):
        return None
    pairs = [(bare(a), bare(b)) for a, b in zip(one.arguments, other.arguments, strict=True)]
    apart = [each for each in pairs if meaning_latex(each[0]) != meaning_latex(each[1])]
    return apart[0] if len(apart) == 1 else None


def _filled(row: str, parts: Mapping[str, PurposePhrase | None]) -> PurposePhrase | None:
    known = {key: each for key, each in parts.items() if each is not None}
    return told(row, **known) if len(known) == len(parts) else None


def share_so_far(scene: Scene) -> PurposePhrase | None:
    """``\\int_a^u f / \\int_a^b f``: how much of the whole has been passed."""
    right = scene.right
    if not isinstance(right, Quotient) or right.form == "binom":
        return None
    above, below = bare(right.numerator), bare(right.denominator)
    if not isinstance(above, Integral) or not isinstance(below, Integral):
        return None
    same = [(above.body, below.body), (above.variable, below.variable)]
    ends = (above.lower, below.lower, above.upper, below.upper)
    if any(latex_of(a) != latex_of(b) for a, b in same) or any(each is None for each in ends):
        return None
    first, start, here, last = (bare(each) for each in ends if each is not None)
    if latex_of(first) != latex_of(start) or latex_of(here) == latex_of(last) or not isinstance(here, Symbol):
        return None
    parts = {"what": scene.part(above.body), "first": scene.shown(first), "last": scene.shown(last)}
    return _filled("share-so-far", {**parts, "here": scene.part(here)})
