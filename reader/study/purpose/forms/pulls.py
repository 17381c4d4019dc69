"""What makes a value larger and what makes it smaller, where both are sure: parts that pull against each other."""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.semantics.nodes import Application, Meaning, Number, Operation, Symbol, Total, bare
from reader.formula.semantics.printer import meaning_latex
from reader.meaning.evidence.spelling import take_apart
from reader.study.purpose.forms.bounds import way_of
from reader.study.purpose.forms.scene import PLAIN_SIGNS, Scene, gathered, over, told
from reader.study.purpose.forms.values import name_of_function
from reader.study.purpose.kinds import SMALL
from reader.study.purpose.phrase import NOTHING, PurposePhrase, listing, phrase_of
from reader.study.purpose.pressure import growing_in
from reader.study.walkthrough.directions import Direction, directions_of
from reader.study.walkthrough.names import head_word

MOST = 2  # parts on either side
USUAL_LOSSES = frozenset(("L", r"\mathcal{L}", r"\mathscr{L}", r"\ell"))
PAIR = 2  # arguments of "max"


def pulls(scene: Scene) -> PurposePhrase | None:
    """A value, by what makes it larger and what makes it smaller."""
    left = scene.part(scene.left)
    if left is None or isinstance(scene.left, Operation | Total):
        return None
    sides = _sides(scene, is_number=False)
    if sides is None or not all(sides[:2]) or not scene.is_named(left, *sides[0], *sides[1]):
        return None
    return told("pulls", left=left, up=listing(sides[0]), down=listing(sides[1]), where=sides[2])


def limits(scene: Scene) -> PurposePhrase | None:
    """A bound, by what raises it and what lowers it."""
    left, way = scene.part(scene.left), way_of(scene)
    if left is None or way is None:
        return None
    sides = _sides(scene, is_number=True)
    if sides is None or not all(sides[:2]) or not scene.is_named(left, *sides[0], *sides[1]):
        return None
    up, down, where = sides
    return told(f"limits-{way}-both", left=left, up=listing(up), down=listing(down), where=where)


def asks(scene: Scene) -> PurposePhrase | None:
    """``\\max(0, a - b + m)``: by how much one thing is to exceed another; where it does, nothing is left. What is no
    loss may be a score, which is to be large."""
    found = gathered(scene.right, scene) if _is_to_be_small(scene) else None
    total = _kept(found.body) if found is not None and not found.taken else None
    if found is None or total is None:
        return None
    terms = [(sign, bare(each)) for sign, each in zip(total.signs, total.terms, strict=True)]
    margins = [each for sign, each in terms if sign != "-" and isinstance(each, Number | Symbol)]
    larger = [each for sign, each in terms if sign == "-" and not isinstance(each, Number)]
    smaller = [each for sign, each in terms if sign != "-" and not isinstance(each, Number | Symbol)]
    if [len(margins), len(larger)] != [1, 1] or len(terms) != len(smaller) + 2 or len(smaller) > 1:
        return None
    if isinstance(larger[0], Symbol):  # which letter is the margin?
        return None
    named: dict[str, Meaning] = {"large": larger[0], "margin": margins[0]}
    if smaller:
        named["small"] = smaller[0]
    parts = {key: scene.part(each) for key, each in named.items()}
    known = {key: each for key, each in parts.items() if each is not None}
    if len(known) < len(parts):
        return None
    return told("asks-more" if smaller else "asks-least", over=over(scene, found), **known)


def _is_to_be_small(scene: Scene) -> bool:
    """Whether what stands left is a loss, by its name or else by its letter."""
    subject = scene.statement.subject
    meant = scene.statement.meant(subject.latex) if subject is not None else None
    if meant is not None and meant.meaning and meant.status in ("paper", "reader"):
        return head_word(meant.meaning) in SMALL
    return subject is not None and take_apart(subject.latex).base in USUAL_LOSSES


def _kept(node: Meaning) -> Total | None:
    """What only its positive values are kept of."""
    node = bare(node)
    if not isinstance(node, Application) or len(node.arguments) != PAIR or name_of_function(node) != "max":
        return None
    inside = [bare(each) for each in node.arguments if meaning_latex(bare(each)) != "0"]
    total = inside[0] if len(inside) == 1 else None
    return total if isinstance(total, Total) and set(total.signs) <= PLAIN_SIGNS else None


Sides = tuple[list[PurposePhrase], list[PurposePhrase], PurposePhrase]


def _sides(scene: Scene, *, is_number: bool) -> Sides | None:
    """What it grows with, what it falls with, and what must be positive for that; None where that is not all."""
    found = directions_of(scene.last, growing_in(scene.statement), lambda _: None, is_number=is_number)
    if not is_number and all(each.plain for each in found):  # one sees it at once
        return None
    if any(isinstance(each.part, Operation) or each.part is scene.last for each in found):
        return None
    own = meaning_latex(scene.left) if scene.left is not None else ""
    up, down = ([scene.part(each.part) for each in found if each.grows == grows] for grows in (True, False))
    parts = [each for each in (*up, *down) if each is not None]
    is_whole = len(parts) == len(found) and len({each.text["en"] for each in parts}) == len(parts)
    if not is_whole or max(len(up), len(down)) > MOST or any(meaning_latex(each.part) == own for each in found):
        return None
    return [each for each in up if each], [each for each in down if each], _where(found, scene)


def _where(found: Sequence[Direction], scene: Scene) -> PurposePhrase:
    given = {meaning_latex(part): part for each in found for part in each.given}
    shown = [scene.shown(part) for part in given.values()]
    known = [each for each in shown if each is not None]
    return phrase_of("presses-where", parts=listing(known)) if known else NOTHING
