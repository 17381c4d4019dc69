"""Functions of one thing by their shape: what is pressed and moved, powers, and what is gathered by an integral."""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.semantics.nodes import (
    Application,
    Combination,
    Integral,
    Meaning,
    Number,
    Power,
    Quotient,
    Root,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.study.purpose.forms.scene import Scene, difference_in, holds_letter, told
from reader.study.purpose.forms.values import name_of_function
from reader.study.purpose.kinds import factors
from reader.study.purpose.phrase import PurposePhrase, sign_of

PAIR = 2
PRESSING = {"tanh": "pressed-tanh", "sigmoid": "pressed-sigmoid"}


def _shifted(node: Meaning) -> tuple[Meaning, Meaning | None]:
    """A sum of two as its first and its last; else the whole and None."""
    if isinstance(node, Total) and len(node.terms) == PAIR and node.signs in (("", "+"), ("+", "+")):
        return bare(node.terms[0]), bare(node.terms[1])
    return node, None


def bent(scene: Scene) -> PurposePhrase | None:
    """``g * tanh(a x) + b``: pressed into a range, then stretched and shifted."""
    node, last = _shifted(scene.right)
    shift = scene.part(last) if isinstance(last, Symbol) else None
    if last is not None and shift is None:
        return None
    parts = [bare(each) for each in _factors_of(node)]
    inner, before = parts[-1], parts[:-1]
    name = name_of_function(inner)
    if name not in PRESSING or not isinstance(inner, Application) or len(before) > 1 or scene.left is None:
        return None
    what = scene.part(inner.arguments[0]) if len(inner.arguments) == 1 else None
    size = scene.part(before[0]) if before else None
    if what is None or (before and size is None) or (shift is None and size is None):
        return None
    found = told(PRESSING[name], what=what)
    if size is not None and shift is not None:
        return told("pressed-and-moved", first=found, size=size, shift=shift)
    if size is not None:
        return told("pressed-stretched", first=found, size=size)
    return told("pressed-moved", first=found, shift=shift) if shift is not None else None


def rescales(scene: Scene) -> PurposePhrase | None:
    """``g * (x - m) / \\sqrt{v + e} + b``: brought to a common centre and width, then to new ones."""
    total = scene.right
    if not isinstance(total, Total) or len(total.terms) != PAIR or total.signs not in (("", "+"), ("+", "+")):
        return None
    parts, last = [bare(each) for each in _factors_of(bare(total.terms[0]))], bare(total.terms[1])
    ratio = next((each for each in parts if isinstance(each, Quotient)), None)
    pair = difference_in(ratio.numerator) if ratio is not None and ratio.form != "binom" else None
    others = [each for each in parts if each is not ratio]
    if (
        pair is None
        or ratio is None
        or len(others) != 1
        or not all(isinstance(each, Symbol) for each in (last, *others))
    ):
        return None
    below = bare(ratio.denominator)
    if not isinstance(below, Root | Symbol):
        return None
    made = [scene.part(each) for each in (*pair, below, others[0], last)]
    known = [each for each in made if each is not None]
    if len(known) < len(made):
        return None
    what, centre, width, size, shift = known
    return told("rescales", what=what, centre=centre, width=width, size=size, shift=shift)


def _factors_of(node: Meaning) -> Sequence[Meaning]:
    """Factors, be they joined by a sign of their own: ``*``, ``\\odot``."""
    if isinstance(node, Combination) and node.operator in ("*", r"\odot", r"\ast", r"\circ"):
        return node.operands
    return factors(node)


def power_law(scene: Scene) -> PurposePhrase | None:
    """A power of one thing, times what does not depend on it: what doubling it does."""
    left = scene.left
    variable = bare(left.arguments[0]) if isinstance(left, Application) and len(left.arguments) == 1 else None
    if not isinstance(variable, Symbol):
        return None
    holding = [bare(each) for each in factors(scene.right) if variable.latex in meaning_latex(each)]
    power = holding[0] if len(holding) == 1 else None
    if (
        not isinstance(power, Power)
        or holds_letter(power.exponent, variable.latex)
        or isinstance(bare(power.exponent), Number)
    ):
        return None
    base = bare(power.base)
    falls = _divides(base, variable.latex)
    if falls is None:
        return None
    exponent = bare(power.exponent)
    is_taken = isinstance(exponent, Total) and exponent.signs == ("-",)
    size = meaning_latex(exponent.terms[0]) if isinstance(exponent, Total) and is_taken else meaning_latex(exponent)
    if isinstance(exponent, Total) and not is_taken:
        return None
    sign = "-" if falls != is_taken else ""
    what, whole = scene.part(variable), scene.part(left)
    return told("power-law", left=whole, what=what, factor=sign_of(f"2^{{{sign}{size}}}")) if what and whole else None


def _divides(base: Meaning, letter: str) -> bool | None:
    """Whether a base is something over a letter; False for the letter over something, or alone."""
    if isinstance(base, Symbol):
        return False if base.latex == letter else None
    if not isinstance(base, Quotient) or base.form == "binom":
        return None
    above, below = (meaning_latex(bare(each)) for each in (base.numerator, base.denominator))
    if above == letter and not holds_letter(base.denominator, letter):
        return False
    return True if below == letter and not holds_letter(base.numerator, letter) else None


def gathers(scene: Scene) -> PurposePhrase | None:
    """An integral of something that has a name, or that gives something with a name."""
    right = scene.right
    parts = [bare(each) for each in factors(right)]
    runs = [each for each in parts if isinstance(each, Integral)]
    if len(runs) != 1 or not _are_numbers([each for each in parts if each is not runs[0]]):
        return None
    run = runs[0]
    what, left, letter = scene.part(run.body), scene.part(scene.left), scene.part(run.variable)
    if what is None or left is None or letter is None or not scene.is_named(what, left, letter):
        return None
    if isinstance(bare(run.body), Number | Integral) or not isinstance(bare(run.variable), Symbol):
        return None
    if run.lower is not None and run.upper is not None:
        first, last = scene.shown(bare(run.lower)), scene.shown(bare(run.upper))
        ends = {"first": first, "last": last}
        known = {key: each for key, each in ends.items() if each is not None}
        return told("gathers-between", left=left, what=what, letter=letter, **known) if len(known) == PAIR else None
    return told("gathers", left=left, what=what, letter=letter)


def _are_numbers(parts: Sequence[Meaning]) -> bool:
    return not any(isinstance(each, Symbol) for part in parts for each in walk(part))
