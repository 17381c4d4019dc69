"""What a paper says elsewhere, for a step that rests on it: definitions of names, steps that it has shown before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from reader.meaning.blocks.names import affine, taken_apart
from reader.meaning.blocks.terms import Term, walk
from reader.study.derivations.chains import Link
from reader.study.derivations.substitution import mentions, put_in

if TYPE_CHECKING:
    from reader.study.derivations.equalities import Equality

EQUAL = frozenset({"=", ":=", r"\equiv", r"\triangleq", r"\doteq", r"\eqdef"})
MOST_CANDIDATES = 4
LONGEST = 120  # characters of an inline formula that may define a name


@dataclass(frozen=True, slots=True)
class Fact:
    """Two sides and the equation that says so, by its id."""

    one: Term
    sign: str
    other: Term
    equation: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a paper but for those of the equations ``own``.

    ``named`` has those with a name on one side, by the name's letter, ``sides`` all, by the keys of both sides.
    ``equalities`` are what stands before the line at hand, the nearest first.
    """

    named: Mapping[str, tuple[Fact, ...]]
    sides: Mapping[tuple[str, str], Fact]
    own: frozenset[str] = frozenset()
    equalities: Sequence[Equality] = ()

    def without(self, equations: Iterable[str], equalities: Sequence[Equality] = ()) -> Facts:
        """What other equations say."""
        return replace(self, own=frozenset(equations), equalities=equalities)

    def by_name(self, name: str) -> Iterator[Fact]:
        """Those with a name of this letter on one side."""
        return (fact for fact in self.named.get(name, ()) if fact.equation not in self.own)

    def by_sides(self, one: Term, other: Term) -> Fact | None:
        """The one with these sides."""
        fact = self.sides.get((one.key, other.key))
        return fact if fact is not None and fact.equation not in self.own else None


def facts_of(links: Iterable[Link]) -> Facts:
    """The facts that links are."""
    named: dict[str, list[Fact]] = {}
    sides: dict[tuple[str, str], Fact] = {}
    for link in links:
        fact = Fact(link.before.term, link.sign, link.after.term, link.after.equation)
        if defines(fact):
            named.setdefault(letter(fact.one), []).append(fact)
        if len(fact.one.key) > 3 and len(fact.other.key) > 1:
            sides.setdefault((fact.one.key, fact.other.key), fact)
    return Facts({name: tuple(facts) for name, facts in named.items()}, sides)


def defines(fact: Fact) -> bool:
    """Whether a fact says what a name stands for: no list of values, nor an equation in the name itself."""
    told = fact.sign in EQUAL and is_name(fact.one) and fact.other.args and fact.other.head != "list"
    return bool(told) and not mentions_whole(fact.other, fact.one)


def is_name(term: Term) -> bool:
    """A symbol, or a function of symbols that are all different."""
    if term.head == "sym":
        return not term.args
    if term.head != "app" or term.args[0].head != "sym":
        return False
    arguments = [arg.key for arg in term.args[1:]]
    return all(arg.head == "sym" for arg in term.args[1:]) and len(set(arguments)) == len(arguments)


def letter(term: Term) -> str:
    return term.args[0].stem if term.head == "app" else term.stem


def mentions_whole(term: Term, name: Term) -> bool:
    return any(part.key == name.key for part in walk(term))


def definitions_for(term: Term, after: Term, facts: Facts) -> Iterator[tuple[Fact, Mapping[str, Term]]]:
    """For each name that the paper defines and that the term has more often than what comes after: the fact, and what
    may be put in the name's place here. Letters that do not come after go first."""
    seen: set[tuple[str, str]] = set()
    before = Counter(part.key for part in _names(term))
    more = before - Counter(part.key for part in _names(after))
    stay = {letter(part) for part in _names(after)}
    for part in sorted(_names(term), key=lambda each: letter(each) in stay):
        if not more[part.key]:
            continue
        for fact in islice(facts.by_name(letter(part)), MOST_CANDIDATES):
            values = fitted(fact.one, part)
            mark = (part.key, fact.other.key)
            if values is None or mark in seen or not all(mentions(fact.other, name) for name in values):
                continue
            seen.add(mark)
            body = put_in(fact.other, values) if values else fact.other
            if body is not None:
                yield fact, {part.key: body}


def _names(term: Term) -> Iterator[Term]:
    """Names and functions of something."""
    return (part for part in walk(term) if part.head == "sym" or (part.head == "app" and part.args[0].head == "sym"))


def fitted(name: Term, part: Term) -> Mapping[str, Term] | None:
    """What stands for the letters of a definition's name in one use of it; None where that is no use of it."""
    if name.key == part.key:
        return {}
    if name.head != part.head or len(name.args) != len(part.args):
        return None
    if name.head == "app":
        if name.args[0].key != part.args[0].key:
            return None
        pairs = zip(name.args[1:], part.args[1:], strict=True)
        return {one.text: other for one, other in pairs if one.key != other.key}
    (stem, below, above), (own, under, over) = taken_apart(name.text), taken_apart(part.text)
    if stem != own or above != over or not below:
        return None
    pieces, used = below.split(","), under.split(",")
    if len(pieces) != len(used):
        return None
    values = {}
    for piece, use in zip(pieces, used, strict=True):
        if piece == use:
            continue
        found = indexed(use)
        if found is None or affine(piece) != (piece, 0):
            return None
        values[piece] = found
    return values


def indexed(text: str) -> Term | None:
    """``t+1`` as a term."""
    if text.isdigit():
        return Term("num", text=text)
    found = affine(text)
    if found is None:
        return None
    name, offset = found
    base = Term("sym", (), name, stem=name)
    if not offset:
        return base
    by = Term("num", text=str(abs(offset)))
    return Term("add", (base, by if offset > 0 else Term("neg", (by,))))
