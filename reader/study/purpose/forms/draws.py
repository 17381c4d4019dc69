"""Chance in stages: sequences part by part, and what one averages over because it stays hidden."""

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
from reader.meaning.evidence.spelling import take_apart
from reader.study.purpose.forms.scene import Scene, holds_letter, told
from reader.study.purpose.kinds import factors, is_density
from reader.study.purpose.names import is_chance
from reader.study.purpose.phrase import PurposePhrase
from reader.study.purpose.phrases import LOGARITHMS
from reader.study.purpose.statement import head_symbol

PAIR = 2
EARLIER = ("<", "1:", "0:")  # marks of all members before one


def in_turn(scene: Scene) -> PurposePhrase | None:
    """``p(y | x) = \\prod_t p(y_t | x, y_{<t})``, or its logarithm: a sequence, each member given those before it."""
    left, right = scene.left, scene.right
    if not isinstance(left, Application) or not isinstance(right, Operation) or len(right.bound) != 1:
        return None
    body, whole, row = bare(right.body), left, "in-turn"
    if right.kind == "sum":
        inner = _under_log(left), _under_log(body)
        if inner[0] is None or inner[1] is None:
            return None
        whole, body, row = inner[0], inner[1], "in-turn-log"
    elif right.kind != "product":
        return None
    member = _next_given_before(body, right.bound[0])
    heads = head_symbol(whole), head_symbol(body)
    if member is None or heads[0] is None or heads[1] is None or len(whole.arguments) != 1:
        return None
    drawn = bare(whole.arguments[0])
    drawn = bare(drawn.left) if isinstance(drawn, Given) and drawn.kind == "condition" else drawn
    if not isinstance(drawn, Symbol) or _letter(drawn) != _letter(member):
        return None
    if take_apart(heads[0].latex).base != take_apart(heads[1].latex).base:
        return None
    what, sequence = scene.part(member), scene.part(drawn)
    return told(row, whole=sequence, what=what) if what and sequence else None


def _under_log(node: Meaning) -> Application | None:
    node = bare(node)
    head = head_symbol(node) if isinstance(node, Application) else None
    if head is None or head.latex not in LOGARITHMS or not isinstance(node, Application) or len(node.arguments) != 1:
        return None
    inside = bare(node.arguments[0])
    return inside if isinstance(inside, Application) else None


def _letter(symbol: Symbol) -> str:
    """A letter in whatever face: a sequence is bold where its members are plain."""
    return take_apart(symbol.latex).base.rstrip("}").rpartition("{")[2]


def _next_given_before(node: Meaning, letter: str) -> Symbol | None:
    """``y_t`` of ``p(y_t | \\dots, y_{<t})``."""
    if not isinstance(node, Application) or len(node.arguments) != 1:
        return None
    given = bare(node.arguments[0])
    if not isinstance(given, Given) or given.kind != "condition":
        return None
    member, known = bare(given.left), bare(given.right)
    if not isinstance(member, Symbol) or not holds_letter(member, letter):
        return None
    items = [bare(each) for each in known.items] if isinstance(known, Listing) else [known]
    before = (each for each in items if isinstance(each, Symbol) and _letter(each) == _letter(member))
    return member if any(_is_before(each, letter) for each in before) else None


def _is_before(symbol: Symbol, letter: str) -> bool:
    marks = take_apart(symbol.latex)
    script = (marks.sub or marks.sup).replace(" ", "").removeprefix(r"\lt").removeprefix("<")
    plain = (marks.sub or marks.sup).replace(" ", "")
    if script != plain:
        return script == letter
    return plain in {f"{start}{letter}-1" for start in EARLIER[1:]}


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
