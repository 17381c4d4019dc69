"""Sums in which named numbers set how much each part counts."""

from __future__ import annotations

from reader.formula.semantics.nodes import Application, Meaning, Product, Symbol, Total, bare
from reader.study.noun_kinds import THING
from reader.study.purpose.composed.grows import domain_of, of_undecided
from reader.study.purpose.forms.scene import Scene, of_left, told
from reader.study.purpose.phrase import PurposePhrase, listing

FEWEST, MOST = 2, 3  # terms; names
NUMBERS = (Symbol, Application)


def counts(scene: Scene) -> PurposePhrase | None:
    """``y = a(t) u + b(t) v``: by which numbers of the paper's how much of what counts."""
    total = scene.right
    if not isinstance(total, Total) or not FEWEST <= len(total.terms) <= MOST or set(total.signs) - {"", "+"}:
        return None
    terms = [_weighed(each, scene) for each in total.terms]
    known = [each for each in terms if each is not None]
    weights = [weight for _, weight in known]
    parts = [part for part, _ in known]
    if len(known) < len(terms) or len({each.text["en"] for each in (*weights, *parts)}) < 2 * len(terms):
        return None
    made = of_left(scene, told("weighs-all", parts=listing(parts), weights=listing(weights)))
    return made if len(made.names) >= FEWEST else None


def _weighed(node: Meaning, scene: Scene) -> tuple[PurposePhrase, PurposePhrase] | None:
    """What is weighed, and the named number that weighs it."""
    node = bare(node)
    if not isinstance(node, Product) or len(node.factors) != FEWEST:
        return None
    weight, part = (bare(each) for each in node.factors)
    head, said = of_undecided(weight, scene) or (weight, scene.part(weight))
    if not isinstance(head, NUMBERS) or domain_of(head, scene) in (THING, None):
        return None
    shown = scene.part(part)
    return (shown, said) if said is not None and shown is not None and said.names else None
