"""Two formulas beside each other: what of the one stands in place of what in the other, with the places of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reader.formula.semantics.declared_names import DeclaredNames
from reader.meaning.blocks.normal import normal_term
from reader.meaning.blocks.places import balanced
from reader.meaning.blocks.spelling import spelled
from reader.meaning.blocks.terms import Term, factors_of, place, product, unsigned, walk
from reader.study.derivations.algebra import canonical, has_order
from reader.study.derivations.substitution import bound_names, renamed

MOST_CHANGES = 4  # more than these, and the formulas are not variants of each other
MOST_CHANGED = 0.6  # nor where more than this share of either changes
ALIKE = 0.3  # the share of parts in common from which one is taken for the other, changed

Kind = Literal["replaced", "everywhere", "added", "left-out", "moved", "wrapped", "unwrapped", "exchanged", "renamed"]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` and ``after`` in LaTeX; one of them is "" where something was added or left out.

    ``places_before`` and ``places_after`` are stretches of the two formulas; ``kind`` says how it is told:
    ``everywhere`` where no other place has ``before`` left, ``moved`` where it stands somewhere else now, ``wrapped``
    where ``after`` holds ``before``, ``exchanged`` where the two have changed places, ``renamed`` of a counting letter.
    """

    kind: Kind
    before: str
    after: str
    places_before: tuple[Place, ...] = ()
    places_after: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parts that stand for each other; None where there is nothing on that side."""

    before: Term | None
    after: Term | None
    kind: Kind = "replaced"


def compare(one: str, other: str, evidence: DeclaredNames | None = None) -> tuple[Change, ...] | None:
    """The changes that make the other out of the first; () where they say the same, None where too much differs.

    Order of what commutes, brackets and spellings of quotients and signs make no difference.
    """
    first, second = (statement(normal_term(latex, evidence)) for latex in (one, other))
    changes = changes_of(first, second, (one, other))
    lost, won = (_changed(changes, side) for side in ("before", "after"))
    near = lost <= MOST_CHANGED * size(first) and won <= MOST_CHANGED * max(size(first), size(second))
    return changes if not changes or (len(changes) <= MOST_CHANGES and near) else None


def _changed(changes: Iterable[Change], side: Literal["before", "after"]) -> int:
    return sum(
        size(normal_term(getattr(each, side))) for each in changes if getattr(each, side) and each.kind != "renamed"
    )


def statement(term: Term) -> Term:
    """The one statement of a display."""
    said = [arg for arg in term.args if arg.head != "none"] if term.head == "stmts" else []
    return statement(said[0]) if len(said) == 1 else term


def size(term: Term) -> int:
    """How many names, digits and operators a term has."""
    return sum(part.head != "none" for part in walk(term))


def changes_of(one: Term, other: Term, latex: tuple[str, str]) -> tuple[Change, ...]:
    """The changes between two terms of two formulas, equal ones told once, in the order in which they stand."""
    pairs = list(_marked(list(different(one, other))))
    gathered: dict[tuple[str, str, str], list[Pair]] = {}
    for pair in pairs:
        gathered.setdefault((pair.kind, _key(pair.before), _key(pair.after)), []).append(pair)
    return tuple(_change(group, one, other, latex) for group in gathered.values())


def _key(term: Term | None) -> str:
    return "" if term is None else term.key


def _change(group: Sequence[Pair], one: Term, other: Term, latex: tuple[str, str]) -> Change:
    first = group[0]
    kind = first.kind
    before, after = (spelled(term) if term is not None else "" for term in (first.before, first.after))
    if kind == "replaced" and len(group) > 1 and first.before is not None and not _occurs(first.before, other):
        kind = "everywhere"
    if kind == "replaced" and not (before and after):
        kind = "added" if after else "left-out"
    here = _places((pair.before for pair in group), latex[0])
    there = _places((pair.after for pair in group), latex[1])
    return Change(kind, before, after, here, there)


def _places(terms: Iterable[Term | None], latex: str) -> tuple[Place, ...]:
    found = (placed(term, latex) for term in terms)
    return tuple(dict.fromkeys(place for place in found if place is not None))


def _occurs(wanted: Term, term: Term) -> bool:
    return any(part.key == wanted.key for part in walk(term))


def placed(term: Term | None, latex: str) -> Place | None:
    """Where a term stands in a formula, with both halves of each bracket; None where it has no place."""
    if term is None:
        return None
    start, end = (term.start, term.end) if term.start >= 0 else place([term])
    return balanced(latex, start, end) if 0 <= start <= end <= len(latex) else None


def _marked(pairs: list[Pair]) -> Iterator[Pair]:
    """The pairs with what was moved and what changed places told as such."""
    waiting = list(pairs)
    while waiting:
        pair = waiting.pop(0)
        twin = next((each for each in waiting if _turned(pair, each)), None)
        if twin is not None:
            waiting.remove(twin)
            kind: Kind = "exchanged" if pair.before is not None and pair.after is not None else "moved"
            yield Pair(pair.before or twin.before, pair.after or twin.after, kind)
        else:
            yield pair


def _turned(one: Pair, other: Pair) -> bool:
    """Whether the one leaves what the other brings."""
    if one.kind != "replaced" or other.kind != "replaced":
        return False
    first, second = (_key(one.before), _key(one.after)), (_key(other.after), _key(other.before))
    return first == second


# --- alignment -------------------------------------------------------------------------------------------------------


def different(one: Term, other: Term) -> Iterator[Pair]:
    """The smallest parts that differ, and what each has in its place."""
    if one.key == other.key and (not has_order(one) or canonical(one) == canonical(other)):
        return
    inner, minus = unsigned(one)
    kept, minus_too = unsigned(other)
    if minus and minus_too:
        yield from different(inner, kept)
        return
    pairs = list(_aligned(one, other))
    if not pairs or _mostly(pairs, one, other):
        yield from _whole(one, other)
    else:
        yield from pairs


def _mostly(pairs: Sequence[Pair], one: Term, other: Term) -> bool:
    """Whether nearly everything differs, so that the whole is better said to be replaced by the whole."""
    if one.head in ("rel:=", "rel::=", "chain", "stmts"):
        return False
    lost = sum(size(pair.before) for pair in pairs if pair.before is not None)
    won = sum(size(pair.after) for pair in pairs if pair.after is not None)
    return len(pairs) > 1 and lost + won > 0.8 * (size(one) + size(other))


def _whole(one: Term, other: Term) -> Iterator[Pair]:
    """One for the other; where the one stands inside the other, that it was put in or taken out."""
    if (size(one) > 1 or one.head == "sym") and "add" not in (one.head, other.head):
        if size(other) > size(one) and _occurs(one, other) and _once(one, other):
            yield Pair(one, other, "wrapped")
            return
        if size(one) > size(other) > 0 and _occurs(other, one) and _once(other, one) and other.head != "num":
            yield Pair(one, other, "unwrapped")
            return
    yield Pair(one, other)


def _once(inner: Term, outer: Term) -> bool:
    return sum(part.key == inner.key for part in walk(outer)) == 1


def _aligned(one: Term, other: Term) -> Iterator[Pair]:
    if one.head == other.head == "add":
        yield from _of_many(one.args, other.args)
    elif "add" in (one.head, other.head) and min(size(one), size(other)) > 1 and _shares_term(one, other):
        yield from _of_many(_terms(one), _terms(other))
    elif {one.head, other.head} <= {"mul", "frac"} or (
        {"mul", "frac"} & {one.head, other.head} and _shares(one, other)
    ):
        yield from _of_factors(one, other)
    elif one.head == other.head and one.text == other.text and len(one.args) == len(other.args) and one.head != "sym":
        names = bound_names(one)
        letters = dict(zip(bound_names(other), names, strict=False))
        letters = {name: letter for name, letter in letters.items() if name != letter}
        if letters and len(bound_names(other)) == len(names):
            yield from _renamed(one, other, letters)
            return
        for pair in zip(one.args, other.args, strict=True):
            yield from _under(pair[0], pair[1], one, other)


def _under(one: Term, other: Term, above: Term, above_too: Term) -> Iterator[Pair]:
    """What differs in an argument; where the one has none, the whole stands for the whole."""
    if "none" in (one.head, other.head) and one.head != other.head:
        yield Pair(None if one.head == "none" else one, None if other.head == "none" else other)
    else:
        yield from different(one, other)


def _renamed(one: Term, other: Term, letters: dict[str, str]) -> Iterator[Pair]:
    turned = [renamed(arg, letters) for arg in other.args]
    if all(a.key == b.key for a, b in zip(one.args, turned, strict=True)):
        yield Pair(one.args[0], other.args[0], "renamed")
    else:
        for pair in zip(one.args, other.args, strict=True):
            yield from different(*pair)


def _terms(term: Term) -> Sequence[Term]:
    return term.args if term.head == "add" else (term,)


def _shares_term(one: Term, other: Term) -> bool:
    keys = {term.key for term in _terms(one)}
    return any(term.key in keys for term in _terms(other))


def _shares(one: Term, other: Term) -> bool:
    keys = {each.key for part in factors_of(one) for each in part}
    return any(each.key in keys for part in factors_of(other) for each in part)


def _of_factors(one: Term, other: Term) -> Iterator[Pair]:
    (above, below), (over, under) = factors_of(one), factors_of(other)
    yield from _of_many(above, over)
    for pair in _of_many(below, under):
        if pair.before is None or pair.after is None:  # what divides is told with its line
            yield Pair(_divided(pair.before), _divided(pair.after), pair.kind)
        else:
            yield pair


def _divided(term: Term | None) -> Term | None:
    return None if term is None else replace(product((), (term,)), start=term.start, end=term.end)


def _of_many(one: Sequence[Term], other: Sequence[Term]) -> Iterator[Pair]:
    """Terms or factors without order: equal ones go, the most alike are compared, the rest was added or left out."""
    left, right = list(one), list(other)
    for term in list(left):
        twin = next((k for k, each in enumerate(right) if each.key == term.key), None)
        if twin is not None:
            right.pop(twin)
            left.remove(term)
    found: list[tuple[int, list[Pair]]] = []
    order = {id(term): k for k, term in enumerate(one)}
    scores = ((alike(a, b), -abs(j - k), j, k) for j, a in enumerate(left) for k, b in enumerate(right))
    scored = sorted(scores, reverse=True)
    taken: set[int] = set()
    given: set[int] = set()
    for score, _, j, k in scored:
        if score >= ALIKE and j not in taken and k not in given:
            taken.add(j)
            given.add(k)
            found.append((order[id(left[j])], list(different(left[j], right[k]))))
    rest = [term for k, term in enumerate(left) if k not in taken]
    more = [term for k, term in enumerate(right) if k not in given]
    if len(rest) == len(more) == 1:
        found.append((order[id(rest[0])], list(_whole(rest[0], more[0]))))
        rest, more = [], []
    found += [(order[id(term)], [Pair(term, None)]) for term in rest]
    found += [(len(one) + k, [Pair(None, term)]) for k, term in enumerate(more)]
    for _, pairs in sorted(found, key=lambda each: each[0]):
        yield from pairs


def alike(one: Term, other: Term) -> float:
    """The share of parts that two terms have in common, from 0 to 1."""
    mine, theirs = _parts(one), _parts(other)
    both = sum((mine & theirs).values())
    return 2 * both / (sum(mine.values()) + sum(theirs.values()))


def _parts(term: Term) -> Counter[str]:
    kept = (part for part in walk(term) if part.head != "neg")
    return Counter(part.key if not part.args or part.head == "sym" else part.head for part in kept)
