"""Bounds and equations that say what cannot be otherwise: how likely, how fast, how near."""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Chain,
    Given,
    Meaning,
    Number,
    Operation,
    Power,
    Quotient,
    Root,
    Symbol,
    Total,
    Transposed,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.name_rows import ORDERS
from reader.formula.syntax.tree import walk
from reader.meaning.evidence.spelling import take_apart
from reader.study.purpose.forms.scene import (
    Scene,
    counts_by,
    difference_in,
    is_count,
    is_distance,
    sign_list,
    told,
)
from reader.study.purpose.kinds import AT_LEAST, AT_MOST, EQUAL, factors
from reader.study.purpose.phrase import PurposePhrase, listing
from reader.study.purpose.statement import head_symbol

BELOW = AT_MOST | {"<", r"\lesssim"}
CHANCE = frozenset((r"\Pr", r"\mathbb{P}", r"\operatorname{P}", r"\operatorname{Pr}", "P", r"\mathbf{P}"))
ORDERED = ORDERS | {r"\Theta"}
GATHERING = frozenset(("sum", "product", "extremum"))
MOST_LETTERS = 2


def way_of(scene: Scene) -> str | None:
    """ "most" or "least", where all signs of a chain go the same way."""
    signs = set(scene.claim.signs) - EQUAL
    if signs and signs <= BELOW:
        return "most"
    return "least" if signs and signs <= AT_LEAST else None


def chance(scene: Scene) -> PurposePhrase | None:
    """How likely something is at most, or at least."""
    left, way = scene.left, way_of(scene)
    head = head_symbol(left) if isinstance(left, Application) else None
    if way is None or head is None or not isinstance(left, Application) or take_apart(head.latex).base not in CHANCE:
        return None
    if len(left.arguments) != 1:
        return None
    event = bare(left.arguments[0])
    known = None
    if isinstance(event, Given) and event.kind != "versus":
        known = scene.shown(bare(event.right))
        event = bare(event.left)
        if known is None:
            return None
    if any(isinstance(node, Symbol) and take_apart(node.latex).base in CHANCE for node in walk(scene.last)):
        return None  # it compares two chances
    value, what = scene.shown(scene.last), scene.shown(event) if isinstance(event, Chain) else None
    if value is None or what is None:
        return None
    return (
        told(f"given-chance-{way}", what=what, value=value, given=known)
        if known
        else told(f"chance-{way}", what=what, value=value)
    )


def _value_at(node: Meaning, scene: Scene) -> tuple[str, str, bool] | None:
    """The function, the point, and whether it is the gradient that is taken there."""
    node = bare(node)
    if isinstance(node, Operation) and node.kind == "gradient":
        inner = _value_at(node.body, scene)
        return (inner[0], inner[1], True) if inner is not None else None
    if isinstance(node, Application) and isinstance(node.function, Symbol) and len(node.arguments) == 1:
        return node.function.latex, meaning_latex(bare(node.arguments[0])), False
    return None


def touches(scene: Scene) -> PurposePhrase | None:
    """A function beside its tangent: convex, strongly convex, smooth."""
    way = way_of(scene)
    left = _value_at(scene.left, scene) if scene.left is not None else None
    total = scene.last
    if way is None or left is None or not isinstance(total, Total) or set(total.signs) - {"", "+"}:
        return None
    if len(scene.claim.sides) != 1 or not 2 <= len(total.terms) <= 3:
        return None
    at = _value_at(total.terms[0], scene)
    if at is None or at[0] != left[0] or not _is_slope(total.terms[1], at[0], left[1], at[1]):
        return None
    name, point = scene.part(Symbol(0, 1, left[0], left[0])), scene.shown(_argument(total.terms[0]))
    if name is None or point is None:
        return None
    curve = scene.part(_curvature(total.terms[2], {left[1], at[1]})) if len(total.terms) == 3 else None
    if len(total.terms) == 2:
        return told("above-tangent", what=name, point=point) if way == "least" else None
    return (
        told("above-bowl" if way == "least" else "below-bowl", what=name, point=point, factor=curve) if curve else None
    )


def _argument(node: Meaning) -> Meaning:
    node = bare(node)
    return bare(node.arguments[0]) if isinstance(node, Application) else node


def _is_slope(node: Meaning, name: str, there: str, here: str) -> bool:
    """``\\\\langle \\\\nabla f(x), y - x \\\\rangle``"""
    node = bare(node)
    parts: Sequence[Meaning] = node.items if isinstance(node, Bars) and node.kind == "inner" else factors(node)
    if len(parts) != 2:
        return False
    for slope, way in (parts, tuple(reversed(parts))):
        inner = bare(slope)
        while isinstance(inner, Transposed):
            inner = bare(inner.base)
        pair = difference_in(way.base if isinstance(way, Transposed) else way)
        if not isinstance(inner, Operation) or inner.kind != "gradient" or pair is None:
            continue
        body = inner.body.base if isinstance(inner.body, Transposed) else inner.body
        is_here = meaning_latex(bare(body)) == f"{name}({here})"
        if is_here and [meaning_latex(bare(each)) for each in pair] == [there, here]:
            return True
    return False


