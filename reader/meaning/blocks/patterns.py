"""Patterns made ready: parsed by the same parser as papers, their slots opened, filed under what they need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter

from glossary import Glossary
from glossary.block import Block, Pattern, Slot
from reader.formula.semantics.declared_names import DeclaredNames
from reader.formula.syntax.canonical import canonical_spelling
from reader.meaning.blocks.indices import MARKS
from reader.meaning.blocks.kinds import APPLIED, stem_of, word
from reader.meaning.blocks.likeness import names_of
from reader.meaning.blocks.matcher import Matcher
from reader.meaning.blocks.names import affine, taken_apart
from reader.meaning.blocks.normal import normal_term
from reader.meaning.blocks.terms import NOTHING, TURNED, Term, unsigned, walk

FREE = frozenset({"?", "none", "rangeless", "rel:=", "sym", "num"})  # may be there unseen
ALSO: Mapping[str, tuple[str, ...]] = {  # a term may be read as one with another head
    "either": ("mul", "app"), "frac": ("mul",), "rel::=": ("rel:=",), r"rel:\equiv": ("rel:=",),
}  # fmt: skip
TRAITS = {"matrix": "capital", "capital": "capital", "bold": "boldface", "loss": "loss"}  # what a kind looks for
NAME = "name:"  # before a name among requirements
NOT_ASKED = ""  # what stands under it needs nothing


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """One pattern of a block. ``size`` counts what it tells.

    ``needs`` are the heads without which nothing can match, ``names`` the letters, words and numbers, ``choices`` sets
    of which one name must be there.
    """

    block: Block
    pattern: Pattern
    term: Term
    matcher: Matcher
    needs: frozenset[str]
    names: frozenset[str]
    choices: tuple[frozenset[str], ...]
    size: int

    @property
    def words(self) -> tuple[str, ...]:
        return (*self.block.words, *self.pattern.words)

    @property
    def requirements(self) -> frozenset[str]:
        """The heads and names without which nothing can match; names with a mark, to be told from heads."""
        return self.needs | {NAME + name for name in self.names}


def ready_patterns(block: Block) -> tuple[Ready, ...]:
    """The patterns of one block, ready to match."""
    slots = {canonical_spelling(name): slot for name, slot in block.slots.items()}
    functions = frozenset(name for name, slot in slots.items() if slot.kind in APPLIED)
    holding = {
        name: opened(normal_term(s.holds, DeclaredNames(functions)), slots) for name, s in slots.items() if s.holds
    }
    matcher = Matcher(block, slots, holding)
    terms = []
    for pattern in block.patterns:
        term = normal_term(pattern.latex, DeclaredNames(functions))
        terms.append(opened(_rangeless(term) if pattern.rangeless else term, slots))
    return tuple(_ready(block, pattern, term, matcher) for pattern, term in zip(block.patterns, terms, strict=True))


def _rangeless(term: Term) -> Term:
    """The term in which a sum without a range fits such sums alone."""
    args = tuple(_rangeless(arg) for arg in term.args)
    if term.head in ("sum", "prod") and args[1].head == "none":
        args = (args[0], Term("rangeless"), args[2])
    return Term(term.head, args, term.text, stem=term.stem) if args else term


def _ready(block: Block, pattern: Pattern, term: Term, matcher: Matcher) -> Ready:
    holes = {part.text for part in walk(term) if part.head == "?"}
    parts = list(walk(term))
    for name in holes & set(matcher.holding):
        parts += walk(matcher.holding[name])
    needs = term.needs
    for name in holes & set(matcher.holding):
        needs |= matcher.holding[name].needs
    names = frozenset(name for part in parts for name in _told(part))
    choices = tuple(frozenset(matcher.slots[hole].stems) for hole in sorted(holes) if matcher.slots[hole].stems)
    size = sum(part.head not in ("?", "none", "mul", "list") for part in walk(term))
    return Ready(block, pattern, term, matcher, needs, names, choices, size)


def _told(part: Term) -> Iterator[str]:
    """The name without which this part of a pattern cannot be matched; 1 may be there unseen."""
    if part.head == "sym":
        name = word(part) or stem_of(part)
        if name:
            yield name
    elif part.head == "num" and part.text != "1":
        yield part.text


def names_in(term: Term) -> frozenset[str]:
    """Every letter, word and number of a formula, as patterns call them."""
    found: set[str] = set()
    for part in walk(term):
        if part.head in ("sym", "num") or part.head.startswith("fn:"):
            found |= names_of(part)
    return frozenset(found)


def opened(term: Term, slots: Mapping[str, Slot]) -> Term:
    """The term with a hole for each name that is a slot, and at each place the heads that it needs."""
    made = _opened(term, slots)
    for part in (made, *made.args):
        part.needs = _own_needs(part)
        for arg in part.args:
            part.needs |= arg.needs
    return made


def _own_needs(part: Term) -> frozenset[str]:
    if part.head == "?":
        return part.needs | {"starred"} if part.stem == "*" else part.needs
    needs = NOTHING if part.head in FREE else frozenset((part.head,))
    if part.head == "add" and any(unsigned(arg)[0].is_one for arg in part.args):
        needs |= {"one-and"}
    return needs


def _opened(term: Term, slots: Mapping[str, Slot]) -> Term:
    if term.head == "sym":
        if term.text in slots:
            return _hole(term.text, "", slots)
        return _opened_symbol(term, slots)
    if not term.args:
        return term
    head = "mul" if term.head == "either" else term.head  # nothing is meant to be applied but slots that say so
    return Term(head, tuple(opened(arg, slots) for arg in term.args), term.text)


def _hole(name: str, script: str, slots: Mapping[str, Slot]) -> Term:
    trait = TRAITS.get(slots[name].kind)
    return Term("?", text=name, stem=script, needs=frozenset((trait,)) if trait else NOTHING)


def _opened_symbol(term: Term, slots: Mapping[str, Slot]) -> Term:
    stem, below, above = taken_apart(term.text)
    if stem not in slots:
        return term
    if term.args:
        return Term("pow", tuple(opened(arg, slots) for arg in term.args))
    if above in MARKS and not below:
        return _hole(stem, "*", slots)
    if below in MARKS or below.isdigit():
        return _hole(stem, "*" if below in MARKS else below, slots)
    if all((affine(index) or ("",))[0] in slots for index in below.split(",")):
        return _hole(stem, below, slots)
    return term


Drawers = Mapping[str, tuple[tuple[str, int, Ready], ...]]
"""Patterns with head and place, under the one requirement of theirs that the fewest patterns share."""


@dataclass(frozen=True, eq=False)
class Shelf:
    """Ready patterns, by the head of the terms on which they may sit, and filed under what they need."""

    by_head: Mapping[str, tuple[Ready, ...]]
    filed: Drawers = field(default_factory=dict)  # of one formula's patterns nothing is sought again

    @cached_property
    def words(self) -> frozenset[str]:
        """All words that patterns ask papers for."""
        return frozenset(word for entries in self.by_head.values() for ready in entries for word in ready.words)

    def fitting(self, term: Term) -> Shelf:
        """Without the patterns that need heads or names which this formula does not have."""
        present, names = term.heads, names_in(term)
        heads = {"rel:=", *(head for part in walk(term) for head in (part.head, *ALSO.get(part.head, ())))}
        signs = {sign for part in walk(term) if part.head == "chain" for sign in part.text.split(" ")}
        heads |= {f"rel:{TURNED.get(sign, sign)}" for sign in signs}
        kept: dict[str, list[tuple[int, Ready]]] = {}
        for one in (NOT_ASKED, *present, *(NAME + name for name in names)):
            for head, place, ready in self.filed.get(one, ()):
                if (
                    ready.needs <= present
                    and ready.names <= names
                    and head in heads
                    and not (ready.choices and any(map(names.isdisjoint, ready.choices)))
                ):
                    kept.setdefault(head, []).append((place, ready))
        in_order = {head: sorted(entries, key=itemgetter(0)) for head, entries in kept.items()}
        return Shelf({head: tuple(ready for _, ready in entries) for head, entries in in_order.items()})

    def candidates(self, term: Term) -> Iterator[Ready]:
        """The patterns that may fit a term: right head, and all that they need inside."""
        present = term.heads
        for head in (term.head, *ALSO.get(term.head, ())):
            for ready in self.by_head.get(head, ()):
                if ready.needs <= present:
                    yield ready


def shelf_of(blocks: Mapping[str, Block]) -> Shelf:
    """A shelf with these blocks."""
    by_head: dict[str, list[Ready]] = {}
    for block in blocks.values():
        for ready in ready_patterns(block):
            by_head.setdefault(ready.term.head, []).append(ready)
    return Shelf({head: tuple(entries) for head, entries in by_head.items()}, _filed(by_head))


def _filed(by_head: Mapping[str, Sequence[Ready]]) -> Drawers:
    shared = Counter(one for entries in by_head.values() for ready in entries for one in ready.requirements)
    filed: dict[str, list[tuple[str, int, Ready]]] = {}
    for head, entries in by_head.items():
        for place, ready in enumerate(entries):
            rarest = min(sorted(ready.requirements), key=shared.__getitem__, default=NOT_ASKED)
            filed.setdefault(rarest, []).append((head, place, ready))
    return {one: tuple(entries) for one, entries in filed.items()}


@lru_cache(maxsize=4)
def shelf_under(knowledge: Glossary) -> Shelf:
    """The blocks of one glossary."""
    return shelf_of(knowledge.blocks)


def spoken_shelf(shelf: Shelf, speaks: Callable[[str], bool]) -> Shelf:
    """The shelf as a paper with these words uses it; papers with the same words share one."""
    return _spoken(shelf, frozenset(word for word in shelf.words if speaks(word)))


@lru_cache(maxsize=2)
def _spoken(shelf: Shelf, words: frozenset[str]) -> Shelf:
    """Without the patterns that need words which the paper does not use."""

    def is_spoken(ready: Ready) -> bool:
        return not ready.words or not words.isdisjoint(ready.words)

    by_head = {head: tuple(filter(is_spoken, entries)) for head, entries in shelf.by_head.items()}
    filed = {one: tuple(each for each in entries if is_spoken(each[2])) for one, entries in shelf.filed.items()}
    return Shelf(by_head, filed)
