"""Everyday shapes, certain from the tree alone: layers, largest gaps, remainders, shares of a whole."""

from __future__ import annotations

from typing import TypeGuard

from reader.formula.semantics.nodes import (
    Application,
    Integral,
    Meaning,
    Operation,
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
from reader.study.purpose.forms.scene import Scene, difference_in, holds_letter, is_distance, told
from reader.study.purpose.kinds import factors
from reader.study.purpose.phrase import PurposePhrase
from reader.study.purpose.statement import head_symbol

PAIR = 2
PLUS = (("", "+"), ("+", "+"))
LARGEST = ("sup", "max")
LITTLE_O = "o"
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


# --- layers ----------------------------------------------------------------------------------------------------------


def affine(scene: Scene) -> PurposePhrase | None:
    """``W x + b``: each entry a weighted sum of all entries, and a shift."""
    total = scene.right
    if not isinstance(total, Total) or len(total.terms) != PAIR or total.signs not in PLUS or scene.left is None:
        return None
    first, shift = bare(total.terms[0]), bare(total.terms[1])
    if plain_letter(shift) not in SHIFTS:
        return None
    pair = _applied(first)
    if pair is None:
        return None
    weights, what, last = scene.part(pair[0]), scene.part(pair[1]), scene.part(shift)
    return told("layer", what=what, weights=weights, shift=last) if weights and what and last else None


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


# --- remainders and shares ---------------------------------------------------------------------------------


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
    what, begin, end, place = scene.part(above.body), scene.shown(first), scene.shown(last), scene.part(here)
    if what and begin and end and place:
        return told("share-so-far", what=what, first=begin, last=end, here=place)
    return None