def _curvature(node: Meaning, ends: set[str]) -> Meaning | None:
    """``L`` of ``\\\\frac{L}{2} \\\\|y - x\\\\|^2``, where it lies between both ends."""
    parts = factors(node)
    last = bare(parts[-1])
    half = bare(parts[0])
    size = _size(last)
    is_square = size is not None and size[2] == "2" and set(size[:2]) == ends
    if len(parts) != 2 or not is_square or not isinstance(half, Quotient) or meaning_latex(half.denominator) != "2":
        return None
    return bare(half.numerator)


def _size(node: Meaning) -> tuple[str, str, str, Meaning, Meaning] | None:
    """What lies how far from what, and to which power."""
    node, power = bare(node), ""
    if isinstance(node, Power):
        power = meaning_latex(node.exponent)
        node = bare(node.base)
    pair = difference_in(node.items[0]) if is_distance(node) else None
    if pair is None:
        return None
    return meaning_latex(bare(pair[0])), meaning_latex(bare(pair[1])), power, pair[1], pair[0]


# --- with which letters it falls --------------------------------------------------------------------------------------


def shrinks(scene: Scene) -> PurposePhrase | None:
    """What is bounded, and the counts with which the bound falls."""
    left = scene.part(scene.left)
    right = scene.last
    order = _ordered(right)
    if (
        left is None
        or (way_of(scene) != "most" and order is None)
        or (order is not None and scene.claim.sign not in BELOW | EQUAL)
    ):
        return None
    falling = falling_in(order if order is not None else right, scene)
    if not falling:
        return None
    letters = [scene.part(Symbol(0, len(each), each, each)) for each in falling[:MOST_LETTERS]]
    known = [each for each in letters if each is not None]
    if (
        len(falling) > MOST_LETTERS
        or len(known) < len(letters)
        or (isinstance(scene.left, Symbol) and is_count(scene.left.latex, scene))
    ):
        return None
    return told("shrinks", left=left, letters=listing(known))


def _ordered(node: Meaning) -> Meaning | None:
    """What stands in ``O(...)``."""
    parts = factors(node)
    for each in parts:
        each = bare(each)
        head = head_symbol(each) if isinstance(each, Application) else None
        if (
            isinstance(each, Application)
            and head is not None
            and take_apart(head.latex).base in ORDERED
            and len(each.arguments) == 1
        ):
            return bare(each.arguments[0]) if len(parts) == 1 else None
    return None


def falling_in(node: Meaning, scene: Scene) -> list[str]:
    """The counts that stand in denominators of all terms and nowhere else."""
    node = bare(node)
    terms = node.terms if isinstance(node, Total) else (node,)
    if isinstance(node, Total) and set(node.signs) - {"", "+"}:
        return []
    found: list[set[str]] = []
    for term in terms:
        above, below = _sides(term)
        if any(isinstance(each, Operation) and each.kind in GATHERING for part in above for each in walk(part)):
            return []  # with more of them it grows, too
        found.append(
            _counts(below, scene) - {each.latex for part in above for each in walk(part) if isinstance(each, Symbol)}
        )
    return sorted(set.intersection(*found)) if found else []


def _sides(term: Meaning) -> tuple[list[Meaning], list[Meaning]]:
    """What stands above and below the fraction bars of a product."""
    above: list[Meaning] = []
    below: list[Meaning] = []
    for part in factors(term):
        part = bare(part)
        inner = bare(part.body) if isinstance(part, Root) else part
        if isinstance(inner, Quotient) and inner.form != "binom":
            above.append(inner.numerator)
            below.append(inner.denominator)
        elif isinstance(inner, Power) and meaning_latex(inner.exponent).startswith("-"):
            below.append(inner.base)
        else:
            above.append(part)
    return above, below


def _counts(below: Sequence[Meaning], scene: Scene) -> set[str]:
    """Letters of numbers of things that are factors of what divides."""
    found: set[str] = set()
    for node in below:
        for part in factors(node):
            part = bare(part)
            part = bare(part.body) if isinstance(part, Root) else part
            part = (
                bare(part.base)
                if isinstance(part, Power) and not meaning_latex(part.exponent).startswith("-")
                else part
            )
            for each in factors(part):
                each = bare(each)
                if isinstance(each, Symbol) and is_count(each.latex, scene):
                    found.add(each.latex)
    return found


# --- conditions and findings ------------------------------------------------------------------------------------------


def adds_to_one(scene: Scene) -> PurposePhrase | None:
    """Shares that make up a whole; what averages out; what stands at right angles."""
    left, right = scene.left, scene.right
    if scene.claim.sign not in EQUAL or len(scene.claim.sides) != 1 or not isinstance(right, Number):
        return None
    if isinstance(left, Operation) and left.kind == "sum" and right.text == "1" and counts_by(left):
        what = scene.part(left.body)
        return told("adds-to-one", what=what, range=sign_list(left.bound)) if what else None
    if right.text != "0":
        return None
    if isinstance(left, Operation) and left.kind == "expectation":
        what = scene.part(left.body)
        return told("averages-out", what=what) if what and not isinstance(bare(left.body), Number) else None
    if isinstance(left, Bars) and left.kind == "inner" and len(left.items) == 2:
        first, second = map(scene.part, left.items)
        return told("right-angles", first=first, second=second) if first and second else None
    return None
