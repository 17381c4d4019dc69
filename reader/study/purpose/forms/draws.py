"""Chance in two stages: what one averages over because it stays hidden."""

from __future__ import annotations

from reader.formula.semantics.nodes import (
    Application,
    Given,
    Integral,
    Listing,
    Meaning,
    Operation,
    Symbol,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.study.purpose.forms.scene import Scene, holds_letter, told
from reader.study.purpose.kinds import factors, is_density
from reader.study.purpose.names import is_chance
from reader.study.purpose.phrase import PurposePhrase
from reader.study.purpose.statement import head_symbol

PAIR = 2
EARLIER = ("<", "1:", "0:")  # marks of all members before one


def hidden(scene: Scene) -> PurposePhrase | None:
    """``\\int p(y | z) p(z) dz``: what is drawn in two stages, whatever comes out of the first."""
    left, right = scene.left, scene.right
    if not isinstance(left, Application) or len(left.arguments) != 1:
        return None
    letter, body = _summed_over(right)
    parts = [bare(each) for each in factors(body)] if body is not None else []
    if len(parts) != PAIR or holds_letter(left, letter):
        return None
    asked = bare(left.arguments[0])
    asked = bare(asked.left) if isinstance(asked, Given) else asked
    for last, first in (parts, parts[::-1]):
        if _draws(last, asked, letter) and _is_drawn_first(first, letter, scene):
            what, gone = scene.part(asked), scene.part(Symbol(0, len(letter), letter, letter))
            return told("hidden", what=what, hidden=gone) if what and gone else None
    return None


def _summed_over(node: Meaning) -> tuple[str, Meaning | None]:
    if isinstance(node, Integral) and isinstance(node.variable, Symbol):
        return node.variable.latex, node.body
    if isinstance(node, Operation) and node.kind == "sum" and len(node.bound) == 1:
        return node.bound[0], node.body
    return "", None


def _draws(node: Meaning, what: Meaning, letter: str) -> bool:
    """``p(y | z, x)``: what is asked for, given what is hidden."""
    given = bare(node.arguments[0]) if isinstance(node, Application) and len(node.arguments) == 1 else None
    if not isinstance(given, Given) or given.kind != "condition":
        return False
    known = bare(given.right)
    items = known.items if isinstance(known, Listing) else (known,)
    is_asked = meaning_latex(bare(given.left)) == meaning_latex(what)
    return is_asked and any(meaning_latex(bare(each)) == letter for each in items)


def _is_drawn_first(node: Meaning, letter: str, scene: Scene) -> bool:
    """``p(z | x)``, or ``p(z)`` where the letter before the brackets is one of chances."""
    if not isinstance(node, Application) or len(node.arguments) != 1:
        return False
    inside, head = bare(node.arguments[0]), head_symbol(node)
    if isinstance(inside, Given):
        return inside.kind == "condition" and meaning_latex(bare(inside.left)) == letter
    is_chance_of = head is not None and is_chance(head.latex, scene.statement)
    return meaning_latex(inside) == letter and (is_chance_of or is_density(node, scene.statement))
