"""Two formulas beside each other: what of the one stands in place of what in the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.meaning.blocks.normal import normal_term
from reader.meaning.blocks.spelling import spelled
from reader.meaning.blocks.terms import Term, unsigned

MOST_CHANGES = 4  # more than these, and the formulas are not variants of each other
MOST_CHANGED = 0.6  # nor where more than this share of the first one changes


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` and ``after`` in LaTeX; one of them is "" where something was added or left out."""

    before: str
    after: str


def compare(one: str, other: str) -> tuple[Change, ...] | None:
    """The changes that make the other out of the first; () where they say the same, None where too much differs.

    Order of what commutes, brackets and spellings of quotients and signs make no difference.
    """
    first, second = (_said(normal_term(latex)) for latex in (one, other))
    changes = tuple(dict.fromkeys(_changes(first, second)))
    changed = sum(len(change.before) for change in changes)
    alike = len(changes) <= MOST_CHANGES and changed <= MOST_CHANGED * len(spelled(first))
    return changes if alike else None


def _said(term: Term) -> Term:
    """The one statement of a display."""
    return _said(term.args[0]) if term.head == "stmts" and len(term.args) == 1 else term


def _changes(one: Term, other: Term) -> Iterator[Change]:
    if one.key == other.key:
        return
    if one.head != other.head or one.text != other.text:
        yield Change(spelled(one), spelled(other))
    elif one.head in ("add", "mul"):
        yield from _of_many(one.args, other.args)
    elif len(one.args) == len(other.args) and one.args:
        inner = [change for pair in zip(one.args, other.args, strict=True) for change in _changes(*pair)]
        yield from inner
    else:
        yield Change(spelled(one), spelled(other))


def _of_many(one: Sequence[Term], other: Sequence[Term]) -> Iterator[Change]:
    """Terms or factors without order: equal ones go, then those of one head are compared, then what is left."""
    left, right = list(one), list(other)
    for term in list(left):
        twin = next((k for k, each in enumerate(right) if each.key == term.key), None)
        if twin is not None:
            right.pop(twin)
            left.remove(term)
    for term in list(left):
        kin = next((k for k, each in enumerate(right) if _likely(term, each)), None)
        if kin is not None:
            yield from _changes(term, right.pop(kin))
            left.remove(term)
    for before, after in zip(left, right, strict=False):
        yield Change(spelled(before), spelled(after))
    yield from (Change(spelled(term), "") for term in left[len(right) :])
    yield from (Change("", spelled(term)) for term in right[len(left) :])


def _likely(one: Term, other: Term) -> bool:
    inner, outer = unsigned(one)[0], unsigned(other)[0]
    return one.head == other.head and inner.head == outer.head and inner.head not in ("sym", "num")
