"""Wholes and their parts: what is joined, applied one after another, added up, or looked at apart."""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.semantics.nodes import (
    Application,
    Combination,
    Given,
    Listing,
    Meaning,
    Number,
    Product,
    Quotient,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.meaning.evidence.spelling import take_apart
from reader.study.purpose.forms.scene import PLAIN_SIGNS, Scene, told
from reader.study.purpose.forms.values import name_of_function
from reader.study.purpose.kinds import factors, is_density
from reader.study.purpose.phrase import PurposePhrase, listing
from reader.study.purpose.statement import head_symbol

MOST = 5  # parts
FEWEST = 2
JOINING = frozenset(("concat", "cat", "concatenate", "stack"))
LONGEST = 70  # characters of a part that is told in words


def joins(scene: Scene) -> PurposePhrase | None:
    """Several things side by side in one."""
    right = scene.right
    is_joined = isinstance(right, Application) and name_of_function(right) in JOINING
    is_listed = (
        isinstance(right, Listing) and right.kind == "tuple" and right.open == "[" and isinstance(scene.left, Symbol)
    )
    members: Sequence[Meaning] = ()
    if isinstance(right, Application) and is_joined:
        members = right.arguments
    elif isinstance(right, Listing) and is_listed and isinstance(scene.left, Symbol):
        members = right.items
    if not FEWEST <= len(members) <= MOST or any(isinstance(bare(each), Number) for each in members):
        return None
    parts = [scene.part(each) for each in members]
    known = [each for each in parts if each is not None]
    left = scene.part(scene.left)
    if left is None or len(known) < len(members) or any("dots" in each.text["en"] for each in known):
        return None
    named = len({each.text["en"] for each in known if each.tells})
    return told("joins", left=left, parts=listing(known)) if named + bool(left.tells) >= FEWEST and named else None


def composes(scene: Scene) -> PurposePhrase | None:
    """Functions applied one after another: the last of them comes first."""
    right = scene.right
    if (
        not isinstance(right, Combination)
        or right.operator != r"\circ"
        or not isinstance(scene.left, Symbol | Application)
    ):
        return None
    parts = [scene.part(each) for each in right.operands]
    left = scene.part(scene.left)
    if left is None or parts[0] is None or parts[-1] is None or parts[0].text == parts[-1].text:
        return None
    row = "composes" if len(parts) == FEWEST else "composes-many"
    return told(row, left=left, first=parts[-1], last=parts[0])


def adds_up(scene: Scene) -> PurposePhrase | None:
    """A sum of parts of which at least two have names, or one and the whole."""
    total = scene.right
    if not isinstance(total, Total) or not FEWEST <= len(total.terms) <= MOST or set(total.signs) - PLAIN_SIGNS:
        return None
    left = scene.part(scene.left)
    parts = [_term(each, scene) for each in total.terms]
    known = [each for each in parts if each is not None]
    if left is None or len(known) < len(parts) or len({each.text["en"] for each in known}) < len(known):
        return None
    named = sum(bool(each.tells - left.tells) for each in known)
    if named < FEWEST and not (named and left.tells and len(known) == FEWEST):
        return None
    added = [part for part, sign in zip(known, total.signs, strict=True) if sign != "-"]
    taken = [part for part, sign in zip(known, total.signs, strict=True) if sign == "-"]
    if not added:
        return None
    if taken:
        return told("leaves", left=left, added=listing(added), taken=listing(taken))
    return told("adds-up", left=left, parts=listing(known))


def _term(node: Meaning, scene: Scene) -> PurposePhrase | None:
    """A letter, a value of a function, or what can be said shortly of a sum, an average, a distance."""
    node = bare(node)
    if isinstance(node, Symbol | Application):
        return scene.part(node)
    found = scene.phrases.of(node, 1)
    return found if found is not None and found.closed and found.tells and len(found.text["en"]) <= LONGEST else None


def of_those(scene: Scene) -> PurposePhrase | None:
    """``P(A, B) / P(B)``: of all cases with the one, the share that have the other, too."""
    right = scene.last
    if not isinstance(right, Quotient) or right.form == "binom":
        return None
    above, below = bare(right.numerator), bare(right.denominator)
    both = _events(above, scene), _events(below, scene)
    if both[0] is None or both[1] is None or both[0][0] != both[1][0] or both[0][2] != both[1][2]:
        return None
    wide = {meaning_latex(each) for each in both[1][1]}
    more = [each for each in both[0][1] if meaning_latex(each) not in wide]
    kept = [each for each in both[0][1] if meaning_latex(each) in wide]
    if len(kept) != len(both[1][1]) or len(more) != 1:
        return None
    event, given = scene.shown(bare(more[0])), [scene.shown(bare(each)) for each in both[1][1]]
    known = [each for each in given if each is not None]
    return told("of-those", event=event, given=listing(known)) if event and len(known) == len(given) else None


def _events(node: Meaning, scene: Scene) -> tuple[str, Sequence[Meaning], str] | None:
    """The probability, what it is of, and what is given."""
    head = head_symbol(node) if isinstance(node, Application) else None
    if head is None or not isinstance(node, Application):
        return None
    if take_apart(head.latex).base not in ("P", "p", r"\Pr", r"\mathbb{P}") and not is_density(node, scene.statement):
        return None
    last = bare(node.arguments[-1])
    if isinstance(last, Given):
        if last.kind == "versus":
            return None
        inner = bare(last.left)
        events = (*node.arguments[:-1], *(inner.items if isinstance(inner, Listing) else (inner,)))
        return head.latex, events, meaning_latex(last.right)
    return head.latex, node.arguments, ""


def apart_given(scene: Scene) -> PurposePhrase | None:
    """``q(x | c) = q(a | c) q(b | c)``: parts that have nothing to do with each other once the rest is known."""
    left = scene.left
    parts = factors(scene.right) if isinstance(scene.right, Product) else ()
    if not isinstance(left, Application) or not is_density(left, scene.statement) or len(parts) != FEWEST:
        return None
    given = [_given_in(bare(each), scene) for each in (left, *parts)]
    if any(each is None for each in given):
        return None
    whole, *members = [each for each in given if each is not None]
    firsts = [head_symbol(bare(each.left)) for each in members]
    if any(each is None for each in firsts):
        return None
    letters = [each.latex for each in firsts if each is not None]
    seen = {part.latex for each in members for part in walk(each.right) if isinstance(part, Symbol)}
    if len(set(letters)) < FEWEST or seen & set(letters):
        return None
    shown = [scene.part(each.left) for each in members]
    what, known = scene.part(whole.left), scene.part(whole.right)
    if shown[0] is None or shown[1] is None or what is None or known is None:
        return None
    return told("apart-given", first=shown[0], second=shown[1], given=known)


def _given_in(node: Meaning, scene: Scene) -> Given | None:
    if not isinstance(node, Application) or len(node.arguments) != 1 or not is_density(node, scene.statement):
        return None
    given = bare(node.arguments[0])
    return given if isinstance(given, Given) and given.kind != "versus" else None
