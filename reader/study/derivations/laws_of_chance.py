"""Laws of probabilities and expectations."""

from __future__ import annotations

from collections.abc import Sequence

from reader.meaning.blocks.kinds import CHANCES, stem_of
from reader.meaning.blocks.terms import Term, factors_of, product
from reader.study.derivations.laws import Setting
from reader.study.derivations.substitution import mentions


def is_chance(term: Term) -> bool:
    return term.head == "app" and stem_of(term) in CHANCES and len(term.args) > 1


def outcomes(term: Term) -> tuple[list[Term], list[Term]]:
    """What a probability is of, and what is given."""
    if len(term.args) == 2 and term.args[1].head == "given":
        left, right = term.args[1].args
        return _listed(left), _listed(right)
    return [part for arg in term.args[1:] for part in _listed(arg)], []


def _listed(term: Term) -> list[Term]:
    return list(term.args) if term.head in ("list", "tuple") else [term]


def chance(head: Term, of: Sequence[Term]) -> Term:
    """The joint probability, in one order."""
    ordered = sorted(of, key=lambda each: each.key)
    return Term("app", (head, ordered[0] if len(ordered) == 1 else Term("list", tuple(ordered))))


def conditional(term: Term, setting: Setting) -> Term | None:
    """``p(x \\mid y) = p(x, y) / p(y)``"""
    if not is_chance(term):
        return None
    of, given = outcomes(term)
    if not given:
        made = chance(term.args[0], of)
        return made if made.key != term.key else None
    whole = ("sym", "app", "rel:=")
    if any(each.head not in whole or ":" in each.text or "<" in each.text for each in (*of, *given)):
        return None
    return product([chance(term.args[0], [*of, *given])], [chance(term.args[0], given)])


def marginal(term: Term, setting: Setting) -> Term | None:
    """``\\sum_y p(x, y) = p(x)``, ``\\sum_j P(A, W = j) = P(A)``, and over all outcomes one."""
    if term.head not in ("sum", "int") or term.args[0].head != "sym":
        return None
    above, below = factors_of(term.args[2])
    name = term.args[0]
    holding = [each for each in (*above, *below) if mentions(each, name.text)]
    if len(holding) != 1 or not is_chance(holding[0]) or not any(holding[0] is each for each in above):
        return None
    joint = holding[0]
    of, given = outcomes(joint)
    out = [each for each in of if _is_outcome(each, name, term.args[1].head == "range")]
    left = [each for each in of if not any(each is one for one in out)]
    if len(out) != 1 or any(mentions(each, name.text) for each in (*left, *given)):
        return None
    rest = [each for each in above if each is not joint]
    if not left:
        return product(rest, below)
    inside = chance(joint.args[0], left)
    if given:
        spread = Term("list", tuple(given)) if len(given) > 1 else given[0]
        inside = Term("app", (joint.args[0], Term("given", (inside.args[1], spread))))
    return product([*rest, inside], below)


def _is_outcome(term: Term, name: Term, counted: bool) -> bool:
    """Whether what happens is just the letter, or a variable with the letter as its value."""
    if term.head == "rel:=" and len(term.args) == 2:
        return term.args[1].key == name.key and not mentions(term.args[0], name.text)
    return term.key == name.key and not counted
