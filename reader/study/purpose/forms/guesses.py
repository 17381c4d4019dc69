"""How well guesses meet what they are guesses of, and how widely something scatters."""

from __future__ import annotations

from reader.formula.semantics.nodes import Application, Meaning, Operation, Power, Product, Quotient, Root, Total, bare
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.study.purpose.forms.scene import Scene, difference_in, gathered, holds_letter, over, told
from reader.study.purpose.forms.values import name_of_function
from reader.study.purpose.kinds import EQUAL
from reader.study.purpose.phrase import PurposePhrase
from reader.study.purpose.phrases import LOGARITHMS
from reader.study.purpose.statement import head_symbol

PAIR = 2
CAPITALS = ("{Var", "{Cov", "{VAR", "{COV")  # "var(x)" may be the variance at x
VARIANCES, COVARIANCES = frozenset(("var", "variance")), frozenset(("cov", "covariance"))


def crosses(scene: Scene) -> PurposePhrase | None:
    """``-\\sum_w t(w) \\log y(w)``: a guess beside what is so; with ``p \\log p``, how undecided something is."""
    found = gathered(scene.right, scene)
    body = bare(found.body) if found is not None else None
    if found is None or body is None or not found.taken or not found.is_any:
        return None
    if isinstance(body, Total):
        return _two_ways(body, scene, over(scene, found))
    pair = _weighed_logarithm(body)
    if pair is None or not all(any(holds_letter(each, letter) for letter in found.sums) for each in pair):
        return None
    first, second = map(scene.part, pair)
    if first is None or second is None or difference_in(pair[0]) is not None:
        return None  # what is large where it is negative, would weigh the other way
    ranges = over(scene, found)
    is_same = meaning_latex(bare(pair[0])) == meaning_latex(bare(pair[1]))
    return told("undecided", what=first) if is_same else told("crosses", target=first, guess=second, over=ranges)


def _weighed_logarithm(node: Meaning) -> tuple[Meaning, Meaning] | None:
    """``t`` and ``y`` of ``t \\log y``."""
    node = bare(node)
    if not isinstance(node, Product) or len(node.factors) != PAIR:
        return None
    last = bare(node.factors[1])
    head = head_symbol(last) if isinstance(last, Application) else None
    if head is None or head.latex not in LOGARITHMS or not isinstance(last, Application) or len(last.arguments) != 1:
        return None
    return node.factors[0], bare(last.arguments[0])


def _two_ways(total: Total, scene: Scene, ranges: PurposePhrase) -> PurposePhrase | None:
    """``y \\log p + (1 - y) \\log(1 - p)``"""
    pairs = [_weighed_logarithm(each) for each in total.terms]
    if len(pairs) != PAIR or pairs[0] is None or pairs[1] is None or set(total.signs) - {"", "+"}:
        return None
    rests = [difference_in(each) for each in pairs[1]]
    is_rest = all(
        rest is not None
        and meaning_latex(bare(rest[0])) == "1"
        and meaning_latex(bare(rest[1])) == meaning_latex(bare(one))
        for rest, one in zip(rests, pairs[0], strict=True)
    )
    target, guess = map(scene.part, pairs[0])
    return told("nearer-guess", target=target, guess=guess, over=ranges) if is_rest and target and guess else None


def held_against(scene: Scene) -> PurposePhrase | None:
    """``(a - b)^2 / c``: a squared distance beside what it is held against, be it added up."""
    found = gathered(scene.right, scene)
    ratio = bare(found.body) if found is not None and not found.taken else None
    if found is None or not isinstance(ratio, Quotient) or ratio.form == "binom":
        return None
    power = bare(ratio.numerator)
    base = bare(power.base) if isinstance(power, Power) and meaning_latex(power.exponent) == "2" else None
    pair = difference_in(base) if base is not None else None
    first, second, unit = map(scene.part, (*pair, ratio.denominator)) if pair is not None else (None, None, None)
    if first is None or second is None or unit is None or isinstance(bare(ratio.denominator), Root):
        return None
    return told("held-against", first=first, second=second, unit=unit, over=over(scene, found))


def scatters(scene: Scene) -> PurposePhrase | None:
    """A variance or a covariance that is worked out."""
    left = scene.left
    head = head_symbol(left)
    name = (
        name_of_function(left)
        if left is not None and head is not None and any(each in head.latex for each in CAPITALS)
        else ""
    )
    if any(isinstance(node, Operation) for node in walk(scene.last)):
        return None  # it says what the name stands for
    if not isinstance(left, Application) or scene.claim.sign not in EQUAL or name not in VARIANCES | COVARIANCES:
        return None
    parts = [scene.part(each) for each in left.arguments]
    value = scene.part(scene.last)
    if any(each is None for each in parts) or value is None:
        return None
    if len(parts) == 1 and parts[0] is not None and name in VARIANCES:
        return told("scatters", what=parts[0], value=value)
    if len(parts) == PAIR and parts[0] is not None and parts[1] is not None and parts[0].text != parts[1].text:
        return told("vary-together", first=parts[0], second=parts[1], value=value)
    return None
