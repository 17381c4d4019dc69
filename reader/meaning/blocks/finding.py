"""Blocks in a formula: every pattern that fits somewhere, then the ones that say most where several say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reader.meaning.blocks.differences import told_differences
from reader.meaning.blocks.found import FoundBlock
from reader.meaning.blocks.matcher import Fit
from reader.meaning.blocks.normal import normal_term, relation
from reader.meaning.blocks.patterns import Ready, Shelf, builtin_shelf
from reader.meaning.blocks.settling import settle
from reader.meaning.blocks.spelling import spelled
from reader.meaning.blocks.terms import Term, place, walk

Speaks = Callable[[str], bool]
"""Whether the paper's prose has a word that begins like this."""

MOST_FITS = 3  # of one pattern on one term


def find_blocks(latex: str, speaks: Speaks | None = None, shelf: Shelf | None = None) -> tuple[FoundBlock, ...]:
    """The blocks of a formula in macro-free LaTeX, the larger first. ``speaks`` is asked where a block needs words."""
    term = normal_term(latex)
    found = _all_found(term, shelf or builtin_shelf(), speaks or (lambda word: False))
    return settle(found)


def _all_found(term: Term, shelf: Shelf, speaks: Speaks) -> list[FoundBlock]:
    found: dict[tuple[str, int, int], FoundBlock] = {}
    for part in _parts(term):
        for ready in shelf.candidates(part):
            for count, fit in enumerate(ready.matcher.fits(ready.term, part)):
                _keep(found, ready, part, fit, speaks)
                if count >= MOST_FITS:
                    break
    return list(found.values())


def _parts(term: Term) -> Iterator[Term]:
    """Every sub-term, and the pairs of neighbours in a chain of relations."""
    for part in walk(term):
        yield part
        if part.head == "chain":
            signs = part.text.split(" ")
            for sign, left, right in zip(signs, part.args, part.args[1:], strict=False):
                yield relation(sign, left, right)
            if len(signs) > 1 and signs[0] in ("=", ":=") and part.args[0].head != "none":
                for sign, right in zip(signs[1:], part.args[2:], strict=False):
                    if sign == "=":
                        yield relation("=", part.args[0], right)


def _keep(found: dict[tuple[str, int, int], FoundBlock], ready: Ready, part: Term, fit: Fit, speaks: Speaks) -> None:
    start, end = place(fit.taken) if fit.taken else (part.start, part.end)
    if start < 0:
        start, end = place([part])
    key = (ready.block.id, start, end)
    known = found.get(key)
    extra = len(fit.extra) + (ready.pattern.differs is not None)
    if start < 0 or (known is not None and (known.size, not known.differs) >= (ready.size, not extra)):
        return
    words = (*ready.block.words, *ready.pattern.words)
    if words and not any(map(speaks, words)):
        return
    found[key] = FoundBlock(
        ready.block, start, end,
        {name: spelled(value) for name, value in fit.values.items()},
        {name: place([value]) for name, value in fit.values.items()},
        ready.size, told_differences(ready.pattern, fit),
    )  # fmt: skip
