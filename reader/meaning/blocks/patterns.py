"""Patterns made ready: parsed by the same parser as papers, their slots opened, filed under what they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from glossary.block import Block, Pattern, Slot
from glossary.blocks_loader import load_blocks
from reader.formula.canonical import canonical_spelling
from reader.formula.evidence import Evidence
from reader.meaning.blocks.indices import MARKS
from reader.meaning.blocks.matcher import Matcher
from reader.meaning.blocks.names import affine, taken_apart
from reader.meaning.blocks.normal import normal_term
from reader.meaning.blocks.terms import Term, bit_of, walk

FREE = frozenset({"?", "none", "mul", "frac", "add", "neg", "either", "list", "rel:=", "app"})  # may be there unseen
APPLIED = frozenset({"function", "distribution", "loss"})


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """One pattern of a block. ``needs`` are the heads without which nothing can match; ``size`` counts what is told."""

    block: Block
    pattern: Pattern
    term: Term
    matcher: Matcher
    needs: int
    size: int


def ready_patterns(block: Block) -> tuple[Ready, ...]:
    """The patterns of one block, ready to match."""
    slots = {canonical_spelling(name): slot for name, slot in block.slots.items()}
    functions = frozenset(name for name, slot in slots.items() if slot.kind in APPLIED)
    holding = {name: opened(normal_term(s.holds, Evidence(functions)), slots) for name, s in slots.items() if s.holds}
    matcher = Matcher(block, slots, holding)
    made = []
    for pattern in block.patterns:
        term = opened(normal_term(pattern.latex, Evidence(functions)), slots)
        needs = 0
        for part in walk(term):
            if part.head not in FREE and part.head not in ("sym", "num"):
                needs |= bit_of(part.head)
        size = sum(part.head not in ("?", "none", "mul", "list") for part in walk(term))
        made.append(Ready(block, pattern, term, matcher, needs, size))
    return tuple(made)


def opened(term: Term, slots: Mapping[str, Slot]) -> Term:
    """The term with a hole for each name that is a slot."""
    if term.head == "sym":
        if term.text in slots:
            return Term("?", text=term.text)
        return _opened_symbol(term, slots)
    if not term.args:
        return term
    head = "mul" if term.head == "either" else term.head  # nothing is meant to be applied but slots that say so
    return Term(head, tuple(opened(arg, slots) for arg in term.args), term.text)


def _opened_symbol(term: Term, slots: Mapping[str, Slot]) -> Term:
    stem, below, above = taken_apart(term.text)
    if stem not in slots:
        return term
    if term.args:
        return Term("pow", tuple(opened(arg, slots) for arg in term.args))
    if above in MARKS and not below:
        return Term("?", text=stem, stem="*")
    if below in MARKS or below.isdigit():
        return Term("?", text=stem, stem="*" if below in MARKS else below)
    if all((affine(index) or ("",))[0] in slots for index in below.split(",")):
        return Term("?", text=stem, stem=below)
    return term


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """Every ready pattern, by the head of the terms on which it may sit."""

    by_head: Mapping[str, tuple[Ready, ...]]
    blocks: Mapping[str, Block]

    def candidates(self, term: Term) -> Iterator[Ready]:
        """The patterns that may fit a term: right head, and all that they need inside."""
        mask = term.mask
        for head in (term.head, *_ALSO.get(term.head, ())):
            for ready in self.by_head.get(head, ()):
                if not ready.needs & ~mask:
                    yield ready


_ALSO: Mapping[str, tuple[str, ...]] = {
    "either": ("mul", "app"), "frac": ("mul",), "rel::=": ("rel:=",), r"rel:\equiv": ("rel:=",),
}  # fmt: skip


def shelf_of(blocks: Mapping[str, Block]) -> Shelf:
    """A shelf with these blocks; patterns of products without a line lie under ``mul``."""
    by_head: dict[str, list[Ready]] = {}
    for block in blocks.values():
        for ready in ready_patterns(block):
            by_head.setdefault(ready.term.head, []).append(ready)
    return Shelf({head: tuple(entries) for head, entries in by_head.items()}, blocks)


@cache
def builtin_shelf() -> Shelf:
    """The blocks of the glossary, once per process."""
    return shelf_of(load_blocks())
