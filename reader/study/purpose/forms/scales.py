"""How one quantity goes with others: in proportion, from one step to the next, between 0 and 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.formula.semantics.nodes import (
    Application,
    Constant,
    Meaning,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.study.purpose.forms.scene import Scene, difference_in, gathered, told
from reader.study.purpose.forms.sums import apart
from reader.study.purpose.phrase import PurposePhrase, listing
from reader.study.purpose.statement import head_symbol
from reader.study.walkthrough.names import head_word
from reader.study.walkthrough.patterns.fading import exponent_of

MOST = 3  # quantities on either side
FEWEST = 2  # of them, and of names
PAIR = 2
ROOT = "1/2"
POWERS = {"2": "square", "3": "cube", ROOT: "root"}
# Heads of names of what is no number: a product with these is no proportion.
NO_NUMBERS = frozenset((
    "algorithm", "basis", "embedding", "embeddings", "encoder", "feature", "features", "filter", "function",
    "functions", "generator", "input", "kernel", "layer", "map", "mapping", "matrices", "matrix", "model", "network",
    "operator",
    "operators", "output", "polynomial", "projection", "projector", "query", "queries", "key", "keys",
    "representation", "set", "state", "states", "system", "tensor", "transform", "transformation", "transition",
    "values", "vector",
    "vectors", "weights",
))  # fmt: skip
APPLIED = frozenset(("distribution", "function", "operator", "set"))
SQUASHING = frozenset(("sigmoid", "logistic"))


@dataclass(frozen=True, slots=True)
class Factor:
    """A part of a product, to which power, and whether it divides."""

    part: Meaning
    power: str
    divides: bool


def scales(scene: Scene) -> PurposePhrase | None:
    """What grows in proportion to what: products and fractions of numbers that have names."""
    left = scene.part(scene.left)
    if left is None or not isinstance(scene.left, Symbol) or is_no_number(scene.left, scene):
        return None
    found = list(_factors(scene.right, "", divides=False))
    parts = [each for each in found if each is not None]
    if len(parts) < len(found) or not FEWEST <= len(parts) <= 2 * MOST or not _are_numbers(parts, scene):
        return None
    phrases = {
        divides: [_scaled(each, scene) for each in parts if each.divides == divides] for divides in (False, True)
    }
    ups, downs = ([each for each in some if each is not None] for some in (phrases[False], phrases[True]))
    named = sum(bool(each.tells - left.tells) for each in (*ups, *downs))
    if len(ups) + len(downs) < len(parts) or max(len(ups), len(downs)) > MOST:
        return None
    if named + bool(left.tells) < FEWEST or not named:
        return None
    if not ups:
        return told("scales-down", left=left, downs=listing(downs))
    return told("scales", left=left, ups=listing(ups), downs=listing(downs)) if downs else _scaled_up(left, ups)


def _scaled_up(left: PurposePhrase, ups: Sequence[PurposePhrase]) -> PurposePhrase:
    return told("scales-up", left=left, ups=listing(ups))


def _factors(node: Meaning, power: str, *, divides: bool) -> Iterator[Factor | None]:
    """The factors of a product with their powers; None for what is no factor of its own. Numbers scale nothing."""
    node = bare(node)
    if isinstance(node, Number | Constant):
        return
    if isinstance(node, Product) and not power:
        for each in node.factors:
            yield from _factors(each, power, divides=divides)
    elif isinstance(node, Quotient) and node.form != "binom" and not power:
        yield from _factors(node.numerator, power, divides=divides)
        yield from _factors(node.denominator, power, divides=not divides)
    elif isinstance(node, Root) and node.degree is None and not power:
        yield from _below_root(node, divides=divides)
    elif isinstance(node, Power) and isinstance(bare(node.exponent), Number) and not power:
        yield Factor(bare(node.base), meaning_latex(bare(node.exponent)), divides)
    elif isinstance(node, Symbol):
        yield Factor(node, power, divides)
    else:
        yield None


def _below_root(node: Root, *, divides: bool) -> Iterator[Factor | None]:
    for each in _factors(node.body, "", divides=divides):
        yield Factor(each.part, ROOT, each.divides) if each is not None and not each.power else None


def _are_numbers(parts: Sequence[Factor], scene: Scene) -> bool:
    """Whether all are letters for numbers, and each stands once."""
    letters = [each.part.latex for each in parts if isinstance(each.part, Symbol)]
    if len(letters) < len(parts) or len(set(letters)) < len(letters):
        return False
    symbols = [each.part for each in parts if isinstance(each.part, Symbol)]
    is_divided = any(each.divides for each in parts)
    return all(not is_no_number(each, scene) for each in symbols) and (is_divided or _all_named(symbols, scene))


def _all_named(symbols: Sequence[Symbol], scene: Scene) -> bool:
    """Letters without a name may be matrices where nothing is divided."""
    return all((found := scene.part(each)) is not None and found.tells for each in symbols)


def is_no_number(symbol: Symbol, scene: Scene) -> bool:
    found = scene.statement.annotations.get(symbol.latex)
    kinds = found.standing.kinds if found is not None and found.standing is not None else frozenset()
    role = found.role if found is not None else ""
    meant = scene.statement.meant(symbol.latex)
    head = head_word(meant.meaning or "") if meant is not None else ""
    is_applied = role in ("function", "set", "distribution", "operator") or bool(
        {"function", "set", "distribution"} & kinds
    )
    return symbol.bold or is_applied or head in NO_NUMBERS


def _scaled(factor: Factor, scene: Scene) -> PurposePhrase | None:
    found = scene.part(factor.part)
    if found is None or not factor.power:
        return found
    row = POWERS.get(factor.power)
    return told(f"power-{row}", what=found) if row else None


# --- from one step to the next ---------------------------------------------------------------------------------------


# --- between 0 and 1 -------------------------------------------------------------------------------------------------


def squashed(scene: Scene) -> PurposePhrase | None:
    """A value turned into one between 0 and 1."""
    inside = _squashed_in(scene.right, scene)
    if inside is None or scene.left is None:
        return None
    pair = difference_in(inside)
    if pair is not None:
        first, second = map(scene.part, pair)
        return told("squashed-difference", first=first, second=second) if first and second else None
    what = scene.part(inside)
    left = scene.part(scene.left)
    return told("squashed", what=what) if what and left and scene.is_named(what, left) else None


def _squashed_in(node: Meaning, scene: Scene) -> Meaning | None:
    """``x`` of ``\\sigma(x)`` and of ``1 / (1 + e^{-x})``; ``a - b`` of ``e^a / (e^a + e^b)``."""
    if isinstance(node, Application) and len(node.arguments) == 1:
        return node.arguments[0] if _is_sigmoid(node, scene) else None
    below = bare(node.denominator) if isinstance(node, Quotient) and node.form != "binom" else None
    if not isinstance(node, Quotient) or not isinstance(below, Total) or len(below.terms) != FEWEST:
        return None
    if set(below.signs) - {"", "+"}:
        return None
    above, terms = bare(node.numerator), [bare(each) for each in below.terms]
    if meaning_latex(above) == "1":
        powers = [exponent_of(each) for each in terms if meaning_latex(each) != "1"]
        return _turned(powers[0]) if len(powers) == 1 else None
    others = [each for each in terms if meaning_latex(each) != meaning_latex(above)]
    first, second = exponent_of(above), exponent_of(others[0]) if len(others) == 1 else None
    if first is None or second is None:
        return None
    return Total(node.start, node.end, (first, second), ("", "-"))


def _turned(node: Meaning | None) -> Meaning | None:
    """``x`` of ``-x``, ``a - b`` of ``b - a``."""
    if isinstance(node, Total) and node.signs == ("-",):
        return bare(node.terms[0])
    pair = difference_in(node) if node is not None else None
    return Total(pair[0].start, pair[1].end, (pair[1], pair[0]), ("", "-")) if pair is not None else None


def _is_sigmoid(node: Application, scene: Scene) -> bool:
    head = head_symbol(node)
    if head is None:
        return False
    name = "".join(filter(str.isalpha, head.latex.removeprefix(r"\operatorname").removeprefix(r"\mathrm")))
    meant = scene.statement.meant(head.latex)
    words = set((meant.meaning or "").casefold().split()) if meant is not None and meant.status == "paper" else set()
    return name.casefold() in SQUASHING or bool(words & SQUASHING)


def fits(scene: Scene) -> PurposePhrase | None:
    """One minus the squared errors over those of a plain guess."""
    pair = difference_in(scene.right)
    ratio = bare(pair[1]) if pair is not None else None
    if pair is None or meaning_latex(bare(pair[0])) != "1" or not isinstance(ratio, Quotient) or ratio.form == "binom":
        return None
    errors = [_errors(each, scene) for each in (ratio.numerator, ratio.denominator)]
    if errors[0] is None or errors[1] is None:
        return None
    for target, guess in (errors[0], tuple(reversed(errors[0]))):
        for same, plain in (errors[1], tuple(reversed(errors[1]))):
            if meaning_latex(bare(target)) == meaning_latex(bare(same)):
                parts = [scene.part(each) for each in (target, guess, plain)]
                known = [each for each in parts if each is not None]
                return told("fits", target=known[0], guess=known[1], plain=known[2]) if len(known) == 3 else None
    return None


def _errors(node: Meaning, scene: Scene) -> tuple[Meaning, Meaning] | None:
    found = gathered(node, scene)
    return apart(found.body) if found is not None and not found.taken else None
