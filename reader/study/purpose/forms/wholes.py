"""Wholes and their parts: what is joined, applied one after another, added up, or looked at apart."""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.semantics.nodes import (
    Application,
    Combination,
    Listing,
    Meaning,
    Number,
    Symbol,
    Total,
    bare,
)
from reader.study.purpose.forms.scene import PLAIN_SIGNS, Scene, told
from reader.study.purpose.forms.values import name_of_function
from reader.study.purpose.phrase import PurposePhrase, listing

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
