"""What makes a value larger and what makes it smaller, where both are sure: parts that pull against each other."""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.semantics.nodes import Meaning, Number, Operation, Symbol, Total, bare
from reader.formula.semantics.printer import meaning_latex
from reader.meaning.evidence.spelling import take_apart
from reader.study.purpose.forms.aims import WEIGHTS
from reader.study.purpose.forms.bounds import way_of
from reader.study.purpose.forms.scales import is_no_number
from reader.study.purpose.forms.scene import PLAIN_SIGNS, Scene, told
from reader.study.purpose.kinds import factors
from reader.study.purpose.phrase import NOTHING, PurposePhrase, listing, phrase_of
from reader.study.purpose.pressure import growing_in
from reader.study.walkthrough.directions import Direction, directions_of

MOST = 2  # parts on either side
# By the way of the bound, and whether something raises it and something lowers it.
LIMITS = {
    ("most", True, True): "limits-most-both", ("most", True, False): "limits-most-up",
    ("most", False, True): "limits-most-down", ("least", True, True): "limits-least-both",
    ("least", True, False): "limits-least-up", ("least", False, True): "limits-least-down",
}  # fmt: skip


def pulls(scene: Scene) -> PurposePhrase | None:
    """A value, by what makes it larger and what makes it smaller."""
    left = scene.part(scene.left)
    if left is None or isinstance(scene.left, Operation | Total):
        return None
    sides = _sides(scene, is_number=False) or _named_sides(scene)
    if sides is None or not all(sides[:2]) or not scene.is_named(left, *sides[0], *sides[1]):
        return None
    return told("pulls", left=left, up=listing(sides[0]), down=listing(sides[1]), where=sides[2])


def limits(scene: Scene) -> PurposePhrase | None:
    """A bound, by what raises it and what lowers it."""
    left, way = scene.part(scene.left), way_of(scene)
    if left is None or way is None:
        return None
    sides = _sides(scene, is_number=True)
    if sides is None or not any(sides[:2]) or not scene.is_named(left, *sides[0], *sides[1]):
        return None
    up, down, where = sides
    row = LIMITS[way, bool(up), bool(down)]
    ways = {"up": up, "down": down}
    return told(row, left=left, where=where, **{name: listing(parts) for name, parts in ways.items() if parts})


Sides = tuple[list[PurposePhrase], list[PurposePhrase], PurposePhrase]


def _sides(scene: Scene, *, is_number: bool) -> Sides | None:
    """What it grows with, what it falls with, and what must be positive for that; None where that is not all."""
    found = directions_of(scene.last, growing_in(scene.statement), lambda _: None, is_number=is_number)
    if not found or any(isinstance(each.part, Operation) or each.part is scene.last for each in found):
        return None
    own = meaning_latex(scene.left) if scene.left is not None else ""
    up, down = ([scene.part(each.part) for each in found if each.grows == grows] for grows in (True, False))
    parts = [each for each in (*up, *down) if each is not None]
    is_whole = len(parts) == len(found) and len({each.text["en"] for each in parts}) == len(parts)
    if not is_whole or max(len(up), len(down)) > MOST or any(meaning_latex(each.part) == own for each in found):
        return None
    return [each for each in up if each], [each for each in down if each], _where(found, scene)


def _named_sides(scene: Scene) -> Sides | None:
    """The same of a sum in which every term is a named number, with or without a weight."""
    total = scene.right
    if not isinstance(total, Total) or set(total.signs) - PLAIN_SIGNS or len(scene.claim.sides) > 1:
        return None
    found = [_weighed(each) for each in total.terms]
    terms = [each for each in found if each is not None]
    if len(terms) < len(found) or any(
        is_no_number(each.part, scene) for each in terms if isinstance(each.part, Symbol)
    ):
        return None
    parts = [scene.part(each.part) for each in terms]
    named = [each for each in parts if each is not None and each.tells]
    if len(named) < len(terms) or len({each.text["en"] for each in named}) < len(named):
        return None
    up = [part for part, sign in zip(named, total.signs, strict=True) if sign != "-"]
    down = [part for part, sign in zip(named, total.signs, strict=True) if sign == "-"]
    if max(len(up), len(down)) > MOST:
        return None
    return up, down, _where(terms, scene)


def _weighed(term: Meaning) -> Direction | None:
    """A letter, or a number or a weight times one."""
    parts = [bare(each) for each in factors(bare(term))]
    weights = [each for each in parts[:-1] if not isinstance(each, Number)]
    is_plain = all(isinstance(each, Symbol) and take_apart(each.latex).base in WEIGHTS for each in weights)
    if not isinstance(parts[-1], Symbol) or len(parts) > 2 or not is_plain:
        return None
    return Direction(parts[-1], grows=True, given=tuple(weights))


def _where(found: Sequence[Direction], scene: Scene) -> PurposePhrase:
    given = {meaning_latex(part): part for each in found for part in each.given}
    shown = [scene.shown(part) for part in given.values()]
    known = [each for each in shown if each is not None]
    return phrase_of("presses-where", parts=listing(known)) if known else NOTHING
