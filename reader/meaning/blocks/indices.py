"""Indices of terms: what depends on which, what a term is without its index, and steps that are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from reader.meaning.blocks.names import affine, taken_apart
from reader.meaning.blocks.terms import Term, unsigned

MARKS = frozenset({"*", r"\star", r"\ast"})  # of what is best
Names = Mapping[str, tuple[str, int]]
"""By slot, the name that stands for it and its offset."""


def marked(entry: str, term: Term) -> str:
    """How a term with this index or mark compares: ``x_0`` with 0, ``x^*`` and ``x_\\star`` with a star; else ""."""
    if term.head != "sym":
        return ""
    stem, below, above = taken_apart(term.text)
    if entry == "*":
        if above in MARKS or below in MARKS:
            return stem if below in MARKS or not below else f"{stem}_{{{below}}}"
        return ""
    pieces = below.split(",")
    if entry in pieces:
        return f"{stem}_{','.join('#' if piece == entry else piece for piece in pieces)}^{above}"
    return f"{stem}_{below}^#" if above.strip("()") == entry else ""


def steps(
    slot: str, offset: int, term: Term, indices: Names, letters: tuple[str, ...], barred: tuple[str, ...]
) -> Iterator[tuple[str, Names]]:
    """A term whose index counts steps: ``x_{t+1}``, ``x^{(k)}``, ``x(t)``. ``letters`` are those that may count."""
    for told, (name, shift) in _counted(term):
        if (letters and name not in letters) or name in barred:
            continue
        if slot not in indices:
            yield told, {**indices, slot: (name, shift - offset)}
        elif indices[slot] == (name, shift - offset):
            yield told, indices


def _counted(term: Term) -> Iterator[tuple[str, tuple[str, int]]]:
    if term.head == "sym":
        stem, below, above = taken_apart(term.text)
        pieces = below.split(",") if below else []
        for k, piece in enumerate(pieces):
            if (found := affine(piece)) is not None:
                yield f"{stem}_{','.join([*pieces[:k], '#', *pieces[k + 1 :]])}^{above}", found
        if above and (found := affine(above)) is not None:
            yield f"{stem}_{below}^#", found
    elif term.head == "app" and len(term.args) == 2 and (found := affine(_spelled(term.args[1]))) is not None:
        yield f"{term.args[0].key}(#)", found


def _spelled(term: Term) -> str:
    if term.head == "add" and len(term.args) == 2:
        first, (last, minus) = term.args[0], unsigned(term.args[1])
        return f"{first.key}{'-' if minus else '+'}{last.key}"
    return term.key


@lru_cache(maxsize=4096)
def _name_pattern(names: str) -> re.Pattern[str]:
    """One of several names, which bars part."""
    return re.compile(rf"(?<![A-Za-z\\@:])(?:{'|'.join(map(re.escape, names.split('|')))})(?![A-Za-z])")


def mentions(key: str, name: str) -> bool:
    """Whether a name occurs in a term, by the term's key."""
    return _name_pattern(name).search(key) is not None


def taken_from(key: str, name: str, mark: str) -> str:
    return _name_pattern(name).sub(mark, key)


def solved(known: str, key: str, mark: str) -> str:
    """The name that makes the key out of one in which it was taken out; "" where none does."""
    first, *others = known.split(mark)
    if not others:
        return ""
    if not key.startswith(first) or not key.endswith(others[-1]):
        return ""
    fitting = re.escape(first) + r"(?P<n>.+?)" + r"(?P=n)".join(map(re.escape, others))
    found = re.fullmatch(fitting, key)
    return found.group("n") if found else ""
